/** Received files as they cross the bridge: what was read, what is wrong, what is missing. Times are ISO-8601 UTC text. */
import type { Acceptance, CoverageState, NoteLevel, SourceFamily, SourceState } from '../vocabulary.ts'
import type { AsOf } from './engagement.ts'
import type { CellValue, ColumnView } from './workbook.ts'

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
  /** The source of the archive it came in; null where it was received by itself. */
  readonly container: number | null
  /** The account the auditor said it belongs to; null where nobody had to. */
  readonly assignedAccount: string | null
  readonly state: SourceState
  readonly acceptance: Acceptance
  /** Proofs of completeness and accuracy that differ, and that nobody could make yet; null for what needs none. */
  readonly proofs: { readonly failed: number; readonly open: number } | null
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
  /** Lines were longer than a screen shows. */
  readonly clipped: boolean
  /** The lines are those of the element at `path`, indented: the file's own are too long to show. */
  readonly isElement: boolean
}

export interface CompletenessCell {
  /** The column's key. */
  readonly column: string
  readonly state: CoverageState
  readonly required: boolean
  /** A few words for the cell: "", "15 d", "2 errors", "missing", "3 of 12". */
  readonly label: string
  readonly sources: readonly number[]
}

export interface CompletenessColumn {
  readonly key: string
  readonly title: string
  readonly required: boolean
  /** The exports it stands for: one where required, else a family. */
  readonly kinds: readonly { readonly kind: string; readonly title: string }[]
}

export interface Completeness {
  readonly columns: readonly CompletenessColumn[]
  readonly rows: readonly {
    readonly account: string
    readonly name: string
    readonly cells: readonly CompletenessCell[]
  }[]
  /** Cells of required exports that are complete, of all of them. */
  readonly present: number
  readonly expected: number
  readonly requiredMissing: number
}

/** One item to ask the client for. */
export interface Request {
  /** '' for the organization where nothing names its management account, and for what no account has. */
  readonly account: string
  readonly accountName: string
  readonly kind: string
  readonly title: string
  readonly family: SourceFamily
  readonly required: boolean
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
  /** In the order received; what was in an archive follows it. */
  readonly files: readonly Received[]
}

/** A stored file as bytes: evidence, a received source or an issued workbook. */
export interface StoredFile {
  readonly name: string
  readonly mime: string
  readonly bytes: Uint8Array
}

/** The facts one source states in one table, as they are kept. */
export interface FactPage {
  /** Every table it has facts in. */
  readonly tables: readonly { readonly table: string; readonly title: string; readonly rows: number }[]
  /** The table shown; '' where it states none. */
  readonly table: string
  readonly columns: readonly ColumnView[]
  readonly rows: readonly {
    readonly line: number
    readonly path: string | null
    readonly cells: readonly CellValue[]
  }[]
  readonly total: number
}
