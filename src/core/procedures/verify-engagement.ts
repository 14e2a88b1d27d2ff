/** Verifies the record: the chain of events, every stored object, and every reference to one. */
import type { EventView, Verification } from '../../shared/records/engagement.ts'
import { chainHead, verifyChain } from '../store/events.ts'
import { verifyObjects } from '../store/objects.ts'
import { procedure } from './procedure.ts'

export default [
  procedure('engagement.verify', ({ db }): Verification => {
    const chain = verifyChain(db)
    const stored = verifyObjects(db)
    const lost = db
      .all<{ what: string }>(
        `select 'Source ' || s.ref as what from source s left join object o on o.id = s.object_id where o.sha256 is null
         union all
         select 'Evidence ' || e.ref from evidence e left join object o on o.id = e.object_id where o.sha256 is null
         union all
         select 'Workbook ' || w.file_name from workbook_export w left join object o on o.id = w.object_id where o.sha256 is null`
      )
      .map(({ what }) => `${what} has lost its bytes.`)
    const faults = [...(chain.fault === null ? [] : [chain.fault]), ...stored.faults, ...lost]
    return {
      ok: faults.length === 0,
      events: chain.events,
      head: chainHead(db).hash,
      objects: stored.objects,
      faults
    }
  }),

  procedure('event.list', ({ db }, { before, limit }): readonly EventView[] =>
    db.all<EventView>(
      `select seq, at, actor, action, entity, entity_id as entityId, hash
       from audit_event
       where :before is null or seq < :before
       order by seq desc
       limit :limit`,
      { before, limit }
    )
  )
]
