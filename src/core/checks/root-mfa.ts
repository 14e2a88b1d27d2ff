/** ROOT-02: whether the root user signs in with a second factor. */
import { automatedCheck, exception, needsReview, pass } from './check.ts'
import {
  exportsDisagree,
  hasAccessKey,
  hasPassword,
  mfaOf,
  noRootUser,
  rootUser,
  type RootUserRow
} from './basis/root-user.ts'

export default automatedCheck<RootUserRow>({
  id: 'root-mfa',
  control: 'ROOT-02',
  topic: 'root',
  severity: 'critical',
  scope: 'account',
  criterion: 'The root user has an MFA device, or no credential that one could protect.',
  effect: 'A guessed or phished root password is enough to take over the account and everything in it.',
  recommendation:
    'Register at least two MFA devices for the root user and keep them apart; in member accounts remove the root credentials instead.',
  remediation: {
    console:
      'Sign in as the root user, open the account menu → Security credentials → Multi-factor authentication (MFA) → Assign MFA device.',
    cli: 'AWS takes MFA devices of the root user in the console only. To remove the root credentials of member accounts instead: aws iam enable-organizations-root-credentials-management.',
    terraform:
      'Terraform cannot register a device for the root user. For member accounts: aws_iam_organizations_features with enabled_features = ["RootCredentialsManagement"].'
  },
  procedure: [
    'Read mfa_active of the root row in the credential report and AccountMFAEnabled in the account summary.',
    'Where both are off, see whether the root user has a password or an access key at all.',
    'For a root user without credentials, see that central root management is on in the organization.'
  ],
  limits: [
    'Neither export says which kind of device it is, or who holds it; ROOT-03 and ROOT-08 ask.',
    'A device that is registered may be lost: the files do not show whether it was ever used.'
  ],
  sources: [
    'IAM User Guide: Multi-factor authentication for AWS account root user',
    'IAM User Guide: Generate credential reports for your AWS account',
    'IAM API Reference: GetAccountSummary'
  ],
  needs: [['credential-report.root', 'account-summary']],
  wants: ['organization-features'],
  parameters: [],
  columns: [
    { key: 'mfa_active', title: 'MFA in the report', type: 'boolean' },
    { key: 'summary_mfa', title: 'MFA in the summary', type: 'boolean' },
    { key: 'password_enabled', title: 'Password in the report', type: 'boolean' },
    { key: 'summary_password', title: 'Password in the summary', type: 'boolean' },
    { key: 'central_management', title: 'Managed centrally', type: 'boolean' }
  ],
  population: rootUser,
  whenEmpty: noRootUser,
  test(row, { account }) {
    const mfa = mfaOf(row)
    if (mfa.isOn === null)
      return needsReview(`The exports of ${account} do not say whether the root user has an MFA device.`)
    if (mfa.isOn) return pass(`Root user of ${account} has an MFA device.`)

    const password = hasPassword(row)
    const accessKey = hasAccessKey(row)
    const central = row.central_management === 1
    if (password === false && accessKey === false)
      return pass(
        central
          ? `Root user of ${account} has no password and no access key; its credentials are managed centrally.`
          : `Root user of ${account} has no password and no access key that an MFA device could protect.`
      )
    if (password === null && accessKey !== true && central)
      return needsReview(
        `Root user of ${account} has no MFA device; root credentials are managed centrally, but the exports do not say whether a password is left. Ask for the account summary.`
      )
    return exception(
      mfa.disagree
        ? `Root user of ${account} has no MFA device in one of two exports; ${exportsDisagree}.`
        : `Root user of ${account} has no MFA device.`
    )
  }
})
