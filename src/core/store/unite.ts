/** Unites what several sources, or one in several places, say of the same thing: one row stands. */
import type { FactTable } from '../iam/facts.ts'
import type { Reader, Writer } from './database.ts'
import { factSchema } from './fact-schema.ts'

/** Tables that were written to since they were united. */
const tablesOf = new WeakMap<Reader, Set<FactTable>>()

export function touched(db: Writer, table: FactTable): void {
  const tables = tablesOf.get(db)
  if (tables) tables.add(table)
  else tablesOf.set(db, new Set([table]))
}

/** Leaves one row per thing: the one read last, and of a summary and the whole the whole. */
export function unite(db: Writer): void {
  const { identity, fullest } = factSchema(db)
  for (const table of tablesOf.get(db) ?? []) {
    const same = identity.get(table)
    if (same) leaveOne(db, table, same, 'rowid desc')
    const summary = fullest.get(table)
    if (summary) leaveOne(db, table, summary.slice(0, -1), `${summary.at(-1) ?? ''} is null, rowid desc`)
  }
  tablesOf.delete(db)
}

/** Of rows alike in these columns, which an index begins with, leaves the first in this order. */
function leaveOne(db: Writer, table: FactTable, columns: readonly string[], order: string): void {
  const key = columns.join(', ')
  if (!db.get(`select 1 from ${table} group by ${key} having count(*) > 1 limit 1`)) return
  db.run(
    `delete from ${table}
     where rowid in (
       select rowid from (
         select rowid, row_number() over (partition by ${key} order by ${order}) as place from ${table}
       ) where place > 1
     )`
  )
}
