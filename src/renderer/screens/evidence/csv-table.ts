/** Rows kept as CSV, read to be looked at: what the file says of itself at its head, then the rows. */
import type { EvidenceView } from '../../../shared/records/test.ts'

export interface CsvTable {
  /** What stands above the rows: "Population", "Query", … */
  readonly particulars: readonly (readonly [label: string, text: string])[]
  readonly head: readonly string[]
  readonly rows: readonly (readonly string[])[]
  /** Rows there are, shown or not. */
  readonly count: number
}

/** Bytes; larger ones are shown by their lines. */
export const largestTable = 2_000_000
const mostRows = 200

export function isTable({ mime, fileName }: Pick<EvidenceView, 'mime' | 'fileName'>): boolean {
  return mime === 'text/csv' || fileName.toLowerCase().endsWith('.csv')
}

/** RFC 4180. Particulars are the lines before the first empty one, where there is one. */
export function readTable(text: string): CsvTable {
  const lines = [...records(text.replace(/^\ufeff/, ''))]
  const gap = lines.findIndex((line) => line.length === 1 && line[0] === '')
  const hasParticulars = gap > 0 && lines.slice(0, gap).every((line) => line.length === 2)
  const [head = [], ...rows] = lines
    .slice(hasParticulars ? gap + 1 : 0)
    .filter((line) => line.length > 1 || line[0] !== '')
  return {
    particulars: hasParticulars
      ? lines.slice(0, gap).map(([label = '', said = '']) => [label, said] as const)
      : [],
    head,
    rows: rows.slice(0, mostRows),
    count: rows.length
  }
}

function* records(text: string): Generator<readonly string[]> {
  const cell = /("(?:[^"]|"")*"|[^",\r\n]*)(,|\r\n|\r|\n|$)/y
  let line: string[] = []
  while (cell.lastIndex < text.length) {
    const at = cell.lastIndex
    const [, written = '', end = ''] = cell.exec(text) ?? []
    // A quote in the middle of a cell: the rest of the line is taken as it stands.
    if (cell.lastIndex === 0) {
      const rest = /[^\r\n]*(\r\n|\r|\n|$)/y
      rest.lastIndex = at
      line.push(rest.exec(text)?.[0].trimEnd() ?? '')
      cell.lastIndex = rest.lastIndex
      yield line
      line = []
      continue
    }
    line.push(written.startsWith('"') ? written.slice(1, -1).replaceAll('""', '"') : written)
    if (end === ',' && cell.lastIndex < text.length) continue
    yield line
    line = []
  }
}
