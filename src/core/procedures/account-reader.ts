/** Asks an account for the populations of all checks in turn: what several of them ask alike is asked once. */
import { expressionOf, sharing, type SharedTable } from '../checks/basis/shared-table.ts'
import { sharedTables } from '../checks/basis/shared-tables.ts'
import type { Bindings, Reader, Writer } from '../store/database.ts'

/** Answers of so few rows are kept for the next check that asks the same; to keep more takes longer than to ask again. */
const mostKept = 20

export interface AccountReader {
  /** A reader of populations, which are bound to the account alone; what it has kept of another one it forgets. */
  readonly of: (account: string) => Reader
}

/**
 * The connection gets a temporary table for each shared one. It is filled when the first check of the account asks for it, and stands
 * in the statement where the population would work it out by itself.
 */
export function readAccounts(db: Writer): AccountReader {
  for (const table of sharedTables)
    db.execute(`create temp table if not exists ${nameOf(table)} (${table.columns})`)
  const statements = new Map<string, Statement>()
  const filled = new Set<SharedTable>()
  const kept = new Map<string, readonly unknown[]>()
  let account = ''

  function fill(table: SharedTable): void {
    if (filled.has(table)) return
    filled.add(table)
    const query = prepared(wholeQuery(table))
    db.run(`delete from ${nameOf(table)}`)
    db.run(`insert into ${nameOf(table)} ${query}`, { account })
  }

  /** The statement with the tables it shares filled. */
  function prepared(sql: string): string {
    let statement = statements.get(sql)
    if (!statement) statements.set(sql, (statement = statementOf(sql)))
    for (const table of statement.tables) fill(table)
    return statement.sql
  }

  function ask<Row>(sql: string, bindings: Bindings): Row[] {
    let rows = kept.get(sql) as Row[] | undefined
    if (rows) return rows
    rows = db.all<Row>(prepared(sql), bindings)
    if (rows.length <= mostKept) kept.set(sql, rows)
    return rows
  }

  const reader: Reader = {
    ...db,
    all: <Row>(sql: string, bindings: Bindings = {}) => ask<Row>(sql, bindings),
    get: <Row>(sql: string, bindings: Bindings = {}) => ask<Row>(sql, bindings)[0]
  }
  return {
    of(next) {
      if (next !== account) {
        account = next
        filled.clear()
        kept.clear()
      }
      return reader
    }
  }
}

interface Statement {
  readonly sql: string
  readonly tables: readonly SharedTable[]
}

function statementOf(text: string): Statement {
  const tables = sharedTables.filter((table) => text.includes(expressionOf(table)))
  const sql = tables.reduce(
    (sql, table) => sql.replaceAll(expressionOf(table), `${table.name} as (select * from ${nameOf(table)})`),
    text
  )
  return { sql, tables }
}

function wholeQuery({ from = [], query }: SharedTable): string {
  return from.length === 0 ? query : `with ${sharing(...from)} select * from (${query})`
}

function nameOf({ name }: SharedTable): string {
  return `temp.shared_${name}`
}
