/** The form of a rule of the close-out gate: what must hold, and what stands against it. */
import type { GateCode, GateLead } from '../../../shared/records/review.ts'
import type { PeriodState } from '../sign-off/period-state.ts'

export interface GateRule {
  readonly code: GateCode
  /** A fact in the passing state: "Every test has a conclusion". */
  readonly title: string
  readonly leadsTo: GateLead
  readonly find: (state: PeriodState) => Found
}

export interface Found {
  readonly count: number
  readonly sentence: string
  /** The first few by name. */
  readonly first: readonly string[]
}

const shown = 5

/** `names` of all that stand against a rule; `one` and `many` end a sentence that begins with their number. */
export function against(names: readonly string[], one: string, many: string, none: string): Found {
  return {
    count: names.length,
    sentence: names.length === 0 ? none : `${names.length} ${names.length === 1 ? one : many}.`,
    first: names.slice(0, shown)
  }
}

/** Something that is so as a whole, or is not. */
export function holds(sentence: string): Found {
  return { count: 0, sentence, first: [] }
}
