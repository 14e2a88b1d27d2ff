/** The workbook as it crosses the bridge: cells and columns, sheets, gate and issued files. Times are ISO-8601 UTC text. */
import type { Edition, ExportState } from '../editions.ts'

export type CellType =
  | 'text'
  | 'id'
  | 'integer'
  | 'date'
  | 'time'
  | 'boolean'
  | 'outcome'
  | 'conclusion'
  | 'severity'
  | 'state'
  | 'long'

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
  readonly edition: Edition
  readonly state: ExportState
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

export interface SheetColumnView extends ColumnView {
  /** Filled in by the client. */
  readonly isInput?: boolean
}

export interface SheetPreview {
  readonly id: string
  readonly name: string
  /** The workpaper reference before the title: `P02`. */
  readonly ref: string
  readonly title: string
  /** The lines above the table: label and text. */
  readonly heading: readonly { readonly label: string; readonly text: string }[]
  readonly columns: readonly SheetColumnView[]
  /** Columns of the file nobody sees, before the first of these: the first is its column C where there are two. */
  readonly hiddenColumns: number
  /** Columns that stay in sight when scrolling sideways. */
  readonly frozenColumns: number
  readonly rows: readonly (readonly CellValue[])[]
  readonly total: number
}

/** What a workbook says of itself; '' where it does not. */
export interface BookClaim {
  /** `IAM-2026-01-CLR-v2` */
  readonly exportId: string
  /** The engagement's own number. */
  readonly engagement: string
  readonly period: string
  readonly edition: string
  readonly version: string
  readonly issuedAt: string
  readonly dataRoot: string
  readonly chainSeq: string
  readonly chainHead: string
  readonly toolVersion: string
}

/** A cell that is other than issued; '' where it was or is empty. */
export interface CellChange {
  readonly sheet: string
  readonly address: string
  readonly from: string
  readonly to: string
}

/** `resaved`: other bytes, and no cell differs. `not-compared`: issued here and not byte for byte the same; its bytes were not given. */
export type BookVerdict = 'unchanged' | 'resaved' | 'changed' | 'not-compared' | 'not-issued'

export interface WorkbookVerdict {
  readonly fileName: string
  readonly sha256: string
  readonly verdict: BookVerdict
  /** What was found, in sentences. */
  readonly sentence: string
  readonly claim: BookClaim | null
  /** The issue it was compared with; null where none is known. */
  readonly issued: {
    readonly edition: Edition
    readonly version: number
    readonly period: string
    readonly fileName: string
    readonly sha256: string
    readonly issuedBy: string
    readonly issuedAt: string
  } | null
  /** The first of them. */
  readonly changes: readonly CellChange[]
  /** All. */
  readonly changed: number
  readonly missing: readonly string[]
  readonly added: readonly string[]
}
