/** MFA-03: whether each user who is an administrator, by whatever policy, has MFA. */
import type { Flag } from '../iam/facts.ts'
import { automatedCheck, exception, needsReview, pass } from './check.ts'
import {
  administratorHoldings,
  administratorJoins,
  administratorRow,
  standingOf,
  type AdministratorRow
} from './basis/administrator-holding.ts'

interface Row extends AdministratorRow {
  readonly user_name: string
  readonly mfa_active: Flag | null
  readonly is_reported: Flag
}

export default automatedCheck<Row>({
  id: 'administrator-mfa',
  control: 'MFA-03',
  topic: 'mfa',
  severity: 'critical',
  scope: 'account',
  criterion: 'Every user with administrator permissions has MFA.',
  effect: 'A guessed or stolen password, or a key found in code, is enough to own the account.',
  recommendation:
    'Register an MFA device for each administrator, a passkey or security key first, and move administration to roles.',
  remediation: {
    console: 'IAM → Users → the user → Security credentials → Assign MFA device.',
    cli: 'aws iam create-virtual-mfa-device and aws iam enable-mfa-device for the user; security keys are registered in the console.',
    terraform:
      'The AWS provider makes aws_iam_virtual_mfa_device only; registering it is a step of the user outside Terraform.'
  },
  procedure: [
    'Take the users who hold every permission: attached, written into the user, or through a group, under whatever name.',
    'Compare with mfa_active of the credential report; a user with keys alone counts, because MFA protects calls too where a policy asks for it.',
    'Judge users whose permissions have a condition or a boundary, and those with policies the export does not describe.'
  ],
  needs: [
    'credential-report',
    'account-authorization-details.users',
    'account-authorization-details.groups',
    'account-authorization-details.policies'
  ],
  parameters: [],
  columns: [
    { key: 'user_name', title: 'User', type: 'text' },
    { key: 'mfa_active', title: 'MFA', type: 'boolean' },
    { key: 'boundary_arn', title: 'Permissions boundary', type: 'text' }
  ],
  population: `
    with ${administratorHoldings}
    select
      user.arn as resource,
      user.name as user_name,
      report.mfa_active,
      report.arn is not null as is_reported,
      ${administratorRow('user')},
      coalesce(report.source_id, user.source_id) as source_id,
      coalesce(report.line, user.line) as line,
      case when report.arn is null then user.path else report.path end as path
    from iam_user as user
    ${administratorJoins('user')}
    left join credential as report on report.account_id = user.account_id and report.arn = user.arn
    where user.account_id = :account
      and (administrator.principal_arn is not null or undescribed.principal_arn is not null)`,
  whenEmpty: 'No user holds administrator permissions.',
  limits: [
    'Users who can become administrators by a chain of other permissions are not counted.',
    'Service control policies are not weighed; they may leave an administrator less.',
    'mfa_active does not say which kind of device it is, nor whether a policy asks for it.'
  ],
  sources: [
    'IAM User Guide: Security best practices in IAM, Require multi-factor authentication (MFA)',
    'IAM User Guide: Get credential reports for your AWS account'
  ],
  test(row) {
    const subject = `User ${row.user_name}`
    const standing = standingOf(row)
    if (standing.kind === 'none') return pass(`${subject} ${standing.words}.`)
    if (row.mfa_active === 1) return pass(`${subject} has MFA and ${standing.words}.`, standing.decidedBy)
    const mfa =
      row.mfa_active === 0
        ? 'has no MFA'
        : row.is_reported === 1
          ? 'has MFA or not, which the credential report does not say'
          : 'is not in the credential report'
    return row.mfa_active === 0 && standing.kind === 'full'
      ? exception(`${subject} ${mfa} and ${standing.words}.`, standing.decidedBy)
      : needsReview(`${subject} ${mfa} and ${standing.words}.`, standing.decidedBy)
  }
})
