/** From the events of a trail to somebody who is told: trail, log group, metric filter, alarm, action. */
import type { Flag } from '../../iam/facts.ts'
import { exception, needsReview, pass, type MemberRow, type Verdict } from '../check.ts'
import { hasWholeAnswer } from './answer.ts'
import { readFilterPattern, type FilterPattern, type LoggedEvent } from './filter-pattern.ts'
import { list } from './sentence.ts'
import { holdingOfTrails, statusOfTrail } from './trail.ts'

export interface AlarmRow extends MemberRow {
  /** JSON list of `WatchedTrail`: the trails of all regions that deliver to a log group and are not known to be off. */
  readonly watched: string
  readonly trail_count: number
  readonly watched_count: number
}

interface WatchedTrail {
  readonly name: string
  readonly log_group: string
  readonly is_logging: Flag | null
  /** 1 where AWS's whole answer for the account and region of the log group was received. */
  readonly filters_answered: Flag
  readonly alarms_answered: Flag
  readonly filters: readonly MetricFilter[]
}

interface MetricFilter {
  readonly name: string
  readonly pattern: string
  readonly alarms: readonly Alarm[]
}

interface Alarm {
  readonly name: string
  readonly actions_enabled: Flag | null
  readonly actions: readonly string[]
  readonly topics: readonly Topic[]
}

/** A topic that an alarm sends to. */
interface Topic {
  readonly arn: string
  /** Subscriptions that were agreed to. */
  readonly confirmed: number
  /** 1 where all of the topic's subscriptions were received. */
  readonly is_answered: Flag
}

/** An event that must raise an alarm, and what it is called in a sentence. */
export interface WatchedEvent {
  readonly name: string
  readonly event: LoggedEvent
}

/**
 * One row for the account. The log group of a trail of the organization may lie in another account, whose filters and alarms then
 * count: they are found by the ARN of the group, `arn:aws:logs:<region>:<account>:log-group:<name>:*`.
 */
export const watchedTrails = `
  with ${holdingOfTrails},
  delivery as (
    select
      trail.arn,
      trail.name,
      trail.log_group_arn,
      status.is_logging,
      substr(trail.log_group_arn, instr(trail.log_group_arn, ':logs:') + 6) as place
    from trail
    ${statusOfTrail}
    where trail.account_id = :account
      and trail.is_multi_region = 1
      and trail.log_group_arn is not null
      and coalesce(status.is_logging, 1) = 1
  ),
  watched as (
    select
      arn,
      name,
      is_logging,
      substr(place, 1, instr(place, ':') - 1) as region,
      substr(place, instr(place, ':') + 1, 12) as account_id,
      rtrim(substr(place, instr(place, ':log-group:') + 11), ':*') as log_group
    from delivery
  )
  select
    :account as resource,
    (
      select json_group_array(
        json_object(
          'name', watched.name,
          'log_group', watched.log_group,
          'is_logging', watched.is_logging,
          'filters_answered', ${hasWholeAnswer(
            'metric-filters',
            'watched.account_id',
            'watched.region',
            "watched.region || '/' || watched.log_group"
          )},
          'alarms_answered', ${hasWholeAnswer('metric-alarms', 'watched.account_id', 'watched.region')},
          'filters', json((
            select json_group_array(
              json_object(
                'name', filter.name,
                'pattern', filter.pattern,
                'alarms', json((
                  select json_group_array(
                    json_object(
                      'name', alarm.name,
                      'actions_enabled', alarm.actions_enabled,
                      'actions', json(alarm.alarm_actions),
                      'topics', json((
                        select json_group_array(
                          json_object(
                            'arn', action.value,
                            'confirmed', (
                              select count(*) from topic_subscription
                              where topic_arn = action.value and is_confirmed = 1
                            ),
                            'is_answered', ${isAnsweredTopic('action.value')}
                          )
                        )
                        from json_each(alarm.alarm_actions) as action
                        where action.value glob 'arn:*:sns:*'
                      ))
                    )
                    order by alarm.name
                  )
                  from metric_alarm as alarm
                  where alarm.account_id = filter.account_id
                    and alarm.region = filter.region
                    and alarm.metric_name = filter.metric_name
                    and alarm.metric_namespace = filter.metric_namespace
                ))
              )
              order by filter.name
            )
            from metric_filter as filter
            where filter.account_id = watched.account_id
              and filter.region = watched.region
              and filter.log_group = watched.log_group
          ))
        )
        order by watched.arn
      )
      from watched
    ) as watched,
    (select count(*) from trail where account_id = :account) as trail_count,
    (select count(*) from watched) as watched_count,
    holding.source_id,
    holding.line,
    holding.path
  from holding`

/** Whether the subscriptions of a topic were received, alone or with all of its region; its ARN is an SQL expression. */
function isAnsweredTopic(arn: string): string {
  const place = `substr(${arn}, instr(${arn}, ':sns:') + 5)`
  const region = `substr(${place}, 1, instr(${place}, ':') - 1)`
  const account = `substr(${place}, instr(${place}, ':') + 1, 12)`
  const name = `substr(${place}, instr(${place}, ':') + 14)`
  return hasWholeAnswer('topic-subscriptions', account, region, `${region} || '/' || ${name}`)
}

/** The verdict on the best of the account's trails: one that is watched is enough. */
export function alarmVerdict(row: AlarmRow, events: readonly WatchedEvent[], isWhole: boolean): Verdict {
  const trails = JSON.parse(row.watched) as WatchedTrail[]
  if (trails.length === 0) {
    const found = `No trail of all regions of ${row.resource} that is logging delivers to a log group`
    return isWhole
      ? exception(`${found}, where a metric filter could see its events.`)
      : needsReview(`${found}, in the lists received.`)
  }
  const verdicts = trails.map((trail) => verdictOnTrail(trail, events))
  return (
    verdicts.find(({ status }) => status === 'pass') ??
    verdicts.find(({ status }) => status === 'needs-review') ??
    verdicts[0] ??
    needsReview(`The trails of ${row.resource} cannot be read.`)
  )
}

function verdictOnTrail(trail: WatchedTrail, events: readonly WatchedEvent[]): Verdict {
  const group = `log group ${trail.log_group} of trail ${trail.name}`
  const filters = trail.filters.map((filter) => ({ ...filter, matches: readFilterPattern(filter.pattern) }))
  const found = events.map(({ name, event }) => ({ name, ...watchOf(filters, event) }))
  const unseen = found.filter(({ filters: seen }) => seen.length === 0)
  if (unseen.length > 0) {
    const names = list(unseen.map(({ name }) => name))
    const unread = new Set(unseen.flatMap(({ unclear }) => unclear))
    if (unread.size > 0)
      return needsReview(
        `Whether a metric filter of ${group} matches ${names} cannot be read from its pattern; judge ${list([...unread])}.`
      )
    return trail.filters_answered === 1
      ? exception(`No metric filter of ${group} matches ${names}.`)
      : needsReview(
          `No metric filter received of ${group} matches ${names}; ask for aws logs describe-metric-filters in its account and region.`
        )
  }

  const silent = found.filter(({ filters: seen }) => seen.every(({ alarms }) => !alarms.some(isHeard)))
  if (silent.length > 0) return silentVerdict(trail, silent)
  const untold = found.filter(
    ({ filters: seen }) =>
      !seen.some(({ alarms }) => alarms.some((alarm) => isHeard(alarm) && tellsSomebody(alarm)))
  )
  if (untold.length > 0) {
    const heard = untold.flatMap(({ filters: seen }) => seen.flatMap(({ alarms }) => alarms.filter(isHeard)))
    const names = list([...new Set(heard.flatMap(({ actions }) => actions))].map(nameOfTopic))
    return heard.every(reachesNobody)
      ? exception(`The alarms on ${group} send to ${names}, whose subscriptions nobody has confirmed.`)
      : needsReview(
          `The alarms on ${group} send to ${names}; no export says who receives it. Ask for aws sns list-subscriptions-by-topic.`
        )
  }
  return trail.is_logging === 1
    ? pass(`Alarms on ${group} tell of all ${events.length} kinds of events.`)
    : needsReview(
        `Alarms on ${group} are set; no export says whether the trail is logging. Ask for aws cloudtrail get-trail-status.`
      )
}

interface ReadFilter extends MetricFilter {
  readonly matches: FilterPattern
}

/** The filters that match an event, and the names of those whose pattern leaves it open. */
function watchOf(
  filters: readonly ReadFilter[],
  event: LoggedEvent
): { readonly filters: readonly ReadFilter[]; readonly unclear: readonly string[] } {
  return {
    filters: filters.filter(({ matches }) => matches(event) === true),
    unclear: filters.filter(({ matches }) => matches(event) === null).map(({ name }) => name)
  }
}

function silentVerdict(
  trail: WatchedTrail,
  silent: readonly { readonly name: string; readonly filters: readonly ReadFilter[] }[]
): Verdict {
  const filters = silent.flatMap((event) => event.filters)
  const names = list([...new Set(filters.map(({ name }) => name))])
  const alarms = [...new Set(filters.flatMap((filter) => filter.alarms.map(({ name }) => name)))]
  if (alarms.length > 0 && trail.alarms_answered === 1)
    return exception(
      `Of the alarms on metric filter ${names} of trail ${trail.name} none acts: ${list(alarms)} ${alarms.length === 1 ? 'has' : 'have'} no action, or actions are off.`
    )
  return trail.alarms_answered === 1
    ? exception(`No alarm watches the metric of filter ${names} of trail ${trail.name}.`)
    : needsReview(
        `No alarm received on the metric of filter ${names} of trail ${trail.name} acts; ask for aws cloudwatch describe-alarms in its account and region.`
      )
}

function isHeard({ actions_enabled, actions }: Alarm): boolean {
  return actions_enabled !== 0 && actions.length > 0
}

/** Topics reach whoever subscribed; other actions, as a function or an incident plan, are the act itself. */
function tellsSomebody({ actions, topics }: Alarm): boolean {
  return (
    topics.some(({ confirmed }) => confirmed > 0) ||
    actions.some((action) => /^arn:[a-z-]+:(lambda|ssm|ssm-incidents):/.test(action))
  )
}

/** Every action is a topic whose subscriptions are known, and none of them is confirmed. */
function reachesNobody({ actions, topics }: Alarm): boolean {
  return (
    topics.length === actions.length &&
    topics.every((topic) => topic.is_answered === 1 && topic.confirmed === 0)
  )
}

function nameOfTopic(arn: string): string {
  return arn.startsWith('arn:') && arn.includes(':sns:')
    ? `topic ${arn.slice(arn.lastIndexOf(':') + 1)}`
    : arn
}
