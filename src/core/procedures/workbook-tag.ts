/** The secret of an engagement that marks the rows of its client editions, and the mark of a row. */
import { createHmac, randomBytes } from 'node:crypto'

import { canonicalJson } from '../integrity/canonical-json.ts'
import type { Reader } from '../store/database.ts'

/** In hex digits: enough that nobody meets one by trying, short enough for a cell. */
const tagLength = 16
const keyBytes = 32

/** null before the first client edition was issued. */
export function workbookKey(db: Reader): Buffer | null {
  return db.get<{ key: Buffer }>('select key from workbook_key')?.key ?? null
}

/** A secret for an engagement that has none yet. */
export function newWorkbookKey(): Buffer {
  return randomBytes(keyBytes)
}

/** The first hex digits of HMAC-SHA256 over the canonical JSON of a row's locked cells: text by column key. */
export function rowTag(key: Uint8Array, locked: Readonly<Record<string, string>>): string {
  return createHmac('sha256', key).update(canonicalJson(locked)).digest('hex').slice(0, tagLength)
}
