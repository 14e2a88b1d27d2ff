/** Remembers the last answer a reader worked out, until the engagement changes: a grid asks for the same population page by page. */
import type { Reader } from '../store/database.ts'
import type { ReadContext } from './procedure.ts'

/** A memory of one thing for one connection. */
export function memory(db: Reader): ReadContext['recall'] {
  let held: { readonly key: string; readonly version: string; readonly value: unknown } | null = null
  return <T>(key: string, make: () => T): T => {
    const version = versionOf(db)
    if (held?.key !== key || held.version !== version) held = { key, version, value: make() }
    return held.value as T
  }
}

/** Another text after every change, by another connection or by this one. */
function versionOf(db: Reader): string {
  const others = db.get<{ data_version: number }>('pragma data_version')?.data_version ?? 0
  const own = db.get<{ n: number }>('select total_changes() as n')?.n ?? 0
  return `${others}/${own}`
}
