/** Rows of one table on their way into it, column by column: so they are gathered, compared and handed over in the least time. */
import type { Bindable } from './database.ts'

export interface RowBlock {
  readonly table: string
  readonly rows: number
  readonly columns: readonly Column[]
}

/** One value for all rows, or one for each. NaN stands for null: SQLite stores it as NULL, and it takes a third of the time to bind. */
export type Column = { readonly same: Bindable } | ArrayLike<Bindable>

export interface RowGatherer {
  /** Takes a row by its values, in the order of the columns. */
  add(values: readonly (Bindable | undefined)[]): void
  /** Takes a row by its fields, in any order and quickest in that of the columns; one that is absent is null. */
  addRecord(record: object): void
  isFull(): boolean
  /** The rows gathered since the last time; null where there are none. */
  take(): RowBlock | null
}

export const rowsOfBlock = 400

export function gatherRows(table: string, names: readonly string[]): RowGatherer {
  let columns = emptyColumns(names.length)
  let rows = 0

  function addByName(record: Readonly<Record<string, Bindable>>): void {
    for (let at = 0; at < columns.length; at++)
      (columns[at] as Bindable[])[rows] = record[names[at] ?? ''] ?? NaN
  }

  return {
    add(values) {
      for (let at = 0; at < columns.length; at++) (columns[at] as Bindable[])[rows] = values[at] ?? NaN
      rows++
    },
    addRecord(record) {
      const values = record as Readonly<Record<string, Bindable>>
      let at = 0
      for (const name in values) {
        if (name !== names[at]) break
        ;(columns[at] as Bindable[])[rows] = values[name] ?? NaN
        at++
      }
      if (at < columns.length) addByName(values)
      rows++
    },
    isFull: () => rows === rowsOfBlock,
    take() {
      if (rows === 0) return null
      const block = { table, rows, columns: columns.map((values) => columnOf(values, rows)) }
      columns = emptyColumns(names.length)
      rows = 0
      return block
    }
  }
}

/** The values of a column, one for each row. */
export function valuesOf(column: Column, rows: number): ArrayLike<Bindable> {
  return 'same' in column ? Array.from({ length: rows }, () => column.same) : column
}

function emptyColumns(width: number): Bindable[][] {
  return Array.from({ length: width }, () => new Array<Bindable>(rowsOfBlock))
}

function columnOf(values: Bindable[], rows: number): Column {
  const [first = NaN] = values
  let row = 1
  while (row < rows && Object.is(values[row], first)) row++
  if (row === rows) return { same: first }
  values.length = rows
  return values
}
