/** Opens engagement files: creates, migrates, and refuses what is foreign, newer or damaged. */
import { createHash } from 'node:crypto'
import { copyFileSync, existsSync } from 'node:fs'

import Sqlite from 'better-sqlite3'

import { WorkbenchError } from '../../shared/errors.ts'
import { connect, type Reader, type Writer } from './database.ts'
import { sweepIncoming } from './objects.ts'
import { isSealed, unlock, type FileKey } from './seal.ts'
import { watchRows } from './told-rows.ts'

/** "TICK" in the header of every engagement file. */
const applicationId = 0x5449434b

interface Migration {
  readonly number: number
  readonly name: string
  readonly script: string
}

const migrations: readonly Migration[] = Object.entries(
  import.meta.glob<string>('./migrations/*.sql', { query: '?raw', import: 'default', eager: true })
)
  .map(([path, script]) => {
    const [, number = '', name = ''] = /(\d{4})-([a-z-]+)\.sql$/.exec(path) ?? []
    return { number: Number(number), name, script }
  })
  .sort((a, b) => a.number - b.number)

const newest = migrations.at(-1)?.number ?? 0

/** A new plain file with today's schema. The caller writes the engagement row and the first event. */
export function createFile(file: string): Writer {
  if (existsSync(file))
    throw new WorkbenchError('file-exists', `${nameOf(file)} exists already; choose another name.`)
  const sqlite = new Sqlite(file)
  sqlite.pragma(`application_id = ${applicationId}`)
  prepare(sqlite)
  migrate(sqlite)
  sqlite.pragma('journal_mode = wal')
  return watched(connect(sqlite))
}

/** An engagement in memory, for tests. */
export function openMemory(): Writer {
  const sqlite = new Sqlite(':memory:')
  prepare(sqlite)
  migrate(sqlite)
  return watched(connect(sqlite))
}

/** Opens for changing: checks the file, migrates it after a backup, sweeps what a stopped process left. A sealed file takes its key. */
export function openWriter(file: string, key: FileKey | null = null): Writer {
  const sqlite = openExisting(file, key)
  try {
    const [check] = sqlite.pragma('quick_check(1)') as { quick_check: string }[]
    if (check?.quick_check !== 'ok')
      throw new WorkbenchError(
        'file-damaged',
        `${nameOf(file)} is damaged: ${check?.quick_check ?? 'no answer'}.`
      )
    prepare(sqlite)
    if (versionOf(sqlite) < newest) {
      copyFileSync(file, `${file}.before-${String(newest).padStart(4, '0')}`)
      migrate(sqlite)
    }
    refuseForeignSchema(sqlite, file)
    sqlite.pragma('journal_mode = wal')
    const writer = watched(connect(sqlite))
    sweepIncoming(writer)
    return writer
  } catch (error) {
    sqlite.close()
    throw asWorkbenchError(error, file)
  }
}

/** Opens for asking only; the schema must be today's. */
export function openReader(file: string, key: FileKey | null = null): Reader {
  const sqlite = openExisting(file, key)
  prepare(sqlite)
  sqlite.pragma('query_only = on')
  return connect(sqlite)
}

/** Opens for asking what the file holds at this moment, whatever is written meanwhile; close it, as the log of writes grows until then. */
export function openSnapshot(file: string, key: FileKey | null): Reader {
  const sqlite = openExisting(file, key)
  prepare(sqlite)
  sqlite.pragma('query_only = on')
  sqlite.exec('begin')
  sqlite.prepare('select count(*) from period').get()
  return connect(sqlite)
}

/** Opens for a glance, without changing a byte: the caller may find an older schema and must close. */
export function openGlance(file: string, key: FileKey | null = null): Reader {
  const sqlite = openExisting(file, key)
  sqlite.pragma('query_only = on')
  return connect(sqlite)
}

/** Brings everything into the one file and closes. */
export function closeWriter(db: Writer): void {
  db.execute('pragma wal_checkpoint(truncate)')
  db.execute('pragma journal_mode = delete')
  db.close()
}

/** Every event that is appended tells of the rows written before it. */
function watched(writer: Writer): Writer {
  watchRows(writer)
  return writer
}

function openExisting(file: string, key: FileKey | null): Sqlite.Database {
  let sqlite: Sqlite.Database
  try {
    sqlite = new Sqlite(file, { fileMustExist: true })
  } catch {
    throw new WorkbenchError('not-found', `${nameOf(file)} is not there or cannot be opened.`)
  }
  try {
    if (isSealed(file)) unlock(sqlite, nameOf(file), key)
    if (sqlite.pragma('application_id', { simple: true }) !== applicationId)
      throw new WorkbenchError('file-foreign', `${nameOf(file)} is not a Tickmark engagement.`)
    if (versionOf(sqlite) > newest)
      throw new WorkbenchError(
        'file-newer',
        `${nameOf(file)} was written by a newer Tickmark; open it with that version or a later one.`
      )
    return sqlite
  } catch (error) {
    sqlite.close()
    throw asWorkbenchError(error, file)
  }
}

function prepare(sqlite: Sqlite.Database): void {
  sqlite.pragma('trusted_schema = off')
  sqlite.pragma('cell_size_check = on')
  sqlite.pragma('foreign_keys = on')
  sqlite.pragma('recursive_triggers = on')
  sqlite.pragma('synchronous = full')
  sqlite.pragma('busy_timeout = 5000')
  sqlite.pragma('temp_store = memory')
  sqlite.pragma('cache_size = -65536')
}

function versionOf(sqlite: Sqlite.Database): number {
  return Number(sqlite.pragma('user_version', { simple: true }))
}

function migrate(sqlite: Sqlite.Database): void {
  const before = versionOf(sqlite)
  for (const migration of migrations.filter(({ number }) => number > before))
    sqlite.transaction(() => {
      if (migration.number === 1)
        sqlite.exec(
          'create table migration (number integer primary key, name text not null, sha256 text not null) strict'
        )
      sqlite.exec(migration.script)
      sqlite
        .prepare('insert into migration (number, name, sha256) values (?, ?, ?)')
        .run(migration.number, migration.name, createHash('sha256').update(migration.script).digest('hex'))
      sqlite.pragma(`user_version = ${migration.number}`)
    })()
}

/** Triggers and views run code when rows are read or written, so a file may hold only those of its own schema. */
function refuseForeignSchema(sqlite: Sqlite.Database, file: string): void {
  const expected = new Sqlite(':memory:')
  migrate(expected)
  const same = schemaOf(sqlite) === schemaOf(expected)
  expected.close()
  if (!same)
    throw new WorkbenchError(
      'file-damaged',
      `${nameOf(file)} does not have the tables and triggers of a Tickmark engagement; it was changed by another program.`
    )
}

function schemaOf(sqlite: Sqlite.Database): string {
  const rows = sqlite
    .prepare("select type, name, sql from sqlite_schema where name not like 'sqlite_%' order by type, name")
    .all()
  return JSON.stringify(rows)
}

function asWorkbenchError(error: unknown, file: string): unknown {
  if (error instanceof Sqlite.SqliteError)
    return error.code === 'SQLITE_NOTADB'
      ? new WorkbenchError('file-foreign', `${nameOf(file)} is not a Tickmark engagement.`)
      : new WorkbenchError('file-damaged', `${nameOf(file)} cannot be read: ${error.code}.`)
  return error
}

function nameOf(file: string): string {
  return file.split(/[\\/]/).at(-1) ?? file
}
