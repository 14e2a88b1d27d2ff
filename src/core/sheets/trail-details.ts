/** What exports beside the list of trails say of each: its status and what it lets through. */
import { textsOf } from './facts-in-words.ts'
import type { SheetContext } from './sheet.ts'

export interface TrailStatus {
  readonly is_logging: number | null
  readonly latest_delivery_at: number | null
  readonly latest_delivery_error: string | null
  readonly latest_log_group_delivery_at: number | null
  readonly stopped_at: number | null
}

export interface TrailDetails {
  /** null where no export tells. */
  readonly status: TrailStatus | null
  /** "All", "WriteOnly", or that it was not exported. */
  readonly management: string | null
  /** null where no export tells. */
  readonly recordsAllManagement: boolean | null
  readonly dataEvents: string | null
  readonly insights: string | null
}

/** A trail as it names itself to the exports about it. */
export interface NamedTrail {
  readonly account_id: string
  readonly arn: string | null
  readonly name: string | null
  readonly region: string
  /** 0: AWS says that the trail has no selectors of its own. */
  readonly has_event_selectors: number | null
}

interface AboutTrail {
  readonly account_id: string
  readonly trail: string
  readonly region: string
}

interface Selector extends AboutTrail {
  readonly form: 'basic' | 'advanced'
  readonly includes_management_events: number | null
  readonly read_write: string | null
  readonly data_resources: string | null
  readonly field_selectors: string | null
}

export const notExported = 'Not exported'

/** Answers by trail. Exports about a trail name it by its ARN, or by its name alone, which then is one of the same account. */
export function trailDetails(context: SheetContext): (trail: NamedTrail) => TrailDetails {
  const statuses = byTrail(context.all<TrailStatus & AboutTrail>(statusSql))
  const selectors = byTrail(context.all<Selector>(selectorSql))
  const insights = byTrail(context.all<AboutTrail & { readonly type: string }>(insightSql))
  return (trail) => {
    if (trail.arn === null) return nothing
    const told = find(statuses, trail)
    const own = find(selectors, trail)
    const status = told.find(({ region }) => region === trail.region) ?? told[0] ?? null
    return {
      status,
      ...selectionOf(own, trail),
      insights: distinct(find(insights, trail).map(({ type }) => type))
    }
  }
}

const nothing: TrailDetails = {
  status: null,
  management: null,
  recordsAllManagement: null,
  dataEvents: null,
  insights: null
}

function selectionOf(
  selectors: readonly Selector[],
  { has_event_selectors }: NamedTrail
): Pick<TrailDetails, 'management' | 'recordsAllManagement' | 'dataEvents'> {
  if (selectors.length === 0)
    return has_event_selectors === 0
      ? { management: 'All', recordsAllManagement: true, dataEvents: null }
      : { management: notExported, recordsAllManagement: null, dataEvents: null }
  const management = selectors.filter(({ includes_management_events }) => includes_management_events === 1)
  const words = new Set(management.map(({ read_write }) => read_write ?? 'Some'))
  const isWhole =
    management.some(
      ({ read_write, field_selectors, form }) => read_write === 'All' && !excludes(form, field_selectors)
    ) ||
    (words.has('ReadOnly') && words.has('WriteOnly'))
  return {
    management:
      words.size === 0
        ? 'None'
        : `${[...words].sort().join(', ')}${isWhole || !words.has('All') ? '' : ', less some sources'}`,
    recordsAllManagement: isWhole,
    dataEvents: distinct(
      selectors.flatMap(({ data_resources }) =>
        data_resources === null
          ? []
          : (JSON.parse(data_resources) as readonly { readonly Type?: unknown }[]).map(({ Type }) =>
              String(Type)
            )
      )
    )
  }
}

/** Whether a selector of management events leaves some of them out, as those of KMS. */
function excludes(form: 'basic' | 'advanced', fields: string | null): boolean {
  const conditions = textsOf(fields).length
  // An advanced selector names the category of its events in a condition, too.
  return form === 'basic' ? conditions > 0 : conditions > 1
}

function byTrail<Row extends AboutTrail>(rows: readonly Row[]): ReadonlyMap<string, readonly Row[]> {
  return Map.groupBy(rows, ({ account_id, trail }) =>
    trail.startsWith('arn:') ? trail : `${account_id}/${trail}`
  )
}

function find<Row>(
  rows: ReadonlyMap<string, readonly Row[]>,
  { account_id, arn, name }: NamedTrail
): readonly Row[] {
  return rows.get(arn ?? '') ?? rows.get(`${account_id}/${name ?? ''}`) ?? []
}

function distinct(words: readonly string[]): string | null {
  return words.length === 0 ? null : [...new Set(words)].sort().join('\n')
}

const statusSql = `
  select account_id, trail, region, is_logging, latest_delivery_at, latest_delivery_error, latest_log_group_delivery_at,
    stopped_at
  from trail_status
  order by rowid`

const selectorSql = `
  select account_id, trail, region, form, includes_management_events, read_write, data_resources, field_selectors
  from trail_event_selector
  order by rowid`

const insightSql = 'select account_id, trail, region, type from trail_insight_selector order by rowid'
