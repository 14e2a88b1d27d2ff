/** Received files as they cross the bridge: what was read, what is wrong, what is missing. Times are ISO-8601 UTC text. */
import type { CoverageState, NoteLevel, SourceState } from '../vocabulary.ts'
import type { AsOf } from './engagement.ts'

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

/** A stored file as bytes: evidence, a received source or an issued workbook. */
export interface StoredFile {
  readonly name: string
  readonly mime: string
  readonly bytes: Uint8Array
}
