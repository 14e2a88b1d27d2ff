/** W1-W4 and W9: signs that work was done in a hurry, or by one person alone. */
import type { PeriodState } from '../sign-off/period-state.ts'
import { against, holds, type GateRule } from './rule.ts'

/** Tests that may share one reason. */
const mostAlike = 5
/** Per cent of conclusions made for several tests at once. */
const mostBulk = 80
/** Seconds between two conclusions of one person. */
const shortestLook = 2

export const habitRules: readonly GateRule[] = [
  {
    code: 'W1',
    title: 'Reasons are written for their test',
    leadsTo: 'tests-to-do',
    find(state) {
      const reasons = state
        .records()
        .flatMap(({ conclusion }) => (conclusion?.reason.trim() ? [conclusion.reason.trim()] : []))
      const alike = [...Map.groupBy(reasons, (reason) => reason)].filter(
        ([, same]) => same.length > mostAlike
      )
      return against(
        alike.map(([reason, same]) => `${same.length} tests: ${reason.slice(0, 80)}`),
        `reason stands in more than ${mostAlike} tests`,
        `reasons stand in more than ${mostAlike} tests each`,
        `No reason stands in more than ${mostAlike} tests.`
      )
    }
  },
  {
    code: 'W2',
    title: 'Conclusions are made test by test',
    leadsTo: 'tests-to-do',
    find(state) {
      const concluded = state.records().filter(({ conclusion }) => conclusion !== null)
      const bulk = concluded.filter(({ conclusion }) => conclusion?.bulk === 1)
      const sentence = `${bulk.length} of ${concluded.length} conclusions were made for several tests at once.`
      return bulk.length * 100 > concluded.length * mostBulk
        ? {
            count: bulk.length,
            sentence,
            first: against(
              bulk.map(({ ref }) => ref),
              '',
              '',
              ''
            ).first
          }
        : holds(concluded.length === 0 ? 'Nothing is concluded yet.' : sentence)
    }
  },
  {
    code: 'W3',
    title: 'Every test was looked at',
    leadsTo: 'tests-to-do',
    find: ({ db, period }) =>
      against(
        db.all<{ ref: string }>(hastySql, { period: period.id, shortestLook }).map(({ ref }) => ref),
        `conclusion followed on the one before in less than ${shortestLook} seconds`,
        `conclusions followed on the one before in less than ${shortestLook} seconds`,
        `No conclusion followed on another in less than ${shortestLook} seconds.`
      )
  },
  {
    code: 'W4',
    title: 'Pictures say when and where they were taken',
    leadsTo: 'evidence',
    find: ({ db, period }) =>
      against(
        db
          .all<{ ref: string; title: string }>(picturesSql, { period: period.id })
          .filter(({ title }) => !namesDateOrAddress.test(title))
          .map(({ ref }) => ref),
        'picture has neither a date nor an address, described or in its title; look whether it shows them',
        'pictures have neither a date nor an address, described or in their title; look whether they show them',
        'Every picture has a date or an address.'
      )
  },
  {
    code: 'W9',
    title: 'More than one person worked',
    leadsTo: 'sources',
    find: workedAlone
  }
]

const namesDateOrAddress =
  /\d{4}-\d{2}-\d{2}|\d{1,2}[ .]\p{L}{3,9}\.? \d{4}|https?:\/\/|[a-z0-9-]+\.(amazon|aws)\.[a-z]+/iu

const hastySql = `
  select control || '/' || account_id as ref
  from (
    select control, account_id, concluded_at, bulk,
      lag(concluded_at) over (partition by concluded_by order by concluded_at, id) as before
    from conclusion
    where period_id = :period
  )
  where bulk = 0 and before is not null
    and (julianday(concluded_at) - julianday(before)) * 86400.0 < :shortestLook
  order by control, account_id`

const picturesSql = `
  select distinct e.ref, e.title
  from evidence e
  join evidence_of_test l on l.evidence_id = e.id
  where l.period_id = :period and e.type = 'image' and e.withdrawn_at is null and not exists (
    select 1
    from origin_of_evidence g
    where g.evidence_id = e.id and (g.as_of <> '' or g.obtained_at <> '' or g.address <> '')
  )
  order by e.ref`

function workedAlone(state: PeriodState): ReturnType<GateRule['find']> {
  const accepted = state.db
    .all<{ name: string }>(
      `select distinct a.decided_by as name
       from acceptance a
       join source s on s.id = a.source_id
       where s.period_id = :period`,
      { period: state.period.id }
    )
    .map(({ name }) => name)
  const concluded = new Set(state.records().flatMap(({ conclusion }) => conclusion?.concluded_by ?? []))
  const [only] = accepted
  const isAlone = only !== undefined && accepted.length === 1 && concluded.size === 1 && concluded.has(only)
  return isAlone
    ? { count: 1, sentence: `${only} decided on every source and made every conclusion.`, first: [] }
    : holds('Sources and conclusions are not all of one person.')
}
