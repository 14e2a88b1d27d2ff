/** LP-02: whether an AWS managed policy that allows everything is attached, AdministratorAccess above all. */
import type { Flag } from '../iam/facts.ts'
import { automatedCheck, exception, needsReview, type MemberRow } from './check.ts'
import {
  administratorColumns,
  isAdministratorAccess,
  judgeAdministrator,
  type AdministratorColumns
} from './basis/administrator.ts'
import { holdersOf } from './basis/holder.ts'
import { isOwnPrincipal, isPlatformRole } from './basis/role.ts'

interface Row extends MemberRow, AdministratorColumns {
  readonly policy_name: string
  readonly is_administrator_access: Flag
  readonly attachments: number
  /** JSON list of ARNs. */
  readonly holders: string
}

export default automatedCheck<Row>({
  id: 'aws-policy-administrators',
  control: 'LP-02',
  topic: 'least-privilege',
  severity: 'high',
  scope: 'account',
  criterion: 'No AWS managed policy that allows every action on every resource is attached.',
  effect: 'Each holder can do anything in the account, remove its logs among them.',
  recommendation:
    'Take AdministratorAccess from users, groups and roles that do daily work; keep it for a role that people take for a time, with MFA and a record.',
  remediation: {
    console: 'IAM → Policies → AdministratorAccess → Entities attached → detach what should not hold it.',
    cli: 'aws iam list-entities-for-policy --policy-arn arn:aws:iam::aws:policy/AdministratorAccess, then aws iam detach-role-policy, detach-group-policy or detach-user-policy.',
    terraform:
      'Remove the attachments of arn:aws:iam::aws:policy/AdministratorAccess and attach a narrower policy.'
  },
  procedure: [
    'Take the AWS managed policies attached to users, groups and roles; attachments of IAM Identity Center and of service-linked roles are left out.',
    'List the holders and compare with the administrators the client approved.',
    'Roles that AWS Organizations or Control Tower made for the management account are for judgement: see who may take them.'
  ],
  limits: [
    'Policies of AWS that allow much and not everything, PowerUserAccess among them, are not counted.',
    'Denials, permissions boundaries and service control policies are not weighed: what is allowed may be denied elsewhere.'
  ],
  sources: [
    'AWS Managed Policy Reference Guide: AdministratorAccess',
    'IAM User Guide: Security best practices in IAM'
  ],
  needs: [
    'account-authorization-details.aws-policies',
    'account-authorization-details.users',
    'account-authorization-details.groups',
    'account-authorization-details.roles'
  ],
  parameters: [],
  columns: [
    { key: 'policy_name', title: 'Policy', type: 'text' },
    { key: 'attachments', title: 'Attachments', type: 'integer' },
    { key: 'full_statements', title: 'Statements allowing all', type: 'integer' }
  ],
  population: `
    select
      attachment.policy_arn as resource,
      min(attachment.policy_name) as policy_name,
      ${isAdministratorAccess('attachment.policy_arn')} as is_administrator_access,
      count(*) as attachments,
      json_group_array(attachment.principal_arn order by attachment.principal_arn) as holders,
      ${administratorColumns('policy.document_id')},
      coalesce(policy.source_id, min(attachment.source_id)) as source_id,
      coalesce(policy.line, min(attachment.line)) as line,
      coalesce(policy.path, min(attachment.path)) as path
    from iam_attachment as attachment
    left join iam_policy as policy
      on policy.account_id = attachment.account_id and policy.arn = attachment.policy_arn
    where attachment.account_id = :account
      and attachment.policy_arn glob 'arn:*:iam::aws:policy/*'
      and ${isOwnPrincipal('attachment.principal_arn')}
    group by attachment.policy_arn`,
  whenEmpty:
    'No AWS managed policy is attached; attachments of IAM Identity Center and of service-linked roles are left out.',
  test(row) {
    const judged = judgeAdministrator(row, `Policy ${row.policy_name}`)
    const verdict =
      row.is_administrator_access === 1
        ? exception(`Policy ${row.policy_name} allows every action on every resource.`, judged.decidedBy)
        : judged
    if (verdict.status === 'pass') return verdict
    const holders = JSON.parse(row.holders) as string[]
    const detail = `${verdict.detail} ${holdersOf(holders, row.attachments)}`
    return verdict.status === 'exception' && holders.every(isPlatformRole)
      ? needsReview(
          `${detail} AWS makes this role for the management account; see who may take it.`,
          verdict.decidedBy
        )
      : { ...verdict, detail }
  }
})
