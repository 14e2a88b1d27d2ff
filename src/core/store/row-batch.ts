/** Holds the rows of one table back until there are enough for one statement: SQLite takes many at once in half the time. */
import type { Bindable, Writer } from './database.ts'

const rowsAtOnce = 40

export interface RowBatch {
  /** Takes a row's values in the order of the columns; the first of them may be given apart. */
  add(values: readonly (Bindable | undefined)[], first?: number): void
  /** Whether there are enough for one statement. */
  isFull(): boolean
  /** Writes as many as fill a statement. */
  writeFull(): void
  /** Writes what is left. */
  flush(): void
}

/** `add` writes by itself once there are enough, unless `isHeld`: then the caller says when. */
export function rowBatch(db: Writer, table: string, columns: readonly string[], isHeld = false): RowBatch {
  const width = columns.length
  const enough = rowsAtOnce * width
  const full = insertSql(table, columns, rowsAtOnce)
  const single = insertSql(table, columns, 1)
  let held: Bindable[] = []

  function writeFull(): void {
    if (held.length < enough) return
    let at = 0
    for (; at + enough <= held.length; at += enough)
      db.insert(full, held.length === enough ? held : held.slice(at, at + enough))
    held = at === held.length ? [] : held.slice(at)
  }

  return {
    add(values, first) {
      if (first !== undefined) held.push(first)
      // NaN is stored as NULL, and binding it takes a third of the time of binding null.
      for (const value of values) held.push(value ?? NaN)
      if (!isHeld) writeFull()
    },
    isFull: () => held.length >= enough,
    writeFull,
    flush() {
      writeFull()
      for (let at = 0; at < held.length; at += width) db.insert(single, held.slice(at, at + width))
      held = []
    }
  }
}

function insertSql(table: string, columns: readonly string[], rows: number): string {
  const row = `(${columns.map(() => '?').join(', ')})`
  return `insert or fail into ${table} (${columns.join(', ')}) values ${Array.from({ length: rows }, () => row).join(', ')}`
}
