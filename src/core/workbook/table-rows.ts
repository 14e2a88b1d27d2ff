/** The rows of a table as the markup of a worksheet: values, totals and heights, one row at a time. */
import { colToLetter } from 'hucre/xlsx'

import type { CellValue } from '../../shared/records/workbook.ts'
import type { BookColumn } from './book.ts'
import { cellText, serialOf } from './cell-text.ts'
import type { Limits } from './limits.ts'
import { firstRow, type Tab } from './placement.ts'
import { heightOf, linesOf } from './row-heights.ts'
import { liveFormula, type TabsOf } from './totals.ts'

/** The styles of a column, as numbers of the style sheet. */
export interface ColumnStyle {
  readonly plain: number
  /** For text that would become a formula where a reader enters the cell and leaves it. */
  readonly quoted: number
}

/** One string for each row; a table without rows has one blank one. */
export function* tableRows(
  tab: Tab,
  styles: readonly ColumnStyle[],
  widths: readonly number[],
  tabsOf: TabsOf,
  issuedAt: string,
  limits: Limits
): Generator<string> {
  const { sheet, from, to } = tab
  const columns = sheet.columns.map((column, place) => preparedColumn(column, place, styles[place], widths))
  if (from === to)
    yield `<row r="${firstRow}">${columns.map((column) => cellMarkup(column, firstRow, null, null)).join('')}</row>`

  for (let index = from; index < to; index++) {
    const values = sheet.rows[index] ?? []
    const row = firstRow + index - from
    const whole = `sheet ${sheet.ref}, ${String(values[0] ?? '')}`
    let tallest = 1
    let cells = ''
    for (const column of columns) {
      const { place, live, isHidden, room } = column
      const value = writable(values[place] ?? null, column, whole, limits)
      if (typeof value === 'string' && !isHidden) tallest = Math.max(tallest, linesOf(value, room))
      const own = sheet.rowLives?.get(place)?.[index] ?? live
      const formula = own && value !== null ? liveFormula(own, sheet, values, row, tabsOf, issuedAt) : null
      cells += cellMarkup(column, row, value, formula)
    }
    yield `<row r="${row}"${tallest > 1 ? ` ht="${heightOf(tallest)}" customHeight="1"` : ''}>${cells}</row>`
  }
}

/** What is the same for all cells of a column. */
interface PreparedColumn extends Pick<BookColumn, 'live' | 'isHidden'> {
  readonly place: number
  /** Where the cell begins, up to its row. */
  readonly start: string
  readonly plain: string
  readonly quoted: string
  readonly precision: 'day' | 'second' | null
  /** Characters a line of it holds. */
  readonly room: number
}

function preparedColumn(
  { type, live, isHidden }: BookColumn,
  place: number,
  style: ColumnStyle | undefined,
  widths: readonly number[]
): PreparedColumn {
  return {
    place,
    ...(live ? { live } : {}),
    ...(isHidden ? { isHidden } : {}),
    start: `<c r="${colToLetter(place)}`,
    plain: `" s="${style?.plain ?? 0}"`,
    quoted: `" s="${style?.quoted ?? 0}"`,
    precision: type === 'date' ? 'day' : type === 'time' ? 'second' : null,
    room: (widths[place] ?? 0) - 1
  }
}

/** Dates become day numbers, flags words, text what a cell can hold. */
function writable(
  value: CellValue,
  { precision }: PreparedColumn,
  whole: string,
  { charactersPerCell }: Limits
): string | number | null {
  if (typeof value === 'boolean') return value ? 'Yes' : 'No'
  if (typeof value !== 'string') return value
  return (precision && serialOf(value, precision)) ?? cellText(value, charactersPerCell, whole)
}

function cellMarkup(
  { start, plain, quoted }: PreparedColumn,
  row: number,
  value: string | number | null,
  formula: string | null
): string {
  const at =
    start + row + (typeof value === 'string' && formulaSigns.has(value.charCodeAt(0)) ? quoted : plain)
  if (formula !== null)
    return typeof value === 'string'
      ? `${at} t="str"><f>${escaped(formula)}</f><v>${escaped(value)}</v></c>`
      : `${at}><f>${escaped(formula)}</f><v>${value ?? 0}</v></c>`
  if (value === null || value === '') return `${at}/>`
  if (typeof value === 'number') return `${at}><v>${value}</v></c>`
  return `${at} t="inlineStr"><is><t xml:space="preserve">${escaped(value)}</t></is></c>`
}

/** A text that begins with one of these becomes a formula where it is entered by hand. */
const formulaSigns = new Set(Array.from('=+-@', (sign) => sign.charCodeAt(0)))

/** Markup characters as entities, control characters as the format's own escapes. */
export function escaped(text: string): string {
  if (!needsEscape.test(text)) return text
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll(
      controls,
      (character) => `_x${character.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}_`
    )
}

// eslint-disable-next-line no-control-regex -- these are the characters XML cannot hold
const controls = /[\u0000-\u0008\u000b-\u001f]/g
// eslint-disable-next-line no-control-regex -- as above
const needsEscape = /[&<>"\u0000-\u0008\u000b-\u001f]/
