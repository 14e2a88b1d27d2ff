/** CT-06: whether it shows who reads and deletes log files. */
import { manualStep } from './check.ts'

export default manualStep({
  id: 'trail-bucket-logging',
  control: 'CT-06',
  topic: 'logging',
  severity: 'medium',
  scope: 'account',
  criterion: 'Access to the bucket with the log files of CloudTrail is itself logged.',
  effect: 'Nobody sees who read, changed or deleted the logs.',
  recommendation:
    'Turn server access logging on for the bucket, with another bucket as its target, or record its data events with CloudTrail.',
  remediation: {
    console: 'S3 → the bucket → Properties → Server access logging → Edit: Enable, with a target bucket.',
    cli: 'aws s3api put-bucket-logging --bucket BUCKET --bucket-logging-status file://LOGGING.json.',
    terraform:
      'The secure-bucket module of the baseline logs to the bucket of audit_log_bucket_access_logs_name; else aws_s3_bucket_logging.'
  },
  procedure: [
    'Take the bucket of each trail and obtain aws s3api get-bucket-logging --bucket BUCKET from the account that owns it.',
    'See that LoggingEnabled names another bucket, and that it holds records of the period.',
    'Where data events of the bucket are recorded instead, see them in the event selectors of a trail.'
  ],
  evidenceExpected: 'The answer of get-bucket-logging for each trail bucket, with a record of the period.'
})
