/** MFA-02: the strict reading, in which every IAM user has a second factor, with a password or without. */
import type { Flag } from '../iam/facts.ts'
import { automatedCheck, exception, needsReview, pass, type MemberRow } from './check.ts'

interface Row extends MemberRow {
  readonly user_name: string
  readonly password_enabled: Flag | null
  readonly mfa_active: Flag | null
  readonly active_keys: number
}

export default automatedCheck<Row>({
  id: 'user-mfa',
  control: 'MFA-02',
  topic: 'mfa',
  severity: 'medium',
  scope: 'account',
  criterion: 'Every IAM user has an MFA device, whether or not it has a console password.',
  effect:
    'A stolen access key of a user without MFA meets no second factor, even where policies ask for one.',
  recommendation:
    'Replace users of programs by roles; give every user that stays an MFA device, and record the service users that cannot have one as accepted exceptions.',
  remediation: {
    console:
      'IAM → Users → the user → Security credentials → Multi-factor authentication (MFA) → Assign MFA device.',
    cli: 'aws iam enable-mfa-device --user-name USER --serial-number SERIAL --authentication-code1 CODE --authentication-code2 CODE; or aws iam delete-user --user-name USER once a role has taken over.',
    terraform:
      'Replace aws_iam_user and aws_iam_access_key of a program by an aws_iam_role with a narrow trust policy.'
  },
  procedure: [
    'Take all users of the credential report but root; MFA-01 tests those with a password by themselves.',
    'For users without a password ask which program uses them and why it cannot take a role.',
    'Accept a service user only with a named owner, a narrow policy and a source restriction.'
  ],
  limits: [
    'A device protects calls made with an access key only where a policy asks for it.',
    'The report does not tell programs from people.'
  ],
  sources: [
    'IAM User Guide: AWS Multi-factor authentication in IAM',
    'IAM User Guide: Generate credential reports for your AWS account',
    'AWS Security Hub User Guide: Security Hub controls for IAM (IAM.19)'
  ],
  needs: ['credential-report'],
  parameters: [],
  columns: [
    { key: 'user_name', title: 'User', type: 'text' },
    { key: 'mfa_active', title: 'MFA', type: 'boolean' },
    { key: 'password_enabled', title: 'Console password', type: 'boolean' },
    { key: 'active_keys', title: 'Active keys', type: 'integer' }
  ],
  population: `
    select
      arn as resource,
      user_name,
      password_enabled,
      mfa_active,
      coalesce(key_1_active, 0) + coalesce(key_2_active, 0) as active_keys,
      source_id,
      line,
      path
    from credential
    where account_id = :account and is_root = 0`,
  whenEmpty: 'The account has no IAM user.',
  test({ user_name, password_enabled, mfa_active, active_keys }) {
    if (mfa_active === 1) return pass(`User ${user_name} has an MFA device.`)
    if (mfa_active === null)
      return needsReview(`The credential report does not say whether user ${user_name} has an MFA device.`)
    const credentials = [
      ...(password_enabled === 1 ? ['a console password'] : []),
      ...(active_keys > 0
        ? [active_keys === 1 ? 'an active access key' : `${active_keys} active access keys`]
        : [])
    ]
    const held = credentials.length === 0 ? 'no password and no active key' : credentials.join(' and ')
    return exception(`User ${user_name} has no MFA device (${held}).`)
  }
})
