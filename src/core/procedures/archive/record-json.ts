/** The record as canonical JSON: every table of what people did and of what was received, row by row. */
import { canonicalJson } from '../../integrity/canonical-json.ts'
import type { Reader } from '../../store/database.ts'
import { factSchema } from '../../store/fact-schema.ts'
import { documentTables } from '../../store/gather-facts.ts'

/** Raised whenever the form of `record.json` changes; tables and columns come and go without. */
const formVersion = 1

/** What is read from the stored bytes again, and what the archive has as files of its own. */
const elsewhere: ReadonlySet<string> = new Set([
  ...Object.keys(documentTables),
  'source_fact',
  'object_chunk',
  'audit_event'
])

/** Keys stay with those who sign, also sealed, and the secret that marks client editions stays with us: an archive goes to others. */
const withheld: ReadonlySet<string> = new Set(['person.sealed_key', 'workbook_key.key'])

/** Tables that make up the record, by name: all but the facts, which follow from the files received. */
export function recordTables(db: Reader): readonly string[] {
  const facts = new Set<string>(factSchema(db).tables)
  return db
    .all<{ name: string }>(
      `select name from pragma_table_list
       where schema = 'main' and type = 'table' and name not like 'sqlite_%'
       order by name`
    )
    .map(({ name }) => name)
    .filter((name) => !facts.has(name) && !elsewhere.has(name))
}

/** `{"form":"tickmark-record","tables":{…},"version":1}` in the form of RFC 8785, in pieces. */
export function* recordJson(db: Reader): Generator<string> {
  yield '{"form":"tickmark-record","tables":{'
  for (const [place, table] of recordTables(db).entries()) {
    yield `${place === 0 ? '' : ','}${canonicalJson(table)}:[`
    let separator = ''
    for (const row of db.iterate<Readonly<Record<string, string | number | null>>>(rowsOf(db, table))) {
      yield `${separator}${canonicalJson(row)}`
      separator = ','
    }
    yield ']'
  }
  yield `},"version":${formVersion}}`
}

/** In the order of their keys. An object without a hash is still coming in and no part of the record. */
function rowsOf(db: Reader, table: string): string {
  const columns = db.all<{ name: string; pk: number }>('select name, pk from pragma_table_info(:table)', {
    table
  })
  const shown = columns.map(({ name }) => name).filter((name) => !withheld.has(`${table}.${name}`))
  const keys = columns.filter(({ pk }) => pk > 0).sort((a, b) => a.pk - b.pk)
  const order = keys.length === 0 ? 'rowid' : keys.map(({ name }) => name).join(', ')
  return `select ${shown.join(', ')} from ${table} ${table === 'object' ? 'where sha256 is not null' : ''} order by ${order}`
}
