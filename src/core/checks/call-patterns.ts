/** CT-11: whether the events show an identity that behaves as an intruder does. */
import { automatedCheck, needsReview, pass, type MemberRow } from './check.ts'
import { standingAnswers } from './basis/answer.ts'
import { callPatterns } from './basis/call-pattern.ts'
import { namesIn, otherRegions, regionalMembers } from './basis/region.ts'
import { list } from './basis/sentence.ts'

interface Row extends MemberRow {
  /** null in the row about what the events received do not show. */
  readonly identity: string | null
  readonly day: string | null
  /** JSON list of the listed calls made, each once. */
  readonly calls: string
  readonly events: number
  /** Of the row about what is not shown; JSON lists. */
  readonly seen: string
  readonly enabled: string
}

const listed = callPatterns.flatMap(({ calls }) => calls)

export default automatedCheck<Row>({
  id: 'call-patterns',
  control: 'CT-11',
  topic: 'logging',
  severity: 'critical',
  scope: 'account',
  criterion:
    'No identity makes, within one day, many of the calls by which intruders look around and gain rights.',
  effect: 'An intruder is at work, and the record of it lies unread.',
  recommendation:
    'Ask the owner of each identity what it did on that day; where nobody knows, treat its credentials as stolen.',
  remediation: {
    console:
      'CloudTrail → Event history → User name; then IAM → the user or role → deactivate its keys, revoke its sessions.',
    cli: 'aws iam update-access-key --user-name USER --access-key-id ID --status Inactive; for a role attach the policy AWSRevokeOlderSessions that the console writes.',
    terraform:
      'No matter of Terraform; the alarm-baseline and guardduty-baseline modules of AWS Secure Baseline tell of such calls.'
  },
  procedure: [
    'Take the events of the period: log files of the bucket, or aws cloudtrail lookup-events of every region without an attribute; a lookup for one attribute shows a part alone.',
    'For each identity and day listed read all its events in order, with address and error codes.',
    'Ask its owner, compare with the tickets of that day, and see what was created.',
    'Audit tools, this collection among them, make many of the same calls.'
  ],
  limits: [
    'The calls listed are those of the events received; CloudTrail keeps 90 days in its own history, and no data events.',
    'Audit tools, this collection among them, make many of the same calls.',
    'A patient intruder who spreads the calls over days stays below the share.'
  ],
  sources: [
    'CloudTrail User Guide: Working with CloudTrail event history',
    'MITRE ATT&CK: Discovery (TA0007), Privilege Escalation (TA0004)'
  ],
  needs: ['cloudtrail-events'],
  parameters: ['enumerationPercent', 'escalationPercent', 'modelAbusePercent'],
  columns: [
    { key: 'identity', title: 'Identity', type: 'text' },
    { key: 'day', title: 'Day', type: 'text' },
    { key: 'events', title: 'Listed calls', type: 'integer' }
  ],
  population: `
    with ${regionalMembers(['cloudtrail-events'], [])},
    listed_call as (
      select
        coalesce(nullif(identity_arn, ''), nullif(user_name, ''), nullif(access_key_id, ''), 'identity not named') as identity,
        date(happened_at, 'unixepoch') as day,
        event_name,
        source_id,
        line,
        path
      from cloudtrail_event
      where account_id = :account
        and event_name in (${listed.map((name) => `'${name}'`).join(', ')})
        and happened_at is not null
        and invoked_by is null
        and coalesce(identity_type, '') <> 'AWSService'
        and coalesce(event_type, '') not in ('AwsServiceEvent', 'AwsCloudTrailInsight')
    )
    select
      identity || '#' || day as resource,
      identity,
      day,
      json_group_array(distinct event_name) as calls,
      count(*) as events,
      '[]' as seen,
      '[]' as enabled,
      min(source_id) as source_id,
      line,
      path
    from listed_call
    group by identity, day
    union all
    select
      :account || '/events not received',
      null,
      null,
      '[]',
      0,
      (select json_group_array(region order by region) from place),
      (select json_group_array(region order by region) from enabled),
      min(source.id),
      1,
      null
    from ${standingAnswers}
    where source.kind = 'cloudtrail-events' and coverage.account_id = :account
    having count(*) > 0`,
  whenEmpty: 'No export holds events of the account.',
  test(row, { account, parameters }) {
    if (row.identity === null) {
      if (namesIn(row.seen).length > 0) return otherRegions(row, account, 'aws cloudtrail lookup-events')
      return needsReview(
        `The events received of ${account} are a part of what happened: no lookup of all events of a region is among them.`
      )
    }
    const made = new Set(namesIn(row.calls))
    const met = callPatterns
      .map((pattern) => ({ ...pattern, made: pattern.calls.filter((call) => made.has(call)) }))
      .filter((pattern) => pattern.made.length > 0)
    const suspect = met.filter(
      (pattern) => pattern.made.length * 100 >= parameters[pattern.threshold] * pattern.calls.length
    )
    return suspect.length === 0
      ? pass(`${row.identity} made ${made.size} of the listed calls on ${row.day}.`)
      : needsReview(
          `On ${row.day} ${row.identity} made ${list(
            suspect.map(
              ({ made: found, calls, purpose }) =>
                `${found.length} of ${calls.length} calls that ${purpose} (${list(found)})`
            )
          )}; ask its owner.`
        )
  }
})
