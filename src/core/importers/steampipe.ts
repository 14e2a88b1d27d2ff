/** Reads the rows a query of Steampipe printed, as JSON of any of its versions or as CSV: a list of resources, without a verdict. */
import { accountOfArn } from '../iam/arn.ts'
import type { Place } from '../iam/facts.ts'
import type { Coverage, Importer, Outline, Reading } from './importer.ts'
import { isRecord, recordOf, textOf, type JsonRecord } from './reading/fields.ts'
import { readJson } from './reading/read-json.ts'
import { readRecords } from './reading/read-records.ts'
import { readTable } from './reading/read-table.ts'
import { isEverywhere, steampipeTable } from './reading/steampipe-tables.ts'
import { toolResults } from './reading/tool-results.ts'
import { hasOnlyKeys } from './reading/top-keys.ts'

const importer: Importer = {
  kind: 'steampipe',
  title: 'Steampipe query',
  family: 'corroboration',
  scope: 'account',
  required: false,
  parts: [''],
  command: 'steampipe query --output json',
  operations: [],
  recognises,
  read
}

export default importer

/** Up to version 0.21 a list of rows, later `{rows}`, from 0.24 `{columns, rows}`; with `--timing` beside `metadata`. */
function recognises(outline: Outline): boolean {
  const { form, keys, head, header } = outline
  if (form === 'csv') return areOfQuery(header)
  if (form !== 'json') return false
  const columns = keys.get('columns')
  const rows = keys.get('rows')
  if (rows === undefined) return /^\s*\[/.test(head) && areOfQuery([...keys.keys()])
  if (columns !== undefined) return columns.size === 0 || (columns.has('name') && columns.has('data_type'))
  return hasOnlyKeys(outline, ['rows', 'metadata']) && [...rows].every(isColumn)
}

/** A list of rows and a table say nothing of Steampipe: only the columns tell, which must name AWS resources and no control. */
function areOfQuery(columns: readonly string[]): boolean {
  if (!columns.every(isColumn) || columns.includes('control_id')) return false
  const usual = columns.filter((column) => isEverywhere(column) || column === 'akas' || column === 'title')
  const isAboutAws = columns.some((column) => /(?:^|_)arn$/.test(column) || awsAlone.has(column))
  return isAboutAws && (usual.length >= 2 || steampipeTable(columns) !== null)
}

const awsAlone = new Set(['account_id', 'partition', '_ctx', 'sp_connection_name', 'akas'])

function isColumn(name: string): boolean {
  return /^[a-z_][a-z0-9_]{0,62}$/.test(name)
}

function read(chunks: Iterable<Uint8Array>, outline: Outline, reading: Reading): void {
  const rows = rowTaker(reading)
  rows.cover(readRows(chunks, outline, reading, rows))
}

function readRows(
  chunks: Iterable<Uint8Array>,
  outline: Outline,
  reading: Reading,
  rows: RowTaker
): Coverage {
  if (outline.form === 'csv')
    return readTable(chunks, outline, reading, ({ line, cell }) =>
      rows.take(
        outline.header.map((column) => [column, cell(column)]),
        { line, path: null }
      )
    )
  if (!outline.keys.has('rows'))
    return readRecords(chunks, outline, reading, (member) =>
      rows.take(Object.entries(recordOf(member.value)), member)
    )
  const json = readJson(chunks, outline, reading, {
    lists: {
      columns: ({ value }) => rows.knowColumn(recordOf(value)),
      rows: (member) => rows.take(Object.entries(recordOf(member.value)), member)
    },
    values: { metadata: () => undefined }
  })
  return json.stateOf('rows')
}

type Cells = readonly (readonly [string, unknown])[]

interface RowTaker {
  knowColumn(column: JsonRecord): void
  take(cells: Cells, place: Place): void
  cover(state: Coverage): void
}

function rowTaker(reading: Reading): RowTaker {
  const results = toolResults(reading, 'Steampipe')
  const columns: string[] = []
  /** What was asked, from the columns listed or, where none are, from the first row. */
  let query: string | null = null

  return {
    knowColumn(column) {
      if (columns.length < 1000) columns.push(textOf(column, 'original_name') ?? textOf(column, 'name') ?? '')
    },
    take(cells, { line, path }) {
      query ??= queryOf(columns.length > 0 ? columns : cells.map(([column]) => column))
      const texts = new Map(cells.map(([column, value]) => [column, textOfCell(value)]))
      const resource = resourceIn(texts)
      results.keep(
        {
          account: texts.get('account_id') || accountOfArn(resource) || '',
          region: texts.get('region') ?? '',
          check: query,
          title: `Row of ${query}`,
          status: 'review',
          said: 'listed',
          severity: '',
          resource,
          resourceType: query.startsWith('aws_') ? query : '',
          detail: detailOf(texts),
          at: null
        },
        { line, path }
      )
    },
    cover: (state) => results.cover(state, query ?? queryOf(columns))
  }
}

/** The table that was read, else the columns that were asked for. */
function queryOf(columns: readonly string[]): string {
  return steampipeTable(columns) ?? `query of ${columns.slice(0, 12).join(', ').slice(0, 200)}`
}

/** The row's own ARN, else the first ARN it names, else what its name column holds. */
function resourceIn(texts: ReadonlyMap<string, string>): string {
  const ofOthers = [...texts].filter(([column]) => column.endsWith('_arn'))
  const arns = [texts.get('arn'), texts.get('user_arn'), ...ofOthers.map(([, text]) => text)]
  const names = ['resource', 'user_name', 'name', 'title', 'id'].map((column) => texts.get(column))
  return [...arns, ...names].find((text) => text !== undefined && text !== '') ?? ''
}

function textOfCell(value: unknown): string {
  if (typeof value === 'string') return value
  if (typeof value === 'number' || typeof value === 'boolean') return String(value)
  if (Array.isArray(value)) return `${value.length} entries`
  return isRecord(value) ? 'an object' : ''
}

/** What the row says beside the columns that have a place of their own. */
function detailOf(texts: ReadonlyMap<string, string>): string {
  const told = [...texts].filter(([column, text]) => text !== '' && !isEverywhere(column))
  return told.map(([column, text]) => `${column}: ${text.slice(0, 100)}`).join(', ')
}
