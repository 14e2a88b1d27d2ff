/** What a row of a population begins and ends with: whose it is, what is noteworthy of it, and where it stands in its file. */
import type { CellValue } from '../../shared/records/workbook.ts'
import type { SheetColumn, SheetContext, SheetRow } from './sheet.ts'

/** A row of a query that selects `placeFields`. */
export interface PlaceRecord {
  readonly source: string
  readonly path: string | null
}

export const accountColumns: readonly SheetColumn[] = [
  { key: 'account', title: 'Account', type: 'id', width: 14 },
  { key: 'accountName', title: 'Account name', type: 'text', width: 16 }
]

/** Facts worth a look, in words; not the result of a check. */
export const noteworthyColumn: SheetColumn = {
  key: 'noteworthy',
  title: 'Noteworthy',
  type: 'long',
  width: 34
}

export const placeColumns: readonly SheetColumn[] = [
  { key: 'source', title: 'Source', type: 'id', width: 12 },
  { key: 'path', title: 'JSON path', type: 'long', width: 24 }
]

/** What a query selects of a fact `f` and its source `s`. */
export const placeFields = "s.ref || ':' || f.line as source, nullif(f.path, '') as path"

/** Account id and name by id; a row of an account that no file names says so. */
export function accountCells(
  context: SheetContext
): (id: string) => { readonly account: string; readonly accountName: string } {
  const names = new Map(context.accounts.map((account) => [account.id, account.name]))
  return (id) => ({ account: id === '' ? notKnown : id, accountName: names.get(id) ?? '' })
}

export const notKnown = 'Not known'

export function placeCells({ source, path }: PlaceRecord): {
  readonly source: string
  readonly path: string | null
} {
  return { source, path }
}

/** What holds, one below the other; null where nothing does. */
export function noteworthyOf(...sentences: readonly (string | false | null)[]): string | null {
  const said = sentences.filter((sentence) => sentence !== false && sentence !== null)
  return said.length === 0 ? null : said.join('\n')
}

/** Rows with an exception, then those of which something is noteworthy, then the others; otherwise in the order given. */
export function noteworthyFirst(
  rows: readonly (SheetRow & { readonly controls?: CellValue; readonly noteworthy: CellValue })[]
): readonly SheetRow[] {
  const rankOf = ({ controls = null, noteworthy }: (typeof rows)[number]): number =>
    controls !== null ? 0 : noteworthy !== null ? 1 : 2
  return rows.toSorted((a, b) => rankOf(a) - rankOf(b))
}
