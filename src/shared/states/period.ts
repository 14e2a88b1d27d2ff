/** The life of a period: fieldwork, review, issued, locked; and what follows it. */
import { assertNever } from '../vocabulary.ts'

export const periodStates = {
  fieldwork: 'Fieldwork',
  review: 'In review',
  issued: 'Issued',
  locked: 'Locked'
} as const
export type PeriodState = keyof typeof periodStates

export type PeriodMove = 'submit' | 'reopen' | 'issue' | 'lock'

const moves: Readonly<Record<PeriodMove, Partial<Record<PeriodState, PeriodState>>>> = {
  submit: { fieldwork: 'review' },
  /** What was issued stays issued as it was: the workbook that follows is the next version. */
  reopen: { review: 'fieldwork', issued: 'fieldwork' },
  issue: { review: 'issued' },
  lock: { issued: 'locked' }
}

/** The state a move leads to; null where it is not open in this state. */
export function periodAfter(state: PeriodState, move: PeriodMove): PeriodState | null {
  return moves[move][state] ?? null
}

/** Why a move is not open, and what to do instead. */
export function refusalOfMove(label: string, state: PeriodState, move: PeriodMove): string | null {
  if (periodAfter(state, move) !== null) return null
  if (state === 'locked')
    return `${label} is locked, and a locked period never changes. Add an addendum, or go on with the next month.`
  switch (move) {
    case 'submit':
      return `${label} was given to review already.`
    case 'reopen':
      return `${label} is in fieldwork already.`
    case 'issue':
      return state === 'issued'
        ? `${label} was issued already. Reopen it to issue it anew, or lock it.`
        : `${label} is still in fieldwork: give it to review first.`
    case 'lock':
      return `${label} is not issued yet: issue the final workbook first.`
    default:
      return assertNever(move)
  }
}

/** Whether the next month may begin without a reason. */
export function isDone(state: PeriodState): boolean {
  return state === 'issued' || state === 'locked'
}

/** `2026-12` → `2027-01` */
export function monthAfter(label: string): string {
  const [year = 0, month = 0] = label.split('-').map(Number)
  return month === 12 ? `${year + 1}-01` : `${year}-${String(month + 1).padStart(2, '0')}`
}

export interface Retention {
  /** The last day to lock the period, counted from the report date (`2026-02-14`); null before it is issued. */
  readonly lockBy: string | null
  /** The day until which the engagement file and the archive are kept; null before the period is issued. */
  readonly keepUntil: string | null
}

/** `reportDate` is ISO-8601 UTC; years are counted to the same day, 29 February to 28 February. Sources: PCAOB AS 1215.14-15. */
export function retentionOf(reportDate: string | null, assemblyDays: number, years: number): Retention {
  if (reportDate === null) return { lockBy: null, keepUntil: null }
  const day = reportDate.slice(0, 10)
  const lockBy = new Date(Date.parse(`${day}T00:00:00Z`) + assemblyDays * 86_400_000)
    .toISOString()
    .slice(0, 10)
  const [year = '', month = '', date = ''] = day.split('-')
  const keptDay = month === '02' && date === '29' ? '28' : date
  return { lockBy, keepUntil: `${Number(year) + years}-${month}-${keptDay}` }
}
