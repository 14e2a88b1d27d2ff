/** Tests as they cross the bridge: results, conclusions, evidence, findings and the populations behind them. Times are ISO-8601 UTC text. */
import type { AskedThreshold, LooserThreshold } from '../frameworks.ts'
import type { ParameterName } from '../parameters.ts'
import type { AttentionFlag } from '../states/attention.ts'
import type { Disposition } from '../states/disposition.ts'
import type { OverrideReason } from '../states/override.ts'
import type { Conclusion, EvidenceType, MemberStatus, Outcome, Severity, Topic } from '../vocabulary.ts'
import type { AsOf } from './engagement.ts'
import type { FindingView } from './finding.ts'
import type { MemberDocument } from './policy.ts'
import type { CellValue, ColumnView } from './workbook.ts'

export interface ResultView {
  readonly account: string
  readonly accountName: string
  readonly outcome: Outcome
  readonly population: number
  readonly exceptions: number
  /** Exceptions that have a disposition. */
  readonly judged: number
  readonly needsReview: number
  /** Why there is no verdict, or what limits it; empty where nothing does. */
  readonly reason: string
  readonly asOf: AsOf | null
}

export interface ConclusionView {
  readonly account: string
  readonly accountName: string
  readonly conclusion: Conclusion
  readonly reason: string
  readonly steps: readonly number[]
  readonly concludedBy: string
  readonly concludedAt: string
  /** Made for several accounts at once. */
  readonly bulk: boolean
  readonly reliedOutcome: Outcome | null
  /** The automated result is no longer the one this conclusion relied on. */
  readonly resultChanged: boolean
  /** null where the conclusion needs none. */
  readonly override: OverrideView | null
}

/** One of several tests that may be concluded together. */
export interface BulkCandidate {
  readonly control: string
  readonly account: string
  readonly accountName: string
  /** False for a manual step. */
  readonly automated: boolean
  readonly outcome: Outcome | null
  /** The conclusion that stands on today's result; null where there is none. */
  readonly standing: Conclusion | null
  /** It is concluded, on a result that is another now. */
  readonly resultChanged: boolean
}

/** A conclusion better than the automated outcome, and who agreed to it. */
export interface OverrideView {
  /** `OV-001` */
  readonly ref: string
  /** The automated outcome it was made over. */
  readonly outcome: Outcome
  readonly conclusion: Conclusion
  readonly reason: OverrideReason
  readonly rationale: string
  /** References of pieces of evidence that are not withdrawn. */
  readonly evidence: readonly string[]
  readonly author: string
  readonly proposedAt: string
  /** null until somebody approves it. */
  readonly approver: string | null
  readonly approvedAt: string | null
  /** By its own author, in an engagement of a single auditor. */
  readonly isSelfApproved: boolean
}

/** What became of an exception. */
export interface DispositionView {
  readonly kind: Disposition
  /** The finding or risk acceptance; null for the others. */
  readonly ref: string | null
  readonly rationale: string
  readonly by: string
  readonly at: string
}

export interface ChecklistItem {
  /** `ROOT-01` */
  readonly control: string
  readonly topic: Topic
  /** null for a manual step. */
  readonly check: string | null
  readonly criterion: string
  readonly severity: Severity
  /** Over all accounts asked for, the worst; null for a manual step. */
  readonly outcome: Outcome | null
  readonly population: number
  readonly exceptions: number
  /** Exceptions that have a disposition. */
  readonly judged: number
  readonly needsReview: number
  /** The conclusion where all accounts asked for share one; `mixed` where they do not; null where any has none. */
  readonly conclusion: Conclusion | 'mixed' | null
  /** Accounts concluded and accounts in scope of this control. */
  readonly concluded: number
  readonly accounts: number
  readonly resultChanged: boolean
  /** What somebody has to look at again, over all accounts asked for. */
  readonly attention: readonly AttentionFlag[]
  /** Thresholds of the check that let more pass than the framework shown does; its result then says nothing for the framework. */
  readonly looserThan: readonly LooserThreshold[]
}

/** A checklist to choose: our own order of work, or the requirements of a framework. */
export interface ChecklistSummary {
  /** `aws-iam`, `cis-3.0` */
  readonly id: string
  readonly title: string
  /** Of the framework; null for our own. */
  readonly version: string | null
  /** Which requirements of the framework are listed; empty for our own. */
  readonly extent: string
  /** Different controls on it. */
  readonly controls: number
  /** Requirements listed, and those of them that no control tests; 0 for our own. */
  readonly requirements: number
  readonly uncovered: number
}

export interface ChecklistSection {
  /** The topic, or the number of the requirement. */
  readonly id: string
  readonly title: string
  readonly requirement: RequirementView | null
  readonly concluded: number
  readonly total: number
  /** Empty where no control tests the requirement, or none for the account. A control may stand in several sections. */
  readonly items: readonly ChecklistItem[]
}

export interface RequirementView {
  readonly level: 1 | 2 | null
  /** How the framework itself assesses it. */
  readonly assessment: 'automated' | 'manual' | null
  /** Whether any control tests it, for whatever account. */
  readonly isCovered: boolean
}

export interface ChecklistView {
  readonly checklist: ChecklistSummary
  readonly account: string | null
  readonly sections: readonly ChecklistSection[]
  /** Tests, each counted once. */
  readonly concluded: number
  readonly total: number
}

export interface EvidenceView {
  readonly id: number
  /** `E-0001` */
  readonly ref: string
  readonly type: EvidenceType
  readonly title: string
  readonly fileName: string
  readonly mime: string
  readonly size: number
  readonly sha256: string
  readonly addedBy: string
  readonly addedAt: string
  readonly withdrawn: boolean
  /** One for each place that backs a test. */
  readonly links: readonly {
    readonly control: string
    readonly account: string
    /** As `locatorText` writes it; '' for the whole. */
    readonly locator: string
  }[]
}

export interface TestView {
  readonly control: string
  readonly check: string | null
  readonly topic: Topic
  readonly severity: Severity
  readonly criterion: string
  readonly effect: string
  readonly recommendation: string
  readonly remediation: { readonly console: string; readonly cli: string; readonly terraform: string }
  readonly references: readonly { readonly framework: string; readonly ids: readonly string[] }[]
  /** What a person does beside the automated result, or instead of it. */
  readonly procedure: readonly string[]
  readonly evidenceExpected: string
  /** What the verdict cannot see, a sentence each. */
  readonly limits: readonly string[]
  /** Where the rule comes from: names of AWS pages and standards. */
  readonly sources: readonly string[]
  readonly parameters: readonly ParameterView[]
  readonly needs: readonly { readonly title: string; readonly command: string }[]
  /** The accounts asked for that this control is tested for. */
  readonly accounts: readonly string[]
  readonly results: readonly ResultView[]
  readonly conclusions: readonly ConclusionView[]
  readonly evidence: readonly EvidenceView[]
  readonly findings: readonly FindingView[]
  /** Of each account, what somebody has to look at again. */
  readonly attention: readonly Attention[]
}

/** Why a test is to be looked at again, with what it is about in a sentence. */
export interface Attention {
  readonly account: string
  readonly flag: AttentionFlag
  readonly sentence: string
}

export interface ParameterView {
  readonly name: ParameterName
  readonly title: string
  readonly unit: string
  readonly value: number
  readonly default: number
  readonly minimum: number
  readonly maximum: number
  readonly source: string
  /** What frameworks ask of it, and those of them that accept less than the value in force. */
  readonly asked: readonly AskedThreshold[]
  readonly looserThan: readonly AskedThreshold[]
}

export interface Member {
  readonly account: string
  readonly resource: string
  readonly status: MemberStatus
  readonly detail: string
  /** In the order of the page's columns. */
  readonly values: readonly CellValue[]
  readonly source: number
  readonly sourceName: string
  readonly line: number
  readonly path: string | null
  /** null where it is not listed as an exception or for a person to judge. */
  readonly fingerprint: string | null
  /** null while it is to be judged. */
  readonly disposition: DispositionView | null
  /** What became of it in the month before. */
  readonly lastMonth: DispositionView | null
  /** The policy documents the verdict rests on; none where it rests on none. */
  readonly documents: readonly MemberDocument[]
}

export interface PopulationPage {
  readonly columns: readonly ColumnView[]
  readonly members: readonly Member[]
  /** Members matching the filter, and all of them. */
  readonly matching: number
  readonly population: number
  readonly exceptions: number
  /** Exceptions that have a disposition. */
  readonly judged: number
  readonly needsReview: number
}

/** One row of `results.json`. */
export interface CheckResult {
  readonly check: string
  readonly catalogue: readonly string[]
  readonly account: string
  readonly outcome: Outcome
  readonly reason: string
  readonly population: number
  readonly exceptions: readonly ResultMember[]
  readonly needsReview: readonly ResultMember[]
}

export interface ResultMember {
  readonly resource: string
  /** The same in every month for the same check, account and resource: SHA-256. */
  readonly fingerprint: string
  readonly detail: string
  readonly source: string
  readonly line: number
  readonly path: string | null
}

export interface Results {
  readonly asOf: string | null
  /** Which actions of AWS statements were read with. */
  readonly actionData: string
  readonly results: readonly CheckResult[]
}
