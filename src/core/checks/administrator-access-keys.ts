/** KEY-08: whether users who are administrators hold access keys. */
import type { Flag } from '../iam/facts.ts'
import { automatedCheck, exception, needsReview, pass } from './check.ts'
import {
  administratorHoldings,
  administratorJoins,
  administratorRow,
  standingOf,
  type AdministratorRow
} from './basis/administrator-holding.ts'
import { count } from './basis/sentence.ts'

interface Row extends AdministratorRow {
  readonly user_name: string
  readonly key_1_active: Flag | null
  readonly key_2_active: Flag | null
  readonly is_reported: Flag
  readonly active_keys: number
}

export default automatedCheck<Row>({
  id: 'administrator-access-keys',
  control: 'KEY-08',
  topic: 'keys',
  severity: 'high',
  scope: 'account',
  criterion: 'No user with administrator permissions has an active access key.',
  effect: 'The key works from anywhere without MFA, lies in files and shells, and opens the whole account.',
  recommendation:
    'Deactivate and delete the keys of administrators; let them work with short-lived sessions of IAM Identity Center or a role.',
  remediation: {
    console: 'IAM → Users → the user → Security credentials → Access keys → Deactivate, later Delete.',
    cli: 'aws iam update-access-key --user-name USER --access-key-id ID --status Inactive, later aws iam delete-access-key.',
    terraform: 'Remove aws_iam_access_key of the user.'
  },
  procedure: [
    'Take the users who hold every permission, by whatever policy or group, and their active keys.',
    'Ask what each key is for, and whether a policy demands MFA for its calls.',
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
    { key: 'active_keys', title: 'Active keys', type: 'integer' },
    { key: 'boundary_arn', title: 'Permissions boundary', type: 'text' }
  ],
  population: `
    with ${administratorHoldings}
    select
      user.arn as resource,
      user.name as user_name,
      report.key_1_active,
      report.key_2_active,
      report.arn is not null as is_reported,
      coalesce(report.key_1_active, 0) + coalesce(report.key_2_active, 0) as active_keys,
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
    'Whether a policy demands MFA for what the key does is tested by MFA-05.',
    'Service control policies are not weighed; they may leave an administrator less.'
  ],
  sources: [
    'IAM User Guide: Security best practices in IAM, Require human users to use federation with an identity provider',
    'IAM User Guide: Manage access keys for IAM users'
  ],
  test(row) {
    const subject = `User ${row.user_name}`
    const standing = standingOf(row)
    if (standing.kind === 'none') return pass(`${subject} ${standing.words}.`)
    if (row.active_keys > 0) {
      const sentence = `${subject} has ${count(row.active_keys, 'active access key')} and ${standing.words}.`
      return standing.kind === 'full'
        ? exception(sentence, standing.decidedBy)
        : needsReview(sentence, standing.decidedBy)
    }
    if (row.is_reported === 0)
      return needsReview(`${subject} ${standing.words} and is not in the credential report.`)
    return row.key_1_active === null || row.key_2_active === null
      ? needsReview(
          `${subject} ${standing.words}; the credential report does not say which access keys are active.`
        )
      : pass(`${subject} has no active access key and ${standing.words}.`)
  }
})
