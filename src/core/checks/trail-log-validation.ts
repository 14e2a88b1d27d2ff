/** CT-02: whether it would show that somebody changed the log files. */
import { automatedCheck, exception, needsReview, pass } from './check.ts'
import {
  noOwnTrail,
  ownTrails,
  trailColumns,
  trailNamed,
  unlistedTrails,
  type TrailRow
} from './basis/trail.ts'

export default automatedCheck<TrailRow>({
  id: 'trail-log-validation',
  control: 'CT-02',
  topic: 'logging',
  severity: 'medium',
  scope: 'account',
  criterion: 'Every trail writes digests by which a changed or deleted log file shows.',
  effect: 'Whoever may write to the bucket can take events out of the logs, and nobody can prove it.',
  recommendation: 'Turn log file validation on for every trail, and validate the digests from time to time.',
  remediation: {
    console: 'CloudTrail → Trails → the trail → General details → Edit → Log file validation: Enabled.',
    cli: 'aws cloudtrail update-trail --name TRAIL --enable-log-file-validation.',
    terraform:
      'The cloudtrail-baseline module of AWS Secure Baseline always has it on; else enable_log_file_validation = true of aws_cloudtrail.'
  },
  procedure: [
    'Read LogFileValidationEnabled of each trail.',
    'Ask who runs aws cloudtrail validate-logs, how often, and see a result of the period.'
  ],
  limits: ['That digests are written does not show that anybody compares them.'],
  sources: [
    'CloudTrail User Guide: Validating CloudTrail log file integrity',
    'CloudTrail User Guide: Security best practices in AWS CloudTrail'
  ],
  needs: ['trails'],
  wants: ['trail-status'],
  parameters: [],
  columns: [...trailColumns, { key: 'validates_log_files', title: 'Log files validated', type: 'boolean' }],
  population: ownTrails,
  whenEmpty: noOwnTrail,
  test(row, { account }) {
    if (row.name === null) return unlistedTrails(row, account)
    const trail = trailNamed(row)
    if (row.validates_log_files === null)
      return needsReview(`${trail}: the export does not say whether log files are validated.`)
    return row.validates_log_files === 1
      ? pass(`${trail} writes digests of its log files.`)
      : exception(`${trail} writes no digests of its log files.`)
  }
})
