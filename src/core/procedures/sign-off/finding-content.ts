/** What a signature on a finding or on a retest covers. */
import type { Reader } from '../../store/database.ts'
import { keptFindings } from '../findings/kept.ts'
import type { SignedContent, SignedEvidence } from './test-content.ts'

/** Of every finding; its wording and rating as they stand, and what became of it in the period. */
export function findingContents(
  db: Reader,
  period: { readonly id: number; readonly label: string }
): ReadonlyMap<string, SignedContent> {
  const evidence = evidenceOf(db, 'finding')
  const exceptions = Map.groupBy(
    db.all<{ finding_id: number; fingerprint: string }>(
      'select finding_id, fingerprint from finding_exception order by finding_id, fingerprint'
    ),
    ({ finding_id }) => finding_id
  )
  const occurrences = new Map(
    db
      .all<{ finding_id: number; status: string }>(
        'select finding_id, status from finding_occurrence where period_id = :period',
        { period: period.id }
      )
      .map(({ finding_id, status }) => [finding_id, status])
  )
  return new Map(
    keptFindings(db).map((finding) => [
      finding.ref,
      {
        accounts: finding.accounts,
        cause: finding.cause,
        condition: finding.condition,
        control: finding.control,
        criteria: finding.criteria,
        effect: finding.effect,
        evidence: evidence.get(finding.ref) ?? [],
        exceptions: (exceptions.get(finding.id) ?? []).map(({ fingerprint }) => fingerprint),
        finding: finding.ref,
        occurrence: occurrences.get(finding.id) ?? null,
        period: period.label,
        recommendation: finding.recommendation,
        severity: finding.severity,
        title: finding.title
      }
    ])
  )
}

interface RetestRow {
  readonly ref: string
  readonly remediation: string
  readonly period: string
  readonly result: string
  readonly procedure: string
  readonly still_open: string
  readonly sources: string
  readonly population: number
  readonly performed_by: string
}

/** Of every retest. */
export function retestContents(db: Reader): ReadonlyMap<string, SignedContent> {
  const evidence = evidenceOf(db, 'retest')
  const rows = db.all<RetestRow>(
    `select t.ref, m.ref as remediation, p.label as period, t.result, t.procedure, t.still_open, t.sources, t.population,
       t.performed_by
     from retest t
     join remediation m on m.id = t.remediation_id
     join period p on p.id = t.period_id
     order by t.id`
  )
  return new Map(
    rows.map((row) => [
      row.ref,
      {
        evidence: evidence.get(row.ref) ?? [],
        performedBy: row.performed_by,
        period: row.period,
        population: row.population,
        procedure: row.procedure,
        remediation: row.remediation,
        result: row.result,
        retest: row.ref,
        sources: row.sources,
        stillOpen: row.still_open
      }
    ])
  )
}

/** Evidence of a kind of thing by its reference, place by place; what was withdrawn or taken back left out. */
export function evidenceOf(db: Reader, target: string): ReadonlyMap<string, readonly SignedEvidence[]> {
  const rows = db.all<{ of: string; ref: string; title: string; sha256: string; locator: string }>(
    `select u.ref as "of", e.ref, e.title, coalesce(o.sha256, '') as sha256, u.locator
     from standing_use u
     join evidence e on e.id = u.evidence_id
     left join object o on o.id = e.object_id
     where u.target = :target and e.withdrawn_at is null
     order by e.ref, u.locator`,
    { target }
  )
  return new Map(
    [...Map.groupBy(rows, (row) => row.of)].map(([of, own]) => [
      of,
      own.map(({ ref, title, sha256, locator }) => ({ locator, ref, sha256, title }))
    ])
  )
}
