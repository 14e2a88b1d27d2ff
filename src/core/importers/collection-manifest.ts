/** Reads the manifest a collection script leaves beside its files: when each was asked for, with what command, and what came of it. */
import type { Importer, Outline, Reading } from './importer.ts'
import { textChunks } from './reading/encoding.ts'
import { manifestColumns, readManifest } from './reading/manifest-rows.ts'
import { countBytes } from './reading/read-json.ts'

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
  recognises: ({ header }) => manifestColumns.every((column) => header.includes(column)),
  read
}

export default importer

function read(chunks: Iterable<Uint8Array>, outline: Outline, reading: Reading): void {
  const { counted } = countBytes(chunks, reading)
  let isIncomplete = false
  reading.count('calls', 0)
  for (const row of readManifest(textChunks(counted, outline.encoding), outline.delimiter)) {
    if ('problem' in row) {
      isIncomplete = true
      reading.note({ level: 'error', sentence: row.problem, line: row.line })
      continue
    }
    if (row.startedAt !== null) reading.seenAt(row.startedAt)
    reading.fact('collection_call', {
      account_id: row.account,
      name: row.path,
      sha256: row.sha256,
      started_at: row.startedAt,
      command: row.command,
      return_code: row.returnCode,
      line: row.line,
      path: null
    })
    reading.count('calls')
  }
  reading.covers('', '', isIncomplete ? 'partial' : 'complete')
}
