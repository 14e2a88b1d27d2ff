/** W5-W8: what differs from the month before, and what is older than the month. */
import { isAutomated } from '../../checks/check.ts'
import { keptFindings, type KeptFinding } from '../findings/kept.ts'
import { occurrencesOf } from '../findings/occurrences.ts'
import type { PeriodState } from '../sign-off/period-state.ts'
import { against, holds, type GateRule } from './rule.ts'

/** Per cent a population may move from one month to the next without a word. */
const mostMoved = 20

export const comparedRules: readonly GateRule[] = [
  {
    code: 'W5',
    title: 'No more is "not applicable" than last month',
    leadsTo: 'tests-to-do',
    find(state) {
      const prior = priorOf(state)
      if (prior === null) return holds('There is no month before.')
      const before =
        state.db.get<{ n: number }>(
          `select count(*) as n from conclusion where period_id = :prior and conclusion = 'not-applicable'`,
          { prior }
        )?.n ?? 0
      const now = state.records().filter(({ conclusion }) => conclusion?.conclusion === 'not-applicable')
      const sentence = `${now.length} tests are concluded "not applicable", ${before} were last month.`
      return now.length > before
        ? {
            count: now.length - before,
            sentence,
            first: against(
              now.map(({ ref }) => ref),
              '',
              '',
              ''
            ).first
          }
        : holds(sentence)
    }
  },
  {
    code: 'W6',
    title: 'Populations that moved are explained',
    leadsTo: 'compare',
    find(state) {
      const prior = priorOf(state)
      if (prior === null) return holds('There is no month before.')
      const before = new Map(
        state.db
          .all<{ ref: string; population: number }>(
            `select control || '/' || account_id as ref, population from check_result where period_id = :prior`,
            { prior }
          )
          .map(({ ref, population }) => [ref, population])
      )
      return against(
        state.records().flatMap(({ ref, result, conclusion }) => {
          const was = before.get(ref)
          if (was === undefined || result === null || conclusion?.reason.trim()) return []
          const moved = Math.abs(result.population - was) * 100 > was * mostMoved
          return moved ? [`${ref}: ${was} to ${result.population}`] : []
        }),
        `population moved by more than ${mostMoved} % and nothing is said of it`,
        `populations moved by more than ${mostMoved} % and nothing is said of them`,
        `No population moved by more than ${mostMoved} % without a reason.`
      )
    }
  },
  {
    code: 'W7',
    title: 'Evidence of manual steps is of this month',
    leadsTo: 'evidence',
    find(state) {
      const manual = new Set(state.records().flatMap(({ ref, check }) => (isAutomated(check) ? [] : [ref])))
      const older = state.db
        .all<{ ref: string; test: string }>(
          `select e.ref, l.control || '/' || l.account_id as test
           from evidence_of_test l
           join evidence e on e.id = l.evidence_id
           left join origin_of_evidence g on g.evidence_id = e.id
           where l.period_id = :period and e.withdrawn_at is null
             and coalesce(nullif(g.as_of, ''), nullif(g.obtained_at, ''), e.added_at) < :from
           order by e.ref`,
          { period: state.period.id, from: `${state.period.label}-01` }
        )
        .filter(({ test }) => manual.has(test))
      return against(
        [...new Set(older.map(({ ref }) => ref))],
        'piece of evidence of a manual step is older than the month',
        'pieces of evidence of manual steps are older than the month',
        'No evidence of a manual step is older than the month.'
      )
    }
  },
  {
    code: 'W8',
    title: 'Open findings were observed',
    leadsTo: 'findings',
    find(state) {
      return against(
        keptFindings(state.db)
          .filter((finding) => finding.state === 'issued' && isUnseen(state, finding))
          .map(({ ref }) => ref),
        'finding was not observed this month and is still open',
        'findings were not observed this month and are still open',
        'Every open finding was observed this month.'
      )
    }
  }
]

function isUnseen({ db, period }: PeriodState, finding: KeptFinding): boolean {
  return occurrencesOf(db, finding).some(
    ({ period: label, status }) => label === period.label && status === 'not-observed'
  )
}

function priorOf({ db, period }: PeriodState): number | null {
  return (
    db.get<{ prior_id: number | null }>('select prior_id from period where id = :id', { id: period.id })
      ?.prior_id ?? null
  )
}
