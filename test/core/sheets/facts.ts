/** States facts for tests of sheets as importers state them: through the writer of the store, each file a source of its own. */
import type { FactTable, FactTables } from '../../../src/core/iam/facts.ts'
import { sheetOf } from '../../../src/core/sheets/index.ts'
import type { SheetContext, SheetRow } from '../../../src/core/sheets/sheet.ts'
import type { Writer } from '../../../src/core/store/database.ts'
import { factWriter } from '../../../src/core/store/facts.ts'
import { contextOf } from './context.ts'
import { asOf, emptyRecord, insert, production } from './record.ts'

export const seconds = (iso: string): number => Date.parse(iso) / 1000

/** So many days before the as-of date of every source. */
export const daysAgo = (days: number): number => seconds(asOf.at) - days * 86_400

export interface Statement {
  readonly db: Writer
  /** States facts in the source last received: their account is the production account, their line and path count on. */
  readonly say: <T extends FactTable>(table: T, ...rows: readonly Partial<FactTables[T]>[]) => void
  /** Stores a policy document and answers its id. */
  readonly document: (document: unknown) => number
  /** Receives a file; what follows stands in it. */
  readonly receive: (kind: string) => number
  /** The source last received answers whole for an account and part. */
  readonly covers: (part: string, account?: string) => void
  readonly rows: (sheet: string, overrides?: Partial<SheetContext>) => readonly SheetRow[]
  readonly context: (overrides?: Partial<SheetContext>) => SheetContext
}

/** An engagement with nothing in it but what is said. */
export function stating(db: Writer = emptyRecord()): Statement {
  let source = 0
  let line = 0

  function receive(kind: string): number {
    source = db.get<{ next: number }>('select coalesce(max(id), 0) + 1 as next from source')?.next ?? 1
    insert(db, 'object', { sha256: `object ${source}`, size: 10 })
    insert(db, 'source', {
      id: source,
      ref: `SF-${String(source).padStart(3, '0')}`,
      period_id: 1,
      batch: 1,
      object_id: db.get<{ id: number }>('select max(id) as id from object')?.id ?? 0,
      name: `${kind}.json`,
      reads_name: 0,
      kind,
      state: 'read',
      content: '',
      generated_at: seconds(asOf.at),
      received_at: '2026-02-01T09:00:00.000Z'
    })
    line = 0
    return source
  }

  const statement: Statement = {
    db,
    receive,
    say(table, ...rows) {
      if (source === 0) receive('any')
      const facts = factWriter(db, source)
      for (const row of rows) {
        line++
        facts.fact(table, {
          account_id: production,
          line,
          path: `List[${line - 1}]`,
          ...row
        } as unknown as FactTables[typeof table])
      }
      facts.flush()
    },
    document(document) {
      const facts = factWriter(db, source)
      const id = facts.document(JSON.stringify(document))
      facts.flush()
      return id
    },
    covers(part, account = production) {
      insert(db, 'source_coverage', { source_id: source, account_id: account, part, state: 'complete' })
    },
    context: (overrides = {}) => contextOf(db, overrides),
    rows: (sheet, overrides = {}) => sheetOf(sheet)?.rows(contextOf(db, overrides)) ?? []
  }
  return statement
}

/** Some columns of rows, to compare with. */
export function only(rows: readonly SheetRow[], ...keys: readonly string[]): readonly (readonly unknown[])[] {
  return rows.map((row) => keys.map((key) => row[key]))
}
