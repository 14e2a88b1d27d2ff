/** Takes the manifest of a collection script apart: one row for each call that was made, and those that cannot be used. */
import { readAccountId } from './account-id.ts'
import { readRows } from './csv.ts'
import { readTime } from './time.ts'

/** Columns without which a table is no manifest; others may be missing. */
export const manifestColumns = ['path', 'rc', 'sha256', 'started_utc', 'command'] as const

export interface ManifestCall {
  /** 1-based, in the file as received. */
  readonly line: number
  /** The file the answer went to, from the manifest's own folder. */
  readonly path: string
  readonly returnCode: number | null
  /** The code AWS gave, or the script's own word; null where the call did not fail or the manifest has none. */
  readonly error: string | null
  /** null where the call left no file. */
  readonly sha256: string | null
  readonly startedAt: number | null
  readonly account: string | null
  readonly command: string
}

/** A row that is cut short or names no file. */
export interface BadRow {
  readonly line: number
  readonly problem: string
}

/** `-` stands where a call left no file, had no account or did not fail. */
export function* readManifest(texts: Iterable<string>, delimiter: string): Generator<ManifestCall | BadRow> {
  let columns: ReadonlyMap<string, number> | null = null
  for (const { line, fields } of readRows(texts, delimiter)) {
    if (columns === null) {
      columns = new Map(fields.map((name, index) => [name.trim(), index]))
      continue
    }
    const at = columns
    const cell = (column: string): string => (fields[at.get(column) ?? -1] ?? '').trim()
    if (fields.length < columns.size || cell('path') === '') {
      yield {
        line,
        problem: `The row has ${fields.length} of ${columns.size} columns; it was left out.`
      }
      continue
    }
    const error = cell('error')
    yield {
      line,
      path: cell('path'),
      returnCode: /^\d{1,3}$/.test(cell('rc')) ? Number(cell('rc')) : null,
      error: error === '' || error === '-' ? null : error.slice(0, 200),
      sha256: /^[0-9a-f]{64}$/i.test(cell('sha256')) ? cell('sha256').toLowerCase() : null,
      startedAt: readTime(cell('started_utc')),
      account: readAccountId(cell('account'))?.id ?? null,
      command: cell('command')
    }
  }
}
