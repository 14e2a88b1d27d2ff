/** GRP-01: whether users get their permissions through groups alone. */
import { automatedCheck, exception, pass, type MemberRow } from './check.ts'
import { list } from './basis/sentence.ts'

interface Row extends MemberRow {
  readonly user_name: string
  /** JSON list of names. */
  readonly attached_policies: string
  readonly inline_policies: string
  readonly attached_count: number
  readonly inline_count: number
}

export default automatedCheck<Row>({
  id: 'user-policies',
  control: 'GRP-01',
  topic: 'groups',
  severity: 'medium',
  scope: 'account',
  criterion:
    'Users get permissions through groups only; no policy is attached to a user or written into one.',
  effect:
    'Permissions given person by person are forgotten when duties change, and no review finds them all.',
  recommendation: 'Move each direct policy to a group of the duty it is for, then take it from the user.',
  remediation: {
    console:
      'IAM → User groups → create a group for the duty, attach the policy and add the user; then IAM → Users → the user → Permissions → remove the direct policy.',
    cli: 'aws iam add-user-to-group --group-name GROUP --user-name USER, then aws iam detach-user-policy and aws iam delete-user-policy.',
    terraform:
      'Replace aws_iam_user_policy_attachment and aws_iam_user_policy by aws_iam_group_policy_attachment and aws_iam_group_membership.'
  },
  procedure: [
    'Take all users of the authorization details with their attached and inline policies.',
    'A permissions boundary is no grant and does not count.',
    'For users with direct policies ask what they are for and whether a group of that duty exists.'
  ],
  limits: [
    'Rights that a user gets by taking a role do not count.',
    'A policy attached for a day and taken away again before the export leaves no trace.'
  ],
  sources: [
    'IAM User Guide: Security best practices in IAM',
    'IAM User Guide: Managed policies and inline policies'
  ],
  needs: ['account-authorization-details.users'],
  parameters: [],
  columns: [
    { key: 'user_name', title: 'User', type: 'text' },
    { key: 'attached_count', title: 'Attached policies', type: 'integer' },
    { key: 'inline_count', title: 'Inline policies', type: 'integer' }
  ],
  population: `
    select
      user.arn as resource,
      user.name as user_name,
      (
        select json_group_array(policy_name order by policy_name)
        from iam_attachment
        where account_id = user.account_id and principal_arn = user.arn
      ) as attached_policies,
      (
        select json_group_array(name order by name)
        from iam_inline_policy
        where account_id = user.account_id and principal_arn = user.arn
      ) as inline_policies,
      (
        select count(*) from iam_attachment
        where account_id = user.account_id and principal_arn = user.arn
      ) as attached_count,
      (
        select count(*) from iam_inline_policy
        where account_id = user.account_id and principal_arn = user.arn
      ) as inline_count,
      user.source_id,
      user.line,
      user.path
    from iam_user as user
    where user.account_id = :account`,
  suspects: 'attached_count > 0 or inline_count > 0',
  whenEmpty: 'The account has no IAM user.',
  test({ user_name, attached_policies, inline_policies, attached_count, inline_count }) {
    const direct = [
      ...(attached_count > 0
        ? [`attached directly: ${list(JSON.parse(attached_policies) as string[])}`]
        : []),
      ...(inline_count > 0 ? [`inline: ${list(JSON.parse(inline_policies) as string[])}`] : [])
    ]
    return direct.length === 0
      ? pass(`User ${user_name} has no policy of its own.`)
      : exception(`User ${user_name} has policies of its own (${direct.join('; ')}).`)
  }
})
