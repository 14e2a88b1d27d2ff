/** PWD-11: whether passwords are older than the account's own policy allows. */
import type { Flag } from '../iam/facts.ts'
import { automatedCheck, exception, needsReview, pass, type MemberRow } from './check.ts'
import { passwordUnknown } from './basis/console-user.ts'
import { dayOf, days, daysBetween } from './basis/age.ts'

interface Row extends MemberRow {
  readonly user_name: string
  readonly password_enabled: Flag | null
  readonly password_last_changed_at: number | null
  readonly password_next_rotation_at: number | null
  readonly max_age_days: number
}

export default automatedCheck<Row>({
  id: 'password-age',
  control: 'PWD-11',
  topic: 'passwords',
  severity: 'medium',
  scope: 'account',
  criterion: 'No console password is older than the password policy of the account allows.',
  effect: 'Expired passwords stay in place of users who no longer sign in, waiting to be taken over.',
  recommendation:
    'Remove the console password of users who no longer sign in, and have the others change it.',
  remediation: {
    console: 'IAM → Users → the user → Security credentials → Console sign-in → Manage console access.',
    cli: 'aws iam delete-login-profile --user-name USER, or aws iam update-login-profile --user-name USER --password-reset-required.',
    terraform: 'Remove aws_iam_user_login_profile of the user, or set password_reset_required = true.'
  },
  procedure: [
    'Take the maximum age from the exported password policy.',
    'Compare password_last_changed and password_next_rotation of each user with the date of the report.',
    'Ask why an expired password was left: the user may have gone.'
  ],
  limits: [
    'The policy counts as it stands in the export; what it was when the password was set is not known.'
  ],
  sources: [
    'IAM User Guide: Set an account password policy for IAM users',
    'IAM User Guide: Generate credential reports for your AWS account'
  ],
  needs: ['credential-report', 'password-policy'],
  parameters: [],
  columns: [
    { key: 'user_name', title: 'User', type: 'text' },
    { key: 'password_last_changed_at', title: 'Password changed', type: 'time' },
    { key: 'password_next_rotation_at', title: 'Due for change', type: 'time' },
    { key: 'max_age_days', title: 'Maximum age in days', type: 'integer' }
  ],
  population: `
    select
      credential.arn as resource,
      credential.user_name,
      credential.password_enabled,
      credential.password_last_changed_at,
      credential.password_next_rotation_at,
      policy.max_age_days,
      credential.source_id,
      credential.line,
      credential.path
    from credential
    join password_policy as policy on policy.account_id = credential.account_id
    where credential.account_id = :account
      and credential.is_root = 0
      and coalesce(credential.password_enabled, 1) = 1
      and policy.max_age_days > 0`,
  whenEmpty: 'No IAM user has a console password, or the account has no policy that lets passwords expire.',
  test(row, { asOf }) {
    const { user_name, password_last_changed_at, password_next_rotation_at, max_age_days } = row
    if (row.password_enabled === null) return passwordUnknown(user_name)
    if (password_next_rotation_at !== null && password_next_rotation_at < asOf)
      return exception(
        `Password of user ${user_name} expired on ${dayOf(password_next_rotation_at)}, ${days(daysBetween(password_next_rotation_at, asOf))} before the report.`
      )
    if (password_last_changed_at === null)
      return needsReview(
        `The credential report does not say when the password of user ${user_name} was changed.`
      )
    const age = daysBetween(password_last_changed_at, asOf)
    const found = `Password of user ${user_name} is ${days(age)} old`
    return age > max_age_days
      ? exception(`${found}, the policy allows ${days(max_age_days)}.`)
      : pass(`${found}.`)
  }
})
