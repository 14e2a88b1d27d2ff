/** Shows a sheet of the workbook as it would be issued now, a window of rows at a time. */
import { WorkbenchError } from '../../shared/errors.ts'
import type { SheetPreview } from '../../shared/records/workbook.ts'
import { sheetOf } from '../sheets/index.ts'
import { render } from '../sheets/render.ts'
import type { Sheet } from '../sheets/sheet.ts'
import { procedure } from './procedure.ts'
import { sheetContext } from './sheet-context.ts'

export default procedure('workbook.preview', ({ db, recall }, { sheet, offset, limit }): SheetPreview => {
  const { id, name, ref, title, heading, columns, frozenColumns, rows } = recall(`sheet/${sheet}`, () =>
    render(sheetNamed(sheet), sheetContext(db))
  )
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

function sheetNamed(id: string): Sheet {
  const sheet = sheetOf(id)
  if (!sheet) throw new WorkbenchError('not-found', `The workbook has no sheet "${id}".`)
  return sheet
}
