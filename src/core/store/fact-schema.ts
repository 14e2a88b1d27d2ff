/** What the schema says of the fact tables: their columns, and what tells two rows of a table apart. */
import type { FactTable } from '../iam/facts.ts'
import type { Reader } from './database.ts'

export interface FactSchema {
  readonly tables: readonly FactTable[]
  /** In the order they are written; `source_id` comes first. */
  readonly columns: Readonly<Record<FactTable, readonly string[]>>
  /** Columns of the index `<table>_identity`: of two rows alike in them the one read last stands. */
  readonly identity: ReadonlyMap<FactTable, readonly string[]>
  /** Columns of the index `<table>_fullest`: the same, but a row whose last of these columns is filled stands before one without. */
  readonly fullest: ReadonlyMap<FactTable, readonly string[]>
}

const known = new WeakMap<Reader, FactSchema>()

/** A fact table is one whose rows say their source first and their line among the rest. */
export function factSchema(db: Reader): FactSchema {
  let schema = known.get(db)
  if (!schema) known.set(db, (schema = read(db)))
  return schema
}

function read(db: Reader): FactSchema {
  const columns = Object.fromEntries(
    db
      .all<{ name: FactTable; columns: string }>(
        `select t.name, json_group_array(c.name order by c.cid) as columns
         from pragma_table_list t, pragma_table_info(t.name) c
         where t.schema = 'main' and t.type = 'table'
         group by t.name
         order by t.name`
      )
      .map(({ name, columns }) => [name, JSON.parse(columns) as string[]] as const)
      .filter(([, names]) => names[0] === 'source_id' && names.includes('line'))
  ) as Record<FactTable, string[]>
  const tables = Object.keys(columns) as FactTable[]
  return {
    tables,
    columns,
    identity: indexes(db, tables, 'identity'),
    fullest: indexes(db, tables, 'fullest')
  }
}

function indexes(
  db: Reader,
  tables: readonly FactTable[],
  purpose: 'identity' | 'fullest'
): ReadonlyMap<FactTable, readonly string[]> {
  return new Map(
    tables
      .map((table) => [table, columnsOf(db, `${table}_${purpose}`)] as const)
      .filter(([, names]) => names.length > 0)
  )
}

function columnsOf(db: Reader, index: string): readonly string[] {
  return db
    .all<{ name: string }>('select name from pragma_index_info(:index) order by seqno', { index })
    .map(({ name }) => name)
}
