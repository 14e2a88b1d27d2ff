/** Shows a sheet of the workbook as it would be issued now, a window of rows at a time. */
import { WorkbenchError } from '../../shared/errors.ts'
import { editions, usualEdition, type Edition } from '../../shared/editions.ts'
import type { SheetPreview } from '../../shared/records/workbook.ts'
import { sheetOf } from '../sheets/index.ts'
import { isIn, render } from '../sheets/render.ts'
import type { Sheet } from '../sheets/sheet.ts'
import { procedure } from './procedure.ts'
import { sheetContext } from './sheet-context.ts'

export default procedure(
  'workbook.preview',
  ({ db, recall }, { edition = usualEdition, sheet, offset, limit }): SheetPreview => {
    const { id, name, ref, title, heading, columns, frozenColumns, rows } = recall(
      `sheet/${edition}/${sheet}`,
      () => render(sheetNamed(sheet, edition), sheetContext(db, edition))
    )
    const hidden = columns.filter(({ isHidden }) => isHidden).length
    return {
      id,
      name,
      ref,
      title,
      heading,
      columns: columns.slice(hidden).map(({ key, title: columnTitle, type, width, input }) => ({
        key,
        title: columnTitle,
        type,
        width,
        ...(input ? { isInput: true } : {})
      })),
      hiddenColumns: hidden,
      frozenColumns: frozenColumns - hidden,
      rows: rows.slice(offset, offset + limit).map((row) => row.slice(hidden)),
      total: rows.length
    }
  }
)

function sheetNamed(id: string, edition: Edition): Sheet {
  const sheet = sheetOf(id)
  if (!sheet || !isIn(edition, sheet))
    throw new WorkbenchError(
      'not-found',
      `The workbook has no sheet "${id}" in its ${editions[edition].title.toLowerCase()} edition.`
    )
  return sheet
}
