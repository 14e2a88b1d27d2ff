/** Reads a list of SHA-256 digests, as `sha256sum` writes it: which files a folder held and with what bytes. */
import type { Importer, Outline, Reading } from './importer.ts'
import { readRows } from './reading/csv.ts'
import { textChunks } from './reading/encoding.ts'
import { countBytes } from './reading/read-json.ts'

/** What stands for a command in the rows of such a list, which is no call to AWS. */
export const checksumsCommand = 'sha256sum'

const importer: Importer = {
  kind: 'checksums',
  title: 'Checksums',
  family: 'collection',
  scope: 'organization',
  required: false,
  parts: [''],
  command: 'SHA256SUMS of the collection script',
  operations: [],
  recognises: ({ form, head }) => (form === 'text' || form === 'csv') && beginsWithDigests(head),
  read
}

export default importer

/** A digest, a blank, a blank or a star for a binary file, the name; a backslash before it says that the name has one escaped. */
const digestLine = /^\\?([0-9a-f]{64}) [ *](.+)$/i
/** The digest of an entry is 64 digits; what is shorter than a line of the head may be cut there. */
const headCharacters = 4096

function beginsWithDigests(head: string): boolean {
  const lines = head.split(/\r\n|\n|\r/)
  if (head.length >= headCharacters && lines.length > 1) lines.pop()
  const written = lines.filter((line) => line.trim() !== '')
  return written.length > 0 && written.every((line) => digestLine.test(line))
}

function read(chunks: Iterable<Uint8Array>, outline: Outline, reading: Reading): void {
  const { counted } = countBytes(chunks, reading)
  let isIncomplete = false
  reading.count('files', 0)
  // No name holds a line feed, so that a whole line is the one field of its row.
  for (const { line, fields } of readRows(textChunks(counted, outline.encoding), '\n')) {
    const [, sha256, name] = digestLine.exec(fields.join('')) ?? []
    if (sha256 === undefined || name === undefined) {
      isIncomplete = true
      reading.note({
        level: 'error',
        sentence: `A line must be a SHA-256 digest of 64 digits, two blanks and the name of a file, found "${fields.join('').slice(0, 80)}"; it was left out.`,
        line
      })
      continue
    }
    reading.fact('collection_call', {
      account_id: null,
      name: name.replace(/^\.[\\/]/, ''),
      sha256: sha256.toLowerCase(),
      started_at: null,
      command: checksumsCommand,
      return_code: null,
      line,
      path: null
    })
    reading.count('files')
  }
  reading.covers('', '', isIncomplete ? 'partial' : 'complete')
}
