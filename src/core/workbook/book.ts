/** What a workbook is written from: rendered sheets, and what makes this issue one of its kind. */
import type { ClientInput } from '../../shared/client-inputs.ts'
import type { Edition } from '../../shared/editions.ts'
import type { CellType, CellValue } from '../../shared/records/workbook.ts'

export interface Book {
  readonly clientName: string
  readonly period: string
  readonly edition: Edition
  /** "AWS IAM review 2026-01, internal edition" */
  readonly title: string
  readonly issued: {
    readonly id: string
    /** ISO-8601 UTC; the workbook's only date of its own. */
    readonly at: string
    readonly by: string
    readonly chainSeq: number
    readonly chainHead: string
    /** SHA-256 over the content of all sheets. */
    readonly dataRoot: string
  }
  /** The form of what a reader of the file goes by. */
  readonly schema: string
  /** What stands on the hidden sheet that says which workbook this is. */
  readonly manifest: readonly (readonly [key: string, value: string])[]
  /** In the order of the tabs; the first is the index that the others lead back to. */
  readonly sheets: readonly BookSheet[]
}

export interface BookSheet {
  readonly id: string
  /** At most 31 characters, none of `[]:*?/\`. */
  readonly name: string
  readonly ref: string
  readonly title: string
  readonly heading: readonly { readonly label: string; readonly text: string }[]
  readonly results: readonly ResultPiece[] | null
  readonly columns: readonly BookColumn[]
  readonly rows: readonly (readonly CellValue[])[]
  /** By column index: the id of the sheet each row's cell leads to. */
  readonly links: ReadonlyMap<number, readonly string[]>
  /** By column index: the sheet and column where each row's cell leads to the row that holds its value. */
  readonly rowLinks: ReadonlyMap<
    number,
    { readonly sheet: string; readonly column: string; readonly values: readonly string[] }
  >
  /** By column index: what makes the cell of each row live; null leaves it as it is. */
  readonly rowLives?: ReadonlyMap<number, readonly (Live | null)[]>
  readonly charts?: readonly BookChart[]
  readonly frozenColumns: number
  readonly detail: {
    readonly called: string
    readonly first: number
    readonly last: number
    readonly count: number
    readonly agreesWith: string
  } | null
}

export type ResultPiece =
  string | { readonly count: number; readonly column: number; readonly word: string | null }

export interface BookColumn {
  readonly key: string
  readonly title: string
  readonly type: CellType
  readonly width: number
  readonly live?: Live
  /** Carries a mark; nobody reads it. Such columns stand before all others. */
  readonly isHidden?: true
  /** Filled in by the client; the rest of such a sheet is locked. */
  readonly input?: ClientInput
}

/** A chart over columns of a sheet, of at most as many of its first rows. */
export interface BookChart {
  readonly kind: 'line' | 'stacked-bar' | 'stacked-column'
  readonly title: string
  readonly names: string
  readonly series: readonly string[]
  readonly rows: number
}

export type Live =
  | { readonly count: string; readonly where: readonly Condition[] }
  | { readonly sum: string; readonly column: string; readonly where: readonly Condition[] }
  | { readonly beginsWith: string }
  | { readonly formula: (cell: (column: string) => string, day: number) => string }

export interface Condition {
  readonly column: string
  readonly equals: string | { readonly cell: string; readonly unless?: string }
}
