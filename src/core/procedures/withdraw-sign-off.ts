/** Takes a sign-off back, with those that rest on it; the reason stays beside what was signed. */
import { WorkbenchError } from '../../shared/errors.ts'
import { appendEvent } from '../store/events.ts'
import { procedure } from './procedure.ts'
import { signOffNumbered } from './sign-off/named.ts'
import { periodState } from './sign-off/period-state.ts'
import { restingOn } from './sign-off/resting.ts'
import { stands, type SignOff } from './sign-off/standing.ts'

export default procedure('sign-off.withdraw', ({ db, now, actor, person }, { signOff: id, reason }) => {
  const signOffs = periodState(db, now()).signOffs()
  const signOff = signOffNumbered(signOffs, id)
  const { printed_name: name, role, state } = signOff
  if (!stands(signOff)) throw new WorkbenchError('not-allowed', `That sign-off is ${state} already.`)
  const isOwn = person === null || person.name === name || person.role === 'partner' || role === 'management'
  if (!isOwn)
    throw new WorkbenchError(
      'not-allowed',
      `Only ${name}, who signed, or a partner takes that sign-off back.`
    )

  const at = now()
  withdraw(signOff, reason)
  for (const one of restingOn(signOff, signOffs))
    withdraw(one, `It rests on the sign-off of ${name} as ${role}, which was taken back: ${reason}`)
  return null

  function withdraw(one: SignOff, why: string): void {
    db.run(
      `insert into sign_off_withdrawal (sign_off_id, reason, withdrawn_by, withdrawn_at)
       values (:id, :why, :actor, :at)`,
      { id: one.id, why, actor, at }
    )
    appendEvent(db, {
      at,
      actor,
      action: 'sign-off.withdraw',
      entity: 'sign-off',
      entityId: `${one.period}/${one.scope}/${one.scope_ref}/${one.role}`,
      payload: { id: one.id, before: one.state, after: 'withdrawn', reason: why }
    })
  }
})
