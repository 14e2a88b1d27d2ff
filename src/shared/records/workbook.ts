/** The workbook as it crosses the bridge: cells and columns, sheets, gate and issued files. Times are ISO-8601 UTC text. */

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
