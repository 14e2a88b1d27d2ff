/** The trails of an account with what other exports say of each: its status and what it records. */
import type { Flag } from '../../iam/facts.ts'
import type { ColumnView } from '../../../shared/records/workbook.ts'
import type { MemberRow, Verdict } from '../check.ts'
import { hasWholeAnswer, isWhole, standingAnswers } from './answer.ts'
import { leavesRegionsOut, otherRegions, regionalMembers, type RegionRow } from './region.ts'

/** A trail by itself, or with nothing but its regions the row about trails of one region that no export lists. */
export interface TrailRow extends RegionRow {
  /** null in that row. */
  readonly name: string | null
  readonly home_region: string
  readonly is_multi_region: Flag | null
  readonly validates_log_files: Flag | null
  readonly kms_key: string | null
  readonly bucket: string | null
  readonly log_group_arn: string | null
  readonly has_status: Flag
  readonly is_logging: Flag | null
  readonly latest_log_group_delivery_at: number | null
}

/** The account with all its trails, its own and the organization's. */
export interface AccountTrailsRow extends MemberRow {
  /** JSON lists, of the regions whose trails are listed and of those that are enabled. */
  readonly seen: string
  readonly enabled: string
  /** JSON list of `Trail`. */
  readonly trails: string
  readonly trail_count: number
}

export interface Trail {
  readonly arn: string
  readonly name: string
  readonly home_region: string
  readonly is_multi_region: Flag | null
  readonly includes_global_events: Flag | null
  readonly is_logging: Flag | null
  /** Of the last delivery to the bucket; null where it went well or no export tells. */
  readonly delivery_error: string | null
  readonly has_event_selectors: Flag | null
  readonly has_insight_selectors: Flag | null
  readonly selectors: readonly EventSelector[]
  readonly insights: readonly string[]
  /** 1 where AWS answered which insights the trail looks for. */
  readonly insights_answered: Flag
}

export interface EventSelector {
  readonly form: 'basic' | 'advanced'
  readonly includes_management_events: Flag | null
  readonly read_write: string | null
  readonly data_resources: readonly { readonly Type?: unknown; readonly Values?: unknown }[] | null
  readonly field_selectors: readonly { readonly Field?: unknown; readonly NotEquals?: unknown }[] | null
}

/** The account in a trail's ARN: for a trail of the organization its management account. */
const owner = `substr(trail.arn, instr(trail.arn, ':trail/') - 12, 12)`

/** Status and selectors name their trail by its ARN, or by its name alone, which then is one of the same account. */
function isAbout(table: string): string {
  return `(
        ${table}.trail = trail.arn
        or (${table}.trail = trail.name and ${table}.account_id in (trail.account_id, ${owner}))
      )`
}

/** The status of a `trail` row, from its home region where told of several. */
export const statusOfTrail = `left join trail_status as status
      on status.rowid = (
        select told.rowid
        from trail_status as told
        where ${isAbout('told')}
        order by told.region = trail.home_region desc, told.trail = trail.arn desc, told.rowid desc
        limit 1
      )`

/** The lists of trails are by region; a trail of one region stands in the list of that region alone. */
const trailRegions = regionalMembers(
  ['trails'],
  [],
  `select 0 as rank, home_region as region, source_id, line, path
        from trail
        where account_id = :account and is_multi_region = 0
        union all
        select 2, '', source_id, line, path
        from trail
        where account_id = :account and not exists (select 1 from answered)
        union all`
)

/**
 * One row for each trail that belongs to the account, and one for the regions that no list was received of. A trail of the
 * organization is tested in the account that owns it, and in a member only where the owner's list was not received.
 */
export const ownTrails = ownTrailsWith('null')

/** The same with the state of its key, an SQL expression over `trail`. */
export function ownTrailsWith(keyState: string): string {
  return `
  with ${trailRegions}
  select
    trail.arn as resource,
    trail.name,
    trail.home_region,
    trail.is_multi_region,
    trail.validates_log_files,
    trail.kms_key,
    ${keyState} as key_state,
    trail.bucket,
    trail.log_group_arn,
    status.rowid is not null as has_status,
    status.is_logging,
    status.latest_log_group_delivery_at,
    trail.home_region as region,
    '[]' as seen,
    '[]' as enabled,
    trail.source_id,
    trail.line,
    trail.path
  from trail
  ${statusOfTrail}
  where trail.account_id = :account
    and (
      ${owner} = :account
      or not exists (
        select 1 from trail as same where same.arn = trail.arn and same.account_id = ${owner}
      )
    )
  union all
  select
    member.resource,
    null, null, null, null, null, null, null, null, 0, null, null, null,
    member.seen,
    member.enabled,
    member.source_id,
    member.line,
    member.path
  from member
  where ${leavesRegionsOut}`
}

/** The verdict on the regions whose trails are not listed. */
export function unlistedTrails(row: Pick<RegionRow, 'seen' | 'enabled'>, account: string): Verdict {
  return otherRegions(row, account, 'aws cloudtrail describe-trails')
}

export const noOwnTrail =
  'The account has no trail of its own; where the organization has one, it is tested in the account that owns it.'

export const trailColumns: readonly ColumnView[] = [
  { key: 'name', title: 'Trail', type: 'text' },
  { key: 'home_region', title: 'Home region', type: 'text' },
  { key: 'is_multi_region', title: 'All regions', type: 'boolean' },
  { key: 'is_logging', title: 'Logging', type: 'boolean' }
]

/** CTE `holding`: one row where a list of trails was received, also an empty one. */
export const holdingOfTrails = `
    holding as (
      select 0 as rank, source_id, line, path from trail where account_id = :account
      union all
      select 1, source.id, 1, null
      from ${standingAnswers}
      where source.kind = 'trails' and coverage.account_id = :account and coverage.part not glob 'trail *'
      group by source.id
      having ${isWhole}
      order by rank, source_id
      limit 1
    )`

/** One row where a list of trails was received, also an empty one. */
export const accountTrails = `
  with ${trailRegions},
  ${holdingOfTrails}
  select
    :account as resource,
    (select json_group_array(region order by region) from place) as seen,
    (select json_group_array(region order by region) from enabled) as enabled,
    (
      select json_group_array(
        json_object(
          'arn', trail.arn,
          'name', trail.name,
          'home_region', trail.home_region,
          'is_multi_region', trail.is_multi_region,
          'includes_global_events', trail.includes_global_events,
          'is_logging', status.is_logging,
          'delivery_error', nullif(status.latest_delivery_error, ''),
          'has_event_selectors', trail.has_event_selectors,
          'has_insight_selectors', trail.has_insight_selectors,
          'selectors', json((
            select json_group_array(
              json_object(
                'form', selector.form,
                'includes_management_events', selector.includes_management_events,
                'read_write', selector.read_write,
                'data_resources', json(selector.data_resources),
                'field_selectors', json(selector.field_selectors)
              )
            )
            from trail_event_selector as selector
            where ${isAbout('selector')}
          )),
          'insights', json((
            select json_group_array(distinct insight.type)
            from trail_insight_selector as insight
            where ${isAbout('insight')}
          )),
          'insights_answered', ${hasWholeAnswer('trail-insight-selectors', owner, 'trail.arn', 'trail.name')}
        )
        order by trail.arn
      )
      from trail
      ${statusOfTrail}
      where trail.account_id = :account
    ) as trails,
    (select count(*) from trail where account_id = :account) as trail_count,
    holding.source_id,
    holding.line,
    holding.path
  from holding`

export const noTrailList = 'No export lists the trails of the account.'

export function trailsOf({ trails }: Pick<AccountTrailsRow, 'trails'>): readonly Trail[] {
  return JSON.parse(trails) as Trail[]
}

/** "Trail main (eu-west-1)". */
export function trailNamed({
  name,
  home_region
}: {
  readonly name: string | null
  readonly home_region: string
}): string {
  return home_region === '' ? `Trail ${name}` : `Trail ${name} (${home_region})`
}
