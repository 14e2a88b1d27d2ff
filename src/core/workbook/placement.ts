/** Where everything stands: which tabs a sheet becomes, and how formulas and links point at them. */
import { colToLetter } from 'hucre/xlsx'

import { sheetHeaderRow } from '../../shared/sheet-look.ts'
import type { Book, BookColumn, BookSheet } from './book.ts'
import { longestSheetName, type Limits } from './limits.ts'

/** Title and heading take rows 1 to 8, the way back and the check row 9; counted from 1 as a reader counts. */
export const headerRow = sheetHeaderRow
export const firstRow = headerRow + 1

/** One tab: a sheet, or a part of one that has more rows than a tab can hold. */
export interface Tab {
  readonly sheet: BookSheet
  readonly name: string
  /** Index of the first row it holds, and of the one after its last. */
  readonly from: number
  readonly to: number
  readonly part: number
  readonly parts: number
  /** The last row of the table, which has one blank row where the sheet has none. */
  readonly lastRow: number
}

/** The tabs of a book in order; a long sheet goes on in "Name (2)". */
export function tabsOf(book: Book, limits: Limits): readonly Tab[] {
  const room = limits.rowsPerSheet - headerRow
  return book.sheets.flatMap((sheet) => {
    const parts = Math.max(1, Math.ceil(sheet.rows.length / room))
    return Array.from({ length: parts }, (_, part): Tab => {
      const from = part * room
      const to = Math.min(sheet.rows.length, from + room)
      const suffix = part === 0 ? '' : ` (${part + 1})`
      return {
        sheet,
        name: sheet.name.slice(0, longestSheetName - suffix.length) + suffix,
        from,
        to,
        part,
        parts,
        lastRow: headerRow + Math.max(1, to - from)
      }
    })
  })
}

/** `'P01 Users'`, for formulas and links. */
export function quoted(tab: Tab): string {
  return `'${tab.name.replaceAll("'", "''")}'`
}

/** The rows of some columns of a tab: `'P01 Users'!$D$11:$D$740`. */
export function columnRange(tab: Tab, first: number, last = first): string {
  return `${quoted(tab)}!$${colToLetter(first)}$${firstRow}:$${colToLetter(last)}$${tab.lastRow}`
}

/** How many columns nobody sees stand before the others. */
export function hiddenColumns({ columns }: { readonly columns: readonly BookColumn[] }): number {
  return columns.filter(({ isHidden }) => isHidden).length
}
