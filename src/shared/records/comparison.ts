/** Two months side by side, and all of them in a row, as they cross the bridge. */
import type { Severity } from '../vocabulary.ts'

/** What became of an exception. `cannot-tell`: one of the two months did not test it. */
export const exceptionChanges = {
  new: 'New',
  recurring: 'Recurring',
  resolved: 'Resolved',
  'cannot-tell': 'Cannot tell'
} as const
export type ExceptionChange = keyof typeof exceptionChanges

/** Of a member of a population; of a rule of what is tested with. */
export const memberChanges = { added: 'Added', removed: 'Removed', changed: 'Changed' } as const
export type MemberChange = keyof typeof memberChanges

/** What a change means for the client's risk. */
export const directions = { worse: 'Worse', better: 'Better', neutral: 'Neutral' } as const
export type Direction = keyof typeof directions

export interface Change {
  /** Of the same thing the same in every comparison of the two months. */
  readonly key: string
  readonly of:
    'exception' | 'user' | 'group' | 'role' | 'policy' | 'inline-policy' | 'trust' | 'access-key' | 'rule'
  readonly change: ExceptionChange | MemberChange
  readonly direction: Direction
  /** null of a rule. */
  readonly account: string | null
  readonly resource: string
  /** Of an exception and a rule; null where no control speaks of it. */
  readonly control: string | null
  readonly severity: Severity | null
  /** What it was and what it is; null where it was not, is not, or no export says. */
  readonly before: string | null
  readonly after: string | null
  /** Of documents that differ, by their hashes. */
  readonly documents: { readonly from: string | null; readonly to: string | null } | null
}

export interface Metric {
  readonly name: string
  /** null where that month cannot say. */
  readonly from: number | null
  readonly to: number | null
  readonly direction: Direction
}

export interface Comparison {
  readonly from: string
  readonly to: string
  readonly metrics: readonly Metric[]
  /** Worse first, then what cannot be told, neutral and better; recurring exceptions are counted but are no change of their own. */
  readonly changes: readonly Change[]
  readonly recurring: number
  /** Of which accounts and kinds nothing can be told, in a sentence each. */
  readonly limits: readonly string[]
}

/** A run of words that both documents have, or one of them. */
export interface Run {
  readonly kind: 'same' | 'removed' | 'added'
  readonly text: string
}

export interface DocumentComparison {
  readonly runs: readonly Run[]
}

export interface TrendMonth {
  readonly period: string
  readonly exceptions: Readonly<Record<Severity, number>>
  readonly openFindings: number
  /** Tests with a verdict, and all that have a result. */
  readonly decided: number
  readonly tests: number
}

export interface Trend {
  readonly months: readonly TrendMonth[]
}
