/** Rows as a CSV file for the record: the particulars at its head, then every field of every row. */
import { csvText } from '../../../shared/csv.ts'
import type { Reader } from '../../store/database.ts'
import { cellValue } from './row-view.ts'
import { keyOf, type Field, type Row } from './kind.ts'
import type { Population } from './population.ts'

interface SourceRow {
  readonly id: number
  readonly ref: string
  readonly name: string
  readonly sha256: string
}

/** RFC 4180 with a byte order mark, by which Excel knows UTF-8. */
export function rowsAsCsv(
  db: Reader,
  { kind, names }: Population,
  rows: readonly Row[],
  particulars: readonly (readonly [label: string, text: string])[]
): string {
  const sources = sourcesOf(db, rows)
  const refs = new Map(sources.map(({ id, ref }) => [id, ref]))
  const lines = [
    ...particulars,
    ...sources.map(({ ref, name, sha256 }) => ['Source', `${ref} ${name} (SHA-256 ${sha256})`]),
    [],
    [...kind.fields.map(({ title }) => title), 'Account number', 'Source', 'Line', 'Path', 'Key'],
    ...rows.map((row) => [
      ...kind.fields.map((field) => textOf(field, row, names)),
      row.account,
      refs.get(row.source) ?? '',
      String(row.line),
      row.path ?? '',
      keyOf(row)
    ])
  ]
  return csvText(lines)
}

function textOf(field: Field, row: Row, names: Population['names']): string {
  const value = cellValue(field, row)
  if (value === null) return 'unknown'
  if (field.type === 'account') return names.get(String(value)) ?? String(value)
  return field.words[String(value)] ?? String(value)
}

function sourcesOf(db: Reader, rows: readonly Row[]): readonly SourceRow[] {
  return db.all<SourceRow>(
    `select source.id, source.ref, source.name, object.sha256
     from source
     join object on object.id = source.object_id
     where source.id in (select value from json_each(:ids))
     order by source.id`,
    { ids: JSON.stringify([...new Set(rows.map(({ source }) => source))]) }
  )
}
