/** What to write to put the conclusions of a test back as they stood. */
import type { ConclusionView, OverrideView, TestView } from '../../../shared/records/test.ts'
import type { Conclusion } from '../../../shared/vocabulary.ts'

import type { OverrideDraft } from './overriding.ts'

export interface Restoration {
  /** Accounts that held nothing. */
  readonly empty: readonly string[]
  /** Conclusions made in bulk go back in bulk, others one by one, so that the mark stays true. */
  readonly held: readonly HeldConclusion[]
}

export interface HeldConclusion {
  readonly accounts: readonly string[]
  readonly conclusion: Conclusion
  readonly reason: string
  readonly steps: readonly number[]
  readonly override?: OverrideDraft | undefined
}

/**
 * Whether what stood before can be put back as it was. A conclusion that relied on a result which is gone cannot: recorded again it
 * would rely on today's. Nor can an approved override: nobody approves in somebody else's name. Nor what was concluded together with
 * other controls: its mark would be lost.
 */
export function canRestore({ conclusions }: Pick<TestView, 'conclusions'>): boolean {
  return conclusions.every(
    (one) =>
      !one.resultChanged &&
      one.override?.approver == null &&
      (!one.bulk || conclusions.some((other) => other !== one && isMadeWith(one, other)))
  )
}

export function restorationOf({
  accounts,
  conclusions,
  evidence
}: Pick<TestView, 'accounts' | 'conclusions' | 'evidence'>): Restoration {
  const held = new Map<string, ConclusionView[]>()
  for (const one of conclusions) {
    const key = one.bulk ? `bulk ${one.concludedAt} ${one.conclusion}` : one.account
    held.set(key, [...(held.get(key) ?? []), one])
  }
  return {
    empty: accounts.filter((account) => !conclusions.some((one) => one.account === account)),
    held: [...held.values()].flatMap((together) => {
      const [first] = together
      if (first === undefined) return []
      const { conclusion, reason, steps } = first
      const accounts = together.map(({ account }) => account)
      const held = together.find(({ override }) => override !== null)?.override ?? null
      return [{ accounts, conclusion, reason, steps, ...(held && { override: draftOf(held, evidence) }) }]
    })
  }
}

/** Together, for several accounts. */
function isMadeWith(one: ConclusionView, other: ConclusionView): boolean {
  return other.bulk && other.concludedAt === one.concludedAt && other.conclusion === one.conclusion
}

function draftOf(
  { reason, rationale, evidence: refs }: OverrideView,
  evidence: TestView['evidence']
): OverrideDraft {
  return { reason, rationale, evidence: evidence.flatMap(({ id, ref }) => (refs.includes(ref) ? [id] : [])) }
}
