/** Remembers the last answer a reader worked out, until the engagement changes: a grid asks for the same population page by page. */
import type { Reader } from '../store/database.ts'
import type { ReadContext } from './procedure.ts'

/** A memory of one thing for one connection. */
export function memory(db: Reader): ReadContext['recall'] {
  let held: { readonly key: string; readonly version: number; readonly value: unknown } | null = null
  return <T>(key: string, make: () => T): T => {
    // Changes when another connection commits.
    const version = db.get<{ data_version: number }>('pragma data_version')?.data_version ?? 0
    if (held?.key !== key || held.version !== version) held = { key, version, value: make() }
    return held.value as T
  }
}
