/** CON-01: whether what people may change everywhere depends on where they come from, how they signed in or what they touch. */
import { automatedCheck, needsReview, pass } from './check.ts'
import {
  broadGrants,
  countedByService,
  grantsAsWritten,
  grantsAt,
  grantsNotable
} from './basis/broad-grant.ts'
import { signsPeopleIn } from './basis/people.ts'
import {
  heldBy,
  nameOfPolicy,
  policiesInUse,
  policyColumns,
  policyNeeds,
  policyRemediation,
  unreadDocument,
  withoutDocument,
  type PolicyRow
} from './basis/policy-in-use.ts'
import { isFree } from './basis/policy-statement.ts'
import { decidedBy } from './basis/statement.ts'

interface Row extends PolicyRow {
  /** JSON list of `GrantingStatement`. */
  readonly granting: string
}

const levels = ['write', 'permissions'] as const

/** Computed once for the account. */
const rolesOfPeople = `
        select arn from iam_role as candidate where account_id = :account and ${signsPeopleIn('candidate')}`

export default automatedCheck<Row>({
  id: 'unconditional-policies',
  control: 'CON-01',
  topic: 'conditions',
  severity: 'low',
  scope: 'account',
  criterion: 'What people may change on every resource depends on a condition.',
  effect: 'Stolen credentials of a person work from anywhere and in every region.',
  recommendation:
    'Add a condition to broad statements people hold: multi-factor authentication, the network, the organization or the regions in use.',
  remediation: {
    console: policyRemediation.console(
      'add a condition such as aws:MultiFactorAuthPresent, aws:SourceIp, aws:PrincipalOrgID or aws:RequestedRegion.'
    ),
    cli: policyRemediation.cli,
    terraform: 'Add condition blocks to the statements of aws_iam_policy_document.'
  },
  procedure: [
    'Take the policies held by users, groups and roles that a SAML provider signs people in to.',
    'List statements without a condition that allow writes or changes of permissions on every resource.',
    'Judge whether another guard stands in for it: a boundary, a service control policy, or sessions that end soon.'
  ],
  limits: [
    'Which condition is there is not weighed here; CON-03 finds conditions that limit nothing.',
    'Policies that allow every action are under least privilege and not listed again.',
    'Permissions boundaries and service control policies may hold conditions of their own.'
  ],
  sources: [
    'IAM User Guide: Security best practices in IAM',
    'IAM User Guide: AWS global condition context keys',
    'Service Authorization Reference: Actions, resources, and condition keys'
  ],
  needs: policyNeeds,
  parameters: [],
  columns: policyColumns,
  population: `${policiesInUse({ notable: grantsNotable(levels), columns: { granting: grantsAt(levels) } })}
    where policy.is_held_by_people = 1
      or policy.principal_arn in (${rolesOfPeople})
      or policy.resource in (
        select policy_arn
        from iam_attachment
        where account_id = :account and principal_arn in (${rolesOfPeople})
      )`,
  whenEmpty: 'No policy the client writes is held by a user, a group or a role people sign in to.',
  test(row) {
    const missing = withoutDocument(row)
    if (missing) return missing
    const free = broadGrants(row.granting).filter(({ statement }) => isFree(statement))
    if (free.length === 0)
      return (
        unreadDocument(row) ??
        pass(`${nameOfPolicy(row)} allows no changes of every resource without a condition.`)
      )
    return needsReview(
      `${nameOfPolicy(row)} allows people changes of every resource without a condition, ${countedByService(free)} (${grantsAsWritten(free, levels)}).${heldBy(row)}`,
      decidedBy(
        row.document_id,
        free.map(({ statement }) => statement)
      )
    )
  }
})
