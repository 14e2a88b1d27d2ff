/** Writes what happens to findings and remediations: the step, and the event that tells of it. */
import type { FindingState } from '../../../shared/states/finding.ts'
import type { RemediationState } from '../../../shared/states/remediation.ts'
import { appendEvent, type NewEvent } from '../../store/events.ts'
import { nextReference } from '../../store/references.ts'
import type { WriteContext } from '../procedure.ts'
import type { KeptFinding, KeptRemediation } from './kept.ts'

export function stepFinding(
  { db, actor, now }: WriteContext,
  finding: Pick<KeptFinding, 'id'>,
  state: FindingState,
  reason: string
): void {
  db.run(
    'insert into finding_step (finding_id, state, reason, done_by, done_at) values (:id, :state, :reason, :actor, :at)',
    { id: finding.id, state, reason, actor, at: now() }
  )
}

export interface RemediationStep {
  readonly comment: string
  /** Of a claim alone. */
  readonly claimedAt?: string
  readonly evidence?: number
}

export function stepRemediation(
  { db, actor, now }: WriteContext,
  remediation: Pick<KeptRemediation, 'id'>,
  state: RemediationState,
  { comment, claimedAt, evidence }: RemediationStep
): void {
  db.run(
    `insert into remediation_step (remediation_id, state, comment, claimed_at, evidence_id, done_by, done_at)
     values (:id, :state, :comment, :claimedAt, :evidence, :actor, :at)`,
    {
      id: remediation.id,
      state,
      comment,
      claimedAt: claimedAt ?? null,
      evidence: evidence ?? null,
      actor,
      at: now()
    }
  )
}

/** Begins the remediation of a finding that is issued; answers its reference. */
export function beginRemediation({ db, actor, now }: WriteContext, { id, ref }: KeptFinding): string {
  // The finding's own year, so that the two are found together.
  const remediation = nextReference(db, `R-${ref.slice(2, 6)}`, 3)
  db.run(
    'insert into remediation (ref, finding_id, created_by, created_at) values (:remediation, :id, :actor, :at)',
    { remediation, id, actor, at: now() }
  )
  return remediation
}

export function tell(
  { db, actor, now }: WriteContext,
  action: string,
  entity: 'finding' | 'remediation' | 'retest' | 'risk-acceptance',
  ref: string,
  payload: NewEvent['payload']
): null {
  appendEvent(db, { at: now(), actor, action, entity, entityId: ref, payload })
  return null
}
