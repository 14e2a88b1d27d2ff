/** UNU-06: whether users are left that may do nothing. */
import { automatedCheck, needsReview, pass, type MemberRow } from './check.ts'
import { count, list } from './basis/sentence.ts'

interface Row extends MemberRow {
  readonly user_name: string
  readonly groups: number
  readonly attached_policies: number
  readonly inline_policies: number
}

export default automatedCheck<Row>({
  id: 'users-without-permissions',
  control: 'UNU-06',
  topic: 'tidy',
  severity: 'low',
  scope: 'account',
  criterion: 'Every IAM user has a permission that it is there to use.',
  effect: 'A forgotten user is a foothold: it can sign in, and only a policy is missing.',
  recommendation: 'Delete users without permissions, or note which resource policies name them.',
  remediation: {
    console: 'IAM → Users → the user → Delete.',
    cli: 'aws iam delete-user --user-name USER.',
    terraform: 'Remove aws_iam_user.'
  },
  procedure: [
    'Take the users without group, attached policy and inline policy; a permissions boundary grants nothing.',
    'Ask whether a resource policy, of a bucket for example, names the user: the export does not show those.',
    'Judge whether the user is left over.'
  ],
  limits: [
    'Rights that a policy of a resource gives the user by name are in no export of IAM.',
    "A user may hold a role's rights by taking it, where the role trusts the user."
  ],
  sources: [
    'IAM API Reference: GetAccountAuthorizationDetails',
    'IAM User Guide: Identity-based policies and resource-based policies'
  ],
  needs: ['account-authorization-details.users'],
  parameters: [],
  columns: [
    { key: 'user_name', title: 'User', type: 'text' },
    { key: 'groups', title: 'Groups', type: 'integer' },
    { key: 'attached_policies', title: 'Attached policies', type: 'integer' },
    { key: 'inline_policies', title: 'Inline policies', type: 'integer' }
  ],
  population: `
    select
      user.arn as resource,
      user.name as user_name,
      (
        select count(*) from iam_membership
        where account_id = user.account_id and user_arn = user.arn
      ) as groups,
      (
        select count(*) from iam_attachment
        where account_id = user.account_id and principal_arn = user.arn
      ) as attached_policies,
      (
        select count(*) from iam_inline_policy
        where account_id = user.account_id and principal_arn = user.arn
      ) as inline_policies,
      user.source_id,
      user.line,
      user.path
    from iam_user as user
    where user.account_id = :account`,
  suspects: 'groups = 0 and attached_policies = 0 and inline_policies = 0',
  whenEmpty: 'The account has no IAM user.',
  test({ user_name, groups, attached_policies, inline_policies }) {
    const held = [
      ...(groups > 0 ? [count(groups, 'group')] : []),
      ...(attached_policies > 0 ? [count(attached_policies, 'attached policy', 'attached policies')] : []),
      ...(inline_policies > 0 ? [count(inline_policies, 'inline policy', 'inline policies')] : [])
    ]
    return held.length > 0
      ? pass(`User ${user_name} has ${list(held)}.`)
      : needsReview(
          `User ${user_name} has no group, no attached and no inline policy; judge whether it is needed.`
        )
  }
})
