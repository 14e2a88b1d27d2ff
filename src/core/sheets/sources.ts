/** 01B: the register of every file received, with its hash and what it was read as. */
import { asOfOrigins, noteLevels, sourceStates } from '../../shared/vocabulary.ts'
import type { Sheet } from './sheet.ts'

export default {
  id: 'sources',
  name: '01B Sources',
  ref: '01B',
  order: 6,
  title: 'Source register',
  purpose:
    'Identifies every file the results rest on, so that anyone can check that it is the file the client sent.',
  source: 'Files as received; kept byte for byte in the engagement.',
  procedure:
    'SHA-256 is taken over the bytes received, before anything is read. Compare with the hash of your copy: sha256sum, or Get-FileHash.',
  frozenColumns: 2,
  columns: [
    { key: 'ref', title: 'Source', type: 'id', width: 13 },
    { key: 'name', title: 'File as received', type: 'long', width: 44 },
    { key: 'kind', title: 'Kind', type: 'text', width: 28 },
    { key: 'accounts', title: 'Accounts', type: 'long', width: 15 },
    { key: 'state', title: 'State', type: 'text', width: 15 },
    { key: 'content', title: 'Content', type: 'long', width: 30 },
    { key: 'asOf', title: 'As of (UTC)', type: 'time', width: 16 },
    { key: 'asOfOrigin', title: 'Origin of that date', type: 'text', width: 26 },
    { key: 'received', title: 'Received (UTC)', type: 'time', width: 16 },
    { key: 'size', title: 'Bytes', type: 'integer', width: 11 },
    { key: 'notes', title: 'Notes', type: 'integer', width: 7 },
    { key: 'worst', title: 'Worst note', type: 'text', width: 10 },
    { key: 'sha256', title: 'SHA-256', type: 'long', width: 36 }
  ],
  tallies: [{ column: 'state', words: Object.values(sourceStates) }],
  count: (context) => context.sources.length,
  rows: (context) =>
    context.sources.map((source) => ({
      ref: source.ref,
      name: source.name,
      kind: source.kindTitle,
      accounts: source.accounts.join(', ') || null,
      state: sourceStates[source.state],
      content: source.content || null,
      asOf: source.asOf?.at ?? null,
      asOfOrigin: source.asOf ? asOfOrigins[source.asOf.origin] : null,
      received: source.receivedAt,
      size: source.size,
      notes: source.notes,
      worst: source.worstNote ? noteLevels[source.worstNote] : null,
      sha256: source.sha256
    }))
} satisfies Sheet
