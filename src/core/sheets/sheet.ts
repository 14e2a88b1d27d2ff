/** The form every sheet of the workbook has: who it is, its columns, and the rows it makes of the record. */
import type { ParameterName } from '../../shared/parameters.ts'
import type { ClientInput, ClientRemarks } from '../../shared/client-inputs.ts'
import type { Edition } from '../../shared/editions.ts'
import type { Separation } from '../../shared/permissions.ts'
import type { Comparison, TrendMonth } from '../../shared/records/comparison.ts'
import type { AccountView } from '../../shared/records/engagement.ts'
import type { FindingRecord } from '../../shared/records/finding.ts'
import type { GuardrailHead, GuardrailRow } from '../../shared/records/organization.ts'
import type { PersonView } from '../../shared/records/people.ts'
import type { Decision, Proof } from '../../shared/records/proof.ts'
import type { GateCode, ReviewNote } from '../../shared/records/review.ts'
import type { OpinionView, SignOffView } from '../../shared/records/sign-off.ts'
import type { Completeness, Request, SourceView } from '../../shared/records/source.ts'
import type {
  ChecklistSection,
  ConclusionView,
  ParameterView,
  ResultView
} from '../../shared/records/test.ts'
import type { CellValue, ColumnView, SheetView } from '../../shared/records/workbook.ts'
import type { Severity, Topic } from '../../shared/vocabulary.ts'

export interface Sheet {
  /** The file's name: `checklist-results`. */
  readonly id: string
  /** On the tab, at most 31 characters: "03 Checklist". */
  readonly name: string
  /** The workpaper reference in the heading block: "03". */
  readonly ref: string
  readonly order: number
  readonly title: string
  readonly purpose: string
  /** The files or records the rows come from. */
  readonly source: string
  /** How the rows were made and how to read them. */
  readonly procedure: string
  /** Where it is found; `workpaperEditions` where not given. */
  readonly editions?: readonly Edition[]
  /** What an edition says in other words. */
  readonly wording?: Readonly<Partial<Record<Edition, SheetWording>>>
  /** What names a row for good, where the client fills cells of it in: `R-2026-001`. */
  readonly rowKey?: (row: SheetRow) => string
  /** Lines of the heading block this sheet words itself, by the label they stand for. */
  readonly heading?: (context: SheetContext) => Readonly<Partial<Record<HeadingLabel, HeadingLine>>>
  /** Columns that stay in sight when scrolling sideways. */
  readonly frozenColumns: number
  readonly columns: readonly SheetColumn[] | ((context: SheetContext) => readonly SheetColumn[])
  /** Rows by column key, exceptions first; the first column is never empty. */
  readonly rows: (context: SheetContext) => readonly SheetRow[]
  /** The number of rows, without making them. */
  readonly count: (context: SheetContext) => number
  /** Columns whose words are counted in the heading block. */
  readonly tallies?: readonly Tally[]
  /** Drawn beside the table by the spreadsheet program. */
  readonly charts?: readonly SheetChart[]
  /** What a filled cell of this sheet counts as, where its total must agree with another sheet's. */
  readonly detail?: Detail
}

export type SheetWording = Partial<Pick<Sheet, 'title' | 'purpose' | 'source' | 'procedure'>>

/** The labels of the heading block below the title, in order. */
export const headingLabels = [
  'Client',
  'Period',
  'Prepared by',
  'Purpose',
  'Source',
  'Procedure',
  'Results'
] as const
export type HeadingLabel = (typeof headingLabels)[number]

export interface HeadingLine {
  readonly label: string
  readonly text: string
}

export type SheetRow = Readonly<Record<string, CellValue>>

export interface SheetColumn extends ColumnView {
  readonly width: number
  /** Those of its sheet where not given. */
  readonly editions?: readonly Edition[]
  /** Filled in by the client in the edition that is sent to them. */
  readonly input?: ClientInput
  /** Makes the cells live totals; their values are the cached results. */
  readonly live?: Live
  /** Makes single cells live; null leaves a cell as it is. */
  readonly liveOf?: (row: SheetRow) => Live | null
  /** The cells lead to the sheet named in another column of the row. */
  readonly linksTo?: string
  /** The cells lead to the first row of a sheet that holds in `column` what this row holds under `by`, its own text where not given. */
  readonly leadsTo?: RowLink
}

/** A chart over columns of a sheet, of its first rows. */
export interface SheetChart {
  readonly kind: 'line' | 'stacked-bar' | 'stacked-column'
  readonly title: string
  /** The column that names each point. */
  readonly names: string
  readonly series: readonly string[]
  /** At most this many rows are drawn. */
  readonly rows: number
}

export interface RowLink {
  readonly sheet: string
  readonly column: string
  readonly by?: string
}

/** A total that the spreadsheet computes again. */
export type Live =
  /** Rows of another sheet whose columns hold these words; `cell` means the word in that column of this row. */
  | { readonly count: string; readonly where: readonly Condition[] }
  /** The sum of a column over those rows. */
  | { readonly sum: string; readonly column: string; readonly where: readonly Condition[] }
  /** Cells of the detail block of the same row that begin with these characters. */
  | { readonly beginsWith: string }
  /** A formula of other cells of the row and of the day of issue, as a spreadsheet counts days; none where the value is empty. */
  | { readonly formula: (cell: (column: string) => string, day: number) => string }

export interface Condition {
  readonly column: string
  /** A word, or what stands in a column of this row; a row that holds `unless` there takes all. */
  readonly equals: string | { readonly cell: string; readonly unless?: string }
}

export interface Tally {
  readonly column: string
  readonly words: readonly string[]
}

export interface Detail {
  /** How its total is called: "detail rows". */
  readonly called: string
  /** First and last column key of the block; the first column alone where not given. */
  readonly block?: (columns: readonly SheetColumn[]) => readonly [string, string] | null
  /** The sheet whose total must be the same. */
  readonly agreesWith: string
}

/** A control as the sheets need it: the texts of its definition. */
export interface SheetControl {
  /** `ROOT-01` */
  readonly control: string
  /** null for a manual step. */
  readonly check: string | null
  readonly topic: Topic
  readonly severity: Severity
  readonly criterion: string
  readonly references: readonly { readonly framework: string; readonly ids: readonly string[] }[]
  /** Kinds of export and their parts, alternatives included; empty for a manual step. */
  readonly needs: readonly string[]
  /** The thresholds its check goes by. */
  readonly parameters: readonly ParameterName[]
}

/** A framework as the sheets need it: every requirement listed, with the controls that test it. */
export interface SheetFramework {
  /** "CIS AWS Foundations 3.0" */
  readonly title: string
  readonly requirements: readonly (Pick<ChecklistSection, 'id' | 'title' | 'requirement'> & {
    readonly controls: readonly string[]
  })[]
}

/** A control as tested for one account. */
export interface SheetTest {
  readonly control: SheetControl
  readonly account: AccountView
  /** null for a manual step, and before the first run. */
  readonly result: ResultView | null
  readonly conclusion: ConclusionView | null
}

/** Everything a sheet may ask: the record and the facts by query, the definitions by value. */
export interface SheetContext {
  /** Read-only SQL; `:period` is always bound. */
  readonly all: <Row>(
    sql: string,
    bindings?: Readonly<Record<string, string | number | null>>
  ) => readonly Row[]
  readonly edition: Edition
  readonly clientName: string
  readonly auditor: string
  readonly isSample: boolean
  /** Everybody who works or worked in the engagement, in the order they were added. */
  readonly people: readonly PersonView[]
  readonly separation: Separation
  /** Of the period, the oldest first. */
  readonly signOffs: readonly SignOffView[]
  readonly reviewNotes: readonly ReviewNote[]
  /** In the order of their codes. */
  readonly explainedWarnings: readonly ExplainedWarning[]
  readonly period: { readonly id: number; readonly label: string }
  /** The day the sheets are as of: that of issue, else the last day something was done. */
  readonly today: string
  /** The overall conclusion on the period; null before it is stated. */
  readonly opinion: OpinionView | null
  readonly accounts: readonly AccountView[]
  readonly sources: readonly SourceView[]
  /** Proofs and decisions of every source that needs them, in the order received. */
  readonly proved: readonly {
    readonly source: SourceView
    readonly proofs: readonly Proof[]
    readonly decisions: readonly Decision[]
  }[]
  readonly completeness: Completeness
  readonly requests: readonly Request[]
  /** The controls that test what a check of another tool tests. */
  readonly controlsOfPeer: (tool: string, checkId: string) => readonly string[]
  readonly guardrails: readonly GuardrailHead[]
  /** Accounts of the organization with every guardrail, in the order of `guardrails`. */
  readonly guardrailRows: () => readonly GuardrailRow[]
  /** Of every period, the oldest first, as they stand on the day the workbook is issued. */
  readonly findings: () => readonly FindingRecord[]
  /** What the client wrote beside the record's own places for it, by remediation. */
  readonly clientRemarks: () => ReadonlyMap<string, ClientRemarks>
  /** Marks the locked cells of a row as handed out by this engagement; empty while the sheet is only looked at. */
  readonly tagOf: (locked: Readonly<Record<string, string>>) => string
  /** With the month before; null in the first. */
  readonly comparison: () => Comparison | null
  /** Every month, the oldest first. */
  readonly trend: () => readonly TrendMonth[]
  /** In the order of the checklist, then of the accounts. */
  readonly tests: readonly SheetTest[]
  readonly parameters: readonly ParameterView[]
  readonly frameworks: readonly SheetFramework[]
  /** Which actions of AWS statements were read with: "AWS actions as of 2026-09-26 (iam-data 0.21)". */
  readonly actionData: string
  /** The other sheets, for the index; filled last. */
  readonly index: readonly (SheetView & { readonly ref: string })[]
  /** null while the sheet is only looked at. */
  readonly issued: Issued | null
}

/** Why a warning of the close-out gate may stand. */
export interface ExplainedWarning {
  readonly code: GateCode
  /** What should hold. */
  readonly title: string
  readonly sentence: string
  readonly by: string
  readonly at: string
}

/** What makes an issued workbook one of its kind. */
export interface Issued {
  /** `IAM-2026-01-INT-v3` */
  readonly id: string
  readonly version: number
  /** ISO-8601 UTC. */
  readonly at: string
  readonly by: string
  /** The event log's last entry before the issue. */
  readonly chainSeq: number
  readonly chainHead: string
}

/** The one row of a counting query. */
export function countOf(context: SheetContext, sql: string): number {
  return context.all<{ readonly n: number }>(sql)[0]?.n ?? 0
}
