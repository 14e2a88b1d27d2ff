/** Shows a sheet of the workbook as it would be issued now, a window of rows at a time. */
import { WorkbenchError } from '../../shared/errors.ts'
import type { SheetPreview } from '../../shared/records.ts'
import { sheetOf } from '../sheets/index.ts'
import { render, type RenderedSheet } from '../sheets/render.ts'
import type { Reader } from '../store/database.ts'
import { procedure } from './procedure.ts'
import { sheetContext } from './sheet-context.ts'

export default procedure('workbook.preview', ({ db }, { sheet, offset, limit }): SheetPreview => {
  const { id, name, ref, title, heading, columns, frozenColumns, rows } = rendered(db, sheet)
  return {
    id,
    name,
    ref,
    title,
    heading,
    columns: columns.map(({ key, title: columnTitle, type, width }) => ({
      key,
      title: columnTitle,
      type,
      width
    })),
    frozenColumns,
    rows: rows.slice(offset, offset + limit),
    total: rows.length
  }
})

interface Kept {
  readonly sheet: string
  readonly state: string
  readonly made: RenderedSheet
}

/** The sheet last looked at, by connection: turning its pages does not make it anew. */
const lastMade = new WeakMap<Reader, Kept>()

function rendered(db: Reader, id: string): RenderedSheet {
  const state = stateOf(db)
  const kept = lastMade.get(db)
  if (kept?.sheet === id && kept.state === state) return kept.made
  const sheet = sheetOf(id)
  if (!sheet) throw new WorkbenchError('not-found', `The workbook has no sheet "${id}".`)
  const made = render(sheet, sheetContext(db))
  lastMade.set(db, { sheet: id, state, made })
  return made
}

/** Changes with every change of the file: `data_version` by others, `total_changes` by this connection. */
function stateOf(db: Reader): string {
  const others = db.get<{ data_version: number }>('pragma data_version')?.data_version ?? 0
  const own = db.get<{ n: number }>('select total_changes() as n')?.n ?? 0
  return `${others}/${own}`
}
