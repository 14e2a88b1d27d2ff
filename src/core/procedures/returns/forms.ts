/** The tables of the client's edition that come back filled in: what their columns are called and which of them are the client's. */
import type { ClientInput } from '../../../shared/client-inputs.ts'
import { sheets } from '../../sheets/index.ts'
import type { Sheet, SheetColumn } from '../../sheets/sheet.ts'
import type { ReturnedForm } from '../../workbook/find-table.ts'

/** In the order of the workbook. */
export const returnedForms: readonly ReturnedForm[] = sheets.flatMap((sheet) =>
  sheet.rowKey === undefined || typeof sheet.columns === 'function'
    ? []
    : [formOf(sheet, sheet.rowKey, sheet.columns.filter(isReturned))]
)

function isReturned({ editions }: SheetColumn): boolean {
  return editions === undefined || editions.includes('client-response')
}

function formOf(
  { id, name }: Sheet,
  rowKey: NonNullable<Sheet['rowKey']>,
  columns: readonly SheetColumn[]
): ReturnedForm {
  return {
    id,
    name,
    titles: new Map(columns.map(({ key, title }) => [key, title])),
    inputs: Object.fromEntries(
      columns.flatMap(({ key, input }): [string, ClientInput][] =>
        input === undefined ? [] : [[key, input]]
      )
    ),
    referenceOf: (textOf) => rowKey(Object.fromEntries(columns.map(({ key }) => [key, textOf(key)])))
  }
}

/** Throws for a sheet that nobody fills in. */
export function formNamed(sheet: string): ReturnedForm {
  const form = returnedForms.find(({ id }) => id === sheet)
  if (!form) throw new Error(`Nobody fills in the sheet ${sheet}`)
  return form
}

/** What a column is called; "Row" where it is the whole row. */
export function columnTitle(sheet: string, column: string): string {
  if (column === '') return 'Row'
  return formNamed(sheet).titles.get(column) ?? 'Row tag'
}
