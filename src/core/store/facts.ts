/** Writes the facts of one source, and takes those of a source away. */
import type { FactTable } from '../iam/facts.ts'
import type { Reader, Writer } from './database.ts'
import { factSchema } from './fact-schema.ts'
import { documentTables, gatherFacts, type FactWriter, type Numbering } from './gather-facts.ts'
import { valuesOf, type RowBlock } from './row-block.ts'
import { touched } from './unite.ts'
import { writeBlock } from './write-block.ts'

export { unite } from './unite.ts'

/** What it is given is written no later than with `flush`. */
export function factWriter(db: Writer, sourceId: number): FactWriter {
  const blocks = blockWriter(db, sourceId)
  const gathered = gatherFacts(factSchema(db).columns, storedDocuments(db), blocks.write)
  return {
    ...gathered,
    flush() {
      gathered.flush()
      blocks.finish()
    }
  }
}

interface BlockWriter {
  readonly write: (block: RowBlock) => void
  /** Says in which tables the source has facts now. */
  readonly finish: () => void
}

function blockWriter(db: Writer, sourceId: number): BlockWriter {
  const { columns } = factSchema(db)
  const firsts = new Map<FactTable, number>()
  return {
    write(block) {
      if (isOfDocuments(block.table)) {
        writeBlock(db, documentTables[block.table], block)
        return
      }
      const table = block.table as FactTable
      if (!firsts.has(table)) firsts.set(table, lastRow(db, table) + 1)
      writeBlock(db, columns[table], { ...block, columns: [{ same: sourceId }, ...block.columns] })
    },
    finish() {
      for (const [table, first] of firsts) {
        db.run(
          `insert into source_fact (source_id, table_name, first, last) values (:sourceId, :table, :first, :last)
           on conflict do update set last = excluded.last`,
          { sourceId, table, first, last: lastRow(db, table) }
        )
        touched(db, table)
      }
      firsts.clear()
    }
  }
}

/** Numbers documents after those that are stored. */
function storedDocuments(db: Reader): Numbering {
  let stored = -1
  let last = 0
  const begin = (): void => {
    if (stored < 0)
      stored = last =
        db.get<{ last: number | null }>('select max(id) as last from policy_document')?.last ?? 0
  }
  return {
    known(sha256) {
      begin()
      if (stored === 0) return undefined
      return db.get<{ id: number }>('select id from policy_document where sha256 = :sha256', { sha256 })?.id
    },
    next() {
      begin()
      return ++last
    }
  }
}

function isOfDocuments(table: string): table is keyof typeof documentTables {
  return Object.hasOwn(documentTables, table)
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

/** Takes away the facts of all sources; policy documents stay, as other months name them by their hash. */
export function dropAllFacts(db: Writer): void {
  for (const table of factSchema(db).tables) db.run(`delete from ${table}`)
  db.run('delete from source_fact')
}

/**
 * Says anew what every stored policy document says: that is derived as facts are, but a document stays stored with its number, and
 * would be taken for known when its file is read again.
 */
export function readDocumentsAgain(db: Writer): void {
  const ids = db.all<{ id: number }>('select id from policy_document order by id').map(({ id }) => id)
  for (const table of Object.keys(documentTables))
    if (table !== 'policy_document') db.run(`delete from ${table}`)

  let next = 0
  const numbering: Numbering = { known: () => undefined, next: () => ids[next++] ?? NaN }
  const { document, flush } = gatherFacts(factSchema(db).columns, numbering, (block) => {
    if (!isOfDocuments(block.table)) return
    if (block.table === 'policy_document') updateProblems(db, block)
    else writeBlock(db, documentTables[block.table], block)
  })
  for (const id of ids)
    document(db.get<{ text: string }>('select text from policy_document where id = :id', { id })?.text ?? '')
  flush()
}

function updateProblems(db: Writer, block: RowBlock): void {
  const [ids = [], , , problems = []] = block.columns.map((column) => valuesOf(column, block.rows))
  for (let row = 0; row < block.rows; row++) {
    const problem = problems[row]
    db.run('update policy_document set problem = :problem where id = :id', {
      id: ids[row] ?? null,
      problem: typeof problem === 'string' ? problem : null
    })
  }
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

function lastRow(db: Reader, table: string): number {
  return db.get<{ last: number | null }>(`select max(rowid) as last from ${table}`)?.last ?? 0
}
