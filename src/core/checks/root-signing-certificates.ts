/** ROOT-05: whether the root user has an X.509 signing certificate. */
import { automatedCheck, exception, needsReview, pass } from './check.ts'
import { noRootUser, rootUser, type RootUserRow } from './basis/root-user.ts'

export default automatedCheck<RootUserRow>({
  id: 'root-signing-certificates',
  control: 'ROOT-05',
  topic: 'root',
  severity: 'medium',
  scope: 'account',
  criterion: 'The root user has no active signing certificate.',
  effect:
    'A signing certificate is one more root credential: it signs requests to old interfaces with the power of root and without MFA.',
  recommendation:
    'Delete the signing certificates of the root user; the services that once needed them take roles today.',
  remediation: {
    console:
      'Sign in as the root user, open Security credentials → X.509 certificates, deactivate each certificate, then delete it.',
    cli: 'With the root credentials: aws iam list-signing-certificates, then aws iam delete-signing-certificate --certificate-id ID.',
    terraform: 'Terraform does not manage signing certificates of the root user; delete them by hand.'
  },
  procedure: [
    'Read cert_1_active and cert_2_active of the root row in the credential report.',
    'Compare with AccountSigningCertificatesPresent of the account summary.'
  ],
  limits: ['An inactive certificate is not counted.'],
  sources: [
    'IAM User Guide: Generate credential reports for your AWS account',
    'IAM API Reference: GetAccountSummary'
  ],
  needs: [['credential-report.root', 'account-summary']],
  parameters: [],
  columns: [
    { key: 'cert_1_active', title: 'Certificate 1 active', type: 'boolean' },
    { key: 'cert_2_active', title: 'Certificate 2 active', type: 'boolean' },
    { key: 'summary_certificates', title: 'Certificates in the account summary', type: 'integer' }
  ],
  population: rootUser,
  whenEmpty: noRootUser,
  test(row, { account }) {
    const seen = [row.cert_1_active, row.cert_2_active, row.summary_certificates].filter(
      (value) => value !== null
    )
    if (seen.some((value) => value > 0))
      return exception(`Root user of ${account} has an active signing certificate.`)
    if (seen.length === 0)
      return needsReview(
        `The exports of ${account} do not say whether the root user has a signing certificate.`
      )
    return pass(`Root user of ${account} has no active signing certificate.`)
  }
})
