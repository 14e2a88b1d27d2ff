/** ROOT-03: whether the root user's second factor is hardware or a passkey and not an app on a phone. */
import { automatedCheck, exception, needsReview, pass } from './check.ts'
import {
  hasAccessKey,
  hasPassword,
  mfaOf,
  noRootUser,
  rootUser,
  type RootUserRow
} from './basis/root-user.ts'

export default automatedCheck<RootUserRow>({
  id: 'root-hardware-mfa',
  control: 'ROOT-03',
  topic: 'root',
  severity: 'critical',
  scope: 'account',
  criterion: 'The MFA devices of the root user are hardware tokens or passkeys; none is virtual.',
  effect:
    'The secret of a virtual device can be copied from the phone, its backup or the enrolment picture, and then protects nothing.',
  recommendation:
    'Register FIDO2 security keys or hardware tokens for the root user, then remove the virtual device.',
  remediation: {
    console:
      'Sign in as the root user, open Security credentials → Multi-factor authentication (MFA), assign a passkey or security key or a hardware TOTP token, then remove the authenticator app.',
    cli: 'AWS takes MFA devices of the root user in the console only. To see what is there: aws iam list-virtual-mfa-devices --assignment-status Assigned.',
    terraform: 'Terraform cannot register a device for the root user; record the change in the custody log.'
  },
  procedure: [
    'See that MFA is on for the root user in the credential report or the account summary.',
    'Look in the list of virtual MFA devices for one assigned to the root user; the name of a device proves nothing.',
    'Ask to see the hardware device and where it is kept; a passkey synchronised between machines is a matter of judgement.'
  ],
  limits: [
    'AWS lists virtual devices only; that the other device is hardware or a passkey follows from their absence.',
    'A passkey that is synchronised between machines cannot be told from a security key.'
  ],
  sources: [
    'IAM User Guide: Multi-factor authentication for AWS account root user',
    'IAM API Reference: ListVirtualMFADevices'
  ],
  needs: ['virtual-mfa-devices', ['credential-report.root', 'account-summary']],
  parameters: [],
  columns: [
    { key: 'mfa_active', title: 'MFA in the report', type: 'boolean' },
    { key: 'summary_mfa', title: 'MFA in the summary', type: 'boolean' },
    { key: 'virtual_devices', title: 'Virtual devices', type: 'text' }
  ],
  population: rootUser,
  whenEmpty: noRootUser,
  test(row, { account }) {
    if (row.virtual_devices !== null)
      return exception(`Root user of ${account} has a virtual MFA device: ${row.virtual_devices}.`)
    const { isOn } = mfaOf(row)
    if (isOn === null)
      return needsReview(`The exports of ${account} do not say whether the root user has an MFA device.`)
    if (isOn) return pass(`Root user of ${account} has an MFA device and none that is virtual.`)
    if (hasPassword(row) === false && hasAccessKey(row) === false)
      return pass(
        `Root user of ${account} has no password and no access key that an MFA device could protect.`
      )
    return exception(`Root user of ${account} has no MFA device.`)
  }
})
