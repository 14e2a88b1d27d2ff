/** Verifies the record: the chain of events, every stored object and reference to one, people, and every sign-off. */
import type { EventView, IssuedWorkbook, Verification } from '../../shared/records/engagement.ts'
import { chainHead, verifyChain } from '../store/events.ts'
import { verifyObjects } from '../store/objects.ts'
import { peopleFaults } from './people-in-log.ts'
import { procedure } from './procedure.ts'
import { verifySignOffs } from './sign-off/verify.ts'

export default [
  procedure('engagement.verify', ({ db }): Verification => {
    const chain = verifyChain(db)
    const stored = verifyObjects(db)
    const signed = verifySignOffs(db)
    const lost = db
      .all<{ what: string }>(
        `select 'Source ' || s.ref as what from source s left join object o on o.id = s.object_id where o.sha256 is null
         union all
         select 'Evidence ' || e.ref from evidence e left join object o on o.id = e.object_id where o.sha256 is null
         union all
         select 'Workbook ' || w.file_name from workbook_export w left join object o on o.id = w.object_id where o.sha256 is null`
      )
      .map(({ what }) => `${what} has lost its bytes.`)
    const faults = [
      ...(chain.fault === null ? [] : [chain.fault]),
      ...stored.faults,
      ...lost,
      ...peopleFaults(db),
      ...signed.faults
    ]
    return {
      ok: faults.length === 0,
      events: chain.events,
      brokenAt: chain.fault === null ? null : chain.events + 1,
      head: chainHead(db).hash,
      signOffs: signed.signOffs,
      objects: stored.objects,
      workbooks: db.all<IssuedWorkbook>(
        `select w.version, w.file_name as fileName, o.sha256, w.issued_at as issuedAt
         from workbook_export w
         join object o on o.id = w.object_id
         order by w.id desc`
      ),
      faults
    }
  }),

  procedure('event.list', ({ db }, { before, limit }): readonly EventView[] =>
    db.all<EventView>(
      `select seq, at, actor, action, entity, entity_id as entityId, hash,
         json_extract(payload, '$.clockBehind') as clockBehind
       from audit_event
       where :before is null or seq < :before
       order by seq desc
       limit :limit`,
      { before, limit }
    )
  )
]
