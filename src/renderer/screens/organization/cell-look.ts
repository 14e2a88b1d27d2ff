/** How a cell of the guardrail matrix looks: one short word on its colour, and the whole in words. */
import type { GuardrailCell, GuardrailHead, LevelKind } from '../../../shared/records/organization.ts'
import { guardrailStates } from '../../../shared/vocabulary.ts'

export type CellTone = 'root' | 'below' | 'partly' | 'open' | 'unsure' | 'exempt'

export interface CellLook {
  readonly tone: CellTone
  /** In the cell. */
  readonly word: string
  /** In the title, and for those who do not see it. */
  readonly words: string
}

/** What a level is called where there is room for one word. */
export const levelWords = { root: 'root', unit: 'OU', account: 'account' } as const satisfies Record<
  LevelKind,
  string
>

export const toneWords = {
  root: 'at root',
  below: 'at unit or account',
  partly: 'with exceptions',
  open: 'not denied',
  unsure: 'not known',
  exempt: 'management account'
} as const satisfies Record<CellTone, string>

export function lookOf(cell: GuardrailCell, { title }: GuardrailHead): CellLook {
  const words = `${title}: ${wordsOf(cell)}`
  switch (cell.state) {
    case 'denied':
      return {
        tone: cell.level === 'root' ? 'root' : 'below',
        word: cell.level === null ? 'denied' : levelWords[cell.level],
        words
      }
    case 'conditional':
      return { tone: 'partly', word: 'partly', words }
    case 'open':
      return { tone: 'open', word: 'open', words }
    case 'unknown':
      return { tone: 'unsure', word: '?', words }
    case 'exempt':
      return { tone: 'exempt', word: 'exempt', words }
  }
}

/** "denied at root by BaselineLogging, statement ProtectTrail, but for …". */
export function wordsOf({ state, level, policy, statement, exceptions }: GuardrailCell): string {
  const place = level === null ? '' : ` at ${levelWords[level]}`
  const by = policy === null ? (level === null ? '' : ', where no policy allows it') : ` by ${policy}`
  const where = statement === null ? '' : `, ${statement}`
  const but = exceptions === '' ? '' : `, ${exceptions}`
  return `${guardrailStates[state].toLowerCase()}${place}${by}${where}${but}`
}
