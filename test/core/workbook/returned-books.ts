/** What clients do to a workbook before they send it back, on real bytes: through a spreadsheet library, and part by part. */
import { read, utils, write, type CellObject, type WorkBook } from 'xlsx'

import { zipCodec } from '../../../src/core/procedures/zip-codec.ts'
import { archiveOf, entryFrom } from '../../../src/core/workbook/zip.ts'
import { partsOf } from './parts.ts'

/** Rows of cells, from A1; what is not there is empty. */
export type CellRows = (CellObject | undefined)[][]

/** Row 10 of every sheet. */
export const headerIndex = 9

/** Saved again by a spreadsheet program after `edit` changed the cells of a sheet. */
export function saved(bytes: Uint8Array, sheet: string, edit: (rows: CellRows) => CellRows): Uint8Array {
  return savedBook(bytes, (book) => {
    const before = book.Sheets[sheet]
    if (!before) throw new Error(`There is no sheet ${sheet}`)
    const rows: CellRows = []
    for (const [address, cell] of Object.entries(before)) {
      if (address.startsWith('!')) continue
      const { r, c } = utils.decode_cell(address)
      ;(rows[r] ??= [])[c] = cell as CellObject
    }
    const after = edit(Array.from(rows, (row) => row ?? []))
    const cells = Object.fromEntries(
      after.flatMap((row, r) =>
        Array.from(row, (cell, c) => [utils.encode_cell({ r, c }), cell] as const).filter(([, cell]) => cell)
      )
    )
    const columns = Math.max(...after.map((row) => row.length))
    book.Sheets[sheet] = {
      ...cells,
      '!ref': utils.encode_range({ s: { r: 0, c: 0 }, e: { r: after.length - 1, c: columns - 1 } })
    }
  })
}

/** Saved again by a spreadsheet program after `edit` changed the book. */
export function savedBook(bytes: Uint8Array, edit: (book: WorkBook) => void = () => {}): Uint8Array {
  const book = read(bytes, { cellNF: true, cellStyles: true })
  edit(book)
  return new Uint8Array(write(book, { type: 'array', bookType: 'xlsx' }) as ArrayBuffer)
}

/** The column of a title in the header. */
export function columnOf(rows: CellRows, title: string): number {
  const at = (rows[headerIndex] ?? []).findIndex((cell) => cell?.v === title)
  if (at < 0) throw new Error(`There is no column ${title}`)
  return at
}

/** The letters of a column by its title, as the file has it. */
export function lettersOf(bytes: Uint8Array, sheet: string, title: string): string {
  const cells = read(bytes).Sheets[sheet] ?? {}
  const found = Object.entries(cells).find(
    ([address, cell]) => address.endsWith('10') && (cell as CellObject).v === title
  )
  if (!found) throw new Error(`There is no column ${title}`)
  return found[0].slice(0, -2)
}

/** Fills cells of one row of the table, counted from 0, in by the titles of their columns. */
export function fill(
  rows: CellRows,
  row: number,
  values: Readonly<Record<string, string | number | boolean | CellObject>>
): CellRows {
  for (const [title, value] of Object.entries(values)) {
    const line = (rows[headerIndex + 1 + row] ??= [])
    line[columnOf(rows, title)] = typeof value === 'object' ? value : cellOf(value)
  }
  return rows
}

export function cellOf(value: string | number | boolean): CellObject {
  const type = typeof value === 'string' ? 's' : typeof value === 'number' ? 'n' : 'b'
  return { t: type, v: value }
}

/** The archive with its parts edited by hand; `null` takes a part away, a new path adds one. */
export function withParts(
  bytes: Uint8Array,
  edit: (parts: ReadonlyMap<string, string>) => Readonly<Record<string, string | null>>
): Uint8Array {
  const parts = partsOf(bytes)
  const changed = edit(parts)
  const merged = new Map<string, string | null>([...parts, ...Object.entries(changed)])
  return archiveOf(
    [...merged].flatMap(([path, text]) => (text === null ? [] : [entryFrom(path, [text], zipCodec)]))
  )
}

/** The path of a sheet's part. */
export function partOf(parts: ReadonlyMap<string, string>, sheet: string): string {
  const id = new RegExp(`<sheet [^>]*name="${sheet}"[^>]*r:id="([^"]+)"`).exec(
    parts.get('xl/workbook.xml') ?? ''
  )?.[1]
  const target = new RegExp(
    `<Relationship [^>]*Id="${id}"[^>]*Target="([^"]+)"|Target="([^"]+)"[^>]*Id="${id}"`
  ).exec(parts.get('xl/_rels/workbook.xml.rels') ?? '')
  return `xl/${(target?.[1] ?? target?.[2] ?? '').replace(/^\/xl\//, '')}`
}
