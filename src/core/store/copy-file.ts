/** Copies an engagement file into a new one, sealed otherwise or not at all, table by table and in constant memory. */
import { rmSync } from 'node:fs'

import Sqlite from 'better-sqlite3'

import { cipherKey, giveKey, isSealed, type FileKey } from './seal.ts'

export interface FileWithKey {
  readonly file: string
  /** Null for a plain file. */
  readonly key: FileKey | null
}

/** Told before each table, which of how many it is. */
export type CopyWatch = (table: string, done: number, total: number) => void

/**
 * Writes `to`, which must not exist, with everything `from` holds at this moment; `from` may be open elsewhere and is not changed.
 * The copy is whole and on the disk when this returns. Nothing is ever written in the open on the way to a sealed copy.
 */
export function copyFile(from: FileWithKey, to: FileWithKey, watch: CopyWatch = () => undefined): void {
  const sqlite = new Sqlite(to.file)
  let isWhole = false
  try {
    if (to.key !== null) giveKey(sqlite, to.key)
    sqlite.pragma('temp_store = memory')
    sqlite.pragma('synchronous = full')
    sqlite.pragma('trusted_schema = off')
    sqlite.pragma('foreign_keys = off')
    // A copy that fails is taken away, so there is nothing to undo in it.
    sqlite.pragma('journal_mode = off')
    sqlite.prepare('attach :file as former key :key').run({
      file: from.file,
      key: isSealed(from.file) ? cipherKey(from.key) : ''
    })
    for (const name of ['application_id', 'user_version'])
      sqlite.pragma(`main.${name} = ${String(sqlite.pragma(`former.${name}`, { simple: true }))}`)
    sqlite.transaction(() => copyAll(sqlite, watch))()
    const [check] = sqlite.pragma('main.quick_check(1)') as { quick_check: string }[]
    if (check?.quick_check !== 'ok') throw new Error('The copy is not whole')
    isWhole = true
  } finally {
    sqlite.close()
    if (!isWhole) dropFile(to.file)
  }
}

/** Deletes a file with what SQLite puts beside it while it is open. */
export function dropFile(file: string): void {
  for (const part of ['', '-wal', '-shm', '-journal']) rmSync(`${file}${part}`, { force: true })
}

interface Item {
  readonly type: string
  readonly name: string
  readonly sql: string
}

/** Tables first, then what is made of them; triggers last, as they would judge the rows and look into views. */
function copyAll(sqlite: Sqlite.Database, watch: CopyWatch): void {
  const items = sqlite
    .prepare<[], Item>(
      "select type, name, sql from former.sqlite_schema where sql is not null and name not like 'sqlite_%' order by rowid"
    )
    .all()
  const tables = items.filter(({ type }) => type === 'table')
  for (const { sql } of tables) sqlite.exec(sql)
  for (const [place, { name }] of tables.entries()) {
    watch(name, place, tables.length)
    copyRows(sqlite, name)
  }
  for (const { sql } of items.filter(({ type }) => type === 'index')) sqlite.exec(sql)
  for (const { sql } of items.filter(({ type }) => type === 'view')) sqlite.exec(sql)
  for (const { sql } of items.filter(({ type }) => type === 'trigger')) sqlite.exec(sql)
}

/** Rows keep their numbers: facts are known by them. */
function copyRows(sqlite: Sqlite.Database, table: string): void {
  const columns = sqlite
    .prepare<[string], { name: string }>('select name from pragma_table_info(?) order by cid')
    .all(table)
    .map(({ name }) => `"${name}"`)
  const list = [...(hasHiddenNumber(sqlite, table) ? ['rowid'] : []), ...columns].join(', ')
  sqlite.exec(`insert into main."${table}" (${list}) select ${list} from former."${table}"`)
}

/** Whether rows have a number that is no column of the table. */
function hasHiddenNumber(sqlite: Sqlite.Database, table: string): boolean {
  const isKeyed = sqlite
    .prepare<[string], { wr: number }>("select wr from pragma_table_list where schema = 'main' and name = ?")
    .get(table)
  const key = sqlite
    .prepare<[string], { type: string }>('select type from pragma_table_info(?) where pk > 0')
    .all(table)
  return isKeyed?.wr === 0 && !(key.length === 1 && key[0]?.type === 'INTEGER')
}
