/** What stands in each cell of a previewed sheet: title and heading above, then the table, as the workbook places them. */
import type { CellValue, SheetPreview } from '../../../shared/records/workbook.ts'
import { sheetHeaderRow as headerRow, type SheetTone } from '../../../shared/sheet-look.ts'

import { sheetText, sheetTone } from './sheet-cell.ts'

/** A row of the table; undefined while it is on its way. */
export type RowValues = readonly CellValue[] | undefined

export interface SheetCell {
  /** From 0. */
  readonly column: number
  /** One line: the beginning of a long text. */
  readonly text: string
  readonly tone: SheetTone | null
  readonly isNumber: boolean
  /** Leads to another sheet. */
  readonly isLink: boolean
  /** Filled in by the client. */
  readonly isInput: boolean
  /** Runs on over all columns to its right. */
  readonly isWide: boolean
}

/** What every sheet but the first says before its table, and what leads back to the first. */
export const backToIndex = '← Index'

/** Longer texts would only be laid out to be cut off. */
const longestShown = 240

/** The whole text of a cell. `number` is the row as the spreadsheet counts, from 1; `values` are those of a row of the table. */
export function textAt(
  preview: SheetPreview,
  isIndex: boolean,
  number: number,
  column: number,
  values: RowValues
): string {
  if (number === 1) return `${preview.ref}  ${preview.title}`
  const line = preview.heading[number - 2]
  if (number < headerRow && line !== undefined) return column === 0 ? line.label : line.text
  if (number < headerRow) return number === headerRow - 1 && column === 0 && !isIndex ? backToIndex : ''
  const described = preview.columns[column]
  if (described === undefined) return ''
  return number === headerRow ? described.title : sheetText(values?.[column] ?? null, described.type)
}

/** The cells of a row that are drawn, of the columns that are seen. */
export function cellsAt(
  preview: SheetPreview,
  isIndex: boolean,
  number: number,
  columns: readonly number[],
  values: RowValues
): readonly SheetCell[] {
  if (number < headerRow) {
    const widest = shownColumn(number, preview.columns.length - 1)
    return Array.from({ length: widest + 1 }, (_, column) => {
      const text = textAt(preview, isIndex, number, column, values)
      return {
        column,
        text,
        tone: null,
        isNumber: false,
        isLink: text === backToIndex,
        isInput: false,
        isWide: column === widest
      }
    })
  }
  return columns.map((column) => {
    const { type = 'text', isInput = false } = preview.columns[column] ?? {}
    return {
      column,
      text: textAt(preview, isIndex, number, column, values).slice(0, longestShown).replaceAll('\n', ' '),
      tone: number === headerRow ? null : sheetTone(values?.[column] ?? null, type),
      isNumber: type === 'integer',
      isLink: isIndex && column === 0 && number > headerRow,
      isInput: isInput && number > headerRow,
      isWide: false
    }
  })
}

/** The cell a column belongs to in its row: title and heading are wider than one column. */
export function shownColumn(number: number, column: number): number {
  if (number === 1) return 0
  return number < headerRow ? Math.min(column, 1) : column
}
