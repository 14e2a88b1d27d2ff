/** Seals engagement files: a sealed one is encrypted page by page, and opens with the key made of its passphrase. */
import { randomBytes } from 'node:crypto'
import { closeSync, openSync, readSync } from 'node:fs'

import Sqlite from 'better-sqlite3'

import { WorkbenchError } from '../../shared/errors.ts'
import { keyFromPassphrase, saltBytes } from '../integrity/passphrase.ts'

/** Key and salt of a sealed file, as the cipher takes them: 32 and 16 bytes in hex. */
export type FileKey = string

/**
 * A sealed file begins with its salt, where a plain one says "SQLite format 3". Ours are told from noise by the first four bytes of
 * the salt, which spell "TICK"; the other twelve are drawn.
 */
const mark = Buffer.from('TICK')

/** Each page with a key and an authentication tag of its own. */
const cipher = 'chacha20'

/** Whether a file is sealed; one that is not there is not. */
export function isSealed(file: string): boolean {
  return saltOf(file) !== null
}

/** The key that opens a sealed file, if the passphrase is the right one; null for a plain file. Takes a good part of a second. */
export async function keyOf(file: string, passphrase: string): Promise<FileKey | null> {
  const salt = saltOf(file)
  return salt === null ? null : keyWith(passphrase, salt)
}

/** A key for a file that is yet to be written. */
export function newKey(passphrase: string): Promise<FileKey> {
  return keyWith(passphrase, Buffer.concat([mark, randomBytes(saltBytes - mark.length)]))
}

/** Gives a connection its key, before anything is asked of it. Throws `passphrase-required` and `passphrase-wrong`. */
export function unlock(sqlite: Sqlite.Database, name: string, key: FileKey | null): void {
  if (key === null)
    throw new WorkbenchError('passphrase-required', `${name} is sealed; it opens with its passphrase.`)
  giveKey(sqlite, key)
  try {
    sqlite.pragma('application_id')
  } catch (error) {
    if (error instanceof Sqlite.SqliteError && error.code === 'SQLITE_NOTADB')
      throw new WorkbenchError('passphrase-wrong', `The passphrase does not open ${name}.`)
    throw error
  }
}

/** Makes a connection read and write with a key; a new file is written sealed. */
export function giveKey(sqlite: Sqlite.Database, key: FileKey): void {
  sqlite.pragma(`cipher = '${cipher}'`)
  sqlite.pragma(`key = '${cipherKey(key)}'`)
}

/** The key as `attach … key` takes it. */
export function cipherKey(key: FileKey | null): string {
  return key === null ? '' : `raw:${key}`
}

async function keyWith(passphrase: string, salt: Buffer): Promise<FileKey> {
  return Buffer.concat([await keyFromPassphrase(passphrase, salt), salt]).toString('hex')
}

function saltOf(file: string): Buffer | null {
  let handle: number
  try {
    handle = openSync(file, 'r')
  } catch {
    return null
  }
  try {
    const salt = Buffer.alloc(saltBytes)
    const length = readSync(handle, salt, 0, saltBytes, 0)
    return length === saltBytes && salt.subarray(0, mark.length).equals(mark) ? salt : null
  } finally {
    closeSync(handle)
  }
}
