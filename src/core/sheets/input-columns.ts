/** The columns the client fills in, as columns of a sheet; in any edition but the client's they show what is known. */
import type { ClientInput } from '../../shared/client-inputs.ts'
import type { CellType } from '../../shared/records/workbook.ts'
import type { SheetColumn } from './sheet.ts'

/** How a sheet with yellow cells is filled in, for its heading. */
export const filledByClient =
  'Please fill in the yellow cells and send this file back as .xlsx; a choice is offered where words are expected, days are written 2026-02-14. Grey cells are the auditor’s and are compared with what was handed out. The sheet is protected without a password: unprotect it where you want to sort it.'

const types: Readonly<Record<ClientInput['type'], CellType>> = {
  text: 'text',
  long: 'long',
  date: 'date',
  list: 'text'
}

export function inputColumns(inputs: Readonly<Record<string, ClientInput>>): readonly SheetColumn[] {
  return Object.entries(inputs).map(([key, input]) => ({
    key,
    title: input.title,
    type: types[input.type],
    width: input.width,
    input
  }))
}
