/** GRP-03 and GRP-04: which groups make their members administrators, and whether their names say so. */
import { automatedCheck, exception, needsReview, pass, type AutomatedCheck } from './check.ts'
import {
  administratorHoldings,
  administratorJoins,
  administratorRow,
  standingOf,
  type AdministratorRow
} from './basis/administrator-holding.ts'
import { count } from './basis/sentence.ts'

interface Row extends AdministratorRow {
  readonly group_name: string
  readonly members: number
}

const population = `
    with ${administratorHoldings},
    member_count as materialized (
      select group_name, count(*) as members
      from iam_membership
      where account_id = :account
      group by group_name
    )
    select
      grouping.arn as resource,
      grouping.name as group_name,
      coalesce(member_count.members, 0) as members,
      ${administratorRow('grouping', 'null')},
      grouping.source_id,
      grouping.line,
      grouping.path
    from iam_group as grouping
    ${administratorJoins('grouping')}
    left join member_count on member_count.group_name = grouping.name
    where grouping.account_id = :account`

const shared = {
  topic: 'groups',
  scope: 'account',
  needs: [
    'account-authorization-details.groups',
    'account-authorization-details.users',
    'account-authorization-details.policies'
  ],
  parameters: [],
  columns: [
    { key: 'group_name', title: 'Group', type: 'text' },
    { key: 'members', title: 'Members', type: 'integer' }
  ]
} as const satisfies Partial<AutomatedCheck>

const rights = automatedCheck<Row>({
  ...shared,
  id: 'administrator-groups',
  control: 'GRP-03',
  severity: 'high',
  criterion: 'No group makes its members administrators.',
  effect: 'Whoever may add a member to the group makes administrators, and each member is one at all times.',
  recommendation:
    'Let administrators take a role for a time; keep at most one such group, for emergency users, and watch who is added.',
  remediation: {
    console: 'IAM → User groups → the group → Permissions: remove the policy that allows everything.',
    cli: 'aws iam detach-group-policy --group-name GROUP --policy-arn ARN or aws iam delete-group-policy --group-name GROUP --policy-name POLICY.',
    terraform: 'Remove the aws_iam_group_policy_attachment or aws_iam_group_policy, or narrow its document.'
  },
  procedure: [
    'Take all groups with all they hold, attached and inline.',
    'For exceptions list the members, and compare the group with the administrator groups the client approved.',
    'Judge groups that hold everything under a condition, all of IAM, or policies the export does not describe.'
  ],
  population,
  whenEmpty: 'The account has no group.',
  limits: [
    'Groups from which administrator rights can be had by a chain of other permissions are not counted.',
    'Groups of IAM Identity Center are tested by its permission sets.'
  ],
  sources: [
    'IAM User Guide: IAM user groups',
    'IAM User Guide: AWS managed policies for job functions, Administrator job function'
  ],
  test(row) {
    const standing = standingOf(row)
    const subject = `Group ${row.group_name}`
    if (standing.kind === 'none') return pass(`${subject} ${standing.words}.`)
    const sentence = `${subject} ${standing.words}, for ${count(row.members, 'member')}.`
    return standing.kind === 'full'
      ? exception(sentence, standing.decidedBy)
      : needsReview(sentence, standing.decidedBy)
  }
})

const names = automatedCheck<Row>({
  ...shared,
  id: 'administrator-groups-names',
  control: 'GRP-04',
  severity: 'info',
  criterion: 'Groups of administrators have names that say so.',
  effect: 'A user is put into the group by someone who does not see what it gives.',
  recommendation: 'Rename the group so that its name holds "admin", or narrow what it gives.',
  remediation: {
    console:
      'IAM → User groups → the group → Edit: change the name; policies that name the group follow by hand.',
    cli: 'aws iam update-group --group-name GROUP --new-group-name NAME.',
    terraform: 'Change name of aws_iam_group.'
  },
  procedure: [
    'Take the groups whose members hold every permission and look at their names.',
    'Ask whether those who add members know what the group gives.'
  ],
  population: `${population} and administrator.is_full = 1`,
  whenEmpty: 'No group makes its members administrators.',
  limits: [
    'The name is searched for "admin" alone; a name in another language that says the same is listed.'
  ],
  sources: ['House rule; AWS gives no rule for names of groups'],
  test(row) {
    const standing = standingOf(row)
    return /admin/i.test(row.group_name)
      ? pass(`The name of group ${row.group_name} says that its members are administrators.`)
      : needsReview(
          `Group ${row.group_name} ${standing.words}, which its name does not say; it has ${count(row.members, 'member')}.`,
          standing.decidedBy
        )
  }
})

export default [rights, names]
