/** Says what is wrong with how a file was answered: a fact that the file does not hold, a row the schema refuses, an empty sentence. */
import type { FactTable, FactTables } from '../../../../src/core/iam/facts.ts'
import type { Writer } from '../../../../src/core/store/database.ts'
import { factSchema } from '../../../../src/core/store/fact-schema.ts'
import { factWriter, unite } from '../../../../src/core/store/facts.ts'
import { openMemory } from '../../../../src/core/store/open.ts'
import type { Collected } from '../collect.ts'

export interface Judge {
  /** Sentences; empty where all is well. `beside` is what the importer was told besides the bytes. */
  readonly faultsOf: (found: Collected, bytes: Uint8Array, beside: readonly string[]) => readonly string[]
  /** Whether it states a fact, or says of anything that it is complete. */
  readonly statesAnything: (found: Collected) => boolean
  /** Writes the facts as an import would, and takes them away again. Throws what the engagement throws. */
  readonly write: (found: Collected) => void
  readonly close: () => void
}

/** Cut texts keep a sentence readable; none needs more. */
const longestSentence = 2000

export function openJudge(): Judge {
  const db = openMemory()
  const sourceId = addSource(db)
  const { tables } = factSchema(db)
  const columns = new Map(tables.map((table) => [table, columnsOf(db, table)]))

  return {
    faultsOf(found, bytes, beside) {
      const faults: string[] = []
      const stands = standsIn(bytes, beside)
      for (const table of tables)
        for (const row of found.of(table)) {
          for (const column of columns.get(table) ?? []) faults.push(...faultsOfValue(table, row, column))
          faults.push(...strangers(table, row, stands))
        }
      for (const key of Object.keys(found.coverage)) {
        const account = key.slice(0, key.indexOf('/'))
        if (!/^(?:\d{12})?$/.test(account) || !stands(account))
          faults.push(`covers the account "${account.slice(0, 40)}"`)
      }
      for (const sentence of [
        ...found.notes.map((note) => note.sentence),
        found.unreadable?.message,
        found.tried
      ])
        if (typeof sentence === 'string' && (!/\S/.test(sentence) || sentence.length > longestSentence))
          faults.push(`says in ${sentence.length} characters "${sentence.slice(0, 80)}"`)
      for (const { line } of found.notes)
        if (line !== undefined && !(Number.isSafeInteger(line) && line > 0))
          faults.push(`notes something at line ${line}`)
      for (const [noun, count] of Object.entries(found.counts))
        if (!Number.isSafeInteger(count) || count < 0) faults.push(`counts ${count} ${noun}`)
      for (const at of [found.generatedAt, found.latestAt])
        if (at !== null && !Number.isSafeInteger(at)) faults.push(`gives the date ${at}`)
      return faults
    },
    statesAnything: (found) =>
      tables.some((table) => found.of(table).length > 0) ||
      Object.values(found.coverage).includes('complete'),
    write(found) {
      const rollback = new Error('taken away again')
      try {
        db.transaction(() => {
          const writer = factWriter(db, sourceId)
          for (const document of found.documents) writer.document(document)
          for (const table of tables) for (const row of found.of(table)) writer.fact(table, row)
          writer.flush()
          unite(db)
          throw rollback
        })
      } catch (error) {
        if (error !== rollback) throw error
      }
    },
    close: () => db.close()
  }
}

interface Column {
  readonly name: string
  readonly type: string
  readonly isRequired: boolean
}

function columnsOf(db: Writer, table: FactTable): readonly Column[] {
  return db
    .all<{ name: string; type: string; required: number }>(
      `select name, type, "notnull" as required
       from pragma_table_info(:table)
       where name <> 'source_id'`,
      { table }
    )
    .map(({ name, type, required }) => ({ name, type: type.toLowerCase(), isRequired: required === 1 }))
}

function faultsOfValue(
  table: FactTable,
  row: FactTables[FactTable],
  { name, type, isRequired }: Column
): readonly string[] {
  const value = (row as unknown as Readonly<Record<string, unknown>>)[name]
  const fits =
    value === null
      ? !isRequired
      : type === 'text'
        ? typeof value === 'string'
        : type === 'integer'
          ? Number.isSafeInteger(value)
          : typeof value === 'number' && Number.isFinite(value)
  if (!fits) return [`${table}.${name} is ${String(value).slice(0, 40)} (${typeof value})`]
  if (name === 'line' && (value as number) < 1) return [`${table}.line is ${String(value)}`]
  return []
}

/** Accounts that a fact names and the file does not. */
function strangers(
  table: FactTable,
  row: FactTables[FactTable],
  stands: (text: string) => boolean
): readonly string[] {
  const faults: string[] = []
  for (const [name, value] of Object.entries(row)) {
    if (
      name === 'account_id' &&
      value !== null &&
      (typeof value !== 'string' || !/^(?:\d{12})?$/.test(value))
    )
      faults.push(`${table}.account_id is "${String(value).slice(0, 40)}"`)
    else if (typeof value === 'string' && /^\d{12}$/.test(value) && !stands(value))
      faults.push(`${table}.${name} is ${value}, which stands nowhere in the file`)
  }
  return faults
}

/** Looks through the file in every encoding, also in what is packed as base64; leading zeros that were lost may have been put back. */
function standsIn(bytes: Uint8Array, beside: readonly string[]): (text: string) => boolean {
  let hay: string | null = null
  const known = new Map([['', true]])
  return (text) => {
    let stands = known.get(text)
    if (stands === undefined) {
      hay ??= hayOf(Buffer.from(bytes), beside)
      stands = hay.includes(text.replace(/^0{1,3}/, ''))
      known.set(text, stands)
    }
    return stands
  }
}

function hayOf(bytes: Buffer, beside: readonly string[]): string {
  const wide = bytes.toString('utf16le')
  const swapped = Buffer.from(bytes.subarray(0, bytes.length & ~1))
    .swap16()
    .toString('utf16le')
  const texts = [bytes.toString(), wide, swapped, ...beside]
  const packed = texts
    .flatMap(
      (text) =>
        text
          .replaceAll(/\\r|\\n|\\\/|\s/g, (found) => (found === '\\/' ? '/' : ''))
          .match(/[\w+/-]{30,}={0,2}/g) ?? []
    )
    .flatMap((run) => [0, 1, 2, 3].map((skip) => Buffer.from(run.slice(skip), 'base64').toString('latin1')))
  return [...texts, ...packed].join('\n')
}

function addSource(db: Writer): number {
  db.execute(`
    insert into period (id, label) values (1, '2026-01');
    insert into object (id, sha256, size) values (1, 'x', 1);
    insert into source (id, ref, period_id, batch, object_id, name, state, reads_name, content, received_at)
    values (1, 'SF-001', 1, 1, 1, 'x', 'read', 0, '', '2026-01-31T12:00:00Z');
  `)
  return 1
}
