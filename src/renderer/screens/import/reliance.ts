/** Whether the auditor relies on a source, and how its proofs stand: what a row and a filter say of it. */
import type { SourceView } from '../../../shared/records/source.ts'
import { formatCount } from '../../format.ts'
import { proofLooks, type GlyphLook } from '../../parts/glyph.ts'

/** How the proofs of a source stand together, in a glyph and a few words; null where it needs none. */
export function proofsInShort({
  proofs
}: Pick<SourceView, 'proofs'>): { readonly look: GlyphLook; readonly words: string } | null {
  if (proofs === null) return null
  if (proofs.failed > 0)
    return { look: proofLooks.fail, words: formatCount(proofs.failed, 'differs', 'differ') }
  if (proofs.open > 0) return { look: proofLooks['not-performed'], words: `${String(proofs.open)} open` }
  return { look: proofLooks.pass, words: 'all agree' }
}

/** Whether the auditor still has to say that it can be relied on. */
export function isToDecide({ state, acceptance, proofs }: SourceView): boolean {
  return state === 'read' && acceptance === 'received' && proofs !== null
}

/** Whether it can be accepted as it is: the engine refuses one with a proof that differs. */
export function isAcceptable(source: SourceView): boolean {
  return isToDecide(source) && source.proofs?.failed === 0
}

/** Why nothing can be decided of a source; null where something can. */
export function whyUndecidable({ state, kind }: Pick<SourceView, 'state' | 'kind'>): string | null {
  if (state === 'superseded') return 'A later export of the same came after it; decide on that one.'
  return kind === null ? 'Nothing of it was read, so there is nothing to rely on.' : null
}

export type Choice = 'accepted' | 'accepted-with-limitation' | 'rejected'

interface ChoiceView {
  readonly value: Choice
  readonly verb: string
  readonly hint: string
}

const accepting: readonly ChoiceView[] = [
  { value: 'accepted', verb: 'Accept', hint: 'Relied on as it is' },
  {
    value: 'accepted-with-limitation',
    verb: 'Accept with limitation',
    hint: 'Relied on; the limitation stays in the record'
  }
]
const rejecting: ChoiceView = {
  value: 'rejected',
  verb: 'Reject',
  hint: 'Nothing of it counts; the checks run again'
}

/** What can be decided of a source: one that could not be read whole can only be rejected. */
export function choicesFor({ state }: Pick<SourceView, 'state'>): readonly ChoiceView[] {
  return state === 'read' ? [...accepting, rejecting] : [rejecting]
}
