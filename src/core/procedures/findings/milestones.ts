/** The milestones of a remediation: their original dates stand, what became of them is added. */
import { WorkbenchError } from '../../../shared/errors.ts'
import type { MilestoneView } from '../../../shared/records/finding.ts'
import type { WriteContext } from '../procedure.ts'
import { notAllowed, refuseNoDay } from './guards.ts'

export interface PlannedMilestone {
  readonly text: string
  readonly date: string
}

export function addMilestones(
  { db }: WriteContext,
  remediation: number,
  milestones: readonly PlannedMilestone[]
): void {
  for (const [at, { text, date }] of milestones.entries())
    db.run(
      'insert into milestone (remediation_id, n, text, original_date) values (:remediation, :n, :text, :date)',
      { remediation, n: at + 1, text, date }
    )
}

export function refuseLateMilestones(milestones: readonly PlannedMilestone[], due: string): void {
  for (const [at, { date }] of milestones.entries()) {
    refuseNoDay(date, `The date of milestone ${at + 1}`)
    if (date > due) throw notAllowed(`Milestone ${at + 1} is for ${date}, after the due date ${due}.`)
  }
}

/** A due date does not move past milestones that nobody speaks of any more. */
export function refusePastMilestones(ref: string, milestones: readonly MilestoneView[], now: string): void {
  const past = milestones.find(({ doneAt, date }) => doneAt === null && date < now.slice(0, 10))
  if (past)
    throw notAllowed(
      `Milestone ${past.n} of ${ref} was for ${past.date}: give it a new date first, or record it as done.`
    )
}

/** Throws where it is not there or is done. */
export function openMilestone(milestones: readonly MilestoneView[], ref: string, n: number): MilestoneView {
  const found = milestones.find((milestone) => milestone.n === n)
  if (!found) throw new WorkbenchError('not-found', `${ref} has no milestone ${n}.`)
  if (found.doneAt !== null) throw notAllowed(`Milestone ${n} of ${ref} was done on ${found.doneAt}.`)
  return found
}
