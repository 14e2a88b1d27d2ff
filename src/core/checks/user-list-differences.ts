/** UNU-16: whether the two exports that list users list the same users. */
import type { Flag } from '../iam/facts.ts'
import { automatedCheck, needsReview, pass, type MemberRow } from './check.ts'

interface Row extends MemberRow {
  readonly user_name: string
  readonly in_report: Flag
  readonly in_details: Flag
  readonly created_at: number | null
}

export default automatedCheck<Row>({
  id: 'user-list-differences',
  control: 'UNU-16',
  topic: 'tidy',
  severity: 'info',
  scope: 'account',
  criterion: 'Credential report and authorization details list the same users.',
  effect: 'A user in one export only is tested by half of the checks.',
  recommendation:
    'Take both exports at the same time and complete; the credential report may be four hours old.',
  remediation: {
    console: 'IAM → Credential report → Download, beside the output of the command.',
    cli: 'aws iam generate-credential-report, aws iam get-credential-report and aws iam get-account-authorization-details, one after the other.',
    terraform: 'Nothing to change; this concerns the exports.'
  },
  procedure: [
    'Join the users of both exports by ARN.',
    'For each difference compare the date of creation with the dates of the exports: the user was made or deleted in between, or an export is not complete.'
  ],
  limits: [
    'Two exports of different times differ for good reasons; the sentence cannot tell them from a filtered export.'
  ],
  sources: [
    'IAM User Guide: Generate credential reports for your AWS account',
    'IAM API Reference: GetAccountAuthorizationDetails'
  ],
  needs: ['credential-report', 'account-authorization-details.users'],
  parameters: [],
  columns: [
    { key: 'user_name', title: 'User', type: 'text' },
    { key: 'in_report', title: 'In the credential report', type: 'boolean' },
    { key: 'in_details', title: 'In the authorization details', type: 'boolean' },
    { key: 'created_at', title: 'User created', type: 'time' }
  ],
  population: `
    select
      credential.arn as resource,
      credential.user_name,
      1 as in_report,
      exists (
        select 1 from iam_user
        where account_id = credential.account_id and arn = credential.arn
      ) as in_details,
      credential.created_at,
      credential.source_id,
      credential.line,
      credential.path
    from credential
    where credential.account_id = :account and credential.is_root = 0
    union all
    select
      user.arn,
      user.name,
      0,
      1,
      user.created_at,
      user.source_id,
      user.line,
      user.path
    from iam_user as user
    where user.account_id = :account
      and not exists (
        select 1 from credential
        where account_id = user.account_id and arn = user.arn
      )`,
  suspects: 'in_report = 0 or in_details = 0',
  whenEmpty: 'Neither export lists an IAM user.',
  test({ user_name, in_report, in_details }) {
    if (in_report === 1 && in_details === 1) return pass(`User ${user_name} is in both exports.`)
    return needsReview(
      in_report === 1
        ? `User ${user_name} is in the credential report and not in the authorization details.`
        : `User ${user_name} is in the authorization details and not in the credential report.`
    )
  }
})
