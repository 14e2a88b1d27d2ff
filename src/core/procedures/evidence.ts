/** Keeps what a conclusion rests on: files, pictures and notes, hashed and linked to tests, withdrawn but never deleted. */
import { WorkbenchError } from '../../shared/errors.ts'
import type { EvidenceOrigin } from '../../shared/records/evidence.ts'
import type { EvidenceView } from '../../shared/records/test.ts'
import type { EvidenceType } from '../../shared/vocabulary.ts'
import type { Reader } from '../store/database.ts'
import { appendEvent, type NewEvent } from '../store/events.ts'
import { storeObject, type StoredObject } from '../store/objects.ts'
import { nextReference } from '../store/references.ts'
import { engagementOf } from './engagement.ts'
import { keepOrigin, originOf } from './evidence/origin.ts'
import { lockedPeriodOf, pieceNamed } from './evidence/piece.ts'
import { procedure, type WriteContext } from './procedure.ts'
import { testsNamed } from './record-conclusion.ts'
import { discardUpload, takeUpload } from './upload.ts'

export interface NewEvidence {
  /** The tests it backs; none where they are absent. */
  readonly control?: string
  readonly accounts?: readonly string[]
  readonly type: EvidenceType
  readonly title: string
  readonly fileName: string
  readonly mime: string
  readonly stored: StoredObject
  readonly origin?: EvidenceOrigin
}

export default [
  procedure('evidence.list', ({ db }): readonly EvidenceView[] => evidenceOf(db)),

  procedure('evidence.attach', (context, { upload, mime, ...named }): EvidenceView => {
    try {
      const { name, stored } = takeUpload(context, upload)
      if (stored.size === 0)
        throw new WorkbenchError('input-invalid', `${name} is empty; there is nothing to keep as evidence.`)
      const type = /^image\/(png|jpeg|gif|webp)$/.test(mime) ? 'image' : 'file'
      const fileName = name.split(/[\\/]/).at(-1) ?? name
      return attachEvidence(context, { ...named, type, fileName, mime, stored })
    } finally {
      discardUpload(context.uploads, upload)
    }
  }),

  procedure('evidence.note', (context, { text, ...named }): EvidenceView => {
    const stored = storeObject(context.db, Buffer.from(text, 'utf8'))
    return attachEvidence(context, {
      ...named,
      type: 'note',
      fileName: 'note.txt',
      mime: 'text/plain',
      stored
    })
  }),

  procedure('evidence.describe', (context, { evidence, origin }) => {
    const { db, actor, now } = context
    const piece = pieceNamed(db, evidence)
    const locked = lockedPeriodOf(db, piece.id)
    if (locked !== null)
      throw new WorkbenchError(
        'not-allowed',
        `${evidence} backs tests of ${locked}, which is locked. Say in an addendum what is to be added.`
      )
    const before = originOf(db, piece.id)
    keepOrigin(context, piece.id, origin)
    appendEvent(db, {
      at: now(),
      actor,
      action: 'evidence.describe',
      entity: 'evidence',
      entityId: evidence,
      payload: { before: before && { ...before }, after: { ...origin } }
    })
    return null
  }),

  procedure('evidence.withdraw', ({ db, actor, now }, { evidence, reason }) => {
    const found = db.get<{ ref: string; withdrawn_at: string | null }>(
      'select ref, withdrawn_at from evidence where id = :evidence',
      {
        evidence
      }
    )
    if (!found) throw new WorkbenchError('not-found', 'That evidence is not in this engagement.')
    if (found.withdrawn_at !== null)
      throw new WorkbenchError('not-allowed', `${found.ref} was withdrawn already.`)
    const locked = lockedPeriodOf(db, evidence)
    if (locked !== null)
      throw new WorkbenchError(
        'not-allowed',
        `${found.ref} backs tests of ${locked}, which is locked. Say in an addendum what is wrong with it.`
      )
    db.run('update evidence set withdrawn_at = :at, withdrawn_reason = :reason where id = :evidence', {
      evidence,
      reason,
      at: now()
    })
    appendEvent(db, {
      at: now(),
      actor,
      action: 'evidence.withdraw',
      entity: 'evidence',
      entityId: found.ref,
      payload: { reason }
    })
    return null
  })
]

/** Keeps a stored object as evidence of a control's tests, or of nothing yet. */
export function attachEvidence(
  context: WriteContext,
  { control, accounts = [], ...piece }: NewEvidence
): EvidenceView {
  const { db, actor, now } = context
  const { period } = engagementOf(db)
  const tests = control === undefined ? [] : testsNamed(db, control, accounts)
  if (control !== undefined && tests.length === 0)
    throw new WorkbenchError('input-invalid', `Say of which accounts the tests of ${control} are meant.`)
  const id = keepEvidence(
    context,
    piece,
    control === undefined ? {} : { control, accounts: tests.map(({ account }) => account.id) }
  )
  for (const { check, account } of tests)
    db.run(
      `insert into evidence_link (evidence_id, period_id, control, account_id, locator, linked_by, linked_at)
       values (:id, :period, :control, :account, '', :actor, :at)`,
      { id, period: period.id, control: check.control, account: account.id, actor, at: now() }
    )
  return evidenceNumbered(db, id)
}

/** Keeps a stored object as evidence of what `links` names, and answers its id; the caller links it. */
export function keepEvidence(
  context: WriteContext,
  { type, title, fileName, mime, stored, origin }: Omit<NewEvidence, 'control' | 'accounts'>,
  links: NewEvent['payload']
): number {
  const { db, actor, now } = context
  const ref = nextReference(db, 'E', 4)
  const { id } = db.run(
    `insert into evidence (ref, object_id, type, title, file_name, mime, added_by, added_at)
     values (:ref, :object, :type, :title, :fileName, :mime, :actor, :at)`,
    { ref, object: stored.id, type, title, fileName, mime, actor, at: now() }
  )
  if (origin !== undefined) keepOrigin(context, id, origin)
  appendEvent(db, {
    at: now(),
    actor,
    action: 'evidence.attach',
    entity: 'evidence',
    entityId: ref,
    payload: { sha256: stored.sha256, type, title, ...links, ...(origin && { origin: { ...origin } }) }
  })
  return id
}

export function evidenceNumbered(db: Reader, id: number): EvidenceView {
  const view = evidenceOf(db).find((kept) => kept.id === id)
  if (!view) throw new Error('Evidence was not kept')
  return view
}

interface EvidenceRow extends Omit<EvidenceView, 'withdrawn' | 'links'> {
  readonly withdrawn: number
  readonly links: string
}

/** All evidence, or what backs a control in the open period; the oldest first. */
export function evidenceOf(db: Reader, control: string | null = null): EvidenceView[] {
  return db
    .all<EvidenceRow>(
      `select e.id, e.ref, e.type, e.title, e.file_name as fileName, e.mime, o.size, o.sha256, e.added_by as addedBy,
         e.added_at as addedAt, e.withdrawn_at is not null as withdrawn,
         (
           select json_group_array(json_object('control', control, 'account', account_id, 'locator', locator))
           from (
             select control, account_id, locator
             from standing_link
             where evidence_id = e.id and (:control is null or period_id = :period)
             order by control, account_id, id
           )
         ) as links
       from evidence e
       join object o on o.id = e.object_id
       where :control is null or e.id in (
         select evidence_id from standing_link where control = :control and period_id = :period
       )
       order by e.id`,
      { control, period: engagementOf(db).period.id }
    )
    .map((row) => ({
      ...row,
      withdrawn: row.withdrawn === 1,
      links: JSON.parse(row.links) as EvidenceView['links']
    }))
}
