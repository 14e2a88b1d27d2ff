/** CT-06: whether it shows who reads and deletes log files. */
import type { Flag } from '../iam/facts.ts'
import { automatedCheck, exception, needsReview, pass, type MemberRow } from './check.ts'
import { noOwnTrail, unlistedTrails } from './basis/trail.ts'
import { answeredNothing, trailBuckets, unlistedRegions } from './basis/trail-bucket.ts'

interface Row extends MemberRow {
  /** null in the row about trails that no export lists. */
  readonly trails: string | null
  readonly logging_target: string | null
  /** 1 where AWS answered that access is logged nowhere. */
  readonly is_off: Flag | null
  readonly seen: string
  readonly enabled: string
}

export default automatedCheck<Row>({
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
      'The secure-bucket module of AWS Secure Baseline logs to the bucket of log_bucket_name; else aws_s3_bucket_logging.'
  },
  procedure: [
    'Take the bucket of each trail; it may belong to another account, whose exports then tell.',
    'See that its access is logged to another bucket, and that there are records of the period.',
    'Where data events of the bucket are recorded instead, see them in the event selectors of a trail (CT-08) and conclude by hand.'
  ],
  limits: [
    'Data events that stand in for server access logging are tested by CT-08 and not weighed here.',
    'A bucket without logging is answered by an empty file: it counts only with the manifest that shows the call succeeded.'
  ],
  sources: [
    'Amazon S3 User Guide: Logging requests with server access logging',
    'CloudTrail User Guide: Security best practices in AWS CloudTrail'
  ],
  needs: ['trails'],
  wants: ['bucket-settings', 'collection-manifest'],
  parameters: [],
  columns: [
    { key: 'trails', title: 'Trails', type: 'text' },
    { key: 'logging_target', title: 'Logged to', type: 'text' }
  ],
  population: `
    with ${trailBuckets}
    select
      bucket.name as resource,
      bucket.trails,
      (
        select max(logging_target) from bucket_setting where resource = bucket.name
      ) as logging_target,
      ${answeredNothing('get-bucket-logging', 'bucket.name')} as is_off,
      '[]' as seen,
      '[]' as enabled,
      bucket.source_id,
      bucket.line,
      bucket.path
    from bucket
    union all
    ${unlistedRegions(2)}`,
  whenEmpty: noOwnTrail,
  test(row, { account }) {
    if (row.trails === null) return unlistedTrails(row, account)
    const bucket = `Bucket ${row.resource} of trail ${row.trails}`
    if (row.logging_target === row.resource)
      return exception(
        `${bucket} logs access to itself, where whoever reaches the logs reaches the record, too.`
      )
    if (row.logging_target !== null) return pass(`${bucket} logs access to bucket ${row.logging_target}.`)
    return row.is_off === 1
      ? exception(`${bucket} does not log access.`)
      : needsReview(
          `${bucket}: no export says whether access is logged; ask for aws s3api get-bucket-logging from the account that owns it.`
        )
  }
})
