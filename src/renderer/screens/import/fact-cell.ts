/** What a cell of the facts read of a file says, and the columns they stand in. */
import type { FactPage } from '../../../shared/records/source.ts'
import type { CellType } from '../../../shared/records/workbook.ts'
import { formatNumber, formatTime } from '../../format.ts'
import type { GridColumn } from '../../parts/grid.ts'
import { cellText, cellTitle } from '../checklist/cell-text.ts'

type Fact = FactPage['rows'][number]

/** The grid's own column, kept apart from a fact's by a sign no column name has. */
export const placeColumn = '#place'

/** Where a row stands in the file, then what it says. */
export function factColumns({ columns }: Pick<FactPage, 'columns'>): readonly GridColumn[] {
  return [
    { key: placeColumn, title: 'Line and path', width: 176 },
    ...columns.map(({ key, title, type }, at) => ({
      key,
      title,
      width: Math.max(widths[type], title.length * 6 + 24),
      // The last takes what is left over, or the rows would end in the middle of the grid.
      grow: at === columns.length - 1 ? 1 : 0,
      align: type === 'integer' ? ('end' as const) : ('start' as const),
      mono: type === 'id'
    }))
  ]
}

/** `14`, `1  UserDetailList[3]` */
export function placeWords({ line, path }: Pick<Fact, 'line' | 'path'>): string {
  return path === null || path === '' ? formatNumber(line) : `${formatNumber(line)}  ${path}`
}

/** A value as short text, and in full for the tooltip. A time says its hour, which a check may turn on. */
export function factText(
  { columns }: Pick<FactPage, 'columns'>,
  fact: Fact,
  key: string
): { readonly text: string; readonly title: string } {
  const at = columns.findIndex((column) => column.key === key)
  const column = columns[at]
  const value = fact.cells[at]
  if (column === undefined || value === undefined) return { text: '–', title: '' }
  const text =
    column.type === 'time' && typeof value === 'string' ? formatTime(value) : cellText(value, column.type)
  return { text, title: cellTitle(value, column.type) }
}

const widths: Readonly<Record<CellType, number>> = {
  text: 130,
  id: 190,
  integer: 90,
  date: 100,
  time: 150,
  boolean: 90,
  outcome: 110,
  conclusion: 110,
  severity: 90,
  state: 130,
  long: 260
}
