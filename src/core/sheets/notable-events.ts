/** P12C: the events of CloudTrail an auditor asks about: what root did, sign-ins without MFA, new access keys, logging stopped. */
import { timeOf } from './facts-in-words.ts'
import {
  accountCells,
  accountColumns,
  notKnown,
  placeCells,
  placeColumns,
  placeFields,
  type PlaceRecord
} from './population-row.ts'
import { countOf, type Sheet } from './sheet.ts'

interface EventRecord extends PlaceRecord {
  readonly account_id: string
  readonly reason: keyof typeof reasons
  readonly event_name: string
  readonly event_source: string
  readonly happened_at: number | null
  readonly region: string | null
  readonly identity_type: string | null
  readonly identity_arn: string | null
  readonly user_name: string | null
  readonly access_key_id: string | null
  readonly source_address: string | null
  readonly login_result: string | null
  readonly error_code: string | null
}

const reasons = {
  root: 'Root user acted',
  login: 'Console sign-in without MFA',
  key: 'Access key created',
  logging: 'Logging stopped or changed'
} as const

/**
 * Root's own doing is neither an event of a service in its name nor one a service invoked (CIS AWS Foundations 3.0, 4.3). Of sign-ins
 * those by an identity provider do not say whether MFA was used.
 */
const notable = `
  notable as (
    select event_id, account_id, event_name, event_source, happened_at, region, identity_type, identity_arn, user_name,
      access_key_id, source_address, login_result, error_code, source_id, line, path,
      case
        when identity_type = 'Root' and invoked_by is null and coalesce(event_type, '') <> 'AwsServiceEvent' then 'root'
        when event_name = 'ConsoleLogin' and mfa_used = 0 and coalesce(login_result, '') <> 'Failure' then 'login'
        when event_source = 'iam.amazonaws.com' and event_name = 'CreateAccessKey' then 'key'
        when event_source = 'cloudtrail.amazonaws.com'
          and event_name in ('StopLogging', 'DeleteTrail', 'UpdateTrail', 'PutEventSelectors') then 'logging'
      end as reason
    from cloudtrail_event
  )`

export default {
  id: 'notable-events',
  name: 'P12C Notable events',
  ref: 'P12C',
  order: 65,
  title: 'Events of CloudTrail worth a look',
  purpose:
    'Shows what root did, who signed in without MFA, who made access keys and who touched the logging.',
  source: 'Events of CloudTrail as received; file and line in column Source.',
  procedure:
    'One row for each such event, the latest of each kind first. All other events are not listed. An event that is not here did not happen only where the files hold every event of the time in question.',
  heading: (context) => ({
    Source: {
      label: 'Source',
      text: `Events of CloudTrail as received; file and line in column Source. ${receivedLine(context.all<Received>(receivedSql)[0])}`
    }
  }),
  frozenColumns: 4,
  columns: [
    ...accountColumns,
    { key: 'reason', title: 'Why it is listed', type: 'text', width: 26 },
    { key: 'happened', title: 'Time (UTC)', type: 'time', width: 17 },
    { key: 'event', title: 'Event', type: 'text', width: 24 },
    { key: 'service', title: 'Service', type: 'text', width: 24 },
    { key: 'identity', title: 'Kind of identity', type: 'text', width: 14 },
    { key: 'user', title: 'Who', type: 'long', width: 36 },
    { key: 'result', title: 'Result', type: 'text', width: 18 },
    { key: 'address', title: 'From', type: 'text', width: 22 },
    { key: 'region', title: 'Region', type: 'text', width: 14 },
    { key: 'key', title: 'Access key id', type: 'id', width: 28 },
    ...placeColumns
  ],
  tallies: [{ column: 'reason', words: Object.values(reasons) }],
  count: (context) =>
    countOf(context, `with ${notable} select count(*) as n from notable where reason is not null`),
  rows(context) {
    const accountOf = accountCells(context)
    return context.all<EventRecord>(eventsSql).map((event) => ({
      ...accountOf(event.account_id),
      reason: reasons[event.reason],
      happened: timeOf(event.happened_at),
      event: event.event_name,
      service: event.event_source || null,
      identity: event.identity_type,
      user: event.identity_arn ?? event.user_name ?? notKnown,
      result: event.error_code ?? event.login_result,
      address: event.source_address,
      region: event.region,
      key: event.access_key_id,
      ...placeCells(event)
    }))
  }
} satisfies Sheet

interface Received {
  readonly n: number
  readonly first: number | null
  readonly last: number | null
}

const receivedSql =
  'select count(*) as n, min(happened_at) as first, max(happened_at) as last from cloudtrail_event'

function receivedLine(received: Received | undefined): string {
  if (!received || received.n === 0) return 'No events were received, so that this sheet says nothing.'
  const day = (seconds: number | null): string => timeOf(seconds)?.slice(0, 10) ?? 'an unknown day'
  return `Events received: ${received.n.toLocaleString('en')}, from ${day(received.first)} to ${day(received.last)}.`
}

const eventsSql = `
  with ${notable}
  select
    f.account_id, f.reason, f.event_name, f.event_source, f.happened_at, f.region, f.identity_type, f.identity_arn,
    f.user_name, f.access_key_id, f.source_address, f.login_result, f.error_code,
    ${placeFields}
  from notable f
  join source s on s.id = f.source_id
  where f.reason is not null
  order by
    case f.reason when 'root' then 0 when 'login' then 1 when 'key' then 2 else 3 end,
    f.happened_at desc, f.account_id, f.event_id`
