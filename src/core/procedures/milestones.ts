/** Records what became of a milestone: a new date, or that it is done. */
import type { Input } from '../../shared/contract.ts'
import type { Writer } from '../store/database.ts'
import { useEvidence } from './findings/evidence.ts'
import { notAllowed, refuseFuture, refuseNoDay } from './findings/guards.ts'
import type { KeptRemediation } from './findings/kept.ts'
import { openMilestone } from './findings/milestones.ts'
import { tell } from './findings/steps.ts'
import { milestonesOf } from './findings/views.ts'
import { procedure, type WriteContext } from './procedure.ts'
import { remediationToday } from './remediation.ts'

export default [
  procedure('milestone.revise', reviseMilestone),
  procedure('milestone.finish', finishMilestone)
]

export function reviseMilestone(
  context: WriteContext,
  { remediation: ref, milestone: n, date, comment, evidence }: Input<'milestone.revise'>
): null {
  const remediation = atWork(context, ref)
  const { date: before } = openMilestone(milestonesOf(context.db, remediation.id), ref, n)
  refuseNoDay(date, 'The new date')
  const today = context.now().slice(0, 10)
  if (date < today) throw notAllowed(`A new date is to come; ${date} is past.`)
  // A due date that is past is extended next, for which its milestones need dates to come.
  if (remediation.due !== null && remediation.due >= today && date > remediation.due)
    throw notAllowed(`${ref} is due on ${remediation.due}: extend it first, or choose a day before.`)
  const kept = link(context, ref, evidence, n)
  keepStep(context, remediation.id, n, { revisedDate: date, doneAt: null, comment })
  return tell(context, 'milestone.revise', 'remediation', ref, {
    milestone: n,
    before,
    after: date,
    comment,
    evidence: kept
  })
}

export function finishMilestone(
  context: WriteContext,
  { remediation: ref, milestone: n, doneAt, comment, evidence }: Input<'milestone.finish'>
): null {
  const remediation = atWork(context, ref)
  openMilestone(milestonesOf(context.db, remediation.id), ref, n)
  refuseNoDay(doneAt, 'The day it was done')
  refuseFuture(doneAt, context.now(), `Nothing is done yet on ${doneAt}: it is a day to come.`)
  const kept = link(context, ref, evidence, n)
  keepStep(context, remediation.id, n, { revisedDate: null, doneAt, comment })
  return tell(context, 'milestone.finish', 'remediation', ref, {
    milestone: n,
    doneAt,
    comment,
    evidence: kept
  })
}

function atWork(context: WriteContext, ref: string): Pick<KeptRemediation, 'id' | 'due'> {
  const remediation = remediationToday(context, ref)
  if (!['planned', 'in-progress', 'retest-failed'].includes(remediation.state))
    throw notAllowed(`Nobody works on ${ref} now, so its milestones stay as they are.`)
  return remediation
}

function link({ db, actor, now }: WriteContext, ref: string, evidence: number, n: number): string {
  return useEvidence(db, { evidence, target: 'remediation', ref, purpose: `Milestone ${n}` }, actor, now())
}

function keepStep(
  { db, actor, now }: { db: Writer; actor: string; now: () => string },
  remediation: number,
  n: number,
  step: { readonly revisedDate: string | null; readonly doneAt: string | null; readonly comment: string }
): void {
  db.run(
    `insert into milestone_step (milestone_id, revised_date, done_at, comment, recorded_by, recorded_at)
     select id, :revisedDate, :doneAt, :comment, :actor, :at
     from milestone
     where remediation_id = :remediation and n = :n`,
    { ...step, remediation, n, actor, at: now() }
  )
}
