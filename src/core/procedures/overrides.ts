/** Shows overrides and lets somebody approve them; they are proposed and withdrawn with their conclusions. */
import { WorkbenchError } from '../../shared/errors.ts'
import { refusalOfApproval } from '../../shared/states/override.ts'
import { appendEvent } from '../store/events.ts'
import { controlNamed } from './controls.ts'
import { engagementOf } from './engagement.ts'
import { procedure } from './procedure.ts'
import { testsNamed } from './record-conclusion.ts'
import { separationOf } from './situation.ts'

export default procedure('override.approve', ({ db, actor, person, now }, { control, accounts }) => {
  controlNamed(control)
  const { period } = engagementOf(db)
  const separation = separationOf(db)
  const at = now()
  for (const { account, result, conclusion } of testsNamed(db, control, accounts)) {
    const override = conclusion?.override ?? null
    const where = `${control} for ${account.name}`
    if (conclusion === null || override === null)
      throw new WorkbenchError('not-allowed', `${where} has no override to approve.`)
    if (override.approver !== null)
      throw new WorkbenchError('not-allowed', `${override.ref} was approved by ${override.approver} already.`)
    if (conclusion.resultChanged || result?.outcome !== override.outcome)
      throw new WorkbenchError(
        'not-allowed',
        `${where}: the automated result changed after ${override.ref} was proposed; conclude it again.`
      )
    if (override.evidence.length === 0)
      throw new WorkbenchError(
        'evidence-required',
        `The evidence of ${override.ref} was withdrawn; conclude ${where} again.`
      )
    const refusal = refusalOfApproval({
      separation,
      approver: actor,
      role: person?.role ?? null,
      authors: [override.author, conclusion.concludedBy]
    })
    if (refusal !== null) throw new WorkbenchError('not-allowed', refusal)
    db.run('update conclusion_override set approver = :actor, approved_at = :at where ref = :ref', {
      actor,
      at,
      ref: override.ref
    })
    appendEvent(db, {
      at,
      actor,
      action: 'override.approve',
      entity: 'override',
      entityId: override.ref,
      payload: {
        test: `${period.label}/${control}/${account.id}`,
        author: override.author,
        selfApproved: override.author === actor
      }
    })
  }
  return null
})
