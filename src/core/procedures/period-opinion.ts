/** Takes down the overall conclusion on the period, in the auditor's words. */
import { appendEvent } from '../store/events.ts'
import { engagementOf } from './engagement.ts'
import { procedure } from './procedure.ts'
import { opinionOf } from './sign-off/opinion.ts'

export default procedure('period.opinion', ({ db, now, actor }, { opinion, statement }) => {
  const { period } = engagementOf(db)
  const before = opinionOf(db, period.id)
  const at = now()
  db.run(
    `insert into opinion (period_id, opinion, statement, stated_by, stated_at)
     values (:period, :opinion, :statement, :actor, :at)`,
    { period: period.id, opinion, statement, actor, at }
  )
  appendEvent(db, {
    at,
    actor,
    action: 'period.opinion',
    entity: 'period',
    entityId: period.label,
    payload: {
      before: before && { opinion: before.opinion, statement: before.statement },
      after: { opinion, statement }
    }
  })
  return null
})
