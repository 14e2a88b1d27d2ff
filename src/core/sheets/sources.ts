/** 01B: the register of every file received: its hash, what it was read as, and whether it is relied on. */
import { acceptances, archiveKind, asOfOrigins, noteLevels, sourceStates } from '../../shared/vocabulary.ts'
import type { SourceView } from '../../shared/records/source.ts'
import type { Sheet, SheetContext } from './sheet.ts'

/** What the record keeps of a source beside its view. */
interface SourceRecord {
  readonly id: number
  readonly reads_name: number
  readonly rewriting: string
  readonly superseded_by: string | null
  readonly reason: string | null
  readonly decided: string | null
}

export default {
  id: 'sources',
  name: '01B Sources',
  ref: '01B',
  order: 2,
  title: 'Source register',
  purpose:
    'Identifies every file the results rest on, so that anyone can check that it is the file the client sent.',
  source: 'Files as received; kept byte for byte in the engagement.',
  procedure:
    'SHA-256 is taken over the bytes received, before anything is read. Compare with the hash of your copy: sha256sum, or Get-FileHash. A file of an archive stands below the archive it came in. What a file is, its content alone tells; "and name": account or object stand in its name, folder or manifest; "and auditor": the auditor gave the account. The proofs are on sheet 01D.',
  frozenColumns: 2,
  columns: [
    { key: 'ref', title: 'Source', type: 'id', width: 13 },
    { key: 'name', title: 'File as received', type: 'long', width: 44 },
    { key: 'kind', title: 'Kind', type: 'text', width: 26 },
    { key: 'recognised', title: 'Recognised by', type: 'text', width: 20 },
    { key: 'accounts', title: 'Accounts', type: 'long', width: 15 },
    { key: 'state', title: 'State', type: 'text', width: 13 },
    { key: 'acceptance', title: 'Acceptance', type: 'outcome', width: 16 },
    { key: 'limitation', title: 'Limitation or reason', type: 'long', width: 30 },
    { key: 'decided', title: 'Decided by', type: 'long', width: 18 },
    { key: 'proofsFailed', title: 'Proofs that differ', type: 'integer', width: 9 },
    { key: 'proofsOpen', title: 'Proofs not performed', type: 'integer', width: 11 },
    { key: 'content', title: 'Content', type: 'long', width: 26 },
    { key: 'asOf', title: 'As of (UTC)', type: 'time', width: 16 },
    { key: 'asOfOrigin', title: 'Origin of that date', type: 'text', width: 22 },
    { key: 'received', title: 'Received (UTC)', type: 'time', width: 16 },
    { key: 'archive', title: 'Came in', type: 'id', width: 10 },
    { key: 'supersededBy', title: 'Superseded by', type: 'id', width: 12 },
    { key: 'rewriting', title: 'Signs of another program', type: 'long', width: 22 },
    { key: 'size', title: 'Bytes', type: 'integer', width: 11 },
    { key: 'notes', title: 'Notes', type: 'integer', width: 8 },
    { key: 'worst', title: 'Worst note', type: 'text', width: 9 },
    { key: 'sha256', title: 'SHA-256', type: 'long', width: 36 }
  ],
  tallies: [
    { column: 'state', words: Object.values(sourceStates) },
    { column: 'acceptance', words: Object.values(acceptances) }
  ],
  count: (context) => context.sources.length,
  rows(context) {
    const records = new Map(context.all<SourceRecord>(recordsSql).map((record) => [record.id, record]))
    const refs = new Map(context.sources.map(({ id, ref }) => [id, ref]))
    return archivesFirst(context).map((source) => {
      const record = records.get(source.id)
      return {
        ref: source.ref,
        name: source.name,
        kind: source.kindTitle,
        recognised: recognitionOf(source, record?.reads_name === 1),
        accounts: source.accounts.join(', ') || null,
        state: sourceStates[source.state],
        acceptance: acceptances[source.acceptance],
        limitation: record?.reason || null,
        decided: record?.decided ?? null,
        proofsFailed: source.proofs?.failed ?? null,
        proofsOpen: source.proofs?.open ?? null,
        content: source.content || null,
        asOf: source.asOf?.at ?? null,
        asOfOrigin: source.asOf ? asOfOrigins[source.asOf.origin] : null,
        received: source.receivedAt,
        archive: source.container === null ? null : (refs.get(source.container) ?? null),
        supersededBy: record?.superseded_by ?? null,
        rewriting: record?.rewriting || null,
        size: source.size,
        notes: source.notes,
        worst: source.worstNote ? noteLevels[source.worstNote] : null,
        sha256: source.sha256
      }
    })
  }
} satisfies Sheet

/** In the order received, the files of an archive below it, however deep. */
function archivesFirst({ sources }: SheetContext): readonly SourceView[] {
  const known = new Set(sources.map(({ id }) => id))
  const inside = Map.groupBy(sources, ({ container }) =>
    container !== null && known.has(container) ? container : null
  )
  const below = (container: number | null): readonly SourceView[] =>
    (inside.get(container) ?? []).flatMap((source) => [source, ...below(source.id)])
  return below(null)
}

function recognitionOf(source: SourceView, readsName: boolean): string | null {
  if (source.kind === null) return null
  if (source.assignedAccount !== null) return 'Content and auditor'
  return readsName && source.kind !== archiveKind ? 'Content and name' : 'Content'
}

/** With the decision that stands. */
const recordsSql = `
  with decided as (
    select source_id, max(id) as last
    from acceptance
    group by source_id
  )
  select
    s.id, s.reads_name, s.rewriting,
    n.ref as superseded_by,
    a.reason,
    a.decided_by || ', ' || substr(a.decided_at, 1, 10) as decided
  from source s
  left join source n on n.id = s.superseded_by
  left join decided d on d.source_id = s.id
  left join acceptance a on a.id = d.last and a.decision <> 'reopened'
  where s.period_id = :period`
