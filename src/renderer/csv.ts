/** Rows of a table as a CSV file (RFC 4180), UTF-8 with a byte order mark so that spreadsheets know it. */
import { offerFile } from './screens/import/offer-file.ts'

/** Rows asked for at once. */
const portion = 1000

/** Quoted where it must be; text that a spreadsheet would compute begins with an apostrophe (OWASP, CSV Injection). */
function csvCell(text: string): string {
  const harmless = /^\s*[=+\-@\t\r]/.test(text) ? `'${text}` : text
  return /[",\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless
}

/** The head and the rows, each line with its end. */
export function csvText(rows: readonly (readonly string[])[]): string {
  return `\uFEFF${rows.map((row) => `${row.map(csvCell).join(',')}\r\n`).join('')}`
}

/** Offers rows for saving, the head first. `name` is the file's, without ending. */
export function offerCsv(name: string, rows: readonly (readonly string[])[]): void {
  offerFile(`${name}.csv`, 'text/csv', csvText(rows))
}

/** Every row of a table that is asked for in portions; `onrows` hears how many there are so far. Ends early where the signal says so. */
export async function allRows<Row>(
  total: number,
  load: (offset: number, limit: number) => Promise<readonly Row[]>,
  onrows: (done: number) => void,
  signal: AbortSignal
): Promise<readonly Row[]> {
  const rows: Row[] = []
  while (rows.length < total) {
    const some = await load(rows.length, Math.min(portion, total - rows.length))
    signal.throwIfAborted()
    if (some.length === 0) break
    rows.push(...some)
    onrows(rows.length)
  }
  return rows
}
