/** Findings and remediations as they are kept: the last row of what was said stands. */
import { WorkbenchError } from '../../../shared/errors.ts'
import type { FindingElements, FindingState } from '../../../shared/states/finding.ts'
import type { Position, RemediationState } from '../../../shared/states/remediation.ts'
import type { Severity } from '../../../shared/vocabulary.ts'
import type { Reader } from '../../store/database.ts'

export interface KeptFinding extends FindingElements {
  readonly id: number
  readonly ref: string
  readonly control: string
  readonly accounts: readonly string[]
  readonly severity: Severity
  readonly originalSeverity: Severity
  readonly exceptions: number
  readonly population: number
  readonly raisedBy: string
  readonly raisedAt: string
  /** The period's label. */
  readonly period: string
  readonly state: FindingState
  readonly repeatOf: string | null
  /** Everybody who wrote it. */
  readonly authors: readonly string[]
}

export interface KeptRemediation {
  readonly id: number
  readonly ref: string
  readonly finding: number
  /** As recorded; what a lapsed acceptance makes of it is not seen here. */
  readonly state: RemediationState
  readonly position: Position | null
  readonly owner: string
  readonly originalDue: string | null
  readonly due: string | null
  /** When the client last said it is done, and the step that says so. */
  readonly claimedAt: string | null
  readonly claim: number
}

interface FindingRow extends Omit<KeptFinding, 'accounts' | 'authors'> {
  readonly accounts: string
  readonly authors: string
}

/** All findings, or those of one control, or one by its reference; the oldest first. */
export function keptFindings(
  db: Reader,
  only: { readonly control?: string; readonly ref?: string } = {}
): KeptFinding[] {
  return db
    .all<FindingRow>(
      `select
         f.id, f.ref, f.control, f.exceptions, f.population, f.raised_by as raisedBy, f.raised_at as raisedAt,
         f.severity as originalSeverity,
         coalesce(
           (select severity from finding_rating where finding_id = f.id order by id desc limit 1),
           f.severity
         ) as severity,
         coalesce(r.title, f.title) as title, coalesce(r.condition, f.condition) as condition,
         coalesce(r.criteria, f.criteria) as criteria, coalesce(r.cause, f.cause) as cause,
         coalesce(r.effect, f.effect) as effect, coalesce(r.recommendation, f.recommendation) as recommendation,
         p.label as period,
         coalesce((select state from finding_step where finding_id = f.id order by id desc limit 1), 'draft') as state,
         (
           select before.ref
           from finding_repeat again
           join finding before on before.id = again.repeat_of
           where again.finding_id = f.id
         ) as repeatOf,
         (
           select json_group_array(account_id)
           from (select account_id from finding_account where finding_id = f.id order by account_id)
         ) as accounts,
         (
           select json_group_array(name)
           from (
             select f.raised_by as name
             union
             select revised_by from finding_revision where finding_id = f.id
             order by name
           )
         ) as authors
       from finding f
       join period p on p.id = f.period_id
       left join finding_revision r
         on r.id = (select max(id) from finding_revision where finding_id = f.id)
       where (:control is null or f.control = :control) and (:ref is null or f.ref = :ref)
       order by f.id`,
      { control: only.control ?? null, ref: only.ref ?? null }
    )
    .map((row) => ({
      ...row,
      accounts: JSON.parse(row.accounts) as string[],
      authors: JSON.parse(row.authors) as string[]
    }))
}

/** Throws `not-found`. */
export function findingNamed(db: Reader, ref: string): KeptFinding {
  const [found] = keptFindings(db, { ref })
  if (!found) throw new WorkbenchError('not-found', `There is no finding ${ref} in this engagement.`)
  return found
}

/** All remediations, or one by its reference; the oldest first. */
export function keptRemediations(db: Reader, ref: string | null = null): KeptRemediation[] {
  return db.all<KeptRemediation>(
    `select
       r.id, r.ref, r.finding_id as finding,
       coalesce(
         (select state from remediation_step where remediation_id = r.id order by id desc limit 1),
         'awaiting-response'
       ) as state,
       m.position, coalesce(m.owner, '') as owner,
       (select due from remediation_due where remediation_id = r.id order by id limit 1) as originalDue,
       (select due from remediation_due where remediation_id = r.id order by id desc limit 1) as due,
       c.claimed_at as claimedAt, coalesce(c.id, 0) as claim
     from remediation r
     left join management_response m
       on m.id = (select max(id) from management_response where remediation_id = r.id)
     left join remediation_step c
       on c.id = (select max(id) from remediation_step where remediation_id = r.id and state = 'implemented')
     where :ref is null or r.ref = :ref
     order by r.id`,
    { ref }
  )
}

/** A remediation with its finding. Throws `not-found`. */
export function remediationNamed(
  db: Reader,
  ref: string
): { readonly remediation: KeptRemediation; readonly finding: KeptFinding } {
  const [remediation] = keptRemediations(db, ref)
  const finding = keptFindings(db).find(({ id }) => id === remediation?.finding)
  if (!remediation || !finding)
    throw new WorkbenchError('not-found', `There is no remediation ${ref} in this engagement.`)
  return { remediation, finding }
}
