/** LP-04: whether users hold AdministratorAccess, attached to them or through a group. */
import type { Flag } from '../iam/facts.ts'
import { automatedCheck, exception, needsReview, pass, type MemberRow } from './check.ts'
import { administratorGroups, isAdministratorAccess } from './basis/administrator.ts'
import { list } from './basis/sentence.ts'

interface Row extends MemberRow {
  readonly user_name: string
  readonly has_direct: Flag
  /** Groups with AdministratorAccess the user is in, comma-separated. */
  readonly administrator_groups: string | null
  /** Groups of the user that are not in the export, comma-separated. */
  readonly unknown_groups: string | null
  readonly boundary_arn: string | null
}

export default automatedCheck<Row>({
  id: 'administrator-users',
  control: 'LP-04',
  topic: 'least-privilege',
  severity: 'critical',
  scope: 'account',
  criterion: 'No IAM user has AdministratorAccess, attached or through a group.',
  effect: "The user's long-lived password or key is all that stands before the whole account.",
  recommendation:
    'Let administrators take a role for a time through IAM Identity Center or federation, and keep no user but emergency access.',
  remediation: {
    console:
      'IAM → Users → the user → Permissions: remove AdministratorAccess, and Groups: remove the user from the administrators.',
    cli: 'aws iam detach-user-policy --user-name USER --policy-arn arn:aws:iam::aws:policy/AdministratorAccess; aws iam remove-user-from-group --group-name GROUP --user-name USER.',
    terraform:
      'Remove aws_iam_user_policy_attachment and the membership; give people a permission set with aws_ssoadmin_account_assignment.'
  },
  procedure: [
    'Take all users with their attached policies and groups, and the policies attached to those groups.',
    'Compare with the list of emergency users the client approved; see their MFA, custody and last use.',
    'Policies that allow everything under another name are tested by LP-01 and LP-03.'
  ],
  limits: [
    'Users who allow themselves everything by a policy of another name are found by LP-01 and LP-03.',
    'A user who may take an administrator role is none here; LP-05 lists the roles.',
    'Denials, permissions boundaries and service control policies are not weighed: what is allowed may be denied elsewhere.'
  ],
  sources: [
    'AWS Managed Policy Reference Guide: AdministratorAccess',
    'IAM User Guide: Security best practices in IAM'
  ],
  needs: ['account-authorization-details.users', 'account-authorization-details.groups'],
  parameters: [],
  columns: [
    { key: 'user_name', title: 'User', type: 'text' },
    { key: 'has_direct', title: 'Attached', type: 'boolean' },
    { key: 'administrator_groups', title: 'Administrator groups', type: 'text' },
    { key: 'boundary_arn', title: 'Permissions boundary', type: 'text' }
  ],
  population: `
    with ${administratorGroups},
    known_group as materialized (
      select name collate nocase as group_name from iam_group where account_id = :account
    )
    select
      user.arn as resource,
      user.name as user_name,
      exists (
        select 1
        from iam_attachment
        where account_id = user.account_id
          and principal_arn = user.arn
          and ${isAdministratorAccess('policy_arn')}
      ) as has_direct,
      (
        select group_concat(group_name, ', ' order by group_name)
        from iam_membership
        where account_id = user.account_id
          and user_arn = user.arn
          and group_name in (select group_name from administrator_group)
      ) as administrator_groups,
      (
        select group_concat(group_name, ', ' order by group_name)
        from iam_membership
        where account_id = user.account_id
          and user_arn = user.arn
          and group_name not in (select group_name from known_group)
      ) as unknown_groups,
      user.boundary_arn,
      user.source_id,
      user.line,
      user.path
    from iam_user as user
    where user.account_id = :account`,
  suspects: 'has_direct = 1 or administrator_groups is not null or unknown_groups is not null',
  whenEmpty: 'The account has no IAM user.',
  test({ user_name, has_direct, administrator_groups, unknown_groups, boundary_arn }) {
    const ways = [
      ...(has_direct === 1 ? ['attached directly'] : []),
      ...(administrator_groups === null ? [] : [`through ${list(administrator_groups.split(', '))}`])
    ]
    if (ways.length > 0) {
      const boundary = boundary_arn === null ? '' : `; a permissions boundary limits it (${boundary_arn})`
      return exception(`User ${user_name} has AdministratorAccess (${ways.join('; ')}${boundary}).`)
    }
    if (unknown_groups !== null)
      return needsReview(
        `User ${user_name} is in ${list(unknown_groups.split(', '))}, which the export does not describe.`
      )
    return pass(`User ${user_name} does not have AdministratorAccess.`)
  }
})
