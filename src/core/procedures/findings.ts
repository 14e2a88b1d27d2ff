/** Raises findings with their five elements: condition, criteria, cause, effect, recommendation. */
import type { FindingView } from '../../shared/records/test.ts'
import type { Reader } from '../store/database.ts'
import { appendEvent } from '../store/events.ts'
import { nextReference } from '../store/references.ts'
import { controlNamed } from './controls.ts'
import { engagementOf } from './engagement.ts'
import { procedure } from './procedure.ts'
import { testsNamed } from './record-conclusion.ts'

export default [
  procedure('finding.list', ({ db }): readonly FindingView[] => findingsOf(db)),

  procedure('finding.raise', ({ db, actor, now }, { control, accounts, ...elements }): FindingView => {
    const { period } = engagementOf(db)
    const tests = testsNamed(db, control, accounts)
    const results = tests.flatMap(({ result }) => (result ? [result] : []))
    const ref = nextReference(db, `F-${period.label.slice(0, 4)}`, 3)
    const { id } = db.run(
      `insert into finding (ref, period_id, control, title, condition, criteria, cause, effect, recommendation, severity,
         exceptions, population, raised_by, raised_at)
       values (:ref, :period, :control, :title, :condition, :criteria, :cause, :effect, :recommendation, :severity,
         :exceptions, :population, :actor, :at)`,
      {
        ...elements,
        ref,
        control,
        period: period.id,
        severity: controlNamed(control).severity,
        exceptions: results.reduce((sum, { exceptions }) => sum + exceptions, 0),
        population: results.reduce((sum, { population }) => sum + population, 0),
        actor,
        at: now()
      }
    )
    for (const { account } of tests)
      db.run('insert into finding_account (finding_id, account_id) values (:id, :account)', {
        id,
        account: account.id
      })
    appendEvent(db, {
      at: now(),
      actor,
      action: 'finding.raise',
      entity: 'finding',
      entityId: ref,
      payload: { control, accounts: tests.map(({ account }) => account.id), ...elements }
    })
    const view = findingsOf(db).find((kept) => kept.ref === ref)
    if (!view) throw new Error('A finding was not kept')
    return view
  })
]

/** All findings, or those of one control; the oldest first. */
export function findingsOf(db: Reader, control: string | null = null): FindingView[] {
  return db
    .all<Omit<FindingView, 'accounts'> & { accounts: string }>(
      `select f.ref, f.title, f.condition, f.criteria, f.cause, f.effect, f.recommendation, f.severity, f.control,
         f.exceptions, f.population, f.raised_by as raisedBy, f.raised_at as raisedAt,
         (
           select json_group_array(account_id)
           from (select account_id from finding_account where finding_id = f.id order by account_id)
         ) as accounts
       from finding f
       where :control is null or f.control = :control
       order by f.id`,
      { control }
    )
    .map((row) => ({ ...row, accounts: JSON.parse(row.accounts) as string[] }))
}
