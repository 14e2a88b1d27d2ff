/** Lists the results of every automated check with each exception and undecided member, as `results.json` has them. */
import type { CheckResult, ResultMember, Results } from '../../shared/records/test.ts'
import { isAutomated } from '../checks/check.ts'
import { actionDataLabel } from '../iam/actions/action-data.ts'
import { engagementOf } from './engagement.ts'
import { procedure } from './procedure.ts'
import { testStates } from './test-states.ts'

interface MemberRow extends ResultMember {
  readonly control: string
  readonly account_id: string
  readonly status: 'exception' | 'needs-review'
}

export default procedure('result.list', ({ db }): Results => {
  const { period } = engagementOf(db)
  const members = Map.groupBy(
    db.all<MemberRow>(
      `select r.control, r.account_id, e.status, e.resource, e.fingerprint, e.detail, s.name as source, e.line, e.path
       from check_exception e
       join check_result r on r.id = e.result_id
       left join source s on s.id = e.source_id
       where r.period_id = :period
       order by e.id`,
      { period: period.id }
    ),
    (row) => `${row.control}/${row.account_id}/${row.status}`
  )
  const results = testStates(db).flatMap(({ check, account, result }): CheckResult[] => {
    if (!isAutomated(check) || !result) return []
    const listed = (status: MemberRow['status']) =>
      (members.get(`${check.control}/${account.id}/${status}`) ?? []).map(
        ({ resource, fingerprint, detail, source, line, path }) => ({
          resource,
          fingerprint,
          detail,
          source,
          line,
          path
        })
      )
    return [
      {
        check: check.id,
        catalogue: [check.control],
        account: account.id,
        outcome: result.outcome,
        reason: result.reason,
        population: result.population,
        exceptions: listed('exception'),
        needsReview: listed('needs-review')
      }
    ]
  })
  return { asOf: period.asOf, actionData: actionDataLabel(), results }
})
