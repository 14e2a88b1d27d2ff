/** CT-03: whether events reach CloudWatch Logs, where filters and alarms can see them. */
import { automatedCheck, exception, needsReview, pass } from './check.ts'
import { dayOf } from './basis/age.ts'
import {
  noOwnTrail,
  ownTrails,
  trailColumns,
  trailNamed,
  unlistedTrails,
  type TrailRow
} from './basis/trail.ts'

const secondsPerHour = 3600

export default automatedCheck<TrailRow>({
  id: 'trail-log-group',
  control: 'CT-03',
  topic: 'logging',
  severity: 'low',
  scope: 'account',
  criterion: 'Every trail delivers its events to a log group of CloudWatch Logs, and did so lately.',
  effect: 'No metric filter sees the events, so that no alarm tells of them and nobody can search them soon.',
  recommendation:
    'Send each trail to a log group with a retention that suits the investigation of incidents, or say what takes its place.',
  remediation: {
    console:
      'CloudTrail → Trails → the trail → CloudWatch Logs → Edit: Enabled, with a log group and a role.',
    cli: 'aws cloudtrail update-trail --name TRAIL --cloud-watch-logs-log-group-arn GROUP_ARN --cloud-watch-logs-role-arn ROLE_ARN.',
    terraform:
      'The cloudtrail-baseline module of AWS Secure Baseline with cloudtrail_cloudwatch_logs_enabled = true, or cloud_watch_logs_group_arn and cloud_watch_logs_role_arn of aws_cloudtrail.'
  },
  procedure: [
    'Read CloudWatchLogsLogGroupArn of each trail, and LatestCloudWatchLogsDeliveryTime in its status.',
    'See how long the log group keeps its events.',
    'Where a system outside AWS takes the events from the bucket instead, see that it raises the alarms.'
  ],
  limits: [
    'How long the log group keeps its events is not in the export.',
    'A system outside AWS that takes the events from the bucket is not seen.'
  ],
  sources: [
    'CloudTrail User Guide: Monitoring CloudTrail log files with Amazon CloudWatch Logs',
    'CloudTrail API Reference: GetTrailStatus'
  ],
  needs: ['trails'],
  wants: ['trail-status'],
  parameters: ['logDeliveryHours'],
  columns: [
    ...trailColumns,
    { key: 'log_group_arn', title: 'Log group', type: 'text' },
    { key: 'latest_log_group_delivery_at', title: 'Last delivery', type: 'time' }
  ],
  population: ownTrails,
  whenEmpty: noOwnTrail,
  test(row, { account, asOf, parameters }) {
    if (row.name === null) return unlistedTrails(row, account)
    const trail = trailNamed(row)
    if (row.log_group_arn === null) return exception(`${trail} delivers to no log group.`)
    if (row.has_status === 0)
      return needsReview(
        `${trail} has a log group; no export says when it last delivered there. Ask for aws cloudtrail get-trail-status.`
      )
    const at = row.latest_log_group_delivery_at
    if (at === null) return exception(`${trail} has a log group and never delivered there.`)
    const hours = parameters.logDeliveryHours
    return asOf - at > hours * secondsPerHour
      ? exception(
          `${trail} last delivered to its log group on ${dayOf(at)}, more than ${hours} hours before the export.`
        )
      : pass(`${trail} delivered to its log group within ${hours} hours of the export.`)
  }
})
