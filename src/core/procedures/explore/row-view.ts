/** Rows and fields as they cross the bridge. */
import type { ExplorerRow, FieldView } from '../../../shared/records/explorer.ts'
import type { CellValue } from '../../../shared/records/workbook.ts'
import { isoOf } from '../as-of.ts'
import { keyOf, never, type Field, type Kind, type Row } from './kind.ts'

/** Lists longer than a cell can show are cut; the policy document holds the whole. */
const longestCell = 400

export function rowView({ fields }: Kind, row: Row): ExplorerRow {
  return {
    key: keyOf(row),
    account: row.account,
    resource: row.resource,
    source: row.source,
    line: row.line,
    path: row.path,
    cells: fields.map((field) => cellView(field, row))
  }
}

/** A cell in full, cut only for the grid. */
export function cellValue({ key, type }: Field, { cells }: Row): CellValue {
  const cell = cells[key] ?? null
  if (type !== 'time' || typeof cell !== 'number') return cell
  return cell === never ? 'never' : isoOf(cell)
}

export function fieldView({ key, title, type, words, shown, width }: Field): FieldView {
  return { key, title, type, words, shown, width }
}

function cellView(field: Field, row: Row): CellValue {
  const value = cellValue(field, row)
  return typeof value === 'string' && value.length > longestCell ? `${value.slice(0, longestCell)}…` : value
}
