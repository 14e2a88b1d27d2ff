/** Makes a sheet of the record: the one place where screen and workbook get the same heading, columns and rows from. */
import { workpaperEditions, type Edition } from '../../shared/editions.ts'
import type { CellValue } from '../../shared/records/workbook.ts'
import { handedOut, type HandedOutRow, type RenderedColumn } from './hand-out.ts'
import {
  headingLabels,
  type HeadingLabel,
  type HeadingLine,
  type Live,
  type Sheet,
  type SheetChart,
  type SheetColumn,
  type SheetContext,
  type Tally
} from './sheet.ts'

export interface RenderedSheet {
  readonly id: string
  readonly name: string
  readonly ref: string
  readonly title: string
  /** The lines below the title, in the order of `headingLabels`. */
  readonly heading: readonly HeadingLine[]
  /** The last line of the heading again, in pieces: text, and counts that a spreadsheet can compute again; null where the sheet words it. */
  readonly results: readonly ResultPiece[] | null
  readonly columns: readonly RenderedColumn[]
  readonly rows: readonly (readonly CellValue[])[]
  /** Of a sheet the client fills in: each row as it is handed out; empty of any other. */
  readonly handedOut: readonly HandedOutRow[]
  /** By column index: the sheet each row's cell leads to. */
  readonly links: ReadonlyMap<number, readonly string[]>
  /** By column index: what makes the cell of each row live; null leaves it as it is. */
  readonly rowLives: ReadonlyMap<number, readonly (Live | null)[]>
  readonly charts: readonly SheetChart[]
  /** By column index: the sheet and column where each row's cell leads to the row that holds its value. */
  readonly rowLinks: ReadonlyMap<number, RenderedRowLinks>
  readonly frozenColumns: number
  /** First and last column index of the cells that count, how their total is called, and whose total it must equal. */
  readonly detail: RenderedDetail | null
}

export interface RenderedRowLinks {
  readonly sheet: string
  readonly column: string
  readonly values: readonly string[]
}

/** `word` null counts every row by its first column. */
export type ResultPiece =
  string | { readonly count: number; readonly column: number; readonly word: string | null }

export interface RenderedDetail {
  readonly called: string
  readonly first: number
  readonly last: number
  readonly count: number
  readonly agreesWith: string
}

/** Deterministic: the same record and the same context make the same sheet. */
export function render(sheet: Sheet, context: SheetContext): RenderedSheet {
  const records = sheet.rows(context)
  const own = columnsOf(sheet, context)
  const handed = handedOut(sheet, context, own, records)
  const columns: readonly RenderedColumn[] = handed?.columns ?? own.map(withoutInput)
  const rows = records.map((record, place) => [
    ...(handed?.marks[place] ?? []),
    ...own.map(({ key }) => record[key] ?? null)
  ])
  const worded = sheet.heading?.(context) ?? {}
  const results = worded.Results === undefined ? resultPieces(columns, rows, sheet.tallies ?? []) : null
  return {
    id: sheet.id,
    name: sheet.name,
    ref: sheet.ref,
    title: titleOf(sheet, context.edition),
    heading: headingOf(sheet, context, worded, results),
    results,
    columns,
    rows,
    handedOut: handed?.rows ?? [],
    links: new Map(
      columns.flatMap(({ linksTo }, index) =>
        linksTo === undefined
          ? []
          : [[index, records.map((record) => String(record[linksTo] ?? ''))] as const]
      )
    ),
    rowLives: new Map(
      columns.flatMap(({ liveOf }, index) => (liveOf ? [[index, records.map(liveOf)] as const] : []))
    ),
    charts: sheet.charts ?? [],
    rowLinks: new Map(
      columns.flatMap(({ key, leadsTo }, index) => {
        if (leadsTo === undefined) return []
        const { sheet: to, column, by = key } = leadsTo
        return [[index, { sheet: to, column, values: records.map((record) => firstOf(record[by])) }] as const]
      })
    ),
    frozenColumns: sheet.frozenColumns + columns.filter(({ isHidden }) => isHidden).length,
    detail: detailOf(sheet, columns, rows)
  }
}

/** The first of what a cell lists: `E-0001, E-0002`. */
function firstOf(value: CellValue | undefined): string {
  return String(value ?? '').split(', ')[0] ?? ''
}

/** Whether a sheet is part of an edition. */
export function isIn(edition: Edition, { editions = workpaperEditions }: Pick<Sheet, 'editions'>): boolean {
  return editions.includes(edition)
}

export function titleOf(sheet: Sheet, edition: Edition): string {
  return sheet.wording?.[edition]?.title ?? sheet.title
}

function columnsOf(sheet: Sheet, context: SheetContext): readonly SheetColumn[] {
  const columns = typeof sheet.columns === 'function' ? sheet.columns(context) : sheet.columns
  return columns.filter(({ editions }) => editions === undefined || editions.includes(context.edition))
}

/** In any other edition what the client would fill in is a column like the others. */
function withoutInput(column: SheetColumn): RenderedColumn {
  const { input, ...rest } = column
  return input === undefined ? column : rest
}

function headingOf(
  sheet: Sheet,
  context: SheetContext,
  worded: Readonly<Partial<Record<HeadingLabel, HeadingLine>>>,
  results: readonly ResultPiece[] | null
): readonly HeadingLine[] {
  const { purpose, source, procedure } = { ...sheet, ...sheet.wording?.[context.edition] }
  const lines: Readonly<Record<HeadingLabel, string>> = {
    Client: context.isSample
      ? `${context.clientName} (sample engagement, invented data)`
      : context.clientName,
    Period: periodLine(context),
    'Prepared by': statusLine(context),
    Purpose: purpose,
    Source: source,
    Procedure: procedure,
    Results: (results ?? []).map((piece) => (typeof piece === 'string' ? piece : piece.count)).join('')
  }
  return headingLabels.map((label) => worded[label] ?? { label, text: lines[label] })
}

function resultPieces(
  columns: readonly RenderedColumn[],
  rows: readonly (readonly CellValue[])[],
  tallies: readonly Tally[]
): ResultPiece[] {
  const pieces: ResultPiece[] = ['Rows: ', { count: rows.length, column: 0, word: null }]
  for (const tally of tallies) {
    const column = indexOfKey(columns, tally.column)
    const counts = new Map<CellValue, number>()
    for (const row of rows) counts.set(row[column] ?? null, (counts.get(row[column] ?? null) ?? 0) + 1)
    pieces.push(` · ${columns[column]?.title ?? ''}: `)
    for (const [place, word] of tally.words.entries())
      pieces.push(`${place === 0 ? '' : ', '}${word} `, { count: counts.get(word) ?? 0, column, word })
  }
  return pieces
}

function detailOf(
  { detail }: Sheet,
  columns: readonly RenderedColumn[],
  rows: readonly (readonly CellValue[])[]
): RenderedDetail | null {
  if (!detail) return null
  const block = detail.block
    ? detail.block(columns)
    : ([columns[0]?.key ?? '', columns[0]?.key ?? ''] as const)
  if (!block) return null
  const [first, last] = [indexOfKey(columns, block[0]), indexOfKey(columns, block[1])]
  const filled = (row: readonly CellValue[]) =>
    row.slice(first, last + 1).filter((value) => value !== null && value !== '').length
  return {
    called: detail.called,
    first,
    last,
    count: rows.reduce((sum, row) => sum + filled(row), 0),
    agreesWith: detail.agreesWith
  }
}

/** Position of a column; a key that no column has is a fault of the sheet. */
export function indexOfKey(columns: readonly { readonly key: string }[], key: string): number {
  const index = columns.findIndex((column) => column.key === key)
  if (index < 0) throw new Error(`No column ${key}`)
  return index
}

function periodLine({ period, accounts }: SheetContext): string {
  const dates = accounts.flatMap(({ asOf }) => (asOf ? [asOf.at] : [])).sort()
  const [oldest, newest] = [dates[0], dates.at(-1)]
  if (oldest === undefined || newest === undefined) return `${period.label} · no export is dated`
  if (oldest === newest) return `${period.label} · exports as of ${minuteOf(oldest)} UTC`
  return `${period.label} · exports as of ${minuteOf(oldest)} to ${minuteOf(newest)} UTC`
}

/** Who prepared and reviewed, how far the work is, and which issue this is. */
export function statusLine({ auditor, tests, issued }: SheetContext): string {
  const concluded = tests.filter(({ conclusion }) => conclusion !== null).length
  const state = `${concluded} of ${tests.length} tests concluded`
  return `${auditor} · Reviewed by: not recorded · Status: ${state} · ${issued ? issued.id : 'Preview, not issued'}`
}

function minuteOf(iso: string): string {
  return iso.slice(0, 16).replace('T', ' ')
}
