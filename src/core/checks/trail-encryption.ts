/** CT-04: whether log files are encrypted with a key of the client's own. */
import { automatedCheck, exception, pass } from './check.ts'
import {
  noOwnTrail,
  ownTrailsWith,
  trailColumns,
  trailNamed,
  unlistedTrails,
  type TrailRow
} from './basis/trail.ts'

interface Row extends TrailRow {
  /** Of the trail's key; null where no export describes it. */
  readonly key_state: string | null
}

export default automatedCheck<Row>({
  id: 'trail-encryption',
  control: 'CT-04',
  topic: 'logging',
  severity: 'medium',
  scope: 'account',
  criterion: 'The log files of every trail are encrypted with a KMS key.',
  effect:
    'Whoever may read the bucket may read the logs; a key of its own would ask for a second permission and record each use.',
  recommendation: 'Encrypt the log files with a customer managed key that only those who read logs may use.',
  remediation: {
    console:
      'CloudTrail → Trails → the trail → General details → Edit → Log file SSE-KMS encryption: Enabled.',
    cli: 'aws cloudtrail update-trail --name TRAIL --kms-key-id KEY_ARN.',
    terraform:
      'The cloudtrail-baseline module of AWS Secure Baseline always makes a key; else kms_key_id of aws_cloudtrail.'
  },
  procedure: [
    'Read KmsKeyId of each trail.',
    'See in the policy of the key who may decrypt with it, and that CloudTrail may encrypt.'
  ],
  limits: [
    'Who may decrypt with the key stands in its policy, which is not weighed.',
    'The state of the key is known only where its description was received.'
  ],
  sources: [
    'CloudTrail User Guide: Encrypting CloudTrail log files, digest files, and event data stores with AWS KMS keys (SSE-KMS)'
  ],
  needs: ['trails'],
  wants: ['trail-status', 'kms-keys'],
  parameters: [],
  columns: [
    ...trailColumns,
    { key: 'kms_key', title: 'KMS key', type: 'text' },
    { key: 'key_state', title: 'State of the key', type: 'text' }
  ],
  population: ownTrailsWith(`
    (
      select max(state)
      from kms_key
      where kms_key.arn = trail.kms_key
        or (kms_key.account_id = trail.account_id and kms_key.key_id = trail.kms_key)
    )`),
  whenEmpty: noOwnTrail,
  test(row, { account }) {
    if (row.name === null) return unlistedTrails(row, account)
    const trail = trailNamed(row)
    if (row.kms_key === null) return exception(`${trail} encrypts its log files with no KMS key.`)
    return row.key_state === null || row.key_state === 'Enabled'
      ? pass(`${trail} encrypts its log files with a KMS key.`)
      : exception(`${trail} names a KMS key that is ${row.key_state}, with which nothing can be encrypted.`)
  }
})
