/** LP-13: whether a policy lets its holder hand any role to any service. */
import { automatedCheck, pass } from './check.ts'
import {
  nameOfPolicy,
  noPolicyInUse,
  policiesInUse,
  policiesTaken,
  policyColumns,
  policyNeeds,
  policyRemediation,
  notableOrUnread,
  policiesInUseCounted
} from './basis/policy-in-use.ts'
import { limitedTo } from './basis/limiting-condition.ts'
import { broadReaches, judgeReach, reachQuestion, type ReachRow } from './basis/sensitive-reach.ts'
import { list } from './basis/sentence.ts'
import { decidedBy } from './basis/statement.ts'

export default automatedCheck<ReachRow>({
  id: 'policy-pass-role',
  control: 'LP-13',
  topic: 'least-privilege',
  severity: 'high',
  scope: 'account',
  criterion:
    'No policy allows passing every role to every service (iam:PassRole without iam:PassedToService).',
  effect:
    'The holder starts a function, an instance or a job with a stronger role than their own, and works through it.',
  recommendation:
    'Name the roles that may be passed, best by a path, and the service they may be passed to with iam:PassedToService.',
  remediation: {
    console: policyRemediation.console(
      'give iam:PassRole a statement of its own with the roles and the condition iam:PassedToService.'
    ),
    cli: policyRemediation.cli,
    terraform:
      'A statement of its own in aws_iam_policy_document with resources = [aws_iam_role.NAME.arn] and a condition on iam:PassedToService.'
  },
  procedure: [
    policiesTaken,
    'Look for iam:PassRole on all roles, also as iam:*, iam:Pass* or by NotAction.',
    'A condition that names the services a role is passed to passes; other conditions are for judgement.',
    'For exceptions see which roles that trust a service hold more than the holder of the policy does.'
  ],
  needs: policyNeeds,
  parameters: [],
  columns: policyColumns,
  population: policiesInUse(reachQuestion(['iam:PassRole'])),
  counted: policiesInUseCounted,
  suspects: notableOrUnread,
  whenEmpty: noPolicyInUse,
  limits: [
    'Whether a role worth passing exists is not weighed here.',
    'Permissions boundaries and service control policies are not weighed; they may leave less.'
  ],
  sources: [
    'IAM User Guide: Grant a user permissions to pass a role to an AWS service',
    'IAM User Guide: IAM and AWS STS condition context keys, iam:PassedToService'
  ],
  test(row) {
    const broad = broadReaches(row)
    const toServices = broad.map(({ statement }) => limitedTo(statement.condition, 'iam:PassedToService'))
    if (broad.length > 0 && toServices.every((services) => services.length > 0))
      return pass(
        `${nameOfPolicy(row)} allows passing every role, to ${list([...new Set(toServices.flat())])} alone.`,
        decidedBy(
          row.document_id,
          broad.map(({ statement }) => statement)
        )
      )
    return judgeReach(
      row,
      { does: 'allows passing', passes: 'allow passing every role', everything: 'every role' },
      broad.filter((_, at) => toServices[at]?.length === 0)
    )
  }
})
