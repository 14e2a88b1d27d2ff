/** The formulas of the workbook: every total is counted again by the spreadsheet, and none is made of data. */
import { colToLetter } from 'hucre/xlsx'

import type { CellValue } from '../../shared/records/workbook.ts'
import type { BookSheet, Condition, Live, ResultPiece } from './book.ts'
import { serialOf } from './cell-text.ts'
import { columnRange, type Tab } from './placement.ts'

/** Finds the tabs of a sheet by its id. */
export type TabsOf = (sheet: string) => readonly Tab[]

/** The line of results as a formula: text joined with counts over every tab of the sheet. */
export function resultsFormula(pieces: readonly ResultPiece[], tabs: readonly Tab[]): string {
  return pieces
    .map((piece) => {
      if (typeof piece === 'string') return literal(piece)
      const { column, word } = piece
      return sumOf(tabs, (tab) => {
        const range = columnRange(tab, column)
        return word === null ? `COUNTA(${range})` : `COUNTIF(${range},${literal(exactly(word))})`
      })
    })
    .join('&')
}

/** The check of two totals against each other, as formula and as the text it gives. */
export function agreement(
  sheet: BookSheet,
  other: BookSheet,
  tabsOf: TabsOf
): { readonly formula: string; readonly text: string } | null {
  const [own, theirs] = [sheet.detail, other.detail]
  if (!own || !theirs) return null
  const [a, b] = [totalOf(sheet, tabsOf), totalOf(other, tabsOf)]
  const signs = own.count === theirs.count ? ['=', '✓'] : ['≠', '✗']
  return {
    formula:
      `${literal(`${capitalised(own.called)} `)}&${a}&IF(${a}=${b},${literal(' = ')},${literal(' ≠ ')})` +
      `&${literal(`${theirs.called} `)}&${b}&IF(${a}=${b},${literal(' ✓')},${literal(' ✗')})`,
    text: `${capitalised(own.called)} ${own.count} ${signs[0]} ${theirs.called} ${theirs.count} ${signs[1]}`
  }
}

/** The formula of a live cell, null where what it counts is not in this edition; `row` is the cell's row as a reader counts. */
export function liveFormula(
  live: Live,
  sheet: BookSheet,
  values: readonly CellValue[],
  row: number,
  tabsOf: TabsOf,
  issuedAt: string
): string | null {
  if ('formula' in live)
    return live.formula(
      (column) => `$${colToLetter(columnOf(sheet, column))}${row}`,
      serialOf(issuedAt, 'day') ?? 0
    )
  if ('beginsWith' in live) {
    const { first, last } = sheet.detail ?? { first: 0, last: 0 }
    return `COUNTIF(${colToLetter(first)}${row}:${colToLetter(last)}${row},${literal(`${exactly(live.beginsWith)}*`)})`
  }
  const counted = 'count' in live ? live.count : live.sum
  const tabs = tabsOf(counted)
  if (tabs.length === 0) return null
  return sumOf(tabs, (tab) => {
    const criteria = live.where.flatMap((condition) => criterionOf(condition, tab, sheet, values, row))
    if ('sum' in live) {
      const summed = columnRange(tab, columnOf(tab.sheet, live.column))
      return criteria.length === 0 ? `SUM(${summed})` : `SUMIFS(${[summed, ...criteria].join(',')})`
    }
    return criteria.length === 0 ? `COUNTA(${columnRange(tab, 0)})` : `COUNTIFS(${criteria.join(',')})`
  })
}

function criterionOf(
  { column, equals }: Condition,
  tab: Tab,
  sheet: BookSheet,
  values: readonly CellValue[],
  row: number
): string[] {
  const range = columnRange(tab, columnOf(tab.sheet, column))
  if (typeof equals === 'string') return [range, literal(exactly(equals))]
  const cell = columnOf(sheet, equals.cell)
  return values[cell] === equals.unless ? [] : [range, `$${colToLetter(cell)}${row}`]
}

function totalOf(sheet: BookSheet, tabsOf: TabsOf): string {
  const { first, last } = sheet.detail ?? { first: 0, last: 0 }
  return `(${sumOf(tabsOf(sheet.id), (tab) => `COUNTA(${columnRange(tab, first, last)})`)})`
}

function sumOf(tabs: readonly Tab[], term: (tab: Tab) => string): string {
  return tabs.map(term).join('+')
}

function columnOf(sheet: BookSheet, key: string): number {
  const index = sheet.columns.findIndex((column) => column.key === key)
  if (index < 0) throw new Error(`Sheet ${sheet.id} has no column ${key}`)
  return index
}

function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}

/** A criterion that matches these characters and no pattern. */
function exactly(word: string): string {
  return word.replaceAll(/[~*?]/g, '~$&')
}

function literal(text: string): string {
  return `"${text.replaceAll('"', '""')}"`
}
