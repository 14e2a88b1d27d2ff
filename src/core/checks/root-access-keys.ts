/** ROOT-01: whether the root user has an access key. */
import { automatedCheck, exception, needsReview, pass } from './check.ts'
import { daysBetween, days } from './basis/age.ts'
import { exportsDisagree, hasAccessKey, noRootUser, rootUser, type RootUserRow } from './basis/root-user.ts'

export default automatedCheck<RootUserRow>({
  id: 'root-access-keys',
  control: 'ROOT-01',
  topic: 'root',
  severity: 'critical',
  scope: 'account',
  criterion: 'The root user has no active access key.',
  effect:
    'Whoever holds a root access key controls the whole account without a second factor, and no IAM policy can limit it.',
  recommendation:
    'Find what uses the root access key, move it to a role, deactivate the key, and delete it once nothing breaks.',
  remediation: {
    console:
      'Sign in as the root user, open the account menu → Security credentials → Access keys, deactivate each key, then delete it.',
    cli: 'With the root credentials: aws iam list-access-keys, then aws iam delete-access-key --access-key-id KEY_ID. For a member account under central root management use a root task session: aws sts assume-root --target-principal ACCOUNT_ID --task-policy-arn arn=arn:aws:iam::aws:policy/root-task/IAMDeleteRootUserCredentials.',
    terraform:
      'Terraform does not manage root access keys. Delete them by hand, and keep them away with aws_iam_organizations_features and enabled_features = ["RootCredentialsManagement"].'
  },
  procedure: [
    'Read the root row of the credential report: both access keys must be inactive.',
    'Compare with AccountAccessKeysPresent of the account summary; ask for both exports again where they differ.',
    'Where a key exists, ask who created it and why, and look at its last use.'
  ],
  limits: [
    'An access key that was deleted before the export leaves no trace in it.',
    'Signing certificates and other credentials of the root user are tested by ROOT-05.'
  ],
  sources: [
    'IAM User Guide: Root user best practices for your AWS account',
    'IAM User Guide: Generate credential reports for your AWS account',
    'IAM API Reference: GetAccountSummary'
  ],
  needs: [['credential-report.root', 'account-summary']],
  parameters: [],
  columns: [
    { key: 'key_1_active', title: 'Key 1 active', type: 'boolean' },
    { key: 'key_1_rotated_at', title: 'Key 1 rotated', type: 'time' },
    { key: 'key_1_last_used_at', title: 'Key 1 last used', type: 'time' },
    { key: 'key_2_active', title: 'Key 2 active', type: 'boolean' },
    { key: 'key_2_rotated_at', title: 'Key 2 rotated', type: 'time' },
    { key: 'key_2_last_used_at', title: 'Key 2 last used', type: 'time' },
    { key: 'summary_keys', title: 'Keys in the account summary', type: 'integer' }
  ],
  population: rootUser,
  whenEmpty: noRootUser,
  test(row, { account, asOf }) {
    const keys = [
      keySentence(1, row.key_1_active, row.key_1_rotated_at, row.key_1_last_used_at, asOf),
      keySentence(2, row.key_2_active, row.key_2_rotated_at, row.key_2_last_used_at, asOf)
    ].filter((sentence) => sentence !== null)
    const summaryKeys = row.summary_keys ?? 0
    if (keys.length > 0) {
      const doubt = row.summary_keys === 0 ? `; ${exportsDisagree}` : ''
      return exception(`Root user of ${account} has ${keys.join(' and ')}${doubt}.`)
    }
    if (summaryKeys > 0) {
      const doubt = row.in_report === 1 ? `, the credential report shows none; ${exportsDisagree}` : ''
      return exception(`Root user of ${account}: the account summary counts an access key${doubt}.`)
    }
    if (hasAccessKey(row) === null)
      return needsReview(`The exports of ${account} do not say whether the root user has an access key.`)
    return pass(`Root user of ${account} has no active access key.`)
  }
})

function keySentence(
  number: 1 | 2,
  active: number | null,
  rotatedAt: number | null,
  lastUsedAt: number | null,
  asOf: number
): string | null {
  if (active !== 1) return null
  const age = rotatedAt === null ? 'of unknown age' : `${days(daysBetween(rotatedAt, asOf))} old`
  const use =
    lastUsedAt === null
      ? 'no recorded use'
      : `last used ${days(daysBetween(lastUsedAt, asOf))} before the report`
  return `active access key ${number} (${age}, ${use})`
}
