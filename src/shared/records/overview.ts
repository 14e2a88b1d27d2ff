/** The overview as it crosses the bridge. Times are ISO-8601 UTC text. */
import type { Conclusion, Severity, Topic } from '../vocabulary.ts'

export interface OverviewCell {
  readonly topic: Topic
  readonly exceptions: number
  readonly needsReview: number
  readonly notTested: number
  readonly worst: Severity | null
  /** Tests whose automated outcome is a pass. */
  readonly passed: number
  /** Tests without exceptions that the auditor concluded as exception, observation or inconclusive. */
  readonly concludedOtherwise: number
  readonly concluded: number
  readonly tests: number
  /** Every test of the cell is not applicable. */
  readonly notApplicable: boolean
}

export interface Overview {
  readonly tests: number
  readonly concluded: number
  readonly byConclusion: Readonly<Record<Conclusion, number>>
  readonly exceptions: number
  readonly exceptionsBySeverity: Readonly<Record<Severity, number>>
  readonly needsReview: number
  readonly notTested: number
  readonly findings: number
  /** Conclusions, and those of them with evidence linked. */
  readonly conclusionsWithEvidence: number
  readonly topics: readonly { readonly topic: Topic; readonly short: string; readonly title: string }[]
  readonly rows: readonly {
    readonly account: string
    readonly name: string
    readonly cells: readonly OverviewCell[]
    readonly exceptions: number
    readonly concluded: number
    readonly tests: number
  }[]
  readonly byTopic: readonly {
    readonly topic: Topic
    readonly title: string
    readonly bySeverity: Readonly<Record<Severity, number>>
  }[]
  readonly remaining: readonly Remaining[]
  /** The controls with the most exceptions, most severe first. */
  readonly worst: readonly {
    readonly control: string
    readonly criterion: string
    readonly severity: Severity
    readonly exceptions: number
    readonly accounts: number
  }[]
}

export interface Remaining {
  readonly id:
    | 'not-concluded'
    | 'without-evidence'
    | 'result-changed'
    | 'attention'
    | 'to-judge'
    | 'override-open'
    | 'missing-sources'
    | 'problems'
    | 'without-finding'
  readonly label: string
  readonly detail: string
  readonly count: number
  readonly screen: 'checklist' | 'import'
  /** The first test concerned, in the order of the checklist; null where it is about files. */
  readonly first: { readonly control: string; readonly account: string } | null
}
