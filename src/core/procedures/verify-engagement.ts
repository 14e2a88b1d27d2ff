/** Verifies the record: the chain of events, every row against it, every stored object and reference to one, people, and every sign-off. */
import type { EventView, IssuedWorkbook, Verification } from '../../shared/records/engagement.ts'
import type { Reader } from '../store/database.ts'
import { chainHead, verifyChain } from '../store/events.ts'
import { verifyObjects } from '../store/objects.ts'
import { verifyRows } from '../store/told-rows.ts'
import { peopleFaults } from './people-in-log.ts'
import { procedure } from './procedure.ts'
import { resultFaults } from './results-in-record.ts'
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
         select 'Workbook ' || w.file_name from workbook_export w left join object o on o.id = w.object_id where o.sha256 is null
         union all
         select 'Report ' || r.file_name from report_export r left join object o on o.id = r.object_id where o.sha256 is null
         union all
         select 'Receipt ' || c.file_name from workbook_receipt c left join object o on o.id = c.object_id where o.sha256 is null`
      )
      .map(({ what }) => `${what} has lost its bytes.`)
    const record = recordFaults(db, chain.fault, signed.faults)
    const faults = [...record, ...stored.faults, ...lost]
    return {
      ok: faults.length === 0,
      events: chain.events,
      brokenAt: chain.fault === null ? null : chain.events + 1,
      recordFault: record[0] ?? null,
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

/** Rows of a kind that are told of; beyond that a table was rewritten, and the count says so. */
const mostNamed = 20

/** Of the log, of rows, results, people and sign-offs. What people and sign-offs say of themselves is not said twice. */
function recordFaults(db: Reader, chain: string | null, signed: readonly string[]): readonly string[] {
  const people = peopleFaults(db)
  const said = new Set([
    ...(people.length > 0 ? ['person'] : []),
    ...(people.some((sentence) => sentence.startsWith('The separation of duties')) ? ['engagement'] : []),
    ...(signed.length > 0 ? ['sign_off'] : [])
  ])
  const rows = verifyRows(db).filter(({ table }) => !said.has(table))
  const more = rows.length - mostNamed
  return [
    ...(chain === null ? [] : [chain]),
    ...rows.slice(0, mostNamed).map(({ sentence }) => sentence),
    ...(more > 0 ? [`${more} more ${more === 1 ? 'row is' : 'rows are'} not as the event log tells.`] : []),
    ...resultFaults(db),
    ...people,
    ...signed
  ]
}
