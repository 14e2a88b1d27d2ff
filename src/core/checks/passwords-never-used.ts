/** UNU-03: whether users hold a console password they never used. */
import type { Flag } from '../iam/facts.ts'
import { automatedCheck, exception, needsReview, pass, type MemberRow } from './check.ts'
import { passwordUnknown } from './basis/console-user.ts'
import { dayOf, days, daysBetween } from './basis/age.ts'

interface Row extends MemberRow {
  readonly user_name: string
  readonly password_enabled: Flag | null
  readonly created_at: number | null
  readonly password_last_used_at: number | null
  readonly password_last_used_absence: string | null
  readonly password_last_changed_at: number | null
}

export default automatedCheck<Row>({
  id: 'passwords-never-used',
  control: 'UNU-03',
  topic: 'tidy',
  severity: 'medium',
  scope: 'account',
  criterion: 'No user holds a console password that was never used.',
  effect:
    'The first password is often known to the administrator who set it, and to the mailbox it was sent through.',
  recommendation:
    'Remove console passwords that were never used, and give new ones an end date for the first sign-in.',
  remediation: {
    console: 'IAM → Users → the user → Security credentials → Manage console access → Disable.',
    cli: 'aws iam delete-login-profile --user-name USER.',
    terraform: 'Remove aws_iam_user_login_profile of the user.'
  },
  procedure: [
    'Take the users whose password was never used; AWS records sign-ins since October 2014.',
    'Ask whether the user is still wanted and who has the first password.'
  ],
  limits: [
    'AWS records sign-ins since 20 October 2014; an earlier one looks like none.',
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
      password_last_used_absence,
      password_last_changed_at,
      source_id,
      line,
      path
    from credential
    where account_id = :account and is_root = 0 and coalesce(password_enabled, 1) = 1`,
  whenEmpty: 'No IAM user has a console password.',
  test(row, { asOf, parameters }) {
    const { user_name } = row
    if (row.password_enabled === null) return passwordUnknown(user_name)
    if (row.password_last_used_at !== null)
      return pass(`User ${user_name} signed in, last on ${dayOf(row.password_last_used_at)}.`)
    const since = row.password_last_changed_at ?? row.created_at
    if (since === null || row.password_last_used_absence === null)
      return needsReview(
        `The credential report does not say whether user ${user_name} ever signed in, or since when it could.`
      )
    const age = daysBetween(since, asOf)
    const found = `User ${user_name} never signed in with the password set on ${dayOf(since)}, ${days(age)} before the report`
    return age >= parameters.unusedCredentialDays
      ? exception(`${found}; unused from ${days(parameters.unusedCredentialDays)} on.`)
      : pass(`${found}.`)
  }
})
