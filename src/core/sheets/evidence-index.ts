/** 09: the index of evidence, with hashes and the tests each piece is linked to. */
import { evidenceTypes, type EvidenceType } from '../../shared/vocabulary.ts'
import { countOf, type Sheet } from './sheet.ts'

interface EvidenceRecord {
  readonly ref: string
  readonly title: string
  readonly type: EvidenceType
  readonly file_name: string
  readonly mime: string
  readonly size: number
  readonly sha256: string
  readonly added_by: string
  readonly added_at: string
  readonly withdrawn_at: string | null
  readonly withdrawn_reason: string | null
  readonly tests: number
  readonly links: string | null
}

export default {
  id: 'evidence-index',
  name: '09 Evidence index',
  ref: '09',
  order: 82,
  title: 'Evidence index',
  purpose: 'Identifies every piece of evidence and the tests that rest on it.',
  source: 'Files, pictures and notes the auditor attached; kept byte for byte in the engagement.',
  procedure:
    'SHA-256 is taken over the bytes kept. Withdrawn evidence stays listed with its reason; no conclusion rests on it.',
  frozenColumns: 2,
  columns: [
    { key: 'ref', title: 'Evidence', type: 'id', width: 13 },
    { key: 'title', title: 'Title', type: 'long', width: 34 },
    { key: 'type', title: 'Type', type: 'text', width: 9 },
    { key: 'fileName', title: 'File', type: 'long', width: 26 },
    { key: 'mime', title: 'Media type', type: 'text', width: 18 },
    { key: 'size', title: 'Bytes', type: 'integer', width: 11 },
    { key: 'sha256', title: 'SHA-256', type: 'long', width: 36 },
    { key: 'addedBy', title: 'Added by', type: 'text', width: 16 },
    { key: 'addedAt', title: 'Added (UTC)', type: 'time', width: 16 },
    { key: 'state', title: 'State', type: 'text', width: 11 },
    { key: 'reason', title: 'Reason of withdrawal', type: 'long', width: 26 },
    { key: 'tests', title: 'Tests', type: 'integer', width: 8 },
    { key: 'links', title: 'Linked W/P', type: 'long', width: 28 }
  ],
  tallies: [{ column: 'state', words: ['In use', 'Withdrawn'] }],
  count: (context) =>
    countOf(context, 'select count(distinct evidence_id) as n from evidence_link where period_id = :period'),
  rows: (context) =>
    context.all<EvidenceRecord>(evidenceSql).map((evidence) => ({
      ref: evidence.ref,
      title: evidence.title,
      type: evidenceTypes[evidence.type],
      fileName: evidence.file_name,
      mime: evidence.mime,
      size: evidence.size,
      sha256: evidence.sha256,
      addedBy: evidence.added_by,
      addedAt: evidence.added_at,
      state: evidence.withdrawn_at === null ? 'In use' : 'Withdrawn',
      reason: evidence.withdrawn_reason,
      tests: evidence.tests,
      links: evidence.links
    }))
} satisfies Sheet

const evidenceSql = `
  select
    e.ref, e.title, e.type, e.file_name, e.mime, o.size, o.sha256, e.added_by, e.added_at,
    e.withdrawn_at, e.withdrawn_reason,
    count(*) as tests,
    group_concat('C.' || l.control || '.' || l.account_id, ', ' order by l.control, l.account_id) as links
  from evidence_link l
  join evidence e on e.id = l.evidence_id
  join object o on o.id = e.object_id
  where l.period_id = :period
  group by e.id
  order by e.ref`
