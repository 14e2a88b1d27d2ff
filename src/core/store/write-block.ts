/** Writes blocks of rows into their tables, many rows a statement: SQLite takes them so in half the time of one by one. */
import type { Bindable, Writer } from './database.ts'
import { valuesOf, type Column, type RowBlock } from './row-block.ts'

const rowsOfStatement = 40
/** A prepared statement of so many rows takes some 100 kB. */
const mostForms = 8

/**
 * An insert that fails ends the whole reading, so SQLite need not be able to undo it alone: `or fail` spares the journal for that. It
 * would also rule inserts of triggers, so that tables with triggers of their own policy are written with `insert`.
 */
type Verb = 'insert' | 'insert or fail'

/** `names` are the columns of the table, in the order the block has them. */
export function writeBlock(
  db: Writer,
  names: readonly string[],
  block: RowBlock,
  verb: Verb = 'insert or fail'
): void {
  const { shared, many, one } = formFor(db, names, block, verb)
  const sharedValues = Object.fromEntries(
    shared.map((at) => [`c${at}`, (block.columns[at] as Extract<Column, { same: Bindable }>).same])
  )
  const bound = block.columns
    .filter((_, at) => !shared.includes(at))
    .map((column) => valuesOf(column, block.rows))
  let row = 0
  for (; row + rowsOfStatement <= block.rows; row += rowsOfStatement)
    db.insert(many, rowsIn(bound, row, rowsOfStatement), sharedValues)
  for (; row < block.rows; row++) db.insert(one, rowsIn(bound, row, 1), sharedValues)
}

/** The statements for rows that have some columns alike: those are bound once, which spares a third of the time. */
interface Form {
  /** The columns bound once. */
  readonly shared: readonly number[]
  readonly many: string
  readonly one: string
}

const formsOf = new WeakMap<Writer, Map<string, Form[]>>()

function formFor(db: Writer, names: readonly string[], { table, rows, columns }: RowBlock, verb: Verb): Form {
  let tables = formsOf.get(db)
  if (!tables) formsOf.set(db, (tables = new Map<string, Form[]>()))
  let forms = tables.get(table)
  if (!forms) tables.set(table, (forms = [newForm(verb, table, names, [])]))

  const same = rows < rowsOfStatement ? [] : columns.flatMap((column, at) => ('same' in column ? [at] : []))
  const fitting = forms.filter(({ shared }) => shared.every((at) => same.includes(at)))
  const best = fitting.reduce((a, b) => (b.shared.length > a.shared.length ? b : a))
  if (best.shared.length === same.length || forms.length === mostForms) return best
  const form = newForm(verb, table, names, same)
  forms.push(form)
  return form
}

function newForm(verb: Verb, table: string, names: readonly string[], shared: readonly number[]): Form {
  return {
    shared,
    many: insertSql(verb, table, names, shared, rowsOfStatement),
    one: insertSql(verb, table, names, shared, 1)
  }
}

function insertSql(
  verb: Verb,
  table: string,
  names: readonly string[],
  shared: readonly number[],
  rows: number
): string {
  const row = names.map((_, at) => (shared.includes(at) ? `:c${at}` : '?')).join(', ')
  const values = Array.from({ length: rows }, () => `(${row})`).join(', ')
  return `${verb} into ${table} (${names.join(', ')}) values ${values}`
}

function rowsIn(columns: readonly ArrayLike<Bindable>[], from: number, rows: number): Bindable[] {
  const values = new Array<Bindable>(rows * columns.length)
  let at = 0
  for (let row = from; row < from + rows; row++)
    for (let column = 0; column < columns.length; column++)
      values[at++] = (columns[column] as ArrayLike<Bindable>)[row] as Bindable
  return values
}
