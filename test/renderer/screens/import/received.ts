/** A received file for the tests of the Import screen: a credential report, read, with a proof nobody made yet. */
import type { SourceView } from '../../../../src/shared/records/source.ts'

export const read: SourceView = {
  id: 1,
  ref: 'SF-001',
  name: 'org/111122223333/credential-report.csv',
  size: 2048,
  sha256: 'ab'.repeat(32),
  kind: 'credential-report',
  kindTitle: 'Credential report',
  accounts: ['111122223333'],
  container: null,
  acceptance: 'received',
  proofs: { failed: 0, open: 1 },
  assignedAccount: null,
  state: 'read',
  asOf: { at: '2026-11-18T06:02:00Z', origin: 'export' },
  content: '48 users',
  receivedAt: '2026-11-20T09:00:00.000Z',
  worstNote: null,
  notes: 0
}
