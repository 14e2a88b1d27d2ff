/** Overrides as they are kept: the one that stands of each test, proposed with its conclusion and withdrawn with it. */
import { WorkbenchError } from '../../../shared/errors.ts'
import type { OverrideView } from '../../../shared/records/test.ts'
import { missingOfOverride, type OverrideReason } from '../../../shared/states/override.ts'
import { conclusions, outcomes, type Conclusion, type Outcome } from '../../../shared/vocabulary.ts'
import type { Reader } from '../../store/database.ts'
import { appendEvent } from '../../store/events.ts'
import { nextReference } from '../../store/references.ts'
import type { WriteContext } from '../procedure.ts'

/** A test of a period. */
export interface TestPlace {
  readonly period: { readonly id: number; readonly label: string }
  readonly control: string
  readonly account: string
}

export interface NewOverride {
  readonly reason: OverrideReason
  readonly rationale: string
  /** Ids of pieces of evidence; those of other tests are left out. */
  readonly evidence: readonly number[]
}

interface OverrideRow extends Omit<OverrideView, 'evidence' | 'isSelfApproved'> {
  readonly control: string
  readonly account: string
  readonly evidence: string
}

/** The override that stands, by `ROOT-01/111122223333`; of one control where it is given. */
export function standingOverrides(
  db: Reader,
  period: number,
  control: string | null = null
): ReadonlyMap<string, OverrideView> {
  const rows = db.all<OverrideRow>(
    `select o.ref, o.control, o.account_id as account, o.outcome, o.conclusion, o.reason, o.rationale, o.author,
       o.proposed_at as proposedAt, o.approver, o.approved_at as approvedAt,
       (
         select json_group_array(ref)
         from (
           select e.ref
           from evidence_use u
           join evidence e on e.id = u.evidence_id
           where u.target = 'override' and u.ref = o.ref and e.withdrawn_at is null
           order by e.ref
         )
       ) as evidence
     from conclusion_override o
     where o.period_id = :period and (:control is null or o.control = :control) and o.withdrawn_at is null
     order by o.id`,
    { period, control }
  )
  return new Map(
    rows.map(({ control, account, evidence, ...row }) => [
      `${control}/${account}`,
      { ...row, evidence: JSON.parse(evidence) as string[], isSelfApproved: row.approver === row.author }
    ])
  )
}

/** Keeps an override beside the conclusion just made. Throws where it lacks something. */
export function proposeOverride(
  { db, actor, now }: WriteContext,
  place: TestPlace & { readonly accountName: string },
  over: { readonly outcome: Outcome; readonly conclusion: Conclusion },
  override: NewOverride | undefined
): void {
  const { period, control, account, accountName } = place
  const evidence = override === undefined ? [] : evidenceOfTest(db, place, override.evidence)
  const missing =
    override === undefined
      ? 'give its reason, a rationale and evidence'
      : missingOfOverride({ ...override, evidence: evidence.length })
  if (override === undefined || missing !== null)
    throw new WorkbenchError(
      'reason-required',
      `${control} for ${accountName}: "${conclusions[over.conclusion].screen}" over the automated outcome "${outcomes[over.outcome].screen}" is an override; ${missing ?? ''}.`,
      { control, account }
    )
  const { reason, rationale } = override
  const ref = nextReference(db, 'OV', 3)
  const at = now()
  db.run(
    `insert into conclusion_override (ref, period_id, control, account_id, outcome, conclusion, reason, rationale, author, proposed_at)
     values (:ref, :period, :control, :account, :outcome, :conclusion, :reason, :rationale, :actor, :at)`,
    { ref, period: period.id, control, account, ...over, reason, rationale, actor, at }
  )
  for (const { id } of evidence)
    db.run(
      `insert into evidence_use (evidence_id, target, ref, locator, purpose, linked_by, linked_at)
       values (:id, 'override', :ref, '', 'Override', :actor, :at)`,
      { id, ref, actor, at }
    )
  appendEvent(db, {
    at,
    actor,
    action: 'override.propose',
    entity: 'override',
    entityId: ref,
    payload: {
      test: `${period.label}/${control}/${account}`,
      ...over,
      reason,
      rationale,
      evidence: evidence.map((piece) => piece.ref)
    }
  })
}

/** Withdraws the override that stands, because its conclusion is another now; nothing happens where there is none. */
export function withdrawOverride(
  { db, actor, now }: WriteContext,
  { period, control, account }: TestPlace
): void {
  const standing = standingOverrides(db, period.id, control).get(`${control}/${account}`)
  if (standing === undefined) return
  const at = now()
  db.run('update conclusion_override set withdrawn_at = :at where ref = :ref', { at, ref: standing.ref })
  appendEvent(db, {
    at,
    actor,
    action: 'override.withdraw',
    entity: 'override',
    entityId: standing.ref,
    payload: { test: `${period.label}/${control}/${account}`, approver: standing.approver }
  })
}

/** The pieces that are evidence of the test and not withdrawn. */
function evidenceOfTest(
  db: Reader,
  { period, control, account }: TestPlace,
  named: readonly number[]
): readonly { readonly id: number; readonly ref: string }[] {
  return db.all<{ id: number; ref: string }>(
    `select e.id, e.ref
     from evidence_of_test l
     join evidence e on e.id = l.evidence_id
     where l.period_id = :period and l.control = :control and l.account_id = :account and e.withdrawn_at is null
       and e.id in (select value from json_each(:named))
     order by e.id`,
    { period: period.id, control, account, named: JSON.stringify(named) }
  )
}
