/** Tests as they cross the bridge: results, conclusions, evidence, findings and the populations behind them. Times are ISO-8601 UTC text. */
import type { ParameterName } from '../parameters.ts'
import type { Conclusion, EvidenceType, MemberStatus, Outcome, Severity, Topic } from '../vocabulary.ts'
import type { AsOf } from './engagement.ts'
import type { CellValue, ColumnView } from './workbook.ts'

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
