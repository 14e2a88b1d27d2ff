/** What became of a finding in each period: computed while the period is open, kept when it ends. */
import type { FindingItem, Occurrence } from '../../../shared/records/finding.ts'
import type { OccurrenceStatus } from '../../../shared/states/finding.ts'
import type { Reader, Writer } from '../../store/database.ts'
import { engagementOf } from '../engagement.ts'
import { situationIn } from './items.ts'
import { keptFindings, type KeptFinding } from './kept.ts'

/** Keeps what became of every open finding in a period; called once, when the period ends. What is kept already stands. */
export function recordOccurrences(db: Writer, period: number): void {
  for (const finding of keptFindings(db)) {
    if (finding.state !== 'issued' && finding.state !== 'draft') continue
    const { status, exceptions } = occurrenceIn(db, finding, period)
    db.run(
      `insert into finding_occurrence (finding_id, period_id, status, exceptions)
       values (:finding, :period, :status, :exceptions)
       on conflict do nothing`,
      { finding: finding.id, period, status, exceptions }
    )
  }
}

/** The periods that ended, oldest first, and the open one as it is now; none of a period in which the finding was over. */
export function occurrencesOf(db: Reader, finding: KeptFinding): Occurrence[] {
  const kept = db.all<Occurrence>(
    `select p.label as period, o.status, o.exceptions
     from finding_occurrence o
     join period p on p.id = o.period_id
     where o.finding_id = :finding
     order by p.label`,
    { finding: finding.id }
  )
  const { period } = engagementOf(db)
  const isOpen = finding.state === 'issued' || finding.state === 'draft'
  if (!isOpen || kept.some(({ period: label }) => label === period.label)) return kept
  return [...kept, { period: period.label, ...occurrenceIn(db, finding, period.id) }]
}

function occurrenceIn(
  db: Reader,
  finding: KeptFinding,
  period: number
): { readonly status: OccurrenceStatus; readonly exceptions: number } {
  const { items } = situationIn(db, finding, period)
  const label = db.get<{ label: string }>('select label from period where id = :period', { period })?.label
  const there = items.filter(({ state }) => state === 'there' || state === 'back').length
  if (label === finding.period) return { status: 'new', exceptions: finding.exceptions }
  return { status: statusOf(items, there), exceptions: there }
}

function statusOf(items: readonly FindingItem[], there: number): OccurrenceStatus {
  if (items.length === 0) return 'cannot-tell'
  if (there === items.length) return 'recurring'
  if (there > 0) return items.some(({ state }) => state === 'gone') ? 'partly-resolved' : 'recurring'
  return items.every(({ state }) => state === 'gone') ? 'not-observed' : 'cannot-tell'
}
