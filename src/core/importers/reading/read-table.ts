/** Reads a table row by row with its cells by the names of their columns, and leaves out rows that do not fit the header. */
import type { Coverage, Outline, Reading } from '../importer.ts'
import { readRows } from './csv.ts'
import { textChunks } from './encoding.ts'
import { BadMember } from './fields.ts'
import { countBytes } from './read-json.ts'

export interface TableRow {
  readonly line: number
  /** '' where the table has no such column. */
  readonly cell: (column: string) => string
}

/** Fields of tools hold whole scripts for a remediation. */
const mostLinesInField = 400

/**
 * `take` throws `BadMember` for a row it cannot use. Columns go by their names in lower case; a name met twice is the first of them.
 * Excel's `sep=;` and a header repeated by joining files are passed over.
 */
export function readTable(
  chunks: Iterable<Uint8Array>,
  outline: Outline,
  reading: Reading,
  take: (row: TableRow) => void
): Coverage {
  const { counted } = countBytes(chunks, reading)
  let header: Header | null = null
  let state: Coverage = 'complete'
  for (const row of readRows(textChunks(counted, outline.encoding), outline.delimiter, mostLinesInField)) {
    const { line, fields } = row
    if (header === null) {
      if (!/^sep=/i.test(fields[0] ?? '')) header = headerOf(fields)
      continue
    }
    if (isHeader(fields, header) || fields.every((field) => field.trim() === '')) continue
    try {
      take(fitted(line, fields, header))
    } catch (error) {
      if (!(error instanceof BadMember)) throw error
      state = 'partial'
      reading.note({ level: 'error', sentence: error.message, line })
    }
  }
  return state
}

interface Header {
  readonly columns: ReadonlyMap<string, number>
  readonly first: string
  readonly second: string
  readonly width: number
}

function headerOf(fields: readonly string[]): Header {
  const names = fields.map((name) => name.trim().toLowerCase())
  const columns = new Map<string, number>()
  for (const [index, name] of names.entries()) if (name !== '' && !columns.has(name)) columns.set(name, index)
  const width = names.findLastIndex((name) => name !== '') + 1
  return { columns, first: names[0] ?? '', second: names[1] ?? '', width }
}

function isHeader(fields: readonly string[], { first, second }: Header): boolean {
  return fields[0]?.trim().toLowerCase() === first && fields[1]?.trim().toLowerCase() === second
}

function fitted(line: number, fields: readonly string[], { columns, width }: Header): TableRow {
  const isLonger = fields.slice(width).some((field) => field.trim() !== '')
  if (fields.length < width || isLonger)
    throw new BadMember(
      `The row has ${fields.length} fields where the header names ${width} columns; it was left out.`
    )
  return { line, cell: (column) => (fields[columns.get(column) ?? -1] ?? '').trim() }
}
