/** What the frame around every screen shows of the engagement. */
import type { EngagementView } from '../../shared/records/engagement.ts'
import { actionDataLabel } from '../iam/actions/action-data.ts'
import type { Reader } from '../store/database.ts'
import { chainHead } from '../store/events.ts'
import { accountsOf } from './accounts.ts'
import { engagementOf } from './engagement.ts'
import { openPeriod } from './period/state.ts'
import { procedure } from './procedure.ts'
import { testStates } from './test-states.ts'

export default procedure('engagement.show', ({ db }): EngagementView => {
  const engagement = engagementOf(db)
  const period = { period: engagement.period.id }
  const accounts = accountsOf(db)
  const dates = accounts.flatMap(({ asOf }) => (asOf ? [asOf] : [])).sort((a, b) => (a.at < b.at ? -1 : 1))
  const tests = testStates(db)
  return {
    clientName: engagement.clientName,
    auditor: engagement.auditor,
    period: engagement.period.label,
    state: openPeriod(db).state,
    isSample: engagement.isSample,
    asOf: engagement.period.asOf,
    agreedCaller: agreedCallerOf(db, engagement.period.id),
    newestAsOf: dates.at(-1) ?? null,
    oldestAsOf: dates[0] ?? null,
    actionData: actionDataLabel(),
    accounts,
    principals: countOf(
      db,
      'select (select count(*) from iam_user) + (select count(*) from iam_role) + (select count(*) from iam_group) as n'
    ),
    sources: countOf(
      db,
      "select count(*) as n from source where period_id = :period and state <> 'superseded'",
      period
    ),
    problems: countOf(
      db,
      `select count(*) as n
       from source_note n
       join source s on s.id = n.source_id
       where s.period_id = :period and s.state <> 'superseded' and n.level in ('error', 'warning')`,
      period
    ),
    concluded: tests.filter(({ conclusion }) => conclusion).length,
    tests: tests.length,
    findings: countOf(db, 'select count(*) as n from finding'),
    openFindings: countOf(
      db,
      `select count(*) as n
       from finding f
       where coalesce((select state from finding_step where finding_id = f.id order by id desc limit 1), 'draft')
         in ('draft', 'issued')`
    ),
    evidence: countOf(db, 'select count(*) as n from evidence where withdrawn_at is null'),
    events: chainHead(db).seq
  }
})

function agreedCallerOf(db: Reader, id: number): string | null {
  return (
    db.get<{ agreed_caller: string | null }>('select agreed_caller from period where id = :id', { id })
      ?.agreed_caller ?? null
  )
}

function countOf(db: Reader, sql: string, bindings: Readonly<Record<string, number>> = {}): number {
  return db.get<{ n: number }>(sql, bindings)?.n ?? 0
}
