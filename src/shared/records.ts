/** The shapes that cross the bridge: what the page shows and the command line prints. Times are ISO-8601 UTC text. */
import type { ParameterName } from './parameters.ts'
import type {
  AsOfOrigin,
  Conclusion,
  CoverageState,
  EvidenceType,
  MemberStatus,
  NoteLevel,
  Outcome,
  Severity,
  SourceState,
  Topic
} from './vocabulary.ts'

export interface EngagementSummary {
  /** The file's name in the host's folder, without extension; how hosts and page name it. */
  readonly file: string
  readonly clientName: string
  readonly auditor: string
  readonly period: string
  readonly concluded: number
  readonly tests: number
  readonly lastOpenedAt: string
  readonly isSample: boolean
}

/** A file of the host's folder that could not be opened as an engagement, with the sentence why. */
export interface UnreadableEngagement {
  readonly file: string
  readonly problem: string
}

export interface EngagementList {
  readonly engagements: readonly EngagementSummary[]
  readonly unreadable: readonly UnreadableEngagement[]
}

export interface AsOf {
  readonly at: string
  readonly origin: AsOfOrigin
}

/** What the frame around every screen shows. */
export interface EngagementView {
  readonly clientName: string
  readonly auditor: string
  readonly period: string
  readonly isSample: boolean
  /** The date the auditor gave for sources without one of their own. */
  readonly asOf: string | null
  /** The dates in force, newest and oldest over all accounts; null before the first import. */
  readonly newestAsOf: AsOf | null
  readonly oldestAsOf: AsOf | null
  readonly accounts: readonly AccountView[]
  readonly principals: number
  readonly sources: number
  readonly problems: number
  readonly concluded: number
  readonly tests: number
  readonly findings: number
  readonly evidence: number
  readonly events: number
}

export interface AccountView {
  readonly id: string
  /** Organization name, else alias, else the id. */
  readonly name: string
  readonly partition: string
  readonly isManagement: boolean
  /** ACTIVE, SUSPENDED …; null where no organization export says. */
  readonly status: string | null
  readonly asOf: AsOf | null
}

export interface SourceView {
  readonly id: number
  /** `SF-001` */
  readonly ref: string
  readonly name: string
  readonly size: number
  readonly sha256: string
  readonly kind: string | null
  readonly kindTitle: string | null
  readonly accounts: readonly string[]
  /** The account the auditor said it belongs to; null where nobody had to. */
  readonly assignedAccount: string | null
  readonly state: SourceState
  readonly asOf: AsOf | null
  /** What was read, as "48 users"; empty where nothing was. */
  readonly content: string
  readonly receivedAt: string
  readonly worstNote: NoteLevel | null
  readonly notes: number
}

export interface Problem {
  readonly id: number
  readonly source: number
  readonly sourceName: string
  readonly line: number | null
  readonly path: string | null
  readonly level: NoteLevel
  readonly sentence: string
}

/** Lines of a received file around the place a fact came from. */
export interface Excerpt {
  readonly name: string
  readonly sha256: string
  readonly firstLine: number
  readonly lines: readonly string[]
  readonly line: number
  readonly path: string | null
  readonly clipped: boolean
}

export interface CompletenessCell {
  readonly kind: string
  readonly state: CoverageState
  readonly required: boolean
  /** One or two words for the cell: "", "15 d", "2 errors", "missing". */
  readonly label: string
  readonly sources: readonly number[]
}

export interface Completeness {
  readonly columns: readonly { readonly kind: string; readonly title: string; readonly required: boolean }[]
  readonly rows: readonly {
    readonly account: string
    readonly name: string
    readonly cells: readonly CompletenessCell[]
  }[]
  readonly present: number
  readonly expected: number
  readonly requiredMissing: number
}

/** One item to ask the client for. */
export interface Request {
  readonly account: string
  readonly accountName: string
  readonly kind: string
  readonly title: string
  readonly command: string
  readonly why: string
}

/** What became of one file of an import. */
export interface Received {
  readonly name: string
  /** null where the same file was there already. */
  readonly source: number | null
  readonly duplicateOf: string | null
  readonly state: SourceState
  readonly kindTitle: string | null
  readonly accounts: readonly string[]
  readonly content: string
  readonly errors: number
  readonly warnings: number
  readonly sentence: string
}

export interface ImportReport {
  readonly received: number
  readonly read: number
  readonly notUsable: number
  readonly problems: number
  readonly changedTests: number
}

export interface ResultView {
  readonly account: string
  readonly accountName: string
  readonly outcome: Outcome
  readonly population: number
  readonly exceptions: number
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
}

export interface ChecklistItem {
  /** `ROOT-01` */
  readonly control: string
  /** null for a manual step. */
  readonly check: string | null
  readonly criterion: string
  readonly severity: Severity
  /** Over all accounts asked for, the worst; null for a manual step. */
  readonly outcome: Outcome | null
  readonly population: number
  readonly exceptions: number
  readonly needsReview: number
  /** The conclusion where all accounts asked for share one; `mixed` where they do not; null where any has none. */
  readonly conclusion: Conclusion | 'mixed' | null
  /** Accounts concluded and accounts in scope of this control. */
  readonly concluded: number
  readonly accounts: number
  readonly resultChanged: boolean
}

export interface ChecklistView {
  readonly account: string | null
  readonly topics: readonly {
    readonly topic: Topic
    readonly title: string
    readonly concluded: number
    readonly total: number
    readonly items: readonly ChecklistItem[]
  }[]
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
  readonly links: readonly { readonly control: string; readonly account: string }[]
}

export interface FindingView {
  /** `F-2026-001` */
  readonly ref: string
  readonly title: string
  readonly condition: string
  readonly criteria: string
  readonly cause: string
  readonly effect: string
  readonly recommendation: string
  readonly severity: Severity
  readonly control: string
  readonly accounts: readonly string[]
  readonly exceptions: number
  readonly population: number
  readonly raisedBy: string
  readonly raisedAt: string
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
  readonly parameters: readonly ParameterView[]
  readonly needs: readonly { readonly title: string; readonly command: string }[]
  /** The accounts asked for that this control is tested for. */
  readonly accounts: readonly string[]
  readonly results: readonly ResultView[]
  readonly conclusions: readonly ConclusionView[]
  readonly evidence: readonly EvidenceView[]
  readonly findings: readonly FindingView[]
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
}

export type CellType =
  'text' | 'id' | 'integer' | 'date' | 'time' | 'boolean' | 'outcome' | 'conclusion' | 'severity' | 'long'

export interface ColumnView {
  readonly key: string
  readonly title: string
  readonly type: CellType
  /** In characters; a hint. */
  readonly width?: number
}

export type CellValue = string | number | boolean | null

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
}

export interface PopulationPage {
  readonly columns: readonly ColumnView[]
  readonly members: readonly Member[]
  /** Members matching the filter, and all of them. */
  readonly matching: number
  readonly population: number
  readonly exceptions: number
  readonly needsReview: number
}

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

export interface SheetView {
  readonly id: string
  readonly name: string
  readonly title: string
  readonly rows: number
}

export interface GateItem {
  readonly level: 'error' | 'warning' | 'ok'
  readonly text: string
  readonly screen: 'checklist' | 'import' | null
}

export interface WorkbookExport {
  readonly id: number
  readonly version: number
  readonly fileName: string
  readonly sha256: string
  readonly size: number
  readonly issuedBy: string
  readonly issuedAt: string
  readonly chainHead: string
}

export interface WorkbookView {
  readonly sheets: readonly SheetView[]
  readonly gate: readonly GateItem[]
  readonly exports: readonly WorkbookExport[]
}

export interface SheetPreview {
  readonly id: string
  readonly name: string
  /** The workpaper reference before the title: `P02`. */
  readonly ref: string
  readonly title: string
  /** The lines above the table: label and text. */
  readonly heading: readonly { readonly label: string; readonly text: string }[]
  readonly columns: readonly ColumnView[]
  /** Columns that stay in sight when scrolling sideways. */
  readonly frozenColumns: number
  readonly rows: readonly (readonly CellValue[])[]
  readonly total: number
}

export interface EventView {
  readonly seq: number
  readonly at: string
  readonly actor: string
  readonly action: string
  readonly entity: string
  readonly entityId: string
  readonly hash: string
}

export interface Verification {
  readonly ok: boolean
  readonly events: number
  readonly head: string
  readonly objects: number
  /** One sentence for each thing found wrong. */
  readonly faults: readonly string[]
}

/** A stored file as bytes: evidence, a received source or an issued workbook. */
export interface StoredFile {
  readonly name: string
  readonly mime: string
  readonly bytes: Uint8Array
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
  readonly detail: string
  readonly source: string
  readonly line: number
  readonly path: string | null
}

export interface Results {
  readonly asOf: string | null
  readonly results: readonly CheckResult[]
}

/** What the engine tells the page without being asked. */
export type WorkbenchEvent =
  | {
      readonly type: 'progress'
      readonly job: string
      readonly phase: 'receiving' | 'reading' | 'checking' | 'writing'
      readonly name: string
      /** Bytes, objects or checks, as the phase has it. */
      readonly done: number
      readonly total: number
    }
  | { readonly type: 'changed'; readonly method: string }
