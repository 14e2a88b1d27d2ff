/** P12B: the metric filters over logs and the alarms that watch them: who is told when something happens. */
import { firstOf, textsOf, yesOrNo } from './facts-in-words.ts'
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
import { countOf, type Sheet } from './sheet.ts'

interface AlarmRecord extends PlaceRecord {
  readonly account_id: string
  readonly region: string
  readonly filter: string | null
  readonly log_group: string | null
  readonly trail: string | null
  readonly pattern: string | null
  readonly metric: string | null
  readonly alarm: string | null
  readonly state: string | null
  readonly actions_enabled: number | null
  readonly alarm_actions: string | null
  /** 0 where no list of alarms of the account was received. */
  readonly has_alarms: number
}

/** Actions a cell names before it counts. */
const mostNamed = 6

/** Filters and alarms joined by the metric one feeds and the other watches, then the alarms on other metrics. */
const watched = `
  alarm as materialized (
    select account_id, region, arn, name, metric_namespace, metric_name, actions_enabled, alarm_actions, state, source_id,
      line, path
    from metric_alarm
  ),
  fed as materialized (select distinct account_id, region, metric_namespace, metric_name from metric_filter),
  watched as (
    select
      m.account_id, m.region, m.name as filter, m.log_group, m.pattern,
      m.metric_namespace || ' / ' || m.metric_name as metric,
      a.name as alarm, a.arn, a.state, a.actions_enabled, a.alarm_actions,
      m.source_id, m.line, m.path, a.source_id as alarm_source_id, a.line as alarm_line, a.path as alarm_path
    from metric_filter m
    left join alarm a
      on a.account_id = m.account_id and a.region = m.region
        and a.metric_namespace = m.metric_namespace and a.metric_name = m.metric_name
    union all
    select
      a.account_id, a.region, null, null, null, a.metric_namespace || ' / ' || a.metric_name,
      a.name, a.arn, a.state, a.actions_enabled, a.alarm_actions, null, null, null, a.source_id, a.line, a.path
    from alarm a
    left join fed m
      on m.account_id = a.account_id and m.region = a.region
        and m.metric_namespace = a.metric_namespace and m.metric_name = a.metric_name
    where m.account_id is null
  )`

const source = 'Metric filters and alarms of each account and region; file and line in column Source.'

export default {
  id: 'metric-alarms',
  name: 'P12B Metric alarms',
  ref: 'P12B',
  order: 64,
  title: 'Metric filters and their alarms',
  purpose: 'Shows which events in the logs somebody is told of.',
  source,
  procedure:
    "One row for each filter and each alarm on its metric, then the alarms on other metrics. Trail: one that writes to the filter's log group. Whether anybody receives what an action sends is not in these exports.",
  heading: sourceHeading(source, 'metric-filters', 'metric-alarms', 'trails'),
  frozenColumns: 4,
  columns: [
    ...accountColumns,
    { key: 'region', title: 'Region', type: 'text', width: 14 },
    { key: 'filter', title: 'Metric filter', type: 'text', width: 28 },
    noteworthyColumn,
    { key: 'pattern', title: 'Pattern', type: 'long', width: 56 },
    { key: 'logGroup', title: 'Log group', type: 'long', width: 30 },
    { key: 'trail', title: 'Trail', type: 'long', width: 22 },
    { key: 'metric', title: 'Metric', type: 'long', width: 28 },
    { key: 'alarm', title: 'Alarm', type: 'long', width: 28 },
    { key: 'state', title: 'State', type: 'text', width: 14 },
    { key: 'enabled', title: 'Actions enabled', type: 'text', width: 9 },
    { key: 'actions', title: 'Actions', type: 'long', width: 36 },
    ...placeColumns
  ],
  count: (context) => countOf(context, `with ${watched} select count(*) as n from watched`),
  rows(context) {
    const accountOf = accountCells(context)
    return noteworthyFirst(
      context.all<AlarmRecord>(alarmsSql).map((alarm) => {
        const actions = textsOf(alarm.alarm_actions)
        const isWatched = alarm.alarm !== null
        return {
          ...accountOf(alarm.account_id),
          region: alarm.region || null,
          filter: alarm.filter ?? 'None',
          noteworthy: noteworthyOf(
            alarm.filter !== null &&
              !isWatched &&
              (alarm.has_alarms === 1
                ? 'No alarm watches its metric'
                : 'Alarms of the account were not received'),
            alarm.filter !== null && isWatched && actions.length === 0 && 'The alarm tells nobody',
            alarm.filter !== null &&
              alarm.actions_enabled === 0 &&
              'The actions of the alarm are switched off'
          ),
          pattern: alarm.pattern,
          logGroup: alarm.log_group,
          trail: alarm.trail,
          metric: alarm.metric,
          alarm: alarm.alarm,
          state: alarm.state,
          enabled: yesOrNo(alarm.actions_enabled),
          actions: firstOf(actions, mostNamed, '\n'),
          ...placeCells(alarm)
        }
      })
    )
  }
} satisfies Sheet

const alarmsSql = `
  with ${watched},
  delivering as (
    select account_id, log_group, group_concat(name, char(10) order by name) as names
    from (
      select distinct account_id, name,
        substr(log_group_arn, instr(log_group_arn, ':log-group:') + 11) as log_group
      from trail
      where instr(log_group_arn, ':log-group:') > 0
    )
    group by account_id, log_group
  ),
  alarmed as (
    select account_id from metric_alarm
    union
    select c.account_id
    from source_coverage c
    join source s on s.id = c.source_id
    where s.period_id = :period and s.kind = 'metric-alarms' and s.state = 'read' and s.is_rejected = 0
      and c.state in ('complete', 'last-page')
  )
  select
    f.account_id, f.region, f.filter, f.log_group, t.names as trail, f.pattern, f.metric, f.alarm, f.state,
    f.actions_enabled, f.alarm_actions,
    w.account_id is not null as has_alarms,
    concat_ws(char(10), s.ref || ':' || f.line, o.ref || ':' || f.alarm_line) as source,
    nullif(concat_ws(char(10), f.path, f.alarm_path), '') as path
  from watched f
  left join source s on s.id = f.source_id
  left join source o on o.id = f.alarm_source_id
  left join delivering t on t.account_id = f.account_id and t.log_group in (f.log_group, f.log_group || ':*')
  left join alarmed w on w.account_id = f.account_id
  order by f.filter is null, f.account_id, f.region, f.log_group, f.filter, f.alarm, f.arn`
