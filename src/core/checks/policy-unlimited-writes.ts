/** LP-09: whether a policy allows changing every resource of a kind where it could name some. */
import type { BroadStatement } from '../iam/statements/document-power.ts'
import { automatedCheck, exception, needsReview, pass } from './check.ts'
import {
  broadGrants,
  countedByService,
  grantsAsWritten,
  grantsAt,
  grantsNotable,
  underConditions
} from './basis/broad-grant.ts'
import {
  heldBy,
  nameOfPolicy,
  noPolicyInUse,
  policiesInUse,
  policiesTaken,
  policyColumns,
  policyNeeds,
  policyRemediation,
  unreadDocument,
  withoutDocument,
  type PolicyRow,
  notableOrUnread,
  policiesInUseCounted
} from './basis/policy-in-use.ts'
import { isFree } from './basis/policy-statement.ts'
import { decidedBy } from './basis/statement.ts'

interface Row extends PolicyRow {
  /** JSON list of `GrantingStatement`. */
  readonly granting: string
  /** JSON list of `BroadStatement`. */
  readonly broad: string
}

const levels = ['write', 'tagging'] as const

export default automatedCheck<Row>({
  id: 'policy-unlimited-writes',
  control: 'LP-09',
  topic: 'least-privilege',
  severity: 'low',
  scope: 'account',
  criterion: 'No policy allows writing to or tagging every resource where the action can be limited to some.',
  effect: 'A mistake or a stolen session changes or deletes resources the work has nothing to do with.',
  recommendation: 'Write the ARNs of the resources the work changes, or limit by their tags.',
  remediation: {
    console: policyRemediation.console('replace Resource * by the ARNs of what is changed.'),
    cli: policyRemediation.cli,
    terraform: 'Write the ARNs into resources of the aws_iam_policy_document instead of "*".'
  },
  procedure: [
    policiesTaken,
    'Take the write and tagging actions each statement allows, and of those that can be limited to resources count what is allowed on all of them.',
    'Actions that work on no resource are left out: they can be written with * alone. Actions that change permissions are tested by LP-11.',
    'For exceptions see with last access which of the actions are used, and on what.'
  ],
  needs: policyNeeds,
  parameters: [],
  columns: policyColumns,
  population: policiesInUse({
    notable: grantsNotable(levels),
    columns: {
      granting: grantsAt(levels),
      broad: '(select broad_statements from document_power where document_id = policy.document_id)'
    }
  }),
  counted: policiesInUseCounted,
  suspects: notableOrUnread,
  whenEmpty: noPolicyInUse,
  limits: [
    'Access levels and resource types are those of the service authorization reference of the day named in About; actions AWS added later are not counted.',
    'A denial counts where it takes a whole level of a service from all resources without a condition.',
    'Permissions boundaries and service control policies are not weighed; they may leave less.'
  ],
  sources: [
    'Service Authorization Reference: Actions, resources, and condition keys',
    'IAM User Guide: Understand access level summaries within policy summaries'
  ],
  test(row) {
    const missing = withoutDocument(row)
    if (missing) return missing
    const grants = broadGrants(row.granting)
    const free = grants.filter(({ statement }) => isFree(statement))
    const found = free.length > 0 ? free : grants
    if (found.length === 0)
      return (
        unreadDocument(row) ??
        pass(
          isAdministrator(row)
            ? `${nameOfPolicy(row)} allows every action on every resource, which LP-01 and LP-03 test.`
            : `${nameOfPolicy(row)} allows no write on every resource that could be limited to some.`
        )
      )
    const by = decidedBy(
      row.document_id,
      found.map(({ statement }) => statement)
    )
    const sentence = `${nameOfPolicy(row)} allows write and tagging actions on every resource, ${countedByService(found)} (${grantsAsWritten(found, levels)})${underConditions(found)}`
    return free.length > 0
      ? exception(`${sentence}.${heldBy(row)}`, by)
      : needsReview(`${sentence}; judge what they leave.${heldBy(row)}`, by)
  }
})

function isAdministrator({ broad }: Row): boolean {
  return (JSON.parse(broad) as BroadStatement[]).some(({ way }) => way === 'full' || way === 'conditional')
}
