/** The terms of the engagement: how many days until a period is locked, how many years everything is kept. */
import { WorkbenchError } from '../../shared/errors.ts'
import type { RetentionView } from '../../shared/records/period.ts'
import { refusalOfTerms } from '../../shared/states/retention.ts'
import type { Reader } from '../store/database.ts'
import { appendEvent } from '../store/events.ts'
import { procedure } from './procedure.ts'

export default [
  procedure('retention.show', ({ db }): RetentionView => termsOf(db)),

  procedure('retention.set', ({ db, actor, now }, after) => {
    const before = termsOf(db)
    const { assemblyDays, retentionYears } = before
    const refusal = refusalOfTerms(before, after, before.isIssued)
    if (refusal !== null) throw new WorkbenchError('not-allowed', refusal)
    if (after.assemblyDays === assemblyDays && after.retentionYears === retentionYears) return null
    db.run('update engagement set assembly_days = :assemblyDays, retention_years = :retentionYears', {
      ...after
    })
    appendEvent(db, {
      at: now(),
      actor,
      action: 'retention.set',
      entity: 'engagement',
      entityId: 'retention',
      payload: { before: { assemblyDays, retentionYears }, after }
    })
    return null
  })
]

function termsOf(db: Reader): RetentionView {
  const terms = db.get<{ assemblyDays: number; retentionYears: number }>(
    'select assembly_days as assemblyDays, retention_years as retentionYears from engagement'
  ) ?? { assemblyDays: 0, retentionYears: 0 }
  const isIssued = db.get('select 1 from period where report_date is not null limit 1') !== undefined
  return { ...terms, isIssued }
}
