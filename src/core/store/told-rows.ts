/**
 * Binds every row of the record to the event log: an event tells of the rows written since the one before by their hashes, so that a row
 * that was changed, added or taken away in the file shows.
 */
import { hash } from 'node:crypto'

import { canonicalJson } from '../integrity/canonical-json.ts'
import type { Reader, Writer } from './database.ts'
import { factSchema } from './fact-schema.ts'
import { documentTables } from './gather-facts.ts'

/** Rows that are told of as one: those of a table that have the same value in its first key column, or in the column named. */
export interface ToldTable {
  readonly name: string
  /** `id` of finding; `period_id` of period_member: the members of a month are told of together. */
  readonly key: string
  /** In the order of their names. */
  readonly columns: readonly string[]
  /** The order in which rows of one key are hashed. */
  readonly order: string
}

/** Results of a month are told of together: a run of checks replaces many. */
const toldBy: ReadonlyMap<string, string> = new Map([
  ['check_result', 'period_id'],
  ['source_note', 'source_id']
])

/**
 * What no event tells of, because something else proves it: facts and documents follow from the stored bytes, bytes have their hash,
 * exceptions are those the hash of their result was made of, the log is a chain, and the schema is compared with the program's on opening.
 */
export const provedElsewhere: readonly string[] = [
  ...Object.keys(documentTables),
  'source_fact',
  'object_chunk',
  'check_exception',
  'audit_event',
  'migration'
]

/** A new passphrase seals the same key anew; what is sealed proves itself, and leaves the engagement in no archive. */
const untoldColumns: ReadonlySet<string> = new Set(['person.sealed_key'])

/** The tables events tell of, by name. */
export function toldTables(db: Reader): readonly ToldTable[] {
  const facts = new Set<string>(factSchema(db).tables)
  return db
    .all<{ name: string }>(
      `select name from pragma_table_list
       where schema = 'main' and type = 'table' and name not like 'sqlite_%'
       order by name`
    )
    .filter(({ name }) => !facts.has(name) && !provedElsewhere.includes(name))
    .map(({ name }) => toldTable(db, name))
}

function toldTable(db: Reader, name: string): ToldTable {
  const columns = db.all<{ name: string; pk: number }>(
    'select name, pk from pragma_table_info(:name) order by cid',
    { name }
  )
  const keys = columns
    .filter(({ pk }) => pk > 0)
    .sort((a, b) => a.pk - b.pk)
    .map((column) => column.name)
  const key = toldBy.get(name) ?? keys[0] ?? 'rowid'
  const told = columns
    .map((column) => column.name)
    .filter((column) => !untoldColumns.has(`${name}.${column}`))
    .sort()
  return { name, key, columns: told, order: keys.join(', ') }
}

/** Notes in the connection's own memory which rows are written, from now on. */
export function watchRows(db: Writer): void {
  db.execute(
    'create temp table untold (name text not null, key text not null, primary key (name, key)) without rowid'
  )
  for (const { name, key } of toldTables(db))
    for (const [verb, row] of [
      ['insert', 'new'],
      ['update', 'new'],
      ['delete', 'old']
    ] as const)
      db.execute(
        // Not `insert or ignore`: how the statement that fires a trigger takes conflicts holds within it too (sqlite.org/lang_createtrigger).
        // An object without a hash is still coming in and no part of the record.
        `create temp trigger ${name}_untold_${verb} after ${verb} on main.${name}
         ${name === 'object' ? `when ${row}.sha256 is not null` : ''}
         begin
           insert into untold
           select '${name}', ${row}.${key}
           where not exists (select 1 from untold where name = '${name}' and key = ${row}.${key});
         end`
      )
}

/** Hashes of the rows written since it was last asked, as canonical JSON by `table/key`, null for those taken away; '' for none. */
export function tellRows(db: Writer): string {
  const untold = db.all<{ name: string; key: string }>('select name, key from temp.untold order by name, key')
  if (untold.length === 0) return ''
  const tables = new Map(tablesOf(db).map((table) => [table.name, table]))
  const told = untold.flatMap(({ name, key }) => {
    const table = tables.get(name)
    return table ? [[`${name}/${key}`, hashOfKey(db, table, key)] as const] : []
  })
  db.run('delete from temp.untold')
  return canonicalJson(Object.fromEntries(told))
}

/** Has the next event tell of every row there is: in a file whose log does not tell of rows yet. */
export function noteAllRows(db: Writer): void {
  for (const { name, key } of tablesOf(db))
    db.execute(
      `insert or ignore into temp.untold
       select '${name}', ${key} from ${name} ${name === 'object' ? 'where sha256 is not null' : ''}`
    )
}

/** Whether rows were written that no event tells of yet. */
export function hasUntoldRows(db: Writer): boolean {
  return db.get('select 1 from temp.untold limit 1') !== undefined
}

/** Whether some event tells of rows. */
export function tellsOfRows(db: Reader): boolean {
  return db.get("select 1 from audit_event where told <> '' limit 1") !== undefined
}

const known = new WeakMap<Reader, readonly ToldTable[]>()

function tablesOf(db: Reader): readonly ToldTable[] {
  let tables = known.get(db)
  if (!tables) known.set(db, (tables = toldTables(db)))
  return tables
}

type Row = Readonly<Record<string, string | number | Buffer | null>>

function hashOfKey(db: Reader, { name, key, columns, order }: ToldTable, value: string): string | null {
  const rows = db.all<Row>(
    `select ${columns.join(', ')} from ${name} where ${key} = :value order by ${order}`,
    { value }
  )
  return rows.length === 0 ? null : hashOfRows(rows)
}

function hashOfRows(rows: readonly Row[]): string {
  return hash('sha256', rows.map(textOfRow).join('\n'))
}

/** Canonical JSON (RFC 8785), without what is null: a column that a later program adds leaves the hash of older rows as it is. */
function textOfRow(row: Row): string {
  const filled: Record<string, string | number> = {}
  for (const [name, value] of Object.entries(row))
    if (value !== null) filled[name] = Buffer.isBuffer(value) ? value.toString('hex') : value
  return JSON.stringify(filled)
}

/** What the log and the file say differently of the record. */
export interface RowFault {
  readonly table: string
  readonly sentence: string
}

/** Every row against the last event that tells of it, in the order of tables; reads the whole record once. */
export function verifyRows(db: Reader): readonly RowFault[] {
  const told = lastTold(db)
  if (told.size === 0) return []
  return tablesOf(db).flatMap((table) => {
    const expected = told.get(table.name) ?? new Map<string, string | null>()
    const faults: RowFault[] = []
    const find = (key: string, what: string): void => {
      faults.push({ table: table.name, sentence: `${nameOf(db, table, key)} ${what}` })
    }
    for (const [key, found] of hashesIn(db, table)) {
      const last = expected.get(key) ?? null
      expected.delete(key)
      if (last === null) find(key, 'is in the file, and no event tells of it.')
      else if (last !== found) find(key, 'is not as the event log tells: it was changed in the file.')
    }
    for (const [key, last] of expected)
      if (last !== null) find(key, 'was recorded, and is no longer in the file.')
    return faults
  })
}

/** By table and key. */
function lastTold(db: Reader): Map<string, Map<string, string | null>> {
  const last = new Map<string, Map<string, string | null>>()
  for (const { told } of db.iterate<{ told: string }>(
    "select told from audit_event where told <> '' order by seq"
  ))
    for (const [place, rows] of Object.entries(readTold(told))) {
      const slash = place.indexOf('/')
      const name = place.slice(0, slash)
      const keys = last.get(name) ?? new Map<string, string | null>()
      last.set(name, keys.set(place.slice(slash + 1), rows))
    }
  return last
}

/** What somebody damaged tells of nothing; the chain says which event it is. */
function readTold(told: string): Readonly<Record<string, string | null>> {
  try {
    return JSON.parse(told) as Record<string, string | null>
  } catch {
    return {}
  }
}

function* hashesIn(db: Reader, table: ToldTable): Generator<readonly [string, string]> {
  const { name, key, columns, order } = table
  let rows: Row[] = []
  let current = ''
  for (const row of db.iterate<Row>(
    `select ${columns.join(', ')} from ${name} ${name === 'object' ? 'where sha256 is not null' : ''} order by ${key}, ${order}`
  )) {
    const value = String(row[key])
    if (value !== current && rows.length > 0) {
      yield [current, hashOfRows(rows)]
      rows = []
    }
    current = value
    rows.push(row)
  }
  if (rows.length > 0) yield [current, hashOfRows(rows)]
}

/** "Finding F-2026-001", "Disposition 12", "Period member of period 3" */
function nameOf(db: Reader, { name, key }: ToldTable, value: string): string {
  const words = name.replaceAll('_', ' ')
  const title = words.charAt(0).toUpperCase() + words.slice(1)
  if (key.endsWith('_id')) return `${title} of ${key.slice(0, -3).replaceAll('_', ' ')} ${value}`
  const isReferred = db.get(
    "select 1 from sqlite_schema where name = :name and sql like '%ref text not null unique%'",
    { name }
  )
  const ref = isReferred === undefined ? undefined : refOf(db, name, value)
  return `${title} ${ref ?? value}`
}

function refOf(db: Reader, table: string, id: string): string | undefined {
  return db.get<{ ref: string }>(`select ref from ${table} where id = :id`, { id })?.ref
}
