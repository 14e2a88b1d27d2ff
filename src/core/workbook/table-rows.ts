/** The rows of a table as the markup of a worksheet: values, totals and heights, one row at a time. */
import { colToLetter } from 'hucre/xlsx'

import type { CellValue } from '../../shared/records/workbook.ts'
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
  limits: Limits
): Generator<string> {
  const { sheet, from, to } = tab
  const letters = sheet.columns.map((_, column) => colToLetter(column))
  if (from === to)
    yield `<row r="${firstRow}">${sheet.columns.map((_, column) => cellMarkup(column, firstRow, null)).join('')}</row>`

  for (let index = from; index < to; index++) {
    const values = sheet.rows[index] ?? []
    const row = firstRow + index - from
    const whole = `sheet ${sheet.ref}, ${String(values[0] ?? '')}`
    let tallest = 1
    let cells = ''
    for (const [column, { type, live }] of sheet.columns.entries()) {
      const value = writable(
        values[column] ?? null,
        type === 'date' ? 'day' : type === 'time' ? 'second' : null,
        whole
      )
      if (typeof value === 'string') tallest = Math.max(tallest, linesOf(value, (widths[column] ?? 0) - 1))
      cells += cellMarkup(column, row, value, live ? liveFormula(live, sheet, values, row, tabsOf) : null)
    }
    yield `<row r="${row}"${tallest > 1 ? ` ht="${heightOf(tallest)}" customHeight="1"` : ''}>${cells}</row>`
  }

  /** Dates become day numbers, flags words, text what a cell can hold. */
  function writable(
    value: CellValue,
    precision: 'day' | 'second' | null,
    whole: string
  ): string | number | null {
    if (typeof value === 'boolean') return value ? 'Yes' : 'No'
    if (typeof value !== 'string') return value
    return (precision && serialOf(value, precision)) ?? cellText(value, limits.charactersPerCell, whole)
  }

  function cellMarkup(
    column: number,
    row: number,
    value: string | number | null,
    formula: string | null = null
  ): string {
    const at = `<c r="${letters[column]}${row}" s="${styleOf(column, value)}"`
    if (formula !== null) return `${at}><f>${escaped(formula)}</f><v>${value ?? 0}</v></c>`
    if (value === null || value === '') return `${at}/>`
    if (typeof value === 'number') return `${at}><v>${value}</v></c>`
    return `${at} t="inlineStr"><is><t xml:space="preserve">${escaped(value)}</t></is></c>`
  }

  function styleOf(column: number, value: string | number | null): number {
    const style = styles[column]
    if (!style) return 0
    return typeof value === 'string' && /^[=+\-@]/.test(value) ? style.quoted : style.plain
  }
}

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
