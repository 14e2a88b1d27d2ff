/** A connection to one engagement file: readers ask, writers also change; every statement is prepared once per connection. */
import type Sqlite from 'better-sqlite3'

export type Bindable = string | number | bigint | Buffer | Uint8Array | null
export type Bindings = Readonly<Record<string, Bindable>>

/** What may be asked of an engagement. Values are always bound by name (`:account`); SQL never comes from data. */
export interface Reader {
  all<Row>(sql: string, bindings?: Bindings): Row[]
  get<Row>(sql: string, bindings?: Bindings): Row | undefined
  /** Row by row, in constant memory. The connection is busy until the iteration ends. */
  iterate<Row>(sql: string, bindings?: Bindings): IterableIterator<Row>
  /** Column names a query answers with; throws where it does not prepare. */
  columns(sql: string): readonly string[]
  /** Whether a statement only reads. */
  isReadOnly(sql: string): boolean
  close(): void
}

/** What may be changed; only the writer worker holds one. */
export interface Writer extends Reader {
  run(sql: string, bindings?: Bindings): { readonly changes: number; readonly id: number }
  /** Positional and repeated: the fast way to insert facts. What many rows share may be bound by name. */
  insert(sql: string, values: readonly Bindable[], shared?: Bindings): void
  /** All of it or nothing; may be called inside another transaction. */
  transaction<T>(work: () => T): T
  execute(script: string): void
}

/** Wraps an open SQLite connection. */
export function connect(sqlite: Sqlite.Database): Writer {
  const prepared = new Map<string, Sqlite.Statement>()

  function statement(sql: string): Sqlite.Statement {
    let found = prepared.get(sql)
    if (!found) {
      found = sqlite.prepare(sql)
      prepared.set(sql, found)
    }
    return found
  }

  return {
    all: <Row>(sql: string, bindings: Bindings = {}) => statement(sql).all(bindings) as Row[],
    get: <Row>(sql: string, bindings: Bindings = {}) => statement(sql).get(bindings) as Row | undefined,
    // A fresh statement: an iterating one is busy and could not be asked again before it ends.
    iterate: <Row>(sql: string, bindings: Bindings = {}) =>
      sqlite.prepare(sql).iterate(bindings) as IterableIterator<Row>,
    columns: (sql) =>
      statement(sql)
        .columns()
        .map((column) => column.name),
    isReadOnly: (sql) => statement(sql).readonly,
    run(sql, bindings = {}) {
      const { changes, lastInsertRowid } = statement(sql).run(bindings)
      return { changes, id: Number(lastInsertRowid) }
    },
    insert(sql, values, shared = {}) {
      statement(sql).run(...values, shared)
    },
    transaction: (work) => sqlite.transaction(work)(),
    execute(script) {
      sqlite.exec(script)
    },
    close() {
      prepared.clear()
      sqlite.close()
    }
  }
}
