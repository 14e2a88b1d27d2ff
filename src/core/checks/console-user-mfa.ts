/** MFA-01: whether every user who can sign in to the console has a second factor. */
import type { Flag } from '../iam/facts.ts'
import { automatedCheck, exception, needsReview, pass, type MemberRow } from './check.ts'
import { passwordUnknown } from './basis/console-user.ts'
import { dayOf } from './basis/age.ts'

interface Row extends MemberRow {
  readonly user_name: string
  readonly password_enabled: Flag | null
  readonly mfa_active: Flag | null
  readonly password_last_used_at: number | null
}

export default automatedCheck<Row>({
  id: 'console-user-mfa',
  control: 'MFA-01',
  topic: 'mfa',
  severity: 'high',
  scope: 'account',
  criterion: 'Every IAM user with a console password has an MFA device.',
  effect: "One guessed, reused or phished password gives a stranger the user's permissions in the console.",
  recommendation:
    'Have each user register an MFA device, or remove the console password where the user does not sign in; let people sign in through IAM Identity Center.',
  remediation: {
    console:
      'IAM → Users → the user → Security credentials → Multi-factor authentication (MFA) → Assign MFA device.',
    cli: 'aws iam create-virtual-mfa-device and aws iam enable-mfa-device --user-name USER; or aws iam delete-login-profile --user-name USER.',
    terraform:
      'aws_iam_virtual_mfa_device creates the device, the user must enable it; remove aws_iam_user_login_profile where no console is needed. Enforce with a policy that denies all but MFA set-up while aws:MultiFactorAuthPresent is false.'
  },
  procedure: [
    'Filter the credential report for users with a password and without MFA.',
    'Ask whether any of them is used by a program; a program has no need of a console password.',
    'See whether a policy forces MFA at sign-in, or whether a registered device can be ignored.'
  ],
  limits: [
    'That a device is registered does not mean that any policy asks for it.',
    'The report does not say which kind of device it is; MFA-04 asks.',
    'People who sign in through IAM Identity Center or federation are no IAM users and not in the report.'
  ],
  sources: [
    'IAM User Guide: AWS Multi-factor authentication in IAM',
    'IAM User Guide: Generate credential reports for your AWS account'
  ],
  needs: ['credential-report'],
  parameters: [],
  columns: [
    { key: 'user_name', title: 'User', type: 'text' },
    { key: 'mfa_active', title: 'MFA', type: 'boolean' },
    { key: 'password_last_used_at', title: 'Last sign-in', type: 'time' }
  ],
  population: `
    select
      arn as resource,
      user_name,
      password_enabled,
      mfa_active,
      password_last_used_at,
      source_id,
      line,
      path
    from credential
    where account_id = :account and is_root = 0 and coalesce(password_enabled, 1) = 1`,
  whenEmpty: 'No IAM user has a console password.',
  test({ user_name, password_enabled, mfa_active, password_last_used_at }) {
    if (mfa_active === 1) return pass(`User ${user_name} has an MFA device.`)
    if (password_enabled === null) return passwordUnknown(user_name)
    if (mfa_active === null)
      return needsReview(`The credential report does not say whether user ${user_name} has an MFA device.`)
    const use =
      password_last_used_at === null ? 'no recorded sign-in' : `last sign-in ${dayOf(password_last_used_at)}`
    return exception(`User ${user_name} has a console password and no MFA device (${use}).`)
  }
})
