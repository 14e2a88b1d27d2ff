/** Gives documents that were numbered apart the numbers they have in the store, and leaves out those that are stored already. */
import type { Bindable } from './database.ts'
import type { FactSchema } from './fact-schema.ts'
import type { Numbering } from './gather-facts.ts'
import { valuesOf, type Column, type RowBlock } from './row-block.ts'

/** Takes blocks in the order they were gathered: a document before what refers to it. */
export function renumber(
  columns: FactSchema['columns'],
  numbering: Numbering,
  write: (block: RowBlock) => void
): (block: RowBlock) => void {
  /** By the number apart. */
  const stored = new Map<Bindable, number>()
  const known = new Set<Bindable>()

  function takeDocuments(block: RowBlock): void {
    const [ids = [], hashes = []] = block.columns.map((column) => valuesOf(column, block.rows))
    for (let row = 0; row < block.rows; row++) {
      const there = numbering.known(String(hashes[row]))
      if (there !== undefined) known.add(ids[row] as Bindable)
      stored.set(ids[row] as Bindable, there ?? numbering.next())
    }
    takeBelow(block)
  }

  /** Of rows that begin with their document, those whose document is new. */
  function takeBelow(block: RowBlock): void {
    const [ids = { same: NaN }, ...others] = block.columns
    const fresh = known.size === 0 ? null : rowsOfNew(valuesOf(ids, block.rows))
    const kept = fresh === null ? block.columns : [ids, ...others].map((column) => select(column, fresh))
    const [keptIds = ids, ...keptOthers] = kept
    const rows = fresh?.length ?? block.rows
    if (rows > 0) write({ table: block.table, rows, columns: [numbersOf(keptIds), ...keptOthers] })
  }

  function rowsOfNew(ids: ArrayLike<Bindable>): number[] {
    return Array.from(ids, (_, row) => row).filter((row) => !known.has(ids[row] as Bindable))
  }

  function numbersOf(column: Column): Column {
    if ('same' in column) return { same: stored.get(column.same) ?? NaN }
    return Array.from(column, (id) => stored.get(id) ?? NaN)
  }

  return (block) => {
    if (block.table === 'policy_document') takeDocuments(block)
    else if (block.table === 'policy_statement' || block.table === 'statement_principal') takeBelow(block)
    else {
      const names = columns[block.table as keyof typeof columns].slice(1)
      const renumbered = block.columns.map((column, at) =>
        isDocument(names[at]) ? numbersOf(column) : column
      )
      write({ ...block, columns: renumbered })
    }
  }
}

function isDocument(column: string | undefined): boolean {
  return column === 'document_id' || column === 'trust_document_id'
}

function select(column: Column, rows: readonly number[]): Column {
  return 'same' in column ? column : rows.map((row) => column[row] as Bindable)
}
