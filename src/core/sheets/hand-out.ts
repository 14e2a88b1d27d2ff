/** Prepares a sheet for the client to fill in: which columns are theirs, what marks each row as handed out by us, and what it held. */
import type { ClientInput } from '../../shared/client-inputs.ts'
import type { CellType, CellValue } from '../../shared/records/workbook.ts'
import type { Sheet, SheetColumn, SheetContext, SheetRow } from './sheet.ts'

/** The edition that is sent to the client and comes back. */
const returned = 'client-response'

export interface RenderedColumn extends Omit<SheetColumn, 'input'> {
  /** Carries a mark; nobody reads it. */
  readonly isHidden?: true
  /** Filled in by the client. */
  readonly input?: ClientInput
}

/** A row as it was handed out: by column key the text of each cell. */
export interface HandedOutRow {
  readonly key: string
  readonly locked: Readonly<Record<string, string>>
  readonly inputs: Readonly<Record<string, string>>
}

export interface HandedOut {
  readonly columns: readonly RenderedColumn[]
  /** In the order of the sheet. */
  readonly rows: readonly HandedOutRow[]
  /** What stands in the two hidden columns of each row. */
  readonly marks: readonly (readonly [key: string, tag: string])[]
}

/** The hidden columns before all others. */
const markColumns: readonly RenderedColumn[] = [
  { key: 'rowKey', title: 'Row key', type: 'id', width: 30, isHidden: true },
  { key: 'rowTag', title: 'Row tag', type: 'id', width: 20, isHidden: true }
]

/** null where nobody fills the sheet in. Live cells are neither locked nor inputs: they may show something else when they come back. */
export function handedOut(
  sheet: Sheet,
  context: SheetContext,
  columns: readonly SheetColumn[],
  records: readonly SheetRow[]
): HandedOut | null {
  const { rowKey } = sheet
  if (rowKey === undefined || context.edition !== returned) return null
  const rows = records.map((record): HandedOutRow => ({
    key: rowKey(record),
    locked: textsOf(
      record,
      columns.filter(({ input, live }) => !input && !live)
    ),
    inputs: textsOf(
      record,
      columns.filter(({ input }) => input)
    )
  }))
  return {
    columns: [...markColumns, ...columns],
    rows,
    marks: rows.map(({ key, locked }) => [markOf(key, context), context.tagOf(locked)])
  }
}

/** `R-2026-001|IAM-2026-01-CLR-v2`: the row, and which workbook it was handed out with. */
function markOf(key: string, { issued }: SheetContext): string {
  return issued === null ? key : `${key}|${issued.id}`
}

function textsOf(record: SheetRow, columns: readonly SheetColumn[]): Readonly<Record<string, string>> {
  return Object.fromEntries(columns.map(({ key, type }) => [key, shownText(record[key] ?? null, type)]))
}

/** A cell as a reader of the file gets it: days `2026-02-14`, times `2026-02-14 10:30`, numbers without grouping. */
function shownText(value: CellValue, type: CellType): string {
  if (value === null) return ''
  if (typeof value === 'boolean') return value ? 'Yes' : 'No'
  if (typeof value === 'number') return String(value)
  if (type === 'date') return value.slice(0, 10)
  if (type === 'time') return value.slice(0, 16).replace('T', ' ')
  return value.replaceAll('\r\n', '\n')
}
