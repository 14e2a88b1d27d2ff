/** Finds a table of ours again in a returned workbook: by the words of its header, wherever its columns stand now. */
import { colToLetter } from 'hucre/xlsx'

import type { ClientInput } from '../../shared/client-inputs.ts'
import type { ForeignBook, ForeignCell, ForeignSheet } from './read-foreign.ts'

/** A table that the client fills in, as it was handed out. */
export interface ReturnedForm {
  /** The sheet's id: `remediations`. */
  readonly id: string
  /** On the tab: "07A Remediation". */
  readonly name: string
  /** Titles by key, in the order of the columns: locked, computed and to be filled in. */
  readonly titles: ReadonlyMap<string, string>
  readonly inputs: Readonly<Record<string, ClientInput>>
  /** What of the visible cells names the row, as its hidden key does; '' where they do not. */
  readonly referenceOf: (textOf: (column: string) => string) => string
}

/** The hidden columns that say which row is which, and that it is ours. */
export const carrierColumns = { rowKey: 'Row key', rowTag: 'Row tag' } as const

export interface FoundTable {
  readonly name: string
  readonly isProtected: boolean
  /** Column numbers from 0 by column key, the hidden ones among them. */
  readonly columns: ReadonlyMap<string, number>
  readonly rows: readonly FoundRow[]
  /** What was found otherwise than handed out, a sentence each. */
  readonly remarks: readonly string[]
}

export interface FoundRow {
  /** As the spreadsheet counts. */
  readonly number: number
  readonly cells: ReadonlyMap<string, ForeignCell>
}

/** Rows that are searched for the header. */
const headerSearch = 80
/** Rows that come with a table; whatever else stands below is not read. */
const mostTableRows = 5_000

/** The table, or null where no sheet holds its header. */
export function findTable(book: ForeignBook, form: ReturnedForm): FoundTable | null {
  const candidates = book.sheets.flatMap((sheet) => {
    const header = headerOf(sheet, form)
    return header === null ? [] : [{ sheet, header }]
  })
  const found = candidates.find(({ sheet }) => sheet.name === form.name) ?? candidates[0]
  if (!found) return null
  const { sheet, header } = found
  const renamed = renamedColumns(header, form)
  const columns = new Map([...header.columns, ...renamed.map(({ key, column }) => [key, column] as const)])
  const rows = rowsBelow(sheet, header.row, columns)
  const others = candidates.filter((candidate) => candidate !== found)
  return {
    name: sheet.name,
    isProtected: sheet.isProtected,
    columns,
    rows: rows.slice(0, mostTableRows),
    remarks: [
      ...(sheet.name === form.name ? [] : [`Sheet "${form.name}" is called "${sheet.name}" now.`]),
      ...others.map(
        (other) => `Sheet "${other.sheet.name}" is a copy of "${sheet.name}". The copy was not read.`
      ),
      ...renamed.map(
        ({ key, title }) =>
          `${sheet.name}: the column "${form.titles.get(key) ?? key}" is called "${title}" now and was read as before.`
      ),
      ...[...form.titles].flatMap(([key, title]) =>
        columns.has(key)
          ? []
          : [
              `${sheet.name}: the column "${title}" is not there any more. What it held counts as not returned and nothing changes by it.`
            ]
      ),
      ...(rows.length > mostTableRows
        ? [
            `${sheet.name} has ${rows.length.toLocaleString('en')} filled rows; the first ${mostTableRows.toLocaleString('en')} were read.`
          ]
        : [])
    ]
  }
}

/** The address of a cell that may be empty. */
export function addressOf(column: number, row: number): string {
  return `${colToLetter(column)}${row}`
}

interface Header {
  readonly row: number
  readonly columns: ReadonlyMap<string, number>
  /** Titles by column number. */
  readonly texts: ReadonlyMap<number, string>
}

/** How much of its header a table is known by: others of ours share some titles. */
const knownBy = 0.6

/** The row that holds most of the titles; of two columns with one title the first counts. */
function headerOf(sheet: ForeignSheet, form: ReturnedForm): Header | null {
  const keys = new Map(
    [...form.titles, ...Object.entries(carrierColumns)].map(([key, title]) => [like(title), key])
  )
  let best: Header | null = null
  for (const [row, cells] of [...sheet.rows].slice(0, headerSearch)) {
    const columns = new Map<string, number>()
    for (const [column, { text }] of [...cells].sort(([one], [other]) => one - other)) {
      const key = keys.get(like(text))
      if (key !== undefined && !columns.has(key)) columns.set(key, column)
    }
    const texts = new Map([...cells].map(([column, { text }]) => [column, text]))
    if (columns.size > (best?.columns.size ?? 0)) best = { row, columns, texts }
  }
  const titles = best === null ? 0 : [...form.titles.keys()].filter((key) => best?.columns.has(key)).length
  return titles >= form.titles.size * knownBy ? best : null
}

function like(title: string): string {
  return title.toLowerCase().replaceAll(/\s+/g, ' ').replaceAll('’', "'").trim()
}

/** A column with a title nobody knows, standing alone between the neighbours that one of ours had, is that one. */
function renamedColumns(
  { columns, texts }: Header,
  form: ReturnedForm
): readonly { readonly key: string; readonly column: number; readonly title: string }[] {
  const keys = [...form.titles.keys()]
  const known = new Set(columns.values())
  return keys.flatMap((key, place) => {
    if (columns.has(key)) return []
    const before = columns.get(keys[place - 1] ?? 'rowTag')
    const after = columns.get(keys[place + 1] ?? '')
    if (before === undefined || (after !== undefined && after !== before + 2)) return []
    const column = before + 1
    const title = texts.get(column)
    if (title === undefined || known.has(column)) return []
    return [{ key, column, title }]
  })
}

function rowsBelow(
  sheet: ForeignSheet,
  header: number,
  columns: ReadonlyMap<string, number>
): readonly FoundRow[] {
  return [...sheet.rows].flatMap(([row, filled]) => {
    if (row <= header) return []
    const cells = new Map(
      [...columns].flatMap(([key, column]) => {
        const cell = filled.get(column)
        return cell === undefined ? [] : [[key, cell] as const]
      })
    )
    return cells.size === 0 ? [] : [{ number: row + 1, cells }]
  })
}
