/** Changes what a finding says and how severe it is; every wording and rating before stays. */
import { WorkbenchError } from '../../shared/errors.ts'
import type { FindingView } from '../../shared/records/finding.ts'
import { elementTitles, findingStates, missingElement } from '../../shared/states/finding.ts'
import { severities } from '../../shared/vocabulary.ts'
import { notAllowed, refuseUnlessReviewing } from './findings/guards.ts'
import { findingNamed, type KeptFinding } from './findings/kept.ts'
import { tell } from './findings/steps.ts'
import { viewOf } from './findings/views.ts'
import { procedure, type WriteContext } from './procedure.ts'

export default [
  procedure('finding.revise', (context, { finding: ref, reason, ...elements }): FindingView => {
    const { db, actor, now } = context
    const finding = findingNamed(db, ref)
    refuseAfterIssue(context, finding, 'revises an issued finding', reason)
    if (finding.state === 'issued') {
      const missing = missingElement(elements)
      if (missing)
        throw notAllowed(
          `${ref} is issued and keeps all its elements; its ${elementTitles[missing]} is empty.`
        )
    }
    db.run(
      `insert into finding_revision (finding_id, title, condition, criteria, cause, effect, recommendation, revised_by, revised_at)
       values (:id, :title, :condition, :criteria, :cause, :effect, :recommendation, :actor, :at)`,
      { ...elements, id: finding.id, actor, at: now() }
    )
    tell(context, 'finding.revise', 'finding', ref, { before: elementsOf(finding), after: elements, reason })
    return viewOf(findingNamed(db, ref))
  }),

  procedure('finding.rate', (context, { finding: ref, severity, reason }) => {
    const { db, actor, now } = context
    const finding = findingNamed(db, ref)
    refuseAfterIssue(context, finding, 'changes the rating of an issued finding', reason)
    if (severity === finding.severity)
      throw notAllowed(`${ref} is rated ${severities[severity].toLowerCase()} already.`)
    db.run(
      `insert into finding_rating (finding_id, severity, reason, rated_by, rated_at)
       values (:id, :severity, :reason, :actor, :at)`,
      { id: finding.id, severity, reason, actor, at: now() }
    )
    return tell(context, 'finding.rate', 'finding', ref, {
      before: finding.severity,
      after: severity,
      original: finding.originalSeverity,
      reason
    })
  })
]

/** A draft is its authors'; once issued a reviewer changes it, with a reason; what is over is not changed. */
function refuseAfterIssue(context: WriteContext, finding: KeptFinding, doing: string, reason: string): void {
  if (finding.state === 'draft') return
  if (finding.state !== 'issued')
    throw notAllowed(`${finding.ref} is ${findingStates[finding.state].toLowerCase()} and stays as it is.`)
  refuseUnlessReviewing(context, doing, [])
  if (reason === '')
    throw new WorkbenchError('reason-required', `${finding.ref} is issued: say why it changes.`)
}

function elementsOf({ title, condition, criteria, cause, effect, recommendation }: KeptFinding) {
  return { title, condition, criteria, cause, effect, recommendation }
}
