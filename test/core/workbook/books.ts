/** Books for the workbook tests: the whole small engagement, and single sheets made by hand. */
import { sheets } from '../../../src/core/sheets/index.ts'
import { render } from '../../../src/core/sheets/render.ts'
import type { Issued } from '../../../src/core/sheets/sheet.ts'
import { zipCodec } from '../../../src/core/procedures/zip-codec.ts'
import type { Book, BookSheet } from '../../../src/core/workbook/book.ts'
import type { Limits } from '../../../src/core/workbook/limits.ts'
import { writeWorkbook } from '../../../src/core/workbook/write-workbook.ts'
import { contextOf } from '../sheets/context.ts'
import { filledRecord } from '../sheets/record.ts'

export const issued: Issued & { readonly dataRoot: string } = {
  id: 'IAM-2026-01-INT-v1',
  version: 1,
  at: '2026-02-05T10:30:00.000Z',
  by: 'M. Okafor',
  chainSeq: 12,
  chainHead: 'ab'.repeat(32),
  dataRoot: '0123456789ab'.padEnd(64, '0')
}

/** Every sheet of the small engagement. */
export function wholeBook(at = issued.at): Book {
  const context = contextOf(filledRecord(), { issued })
  const others = sheets.slice(1)
  const index = others.map((sheet) => ({
    id: sheet.id,
    name: sheet.name,
    ref: sheet.ref,
    title: sheet.title,
    rows: sheet.count(context)
  }))
  return bookOf(
    sheets.map((sheet) => render(sheet, { ...context, index })),
    at
  )
}

export function bookOf(of: readonly BookSheet[], at = issued.at): Book {
  return {
    clientName: 'Halden & Sons',
    period: '2026-01',
    edition: 'internal',
    schema: 'tickmark-workbook-2',
    manifest: [['exportId', issued.id]],
    title: 'AWS IAM review 2026-01, internal edition',
    issued: { ...issued, at },
    sheets: of
  }
}

/** One sheet with a column for each value of the first row. */
export function plainSheet(rows: BookSheet['rows'], overrides: Partial<BookSheet> = {}): BookSheet {
  return {
    id: 'plain',
    name: '01 Plain',
    ref: '01',
    title: 'Plain',
    heading: [{ label: 'Results', text: `Rows: ${rows.length}` }],
    results: ['Rows: ', { count: rows.length, column: 0, word: null }],
    columns: (rows[0] ?? ['']).map((_, place) => ({
      key: `c${place}`,
      title: `C${place}`,
      type: 'text',
      width: 14
    })),
    rows,
    links: new Map(),
    rowLinks: new Map(),
    rowLives: new Map(),
    charts: [],
    frozenColumns: 1,
    detail: null,
    ...overrides
  }
}

export function bytesOf(book: Book, limits?: Limits): Promise<Uint8Array> {
  return writeWorkbook(book, zipCodec, limits)
}
