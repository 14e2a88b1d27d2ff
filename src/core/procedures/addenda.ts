/** Adds to a locked period: who, when, why and what; nothing is taken away. Another person reviews it where duties are separated. */
import { WorkbenchError } from '../../shared/errors.ts'
import type { AddendumView } from '../../shared/records/period.ts'
import type { Reader } from '../store/database.ts'
import { appendEvent } from '../store/events.ts'
import { nextReference } from '../store/references.ts'
import { keepEvidence } from './evidence.ts'
import { periodNamed } from './period/state.ts'
import { procedure, type WriteContext } from './procedure.ts'
import { separationOf } from './situation.ts'
import { discardUpload, takeUpload } from './upload.ts'

export default [
  procedure('addendum.add', (context, { period: label, reason, text, upload, mime }): AddendumView => {
    const { db, actor, now } = context
    const period = periodNamed(db, label)
    if (period.state !== 'locked')
      throw new WorkbenchError(
        'not-allowed',
        `${label} is not locked, so nothing has to be added to it: change the record itself.`
      )
    const ref = nextReference(db, 'AD', 3)
    const at = now()
    const evidence = upload === null ? null : attach(context, ref, upload, mime)
    db.run(
      `insert into addendum (ref, period_id, reason, text, evidence_id, prepared_by, added_at)
       values (:ref, :period, :reason, :text, :evidence, :actor, :at)`,
      { ref, period: period.id, reason, text, evidence, actor, at }
    )
    appendEvent(db, {
      at,
      actor,
      action: 'addendum.add',
      entity: 'addendum',
      entityId: ref,
      payload: { period: label, reason, text }
    })
    return addendumNamed(db, ref)
  }),

  procedure('addendum.review', ({ db, actor, now }, { addendum: ref }): AddendumView => {
    const addendum = addendumNamed(db, ref)
    if (addendum.reviewedBy !== null)
      throw new WorkbenchError('not-allowed', `${ref} was reviewed by ${addendum.reviewedBy} already.`)
    if (separationOf(db) !== 'strict')
      throw new WorkbenchError(
        'not-allowed',
        'A single auditor works here, so nobody reviews independently. People and separation of duties are chosen in Settings.'
      )
    if (addendum.preparedBy === actor)
      throw new WorkbenchError('not-allowed', `${actor} prepared ${ref}, and nobody reviews their own work.`)
    const at = now()
    db.run(
      `insert into addendum_review (addendum_id, reviewed_by, reviewed_at)
       select id, :actor, :at from addendum where ref = :ref`,
      { ref, actor, at }
    )
    appendEvent(db, { at, actor, action: 'addendum.review', entity: 'addendum', entityId: ref, payload: {} })
    return addendumNamed(db, ref)
  })
]

/** Of one period, the oldest first. */
export function addendaOf(db: Reader, period: number): readonly AddendumView[] {
  return db.all<AddendumView>(`${addendumSql} where a.period_id = :period order by a.id`, { period })
}

function addendumNamed(db: Reader, ref: string): AddendumView {
  const found = db.get<AddendumView>(`${addendumSql} where a.ref = :ref`, { ref })
  if (!found) throw new WorkbenchError('not-found', `There is no addendum ${ref} in this engagement.`)
  return found
}

const addendumSql = `
  select a.ref, p.label as period, a.reason, a.text, e.ref as evidence, a.prepared_by as preparedBy,
    a.added_at as addedAt, r.reviewed_by as reviewedBy, r.reviewed_at as reviewedAt
  from addendum a
  join period p on p.id = a.period_id
  left join evidence e on e.id = a.evidence_id
  left join addendum_review r on r.addendum_id = a.id`

function attach(context: WriteContext, ref: string, upload: number, mime: string): number {
  const { db, actor, now } = context
  try {
    const { name, stored } = takeUpload(context, upload)
    const fileName = name.split(/[\\/]/).at(-1) ?? name
    const type = /^image\/(png|jpeg|gif|webp)$/.test(mime) ? 'image' : 'file'
    const evidence = keepEvidence(
      context,
      { type, title: `Of addendum ${ref}`, fileName, mime, stored },
      { addendum: ref }
    )
    db.run(
      `insert into evidence_use (evidence_id, target, ref, locator, purpose, linked_by, linked_at)
       values (:evidence, 'addendum', :ref, '', '', :actor, :at)`,
      { evidence, ref, actor, at: now() }
    )
    return evidence
  } finally {
    discardUpload(context.uploads, upload)
  }
}
