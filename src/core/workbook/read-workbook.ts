/** Reads a workbook back: every cell as the spreadsheet shows it, and which of them are formulas. */
import { read, utils, type CellObject, type WorkSheet } from 'xlsx'

import { WorkbenchError } from '../../shared/errors.ts'
import { archiveFault } from './archive.ts'

export interface WorkbookContent {
  readonly sheets: readonly SheetContent[]
  /** The custom document properties. */
  readonly properties: Readonly<Record<string, string | number>>
}

export interface SheetContent {
  readonly name: string
  /** Displayed values, row by row from A1; '' where a cell is empty. */
  readonly rows: readonly (readonly string[])[]
  /** By address: `D12` → `COUNTA(A1:A9)`. */
  readonly formulas: ReadonlyMap<string, string>
  /** By address: how the cell is stored, as the format has it: `s` text, `n` number, `b` boolean, `e` error. */
  readonly types: ReadonlyMap<string, string>
}

/** Throws `file-damaged` for what is no workbook, and for a sheet without rows: the reader answers so for a part it could not unpack. */
export function readWorkbook(bytes: Uint8Array, name = 'The workbook'): WorkbookContent {
  const book = parse(bytes, name)
  if (book.SheetNames.length === 0) throw new WorkbenchError('file-damaged', `${name} has no sheets.`)
  return {
    sheets: book.SheetNames.map((sheetName) => {
      const sheet = book.Sheets[sheetName]
      if (!sheet?.['!ref'])
        throw new WorkbenchError(
          'file-damaged',
          `${name}: sheet "${sheetName}" was expected to hold rows and holds none; the file may be damaged. Ask for it again.`
        )
      return contentOf(sheetName, sheet)
    }),
    properties: (book.Custprops ?? {}) as Record<string, string | number>
  }
}

function parse(bytes: Uint8Array, name: string): ReturnType<typeof read> {
  const fault = archiveFault(bytes)
  if (fault !== null) throw new WorkbenchError('file-damaged', `${name} ${fault}. Ask for it again.`)
  try {
    return read(bytes, { type: 'array', cellDates: false, cellNF: true })
  } catch {
    throw new WorkbenchError('file-damaged', `${name} cannot be read as a workbook. Ask for it again.`)
  }
}

/** Cells are read one by one: the library's own conversion of rows turns an empty text in a date column into a date. */
function contentOf(name: string, sheet: WorkSheet): SheetContent {
  const range = utils.decode_range(sheet['!ref'] ?? 'A1')
  const formulas = new Map<string, string>()
  const types = new Map<string, string>()
  const rows: string[][] = []
  for (let r = 0; r <= range.e.r; r++) {
    const row: string[] = []
    for (let c = 0; c <= range.e.c; c++) {
      const address = utils.encode_cell({ r, c })
      const cell = sheet[address] as CellObject | undefined
      row.push(displayed(cell))
      if (cell) types.set(address, cell.t)
      if (cell?.f !== undefined) formulas.set(address, cell.f)
    }
    rows.push(row)
  }
  return { name, rows, formulas, types }
}

function displayed(cell: CellObject | undefined): string {
  if (!cell || cell.t === 'z' || cell.v === undefined) return ''
  return (cell.w ?? String(cell.v)).replaceAll('\r\n', '\n')
}
