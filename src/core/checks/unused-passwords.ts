/** UNU-01: whether console passwords are left to users who do not sign in. */
import type { Flag } from '../iam/facts.ts'
import { automatedCheck, exception, needsReview, pass, type MemberRow } from './check.ts'
import { passwordUnknown } from './basis/console-user.ts'
import { dayOf, days, daysBetween } from './basis/age.ts'

interface Row extends MemberRow {
  readonly user_name: string
  readonly password_enabled: Flag | null
  readonly created_at: number | null
  readonly password_last_used_at: number | null
  readonly password_last_changed_at: number | null
}

export default automatedCheck<Row>({
  id: 'unused-passwords',
  control: 'UNU-01',
  topic: 'tidy',
  severity: 'medium',
  scope: 'account',
  criterion: 'Every console password was used within the period allowed.',
  effect: 'A password nobody uses is taken over without anybody noticing.',
  recommendation:
    'Remove the console password of users who did not sign in for 45 days; give it back when asked for.',
  remediation: {
    console: 'IAM → Users → the user → Security credentials → Manage console access → Disable.',
    cli: 'aws iam delete-login-profile --user-name USER.',
    terraform: 'Remove aws_iam_user_login_profile of the user.'
  },
  procedure: [
    'Take all users with a console password; root is looked at by itself.',
    'Count days from the last sign-in to the date of the report; where there is none, from the last change of the password, else from the creation of the user.',
    'For exceptions ask whether the person left; compare with the list of leavers.'
  ],
  limits: [
    'Sign-ins through the console alone count; what the user did with access keys is tested by UNU-02.',
    'AWS records sign-ins since 20 October 2014.',
    'A sign-in or a call reaches the report some minutes later, and the report itself may be four hours old.'
  ],
  sources: [
    'IAM User Guide: Find unused AWS credentials',
    'IAM User Guide: Generate credential reports for your AWS account'
  ],
  needs: ['credential-report'],
  parameters: ['unusedCredentialDays'],
  columns: [
    { key: 'user_name', title: 'User', type: 'text' },
    { key: 'password_last_used_at', title: 'Last sign-in', type: 'time' },
    { key: 'password_last_changed_at', title: 'Password changed', type: 'time' },
    { key: 'created_at', title: 'User created', type: 'time' }
  ],
  population: `
    select
      arn as resource,
      user_name,
      password_enabled,
      created_at,
      password_last_used_at,
      password_last_changed_at,
      source_id,
      line,
      path
    from credential
    where account_id = :account and is_root = 0 and coalesce(password_enabled, 1) = 1`,
  whenEmpty: 'No IAM user has a console password.',
  test(row, { asOf, parameters }) {
    const { user_name, created_at, password_last_used_at, password_last_changed_at } = row
    if (row.password_enabled === null) return passwordUnknown(user_name)
    const since = password_last_used_at ?? password_last_changed_at ?? created_at
    if (since === null)
      return needsReview(`The credential report has no date for the password of user ${user_name}.`)
    const age = daysBetween(since, asOf)
    const found =
      password_last_used_at === null
        ? `Password of user ${user_name} was never used and was set ${days(age)} before the report (${dayOf(since)})`
        : `Password of user ${user_name} was last used ${days(age)} before the report (${dayOf(since)})`
    return age >= parameters.unusedCredentialDays
      ? exception(`${found}; unused from ${days(parameters.unusedCredentialDays)} on.`)
      : pass(`${found}.`)
  }
})
