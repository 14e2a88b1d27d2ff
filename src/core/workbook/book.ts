/** What a workbook is written from: rendered sheets, and what makes this issue one of its kind. */
import type { CellType, CellValue } from '../../shared/records/workbook.ts'

export interface Book {
  readonly clientName: string
  readonly period: string
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
}

export type Live =
  | { readonly count: string; readonly where: readonly Condition[] }
  | { readonly sum: string; readonly column: string; readonly where: readonly Condition[] }
  | { readonly beginsWith: string }

export interface Condition {
  readonly column: string
  readonly equals: string | { readonly cell: string; readonly unless?: string }
}
