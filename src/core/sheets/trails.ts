/** P12A: the trails of CloudTrail: what each records, whether it does, where to, and the regions that have none. */
import { timeOf, yesOrNo } from './facts-in-words.ts'
import { controlsColumn, controlsNotMet, regionResource } from './found-by-checks.ts'
import {
  accountCells,
  accountColumns,
  noteworthyColumn,
  noteworthyFirst,
  noteworthyOf,
  placeCells,
  placeColumns,
  type PlaceRecord
} from './population-row.ts'
import { sourceHeading } from './received-exports.ts'
import { answeredRegions } from './regions-answered.ts'
import { countOf, type Sheet } from './sheet.ts'
import { notExported, trailDetails, type TrailDetails } from './trail-details.ts'

interface TrailRecord extends PlaceRecord {
  readonly account_id: string
  readonly region: string
  /** null where the account has no trail that records the region. */
  readonly arn: string | null
  readonly name: string | null
  readonly is_multi_region: number | null
  readonly is_organization: number | null
  readonly includes_global_events: number | null
  readonly validates_log_files: number | null
  readonly kms_key: string | null
  readonly bucket: string | null
  readonly log_group_arn: string | null
  readonly sns_topic_arn: string | null
  readonly has_event_selectors: number | null
}

/** Trails, and regions of an account that answered with an empty list. */
const trails = `
  ${answeredRegions('trails')},
  recorded as (
    select account_id, home_region as region, arn, name, is_multi_region, is_organization, includes_global_events,
      validates_log_files, kms_key, bucket, log_group_arn, sns_topic_arn, has_event_selectors, source_id, line, path
    from trail
    union all
    select account_id, region, null, null, null, null, null, null, null, null, null, null, null, source_id, 1, null
    from answered a
    where not exists (
      select 1 from trail t
      where t.account_id = a.account_id
        and (t.home_region = a.region or t.is_multi_region = 1 or t.is_organization = 1)
    )
  )`

const source =
  'Trails, their status and their selectors of each account and region; file and line of the trail in column Source.'

export default {
  id: 'trails',
  name: 'P12A Trails',
  ref: 'P12A',
  order: 63,
  title: 'Trails of CloudTrail',
  purpose:
    'Shows whether what happens in each account is recorded, completely and where nobody can change it.',
  source,
  procedure:
    'One row for each trail, and one for each region whose list was received and no trail records. A trail of the organization stands in every account that lists it. Management events: what the selectors let through; a trail without selectors records all of them.',
  heading: sourceHeading(
    source,
    'trails',
    'trail-status',
    'trail-event-selectors',
    'trail-insight-selectors'
  ),
  frozenColumns: 3,
  columns: [
    ...accountColumns,
    { key: 'trail', title: 'Trail', type: 'text', width: 22 },
    controlsColumn,
    noteworthyColumn,
    { key: 'region', title: 'Home region', type: 'text', width: 13 },
    { key: 'multiRegion', title: 'All regions', type: 'text', width: 8 },
    { key: 'organization', title: 'Of the organization', type: 'text', width: 12 },
    { key: 'logging', title: 'Logging', type: 'text', width: 12 },
    { key: 'delivered', title: 'Last delivery', type: 'time', width: 16 },
    { key: 'error', title: 'Delivery error', type: 'text', width: 13 },
    { key: 'stopped', title: 'Last stopped', type: 'date', width: 11 },
    { key: 'management', title: 'Management events', type: 'long', width: 18 },
    { key: 'dataEvents', title: 'Data events', type: 'long', width: 20 },
    { key: 'insights', title: 'Insights', type: 'long', width: 18 },
    { key: 'global', title: 'Global services', type: 'text', width: 9 },
    { key: 'validated', title: 'Log files validated', type: 'text', width: 10 },
    { key: 'bucket', title: 'Bucket', type: 'long', width: 22 },
    { key: 'key', title: 'KMS key', type: 'long', width: 22 },
    { key: 'logGroup', title: 'Log group', type: 'long', width: 26 },
    { key: 'logGroupDelivered', title: 'Last delivery to it', type: 'time', width: 16 },
    { key: 'topic', title: 'Topic', type: 'long', width: 20 },
    { key: 'arn', title: 'ARN', type: 'long', width: 34 },
    ...placeColumns
  ],
  tallies: [{ column: 'logging', words: ['Yes', 'No', notExported] }],
  count: (context) => countOf(context, `with ${trails} select count(*) as n from recorded`),
  rows(context) {
    const accountOf = accountCells(context)
    const notMet = controlsNotMet(context, 'logging')
    const detailsOf = trailDetails(context)
    return noteworthyFirst(
      context.all<TrailRecord>(trailsSql).map((trail) => {
        const { status, ...selected } = detailsOf(trail)
        return {
          ...accountOf(trail.account_id),
          trail: trail.arn === null ? 'None' : trail.name,
          controls: notMet(trail.account_id, trail.arn ?? regionResource(trail.account_id, trail.region)),
          noteworthy: noteworthyOf(...notesOf(trail, { status, ...selected })),
          region: trail.region || null,
          multiRegion: yesOrNo(trail.is_multi_region),
          organization: yesOrNo(trail.is_organization),
          logging: trail.arn === null ? null : (yesOrNo(status?.is_logging ?? null) ?? notExported),
          delivered: timeOf(status?.latest_delivery_at ?? null),
          error: status?.latest_delivery_error ?? null,
          stopped: timeOf(status?.stopped_at ?? null),
          management: selected.management,
          dataEvents: selected.dataEvents,
          insights: selected.insights,
          global: yesOrNo(trail.includes_global_events),
          validated: yesOrNo(trail.validates_log_files),
          bucket: trail.bucket,
          key: trail.kms_key,
          logGroup: trail.log_group_arn,
          logGroupDelivered: timeOf(status?.latest_log_group_delivery_at ?? null),
          topic: trail.sns_topic_arn,
          arn: trail.arn,
          ...placeCells(trail)
        }
      })
    )
  }
} satisfies Sheet

function notesOf(trail: TrailRecord, { status, recordsAllManagement }: TrailDetails): (string | false)[] {
  if (trail.arn === null) return ['No trail records the region']
  return [
    status?.is_logging === 0 && 'Not logging',
    (status?.latest_delivery_error ?? '') !== '' && 'The last delivery failed',
    recordsAllManagement === false && 'Does not record all management events',
    trail.validates_log_files === 0 && 'Log files are not validated',
    trail.kms_key === null && 'Not encrypted with a KMS key',
    trail.log_group_arn === null && 'Goes to no log group, so that no metric filter sees it'
  ]
}

const trailsSql = `
  with ${trails}
  select
    f.account_id, f.region, f.arn, f.name, f.is_multi_region, f.is_organization, f.includes_global_events,
    f.validates_log_files, f.kms_key, f.bucket, f.log_group_arn, f.sns_topic_arn, f.has_event_selectors,
    s.ref || ':' || f.line as source,
    nullif(f.path, '') as path
  from recorded f
  join source s on s.id = f.source_id
  order by f.account_id, f.name is null, f.name, f.arn, f.region`
