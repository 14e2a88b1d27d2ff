/** Writes the facts of one source, many rows a statement, and each distinct policy document once. */
import { hash } from 'node:crypto'

import type { FactTable, FactTables } from '../iam/facts.ts'
import { readPolicyDocument } from '../iam/policy-document.ts'
import type { Bindable, Reader, Writer } from './database.ts'
import { factSchema } from './fact-schema.ts'

/** Rows a statement: SQLite takes many rows at once in half the time of one by one. */
const rowsAtOnce = 40

export interface FactWriter {
  readonly fact: <T extends FactTable>(table: T, row: FactTables[T]) => void
  /** Stores a policy document unless it is there, and answers its id. */
  readonly document: (text: string) => number
  /** Writes what is still held back. */
  readonly flush: () => void
}

export function factWriter(db: Writer, sourceId: number): FactWriter {
  const { columns } = factSchema(db)
  const held = new Map<FactTable, Bindable[]>()
  const firsts = new Map<FactTable, number>()
  const documents = new Map<string, number>()

  function write(table: FactTable, values: Bindable[]): void {
    const names = columns[table]
    if (values.length === 0) return
    if (!firsts.has(table)) firsts.set(table, lastRow(db, table) + 1)
    db.insert(insertSql(table, names, values.length / names.length), values)
    values.length = 0
  }

  return {
    fact(table, row) {
      let values = held.get(table)
      if (!values) held.set(table, (values = []))
      const names = columns[table]
      values.push(sourceId)
      for (let at = 1; at < names.length; at++)
        values.push((row as unknown as Readonly<Record<string, Bindable>>)[names[at] ?? ''] as Bindable)
      if (values.length === rowsAtOnce * names.length) write(table, values)
    },
    document(text) {
      const sha256 = hash('sha256', text)
      const known = documents.get(sha256)
      if (known !== undefined) return known
      const id = documentOf(db, sha256) ?? storeDocument(db, sha256, text)
      documents.set(sha256, id)
      return id
    },
    flush() {
      for (const [table, values] of held) write(table, values)
      for (const [table, first] of firsts)
        db.run(
          `insert into source_fact (source_id, table_name, first, last) values (:sourceId, :table, :first, :last)
           on conflict do update set last = excluded.last`,
          { sourceId, table, first, last: lastRow(db, table) }
        )
      held.clear()
      firsts.clear()
    }
  }
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

const insertSqls = new Map<string, string>()

function insertSql(table: FactTable, columns: readonly string[], rows: number): string {
  const name = `${table}/${rows}`
  let sql = insertSqls.get(name)
  if (!sql) {
    const row = `(${columns.map(() => '?').join(', ')})`
    sql = `insert into ${table} (${columns.join(', ')}) values ${Array.from({ length: rows }, () => row).join(', ')}`
    insertSqls.set(name, sql)
  }
  return sql
}

function documentOf(db: Writer, sha256: string): number | undefined {
  return db.get<{ id: number }>('select id from policy_document where sha256 = :sha256', { sha256 })?.id
}

function storeDocument(db: Writer, sha256: string, text: string): number {
  const { problem, statements } = readPolicyDocument(text)
  const { id } = db.run(
    'insert into policy_document (sha256, text, problem) values (:sha256, :text, :problem)',
    {
      sha256,
      text,
      problem
    }
  )
  for (const statement of statements) {
    db.insert(
      `insert into policy_statement (document_id, n, sid, effect, actions, uses_not_action, resources, uses_not_resource,
         condition, covers_all_actions, covers_all_resources)
       values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      [
        id,
        statement.n,
        statement.sid,
        statement.effect,
        JSON.stringify(statement.actions),
        statement.uses_not_action,
        JSON.stringify(statement.resources),
        statement.uses_not_resource,
        statement.condition && JSON.stringify(statement.condition),
        statement.covers_all_actions,
        statement.covers_all_resources
      ]
    )
    for (const [m, principal] of statement.principals.entries())
      db.insert(
        'insert into statement_principal (document_id, n, m, type, negated, value, account_id) values (?, ?, ?, ?, ?, ?, ?)',
        [id, statement.n, m, principal.type, principal.negated, principal.value, principal.account_id]
      )
  }
  return id
}
