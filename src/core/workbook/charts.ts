/** Charts of the spreadsheet's own making, beside the table they draw: they follow the cells and need no picture. */
import { colToLetter, type SheetChart, type WriteSheet } from 'hucre/xlsx'

import type { BookChart } from './book.ts'
import { firstRow, headerRow, quoted, type Tab } from './placement.ts'

/** In the order of severity, then of whatever else is drawn. */
const colours = ['9C0006', 'D9534F', 'E0A030', '7A8DB5', 'B8BFCA', '1F3A6E', '5B8DB8']
/** Cells a chart covers. */
const size = { rows: 15, columns: 9 } as const
/** Bars need room each. */
const rowsPerBar = 1.4

const stacked = { barGrouping: 'stacked', overlap: 100, gapWidth: 60 } as const
const kinds = {
  line: { type: 'line' },
  'stacked-bar': { type: 'bar', ...stacked },
  'stacked-column': { type: 'column', ...stacked }
} as const

/** The charts of the first tab of a sheet; none where there is nothing to draw. */
export function chartsOf(tab: Tab): NonNullable<WriteSheet['charts']> {
  const { sheet } = tab
  if (tab.part > 0 || sheet.rows.length === 0) return []
  let row = headerRow
  return (sheet.charts ?? []).map((chart): SheetChart => {
    const drawn = Math.min(chart.rows, tab.to - tab.from)
    const rows = chart.kind === 'stacked-bar' ? Math.max(size.rows, Math.ceil(drawn * rowsPerBar)) : size.rows
    const from = { row, col: sheet.columns.length + 1 }
    row += rows + 1
    return {
      ...kinds[chart.kind],
      title: chart.title,
      legend: 'bottom',
      anchor: { from, to: { row: from.row + rows, col: from.col + size.columns } },
      series: seriesOf(chart, tab, drawn)
    }
  })
}

function seriesOf(chart: BookChart, tab: Tab, drawn: number): SheetChart['series'] {
  const range = (key: string): string => {
    const index = tab.sheet.columns.findIndex((column) => column.key === key)
    if (index < 0) throw new Error(`Sheet ${tab.sheet.id} draws a column ${key} it does not have`)
    const letter = colToLetter(index)
    return `${quoted(tab)}!$${letter}$${firstRow}:$${letter}$${firstRow + drawn - 1}`
  }
  return chart.series.map((key, place) => ({
    name: tab.sheet.columns.find((column) => column.key === key)?.title ?? key,
    categories: range(chart.names),
    values: range(key),
    color: colours[place % colours.length] ?? '1F3A6E'
  }))
}
