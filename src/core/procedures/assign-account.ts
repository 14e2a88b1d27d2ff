/** Takes the auditor's word to which account a file belongs whose content does not say. */
import { WorkbenchError } from '../../shared/errors.ts'
import { appendEvent } from '../store/events.ts'
import { refuseEarlierSource } from './decide-source.ts'
import { procedure } from './procedure.ts'
import { assign, settle } from './settle.ts'

export default procedure('source.assign', (context, { source, account }) => {
  const { db, actor, now } = context
  const found = db.get<{ ref: string }>('select ref from source where id = :source', { source })
  if (!found) throw new WorkbenchError('not-found', 'That source is not in this engagement.')
  refuseEarlierSource(db, source)
  const bereaved = new Set<number>()
  assign(context, source, account, bereaved)
  appendEvent(db, {
    at: now(),
    actor,
    action: 'source.assign',
    entity: 'source',
    entityId: found.ref,
    payload: { account }
  })
  return { changedTests: settle(context, `assign-${source}`, bereaved) }
})
