/** LP-11: whether a policy lets its holder open every resource to others, or hand out permissions to everyone. */
import { actionsOfRisk } from '../iam/actions/sensitive-actions.ts'
import { automatedCheck, exception, needsReview, pass } from './check.ts'
import {
  broadGrants,
  countedByService,
  grantsAsWritten,
  grantsAt,
  grantsNotable
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
  notableOrUnread,
  policiesInUseCounted
} from './basis/policy-in-use.ts'
import { conditionKeys, isFree, type PolicyStatement } from './basis/policy-statement.ts'
import {
  actionsInWords,
  broadReaches,
  leftToOthers,
  reachQuestion,
  type ReachRow
} from './basis/sensitive-reach.ts'
import { list } from './basis/sentence.ts'
import { decidedBy } from './basis/statement.ts'

interface Row extends ReachRow {
  /** JSON list of `GrantingStatement`. */
  readonly granting: string
}

const levels = ['permissions'] as const
const exposure = reachQuestion(actionsOfRisk('exposure'))

export default automatedCheck<Row>({
  id: 'policy-permission-changes',
  control: 'LP-11',
  topic: 'least-privilege',
  severity: 'high',
  scope: 'account',
  criterion: 'No policy allows changing the permissions of every resource, user, group or role.',
  effect: 'The holder opens buckets, keys and queues to the internet, or gives themselves what they lack.',
  recommendation:
    'Leave changes of permissions to the roles that administer them, on the resources they are for, and set a permissions boundary.',
  remediation: {
    console: policyRemediation.console('remove the actions that change permissions, or name the resources.'),
    cli: policyRemediation.cli,
    terraform: 'Remove the actions from the aws_iam_policy_document, or write the ARNs into resources.'
  },
  procedure: [
    policiesTaken,
    'Take the actions of the access level permissions management, and writes that share or hand out (iam:AddUserToGroup, rds:ModifyDBSnapshotAttribute and the like), that are allowed on every resource.',
    'Statements under a condition are for judgement; iam:PermissionsBoundary and iam:PolicyARN limit what can be gained.',
    'For exceptions ask who administers permissions, and see the changes of the period in the trail.'
  ],
  needs: policyNeeds,
  parameters: [],
  columns: policyColumns,
  population: policiesInUse({
    notable: `(${grantsNotable(levels)} or ${exposure.notable})`,
    columns: { ...exposure.columns, granting: grantsAt(levels) }
  }),
  counted: policiesInUseCounted,
  suspects: notableOrUnread,
  whenEmpty: noPolicyInUse,
  limits: [
    'Access levels are those of the service authorization reference of the day named in About; actions AWS added later are not counted.',
    'Which of these changes lead to administrator rights is not weighed here.',
    'Permissions boundaries and service control policies are not weighed; they may leave less.'
  ],
  sources: [
    'Service Authorization Reference: Actions, resources, and condition keys',
    'IAM User Guide: Understand access level summaries within policy summaries'
  ],
  test(row) {
    const missing = withoutDocument(row)
    if (missing) return missing
    const isOpen = ({ statement }: { readonly statement: PolicyStatement }) => isFree(statement)
    const [grants, reaches] = [broadGrants(row.granting), broadReaches(row)]
    const isAnyFree = grants.some(isOpen) || reaches.some(isOpen)
    const [granted, reached] = isAnyFree ? [grants.filter(isOpen), reaches.filter(isOpen)] : [grants, reaches]
    const statements = [...granted, ...reached].map(({ statement }) => statement)
    if (statements.length === 0)
      return (
        unreadDocument(row) ??
        pass(`${nameOfPolicy(row)} does not change permissions of every resource.${leftToOthers(row)}`)
      )
    const found = [
      ...(granted.length > 0
        ? [
            `permissions management actions, ${countedByService(granted)} (${grantsAsWritten(granted, levels)})`
          ]
        : []),
      ...(reached.length > 0 ? [actionsInWords(reached)] : [])
    ]
    const by = decidedBy(row.document_id, statements)
    const sentence = `${nameOfPolicy(row)} allows on every resource ${list(found)}`
    return isAnyFree
      ? exception(`${sentence}.${heldBy(row)}`, by)
      : needsReview(
          `${sentence}, under conditions on ${conditionKeys(statements)}; judge what they leave.${heldBy(row)}`,
          by
        )
  }
})
