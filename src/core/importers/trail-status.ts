/** Reads whether a trail is logging and when it last delivered. */
import { accountOfArn, parseArn } from '../iam/arn.ts'
import type { Importer, Outline, Reading } from './importer.ts'
import { flagOf, textOf, timeOf, type JsonRecord, type Member } from './reading/fields.ts'
import { readAnswers } from './reading/read-answers.ts'
import { refuseRegional } from './reading/regional.ts'
import { hasKey } from './reading/top-keys.ts'
import { noteWithoutTrail, trailOf } from './reading/trail-in-name.ts'

const importer: Importer = {
  kind: 'trail-status',
  title: 'CloudTrail trail status',
  family: 'logging',
  scope: 'account',
  required: false,
  parts: [''],
  command: 'aws cloudtrail get-trail-status --name <trail ARN> --output json',
  operations: ['GetTrailStatus'],
  recognises: (outline) => hasKey(outline, 'IsLogging'),
  read
}

export default importer

/** The answer does not name its trail; the same trail is asked about in every region that it records, and covered by both. */
function read(chunks: Iterable<Uint8Array>, outline: Outline, reading: Reading): void {
  const asked = trailOf(reading, 'trail-status')
  if (outline.error) {
    refuseRegional(outline.error, importer, reading, (region) => `${region}/${asked ?? reading.name}`)
    return
  }
  const account = (asked === null ? null : accountOfArn(asked)) ?? reading.accountHint ?? ''
  const region = reading.region ?? (asked === null ? undefined : parseArn(asked)?.region) ?? ''
  let isNamed = asked !== null
  const state = readAnswers(chunks, outline, reading, { values: answerKeys }, (answer, member, isAlone) => {
    const trail = isAlone ? asked : null
    if (trail === null) isNamed = false
    reading.fact('trail_status', {
      account_id: account,
      trail: trail ?? '',
      region,
      is_logging: flagOf(answer, 'IsLogging'),
      latest_delivery_at: timeOf(answer, 'LatestDeliveryTime', member),
      latest_delivery_error: textOf(answer, 'LatestDeliveryError'),
      latest_log_group_delivery_at: timeOf(answer, 'LatestCloudWatchLogsDeliveryTime', member),
      started_at: timeIn(answer, member, 'StartLoggingTime', 'TimeLoggingStarted'),
      stopped_at: timeIn(answer, member, 'StopLoggingTime', 'TimeLoggingStopped'),
      line: member.line,
      path: member.path
    })
    reading.count('statuses')
  })
  if (!isNamed) noteWithoutTrail(reading, 'trail-status')
  reading.covers(account, `${region}/${isNamed ? asked : reading.name}`, isNamed ? state : 'partial')
}

/** The same moment, as a time and as the text that older clients know alone. */
function timeIn(answer: JsonRecord, member: Member, key: string, legacyKey: string): number | null {
  return timeOf(answer, key, member) ?? timeOf(answer, legacyKey, member)
}

const answerKeys = [
  'IsLogging',
  'LatestDeliveryError',
  'LatestNotificationError',
  'LatestDeliveryTime',
  'LatestNotificationTime',
  'StartLoggingTime',
  'StopLoggingTime',
  'LatestCloudWatchLogsDeliveryError',
  'LatestCloudWatchLogsDeliveryTime',
  'LatestDigestDeliveryTime',
  'LatestDigestDeliveryError',
  'LatestDeliveryAttemptTime',
  'LatestNotificationAttemptTime',
  'LatestNotificationAttemptSucceeded',
  'LatestDeliveryAttemptSucceeded',
  'TimeLoggingStarted',
  'TimeLoggingStopped'
]
