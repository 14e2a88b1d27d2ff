/** What a report is made from: the record of one period, by value. */
import type { Separation } from '../../shared/permissions.ts'
import type { Comparison, TrendMonth } from '../../shared/records/comparison.ts'
import type { AccountView } from '../../shared/records/engagement.ts'
import type { FindingRecord } from '../../shared/records/finding.ts'
import type { PersonView } from '../../shared/records/people.ts'
import type { ReportEdition, ReportFormat } from '../../shared/records/report.ts'
import type { ReviewNote } from '../../shared/records/review.ts'
import type { OpinionView, SignOffView } from '../../shared/records/sign-off.ts'
import type { SourceView } from '../../shared/records/source.ts'
import type { ConclusionView, ParameterView, ResultView } from '../../shared/records/test.ts'
import type { PeriodState } from '../../shared/states/period.ts'
import type { MemberStatus, Severity, Topic } from '../../shared/vocabulary.ts'

export interface ReportRecord {
  readonly edition: ReportEdition
  readonly clientName: string
  readonly auditor: string
  readonly isSample: boolean
  readonly separation: Separation
  /** Everybody who works or worked in the engagement. */
  readonly people: readonly Pick<PersonView, 'name' | 'title' | 'role' | 'leftAt'>[]
  readonly period: {
    readonly label: string
    readonly state: PeriodState
    /** Whether what was issued is still what is there; true before the issue. */
    readonly isAsIssued: boolean
  }
  /** Of the period as a whole, the oldest first. */
  readonly signOffs: readonly Pick<
    SignOffView,
    'role' | 'name' | 'title' | 'signedAt' | 'state' | 'isSigned'
  >[]
  readonly opinion: OpinionView | null
  /** Rules of the close-out gate that do not hold, and warnings that somebody explained. */
  readonly openRules: readonly { readonly code: string; readonly sentence: string }[]
  readonly explained: readonly { readonly code: string; readonly title: string; readonly sentence: string }[]
  readonly accounts: readonly AccountView[]
  readonly sources: readonly SourceView[]
  /** What limits the reliance on a source, or why it is not relied on. */
  readonly decisions: readonly { readonly source: number; readonly reason: string }[]
  /** In the order of the checklist, then of the accounts. */
  readonly tests: readonly ReportTest[]
  /** By topic, account and control; not every one where there are very many. */
  readonly exceptions: readonly ReportException[]
  /** The oldest first, of every period. */
  readonly findings: readonly FindingRecord[]
  /** The oldest first. */
  readonly months: readonly TrendMonth[]
  /** With the month before; null in the first. */
  readonly comparison: Omit<Comparison, 'changes'> | null
  readonly parameters: readonly ParameterView[]
  /** Empty in the final edition. */
  readonly reviewNotes: readonly ReviewNote[]
  /** Which actions of AWS statements were read with. */
  readonly actionData: string
  readonly toolVersion: string
}

export interface ReportTest {
  /** `ROOT-01` */
  readonly control: string
  readonly topic: Topic
  readonly severity: Severity
  readonly criterion: string
  readonly account: string
  readonly accountName: string
  /** A person's step, without an automated check. */
  readonly isManual: boolean
  readonly result: Pick<
    ResultView,
    'outcome' | 'population' | 'exceptions' | 'needsReview' | 'reason' | 'asOf'
  > | null
  readonly conclusion: Pick<
    ConclusionView,
    'conclusion' | 'reason' | 'concludedBy' | 'resultChanged' | 'bulk'
  > | null
}

export interface ReportException {
  readonly control: string
  readonly account: string
  readonly status: Exclude<MemberStatus, 'pass'>
  readonly resource: string
  readonly detail: string
  readonly fingerprint: string
  /** `SF-003:14`; null where no file says it. */
  readonly place: string | null
  /** Of the element in a JSON file. */
  readonly path: string | null
  /** "Finding F-2026-001"; null while nobody judged it. */
  readonly disposition: string | null
}

/** What makes an issued report one of its kind. */
export interface ReportStamp {
  /** `IAM-2026-01-INT-HTML-v2` */
  readonly id: string
  readonly format: ReportFormat
  /** ISO-8601 UTC. */
  readonly at: string
  /** The event log's last entry before the issue. */
  readonly chainSeq: number
  readonly chainHead: string
}
