/** Reads the manifest a collection script leaves beside its files: when each was asked for, with what command, and what came of it. */
import type { Importer, Outline, Reading } from './importer.ts'
import { readAccountId } from './reading/account-id.ts'
import { readRows } from './reading/csv.ts'
import { textChunks } from './reading/encoding.ts'
import { countBytes } from './reading/read-json.ts'
import { readTime } from './reading/time.ts'

const needed = ['path', 'rc', 'sha256', 'started_utc', 'command'] as const

const importer: Importer = {
  kind: 'collection-manifest',
  title: 'Collection manifest',
  family: 'collection',
  scope: 'organization',
  required: false,
  parts: [''],
  command: 'manifest.tsv of the collection script',
  operations: [],
  comesFirst: true,
  recognises: ({ header }) => needed.every((column) => header.includes(column)),
  read
}

export default importer

/** `-` stands where a call left no file or had no account. */
function read(chunks: Iterable<Uint8Array>, outline: Outline, reading: Reading): void {
  const { counted } = countBytes(chunks, reading)
  let columns: ReadonlyMap<string, number> | null = null
  let isIncomplete = false
  reading.count('calls', 0)
  for (const { line, fields } of readRows(textChunks(counted, outline.encoding), outline.delimiter)) {
    if (columns === null) {
      columns = new Map(fields.map((name, index) => [name.trim(), index]))
      continue
    }
    const cell = (column: string): string => (fields[columns?.get(column) ?? -1] ?? '').trim()
    if (fields.length < columns.size || cell('path') === '') {
      isIncomplete = true
      reading.note({
        level: 'error',
        sentence: `The row has ${fields.length} of ${columns.size} columns; it was left out.`,
        line
      })
      continue
    }
    const started = readTime(cell('started_utc'))
    if (started !== null) reading.seenAt(started)
    reading.fact('collection_call', {
      account_id: readAccountId(cell('account'))?.id ?? null,
      name: cell('path'),
      sha256: /^[0-9a-f]{64}$/i.test(cell('sha256')) ? cell('sha256').toLowerCase() : null,
      started_at: started,
      command: cell('command'),
      return_code: /^\d{1,3}$/.test(cell('rc')) ? Number(cell('rc')) : null,
      line,
      path: null
    })
    reading.count('calls')
  }
  reading.covers('', '', isIncomplete ? 'partial' : 'complete')
}
