/** Reads every filled cell of a workbook, with the formula behind it, however large its sheets say they are. */
import { read, type CellObject } from 'xlsx'

import { WorkbenchError } from '../../shared/errors.ts'
import { foreignArchive, type ForeignLimits } from './foreign-archive.ts'
import type { Codec } from './zip.ts'

export interface CellsOfBook {
  /** By sheet, then by address. */
  readonly sheets: ReadonlyMap<string, ReadonlyMap<string, CellText>>
  /** The custom document properties. */
  readonly properties: Readonly<Record<string, string>>
}

export interface CellText {
  /** As a spreadsheet shows it. */
  readonly text: string
  readonly formula: string | null
}

/** Internal editions of large organisations; their rows are alike and pack well. */
const limits: ForeignLimits = { unpacked: 1_000_000_000, ratio: 200, parts: 2_000 }

/** Throws `file-damaged` or `too-large` for what is no workbook, damaged or made to do harm. */
export function readCells(bytes: Uint8Array, name: string, codec: Codec): CellsOfBook {
  foreignArchive(bytes, name, codec, limits)
  const book = parse(bytes, name)
  return {
    sheets: new Map(
      book.SheetNames.map((sheetName) => [
        sheetName,
        new Map(
          Object.entries(book.Sheets[sheetName] ?? {}).flatMap(([address, content]) =>
            address.startsWith('!') ? [] : filled(address, content as CellObject)
          )
        )
      ])
    ),
    properties: Object.fromEntries(
      Object.entries(book.Custprops ?? {}).map(([key, value]) => [key, String(value)])
    )
  }
}

function parse(bytes: Uint8Array, name: string): ReturnType<typeof read> {
  try {
    return read(bytes, { type: 'array', cellDates: false, cellNF: true, cellHTML: false })
  } catch {
    throw new WorkbenchError('file-damaged', `${name} cannot be read as a workbook. Ask for it again.`)
  }
}

function filled(address: string, { t, v, w, f }: CellObject): [string, CellText][] {
  const text = t === 'z' || v === undefined ? '' : (w ?? String(v)).replaceAll(/\r\n?/g, '\n')
  return text === '' && f === undefined ? [] : [[address, { text, formula: f ?? null }]]
}
