/** KEY-04: whether one user serves a person and a program at once. */
import type { Flag } from '../iam/facts.ts'
import { automatedCheck, needsReview, pass, type MemberRow } from './check.ts'
import { passwordUnknown } from './basis/console-user.ts'

interface Row extends MemberRow {
  readonly user_name: string
  readonly password_enabled: Flag | null
  readonly mfa_active: Flag | null
  /** null where the report does not say. */
  readonly active_keys: number | null
  readonly password_last_used_at: number | null
  readonly key_last_used_at: number | null
}

export default automatedCheck<Row>({
  id: 'console-users-with-access-keys',
  control: 'KEY-04',
  topic: 'keys',
  severity: 'medium',
  scope: 'account',
  criterion: 'A user has either a console password or an access key, not both.',
  effect: "A program runs with a person's rights and goes on doing so after the person left, without MFA.",
  recommendation:
    'Give people a role for the command line through IAM Identity Center, and programs a role of their own.',
  remediation: {
    console: 'IAM → Users → the user → Security credentials: remove the credential that is not needed.',
    cli: 'aws iam delete-access-key --user-name USER --access-key-id KEY_ID, or aws iam delete-login-profile --user-name USER; people use aws configure sso.',
    terraform: 'Keep aws_iam_user_login_profile and aws_iam_access_key on different users, or use neither.'
  },
  procedure: [
    'Take the users with a console password that also have an active access key.',
    'Ask what the key is for and compare when password and key were last used.',
    'Judge whether a person needs the key, and whether MFA is asked for its use.'
  ],
  limits: ['The report does not say whether a person or a program uses the key.'],
  sources: [
    'IAM User Guide: Manage access keys for IAM users',
    'IAM User Guide: Security best practices in IAM'
  ],
  needs: ['credential-report'],
  parameters: [],
  columns: [
    { key: 'user_name', title: 'User', type: 'text' },
    { key: 'mfa_active', title: 'MFA', type: 'boolean' },
    { key: 'active_keys', title: 'Active keys', type: 'integer' },
    { key: 'password_last_used_at', title: 'Last sign-in', type: 'time' },
    { key: 'key_last_used_at', title: 'Key last used', type: 'time' }
  ],
  population: `
    select
      arn as resource,
      user_name,
      password_enabled,
      mfa_active,
      key_1_active + key_2_active as active_keys,
      password_last_used_at,
      nullif(max(coalesce(key_1_last_used_at, 0), coalesce(key_2_last_used_at, 0)), 0) as key_last_used_at,
      source_id,
      line,
      path
    from credential
    where account_id = :account and is_root = 0 and coalesce(password_enabled, 1) = 1`,
  whenEmpty: 'No IAM user has a console password.',
  test({ user_name, password_enabled, active_keys }) {
    if (active_keys === null)
      return needsReview(
        `The credential report does not say which access keys of user ${user_name} are active.`
      )
    if (active_keys === 0) return pass(`User ${user_name} has a console password and no active access key.`)
    if (password_enabled === null) return passwordUnknown(user_name)
    const keys = active_keys === 1 ? 'an active access key' : `${active_keys} active access keys`
    return needsReview(
      `User ${user_name} has a console password and ${keys}; judge whether a person needs both.`
    )
  }
})
