/** Periods as they cross the bridge: their states, what was added after the lock, earlier months of a test. Times are ISO-8601 UTC text. */
import type { OccurrenceStatus } from '../states/finding.ts'
import type { PeriodState } from '../states/period.ts'
import type { RetentionTerms } from '../states/retention.ts'
import type { Conclusion, Outcome, Severity } from '../vocabulary.ts'

export interface PeriodView {
  /** `2026-01` */
  readonly label: string
  readonly state: PeriodState
  /** The label of the month it followed; null of the first. */
  readonly prior: string | null
  readonly isOpen: boolean
  readonly reportDate: string | null
  readonly lockedAt: string | null
  readonly lockedBy: string | null
  /** Days: the last to lock it, and until which everything is kept; null before it is issued. */
  readonly lockBy: string | null
  readonly keepUntil: string | null
  readonly sources: number
  readonly tests: number
  readonly concluded: number
  readonly exceptions: number
  /** Findings raised in it. */
  readonly findings: number
  readonly addenda: readonly AddendumView[]
}

export interface RetentionView extends RetentionTerms {
  /** Whether a period was issued under them; they only get stricter from then on. */
  readonly isIssued: boolean
}

export interface AddendumView {
  /** `AD-001` */
  readonly ref: string
  readonly period: string
  readonly reason: string
  readonly text: string
  /** `E-0007`; null where the text says it all. */
  readonly evidence: string | null
  readonly preparedBy: string
  readonly addedAt: string
  /** null while nobody else reviewed it. */
  readonly reviewedBy: string | null
  readonly reviewedAt: string | null
}

/** How one test stood at the end of an earlier month. */
export interface EarlierTest {
  readonly period: string
  readonly account: string
  readonly outcome: Outcome | null
  readonly population: number
  readonly exceptions: number
  readonly conclusion: Conclusion | null
  readonly reason: string
  readonly concludedBy: string
  /** References of the findings raised over it in that month. */
  readonly findings: readonly string[]
}

/** An earlier month as it stood at its end; nothing of it changes any more. */
export interface PeriodRecord {
  readonly period: PeriodView
  readonly tests: readonly EarlierControl[]
  readonly findings: readonly PeriodFinding[]
  readonly samples: readonly PeriodSample[]
}

/** A sample drawn in a period, and how far it was marked. */
export interface PeriodSample {
  readonly ref: string
  readonly control: string
  /** The filters in words. */
  readonly definition: string
  readonly size: number
  readonly population: number
  /** Marks that are not set. */
  readonly left: number
}

export interface EarlierControl extends EarlierTest {
  readonly control: string
  readonly criterion: string
  readonly severity: Severity
}

export interface PeriodFinding {
  readonly ref: string
  readonly control: string
  readonly title: string
  readonly severity: Severity
  /** What became of it in that month. */
  readonly status: OccurrenceStatus
  readonly exceptions: number
}
