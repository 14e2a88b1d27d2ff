/** LP-18: whether AWSCloudShellFullAccess is attached, which moves files between the account and anywhere. */
import type { Flag, PrincipalKind } from '../iam/facts.ts'
import { automatedCheck, exception, pass, type MemberRow } from './check.ts'
import { nameOfPrincipal } from './basis/holder.ts'

interface Row extends MemberRow {
  readonly principal_kind: PrincipalKind
  readonly principal_name: string
  readonly has_cloudshell: Flag
  readonly members: number | null
}

export default automatedCheck<Row>({
  id: 'cloudshell-access',
  control: 'LP-18',
  topic: 'least-privilege',
  severity: 'medium',
  scope: 'account',
  criterion: 'AWSCloudShellFullAccess is attached to no user, group or role.',
  effect: 'Files go in and out of the account through the browser, past every control of the network.',
  recommendation:
    'Detach the policy; where CloudShell is needed, write a policy without cloudshell:GetFileDownloadUrls and cloudshell:GetFileUploadUrls.',
  remediation: {
    console: 'IAM → Policies → AWSCloudShellFullAccess → Entities attached → Detach.',
    cli: 'aws iam list-entities-for-policy --policy-arn arn:aws:iam::aws:policy/AWSCloudShellFullAccess, then aws iam detach-user-policy, detach-group-policy or detach-role-policy.',
    terraform: 'Remove the attachments of arn:aws:iam::aws:policy/AWSCloudShellFullAccess.'
  },
  procedure: [
    'Take all users, groups and roles but service-linked ones, those of IAM Identity Center among them, and look for the policy.',
    'For a role of IAM Identity Center the permission set is to be changed.',
    'For exceptions ask what is moved through CloudShell, and whether a narrower policy does.'
  ],
  needs: [
    'account-authorization-details.users',
    'account-authorization-details.groups',
    'account-authorization-details.roles'
  ],
  parameters: [],
  columns: [
    { key: 'principal_kind', title: 'Kind', type: 'text' },
    { key: 'principal_name', title: 'Name', type: 'text' },
    { key: 'has_cloudshell', title: 'AWSCloudShellFullAccess', type: 'boolean' }
  ],
  population: `
    with principal as (
      select arn, name, 'user' as kind, source_id, line, path from iam_user where account_id = :account
      union all
      select arn, name, 'group', source_id, line, path from iam_group where account_id = :account
      union all
      select arn, name, 'role', source_id, line, path
      from iam_role
      where account_id = :account and iam_path not glob '/aws-service-role/*'
    ),
    holder as materialized (
      select principal_arn
      from iam_attachment
      where account_id = :account and policy_arn glob 'arn:*:iam::aws:policy/AWSCloudShellFullAccess'
    )
    select
      principal.arn as resource,
      principal.kind as principal_kind,
      principal.name as principal_name,
      principal.arn in (select principal_arn from holder) as has_cloudshell,
      case
        when principal.kind = 'group' and principal.arn in (select principal_arn from holder) then (
          select count(*) from iam_membership where account_id = :account and group_name = principal.name
        )
      end as members,
      principal.source_id,
      principal.line,
      principal.path
    from principal`,
  suspects: 'has_cloudshell = 1',
  whenEmpty: 'The account has no user, group or role of its own.',
  limits: [
    'Other policies that allow cloudshell:*, AdministratorAccess among them, give the same and are tested elsewhere.',
    'A user who is not attached but in a group with the policy shows with the group.'
  ],
  sources: [
    'AWS CloudShell User Guide: Managing AWS CloudShell access and usage with IAM policies',
    'AWS Managed Policy Reference: AWSCloudShellFullAccess'
  ],
  test({ has_cloudshell, members, ...principal }) {
    const subject = nameOfPrincipal(principal)
    if (has_cloudshell === 0) return pass(`${subject} does not have AWSCloudShellFullAccess.`)
    const reach = members === null ? '' : `, for ${members === 1 ? '1 member' : `${members} members`}`
    return exception(`${subject} has AWSCloudShellFullAccess${reach}.`)
  }
})
