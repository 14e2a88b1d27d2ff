/** Writes the facts of one source, takes those of a source away, and unites those of several. */
import type { FactTable, FactTables } from '../iam/facts.ts'
import type { Bindable, Reader, Writer } from './database.ts'
import { documentWriter, type DocumentWriter } from './documents.ts'
import { factSchema } from './fact-schema.ts'
import { rowBatch, type RowBatch } from './row-batch.ts'

export interface FactWriter extends DocumentWriter {
  readonly fact: <T extends FactTable>(table: T, row: FactTables[T]) => void
}

/** What it is given is written no later than with `flush`. */
export function factWriter(db: Writer, sourceId: number): FactWriter {
  const { columns } = factSchema(db)
  const documents = documentWriter(db)
  const batches = new Map<FactTable, FactBatch>()

  return {
    document: documents.document,
    fact(table, row) {
      let batch = batches.get(table)
      if (!batch) batches.set(table, (batch = factBatch(db, table, columns[table])))
      batch.rows.add(valuesOf(row, batch.names), sourceId)
    },
    flush() {
      documents.flush()
      for (const [table, { rows, first }] of batches) {
        rows.flush()
        db.run(
          `insert into source_fact (source_id, table_name, first, last) values (:sourceId, :table, :first, :last)
           on conflict do update set last = excluded.last`,
          { sourceId, table, first, last: lastRow(db, table) }
        )
      }
      batches.clear()
    }
  }
}

interface FactBatch {
  readonly rows: RowBatch
  /** The columns behind `source_id`. */
  readonly names: readonly string[]
  readonly first: number
}

function factBatch(db: Writer, table: FactTable, columns: readonly string[]): FactBatch {
  return { rows: rowBatch(db, table, columns), names: columns.slice(1), first: lastRow(db, table) + 1 }
}

/** The values of a row by column; rows are mostly written down in the order of the columns already. */
function valuesOf(row: object, names: readonly string[]): readonly Bindable[] {
  const keys = Object.keys(row)
  if (keys.length === names.length && keys.every((key, at) => key === names[at]))
    return Object.values(row) as Bindable[]
  const values = row as Readonly<Record<string, Bindable>>
  return names.map((name) => values[name] ?? null)
}

/** Takes away every fact of a source. */
export function dropFacts(db: Writer, sourceId: number): void {
  for (const { table, first, last } of factsOf(db, sourceId))
    db.run(`delete from ${table} where rowid between :first and :last and source_id = :sourceId`, {
      first,
      last,
      sourceId
    })
  db.run('delete from source_fact where source_id = :sourceId', { sourceId })
}

/** In which tables a source has facts, and between which rows; rows of another source may stand among them. */
export function factsOf(
  db: Reader,
  sourceId: number
): readonly { readonly table: FactTable; readonly first: number; readonly last: number }[] {
  return db.all(
    'select table_name as "table", first, last from source_fact where source_id = :sourceId order by table_name',
    { sourceId }
  )
}

/** Leaves one row per thing: the one read last, and of a summary and the whole the whole. */
export function unite(db: Writer): void {
  const { identity, fullest } = factSchema(db)
  for (const [table, columns] of identity) {
    const key = columns.join(', ')
    db.run(`delete from ${table} where rowid not in (select max(rowid) from ${table} group by ${key})`)
  }
  for (const [table, columns] of fullest) {
    const key = columns.slice(0, -1).join(', ')
    const filled = columns.at(-1) ?? ''
    db.run(
      `delete from ${table}
       where rowid not in (
         select rowid from (
           select rowid, row_number() over (partition by ${key} order by ${filled} is null, rowid desc) as place from ${table}
         ) where place = 1
       )`
    )
  }
}

function lastRow(db: Reader, table: FactTable): number {
  return db.get<{ last: number | null }>(`select max(rowid) as last from ${table}`)?.last ?? 0
}
