/** Issues findings to the client and withdraws them; with the issue begins the remediation. */
import { elementTitles, missingElement } from '../../shared/states/finding.ts'
import { isOver } from '../../shared/states/remediation.ts'
import { engagementOf } from './engagement.ts'
import { moveFinding, notAllowed, refuseUnlessReviewing } from './findings/guards.ts'
import { findingNamed, keptRemediations } from './findings/kept.ts'
import { beginRemediation, stepFinding, stepRemediation, tell } from './findings/steps.ts'
import { reopenDispositions } from './judging/dispositions.ts'
import { procedure } from './procedure.ts'

export default [
  procedure('finding.issue', (context, { finding: ref }) => {
    const finding = findingNamed(context.db, ref)
    const to = moveFinding(finding, 'issue')
    const missing = missingElement(finding)
    if (missing)
      throw notAllowed(`${ref} has no ${elementTitles[missing]} yet: write it before the client reads it.`)
    refuseUnlessReviewing(context, 'issues a finding', finding.authors)
    stepFinding(context, finding, to, '')
    const remediation = beginRemediation(context, finding)
    tell(context, 'finding.issue', 'finding', ref, { remediation, severity: finding.severity })
    return { remediation }
  }),

  procedure('finding.withdraw', (context, { finding: ref, reason }) => {
    const { db } = context
    const finding = findingNamed(db, ref)
    const to = moveFinding(finding, 'withdraw')
    if (finding.state === 'issued') refuseUnlessReviewing(context, 'withdraws an issued finding', [])
    stepFinding(context, finding, to, reason)
    for (const remediation of keptRemediations(db))
      if (remediation.finding === finding.id && !isOver(remediation.state))
        stepRemediation(context, remediation, 'no-longer-applicable', { comment: `${ref} was withdrawn.` })
    reopenDispositions(
      context,
      { period: engagementOf(db).period, control: finding.control },
      ref,
      `${ref} was withdrawn.`
    )
    return tell(context, 'finding.withdraw', 'finding', ref, { before: finding.state, reason })
  })
]
