/** 09: the index of evidence, with where each piece comes from, its hash, and what rests on which place of it. */
import { evidenceTypes, type EvidenceType } from '../../shared/vocabulary.ts'
import { everyEdition } from './editions.ts'
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
  readonly obtained_from: string | null
  readonly obtained_by: string | null
  readonly obtained_at: string | null
  readonly as_of: string | null
  readonly address: string | null
  /** null where nobody said. */
  readonly by_client: number | null
  readonly redacted: number | null
  readonly tests: number
  readonly links: string | null
  readonly places: string | null
}

export default {
  id: 'evidence-index',
  name: '09 Evidence index',
  ref: '09',
  order: 82,
  title: 'Evidence index',
  editions: everyEdition,
  purpose: 'Identifies every piece of evidence, where it comes from and what rests on it.',
  source: 'Files, pictures and notes the auditor attached; kept byte for byte in the engagement.',
  procedure:
    'SHA-256 is taken over the bytes kept; the archive holds them in the file named. PBC: prepared by the client. Withdrawn evidence stays listed with its reason; no conclusion rests on it.',
  frozenColumns: 2,
  columns: [
    { key: 'ref', title: 'Evidence', type: 'id', width: 13 },
    { key: 'title', title: 'Title', type: 'long', width: 34 },
    { key: 'type', title: 'Type', type: 'text', width: 9 },
    { key: 'byClient', title: 'PBC', type: 'text', width: 6 },
    { key: 'obtainedFrom', title: 'Obtained from', type: 'long', width: 22 },
    { key: 'obtainedBy', title: 'Obtained by', type: 'text', width: 16 },
    { key: 'obtainedAt', title: 'Obtained on', type: 'date', width: 12 },
    { key: 'asOf', title: 'As of', type: 'date', width: 12 },
    { key: 'address', title: 'System or address', type: 'long', width: 28 },
    { key: 'fileName', title: 'File', type: 'long', width: 26 },
    { key: 'mime', title: 'Media type', type: 'text', width: 18 },
    { key: 'archived', title: 'File in the archive', type: 'long', width: 36 },
    { key: 'size', title: 'Bytes', type: 'integer', width: 11 },
    { key: 'sha256', title: 'SHA-256', type: 'long', width: 36 },
    { key: 'tests', title: 'Tests', type: 'integer', width: 8 },
    { key: 'links', title: 'Linked W/P', type: 'long', width: 28 },
    { key: 'places', title: 'Places', type: 'long', width: 30 },
    { key: 'redacted', title: 'Redacted', type: 'text', width: 9 },
    { key: 'state', title: 'State', type: 'text', width: 14 },
    { key: 'reason', title: 'Reason of withdrawal', type: 'long', width: 26 },
    { key: 'addedBy', title: 'Added by', type: 'text', width: 16 },
    { key: 'addedAt', title: 'Added (UTC)', type: 'time', width: 16 }
  ],
  tallies: [{ column: 'state', words: ['In use', 'Used by nothing', 'Withdrawn'] }],
  count: (context) => countOf(context, `select count(*) as n from evidence e where ${ofPeriod}`),
  rows: (context) =>
    context.all<EvidenceRecord>(evidenceSql).map((evidence) => ({
      ref: evidence.ref,
      title: evidence.title,
      type: evidenceTypes[evidence.type],
      byClient: yesOrNo(evidence.by_client),
      obtainedFrom: evidence.obtained_from || null,
      obtainedBy: evidence.obtained_by || null,
      obtainedAt: evidence.obtained_at || null,
      asOf: evidence.as_of || null,
      address: evidence.address || null,
      fileName: evidence.file_name,
      mime: evidence.mime,
      archived: `data/objects/${evidence.sha256}`,
      size: evidence.size,
      sha256: evidence.sha256,
      tests: evidence.tests,
      links: evidence.links,
      places: evidence.places,
      redacted: yesOrNo(evidence.redacted),
      state: stateOf(evidence),
      reason: evidence.withdrawn_reason,
      addedBy: evidence.added_by,
      addedAt: evidence.added_at
    }))
} satisfies Sheet

function stateOf({ withdrawn_at, links }: EvidenceRecord): string {
  if (withdrawn_at !== null) return 'Withdrawn'
  return links === null ? 'Used by nothing' : 'In use'
}

function yesOrNo(flag: number | null): string | null {
  return flag === null ? null : flag === 1 ? 'Yes' : 'No'
}

/** What backs tests of other months only belongs to their workbooks. */
const ofPeriod = `(
    e.id in (select evidence_id from standing_link where period_id = :period)
    or e.id in (select evidence_id from standing_use)
    or e.id not in (select evidence_id from standing_link)
  )`

const evidenceSql = `
  with backed as (
    select evidence_id, 0 as place, 'C.' || control || '.' || account_id as name, locator
    from standing_link
    where period_id = :period
    union
    select evidence_id, 1, ref, locator
    from standing_use
    where target in ('finding', 'remediation', 'retest', 'risk-acceptance', 'override')
    union
    select evidence_id, 2, 'Sample ' || ref, locator
    from standing_use
    where target = 'sample-item'
    union
    select evidence_id, 3, iif(target = 'sign-off', 'Sign-off of ' || ref, ref), locator
    from standing_use
    where target not in ('finding', 'remediation', 'retest', 'risk-acceptance', 'override', 'sample-item')
  )
  select
    e.ref, e.title, e.type, e.file_name, e.mime, o.size, o.sha256, e.added_by, e.added_at,
    e.withdrawn_at, e.withdrawn_reason,
    g.obtained_from, g.obtained_by, g.obtained_at, g.as_of, g.address, g.by_client, g.redacted,
    (select count(*) from evidence_of_test t where t.evidence_id = e.id and t.period_id = :period) as tests,
    (
      select group_concat(name, ', ' order by place, name)
      from (select distinct place, name from backed where evidence_id = e.id)
    ) as links,
    (
      select group_concat(name || ': ' || locator, '; ' order by place, name, locator)
      from backed
      where evidence_id = e.id and locator <> ''
    ) as places
  from evidence e
  join object o on o.id = e.object_id
  left join origin_of_evidence g on g.evidence_id = e.id
  where ${ofPeriod}
  order by e.ref`
