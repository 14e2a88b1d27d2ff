/** Records what the client says and does about a finding: response, plan, extension, work and claim. Never without what it came in. */
import type { Input } from '../../shared/contract.ts'
import { WorkbenchError } from '../../shared/errors.ts'
import { positions } from '../../shared/states/remediation.ts'
import { remediationOn } from './findings/acceptances.ts'
import { useEvidence } from './findings/evidence.ts'
import { moveRemediation, notAllowed, refuseFuture, refuseNoDay } from './findings/guards.ts'
import { remediationNamed, type KeptRemediation } from './findings/kept.ts'
import { addMilestones, refuseLateMilestones, refusePastMilestones } from './findings/milestones.ts'
import { stepRemediation, tell } from './findings/steps.ts'
import { milestonesOf } from './findings/views.ts'
import { procedure, type WriteContext } from './procedure.ts'

export default [
  procedure('remediation.respond', respond),
  procedure('remediation.plan', plan),
  procedure('remediation.extend', extend),
  procedure('remediation.start', start),
  procedure('remediation.claim', claim)
]

export function respond(
  context: WriteContext,
  { remediation: ref, evidence, ...said }: Input<'remediation.respond'>
): null {
  const { db, actor, now } = context
  const remediation = remediationToday(context, ref)
  const to = moveRemediation(remediation, said.position === 'disagree' ? 'dispute' : 'agree')
  if (said.position !== 'no-response' && said.response === '' && said.action === '')
    throw new WorkbenchError(
      'input-invalid',
      `Write down what the client said; "${positions[said.position].toLowerCase()}" alone is no response.`
    )
  const kept = link(context, ref, evidence, 'Management response')
  db.run(
    `insert into management_response (remediation_id, position, response, action, owner, owner_email, responder,
       responder_title, evidence_id, recorded_by, recorded_at)
     values (:id, :position, :response, :action, :owner, :ownerEmail, :responder, :responderTitle, :evidence, :actor, :at)`,
    { ...said, id: remediation.id, evidence, actor, at: now() }
  )
  if (to !== remediation.state)
    stepRemediation(context, remediation, to, { comment: said.response, evidence })
  return tell(context, 'remediation.respond', 'remediation', ref, { ...said, evidence: kept })
}

export function plan(
  context: WriteContext,
  { remediation: ref, due, requestedBy, milestones, evidence }: Input<'remediation.plan'>
): null {
  const remediation = remediationToday(context, ref)
  const to = moveRemediation(remediation, 'plan')
  refuseWithoutOwner(remediation)
  refuseNoDay(due, 'The due date')
  if (due < context.now().slice(0, 10)) throw notAllowed(`A plan is for what is to come; ${due} is past.`)
  refuseLateMilestones(milestones, due)
  const kept = link(context, ref, evidence, 'Plan')
  keepDue(context, remediation, { due, reason: '', requestedBy, evidence })
  addMilestones(context, remediation.id, milestones)
  stepRemediation(context, remediation, to, { comment: '', evidence })
  return tell(context, 'remediation.plan', 'remediation', ref, {
    due,
    requestedBy,
    milestones: milestones.map(({ text, date }) => ({ text, date })),
    evidence: kept
  })
}

function extend(
  context: WriteContext,
  { remediation: ref, due, reason, requestedBy, evidence }: Input<'remediation.extend'>
): null {
  const remediation = remediationToday(context, ref)
  moveRemediation(remediation, 'extend')
  refuseNoDay(due, 'The due date')
  if (remediation.due === null) throw notAllowed(`${ref} has no due date to extend.`)
  if (due <= remediation.due)
    throw notAllowed(
      `${ref} is due on ${remediation.due}; an extension is to a later day, and the original stands.`
    )
  if (due < context.now().slice(0, 10)) throw notAllowed(`An extension is to a day to come; ${due} is past.`)
  refusePastMilestones(ref, milestonesOf(context.db, remediation.id), context.now())
  const kept = link(context, ref, evidence, 'Extension')
  keepDue(context, remediation, { due, reason, requestedBy, evidence })
  return tell(context, 'remediation.extend', 'remediation', ref, {
    before: remediation.due,
    after: due,
    original: remediation.originalDue,
    requestedBy,
    reason,
    evidence: kept
  })
}

export function start(
  context: WriteContext,
  { remediation: ref, comment }: Input<'remediation.start'>
): null {
  const remediation = remediationToday(context, ref)
  const to = moveRemediation(remediation, 'start')
  if (remediation.state === 'implemented' && comment === '')
    throw new WorkbenchError(
      'reason-required',
      `${ref} was reported as done: say why the client takes it back.`
    )
  stepRemediation(context, remediation, to, { comment })
  return tell(context, 'remediation.start', 'remediation', ref, { before: remediation.state, comment })
}

export function claim(
  context: WriteContext,
  { remediation: ref, claimedAt, comment, evidence }: Input<'remediation.claim'>
): null {
  const remediation = remediationToday(context, ref)
  const to = moveRemediation(remediation, 'claim')
  refuseWithoutOwner(remediation)
  refuseNoDay(claimedAt, 'The day it was done')
  refuseFuture(claimedAt, context.now(), `Nothing is done yet on ${claimedAt}: it is a day to come.`)
  const open = milestonesOf(context.db, remediation.id).find(({ doneAt }) => doneAt === null)
  if (open)
    throw notAllowed(`Milestone ${open.n} of ${ref} is not done: record it first, or give it a new date.`)
  const kept = link(context, ref, evidence, 'Reported as done')
  stepRemediation(context, remediation, to, { comment, claimedAt, evidence })
  return tell(context, 'remediation.claim', 'remediation', ref, { claimedAt, comment, evidence: kept })
}

/** As it stands now: a lapsed acceptance holds nothing. Throws where its finding is over. */
export function remediationToday({ db, now }: WriteContext, ref: string): KeptRemediation {
  const { remediation, finding } = remediationNamed(db, ref)
  return remediationOn(db, remediation, finding, now())
}

function link({ db, actor, now }: WriteContext, ref: string, evidence: number, purpose: string): string {
  return useEvidence(db, { evidence, target: 'remediation', ref, purpose }, actor, now())
}

/** The auditor names no owner for the client. */
function refuseWithoutOwner({ ref, position, owner }: KeptRemediation): void {
  if ((position === 'agree' || position === 'partly-agree') && owner !== '') return
  throw notAllowed(
    `${ref} has no owner yet: record a response in which the client agrees and names who acts.`
  )
}

function keepDue(
  { db, actor, now }: WriteContext,
  remediation: KeptRemediation,
  due: {
    readonly due: string
    readonly reason: string
    readonly requestedBy: string
    readonly evidence: number
  }
): void {
  db.run(
    `insert into remediation_due (remediation_id, due, reason, requested_by, evidence_id, recorded_by, recorded_at)
     values (:id, :due, :reason, :requestedBy, :evidence, :actor, :at)`,
    { ...due, id: remediation.id, actor, at: now() }
  )
}
