/** Keeps what a conclusion rests on: files, pictures and notes, hashed and linked to tests, withdrawn but never deleted. */
import { WorkbenchError } from '../../shared/errors.ts'
import type { EvidenceView } from '../../shared/records/test.ts'
import type { EvidenceType } from '../../shared/vocabulary.ts'
import type { Reader } from '../store/database.ts'
import { appendEvent, type NewEvent } from '../store/events.ts'
import { storeObject, type StoredObject } from '../store/objects.ts'
import { nextReference } from '../store/references.ts'
import { engagementOf } from './engagement.ts'
import { procedure, type WriteContext } from './procedure.ts'
import { testsNamed } from './record-conclusion.ts'
import { discardUpload, takeUpload } from './upload.ts'

export interface NewEvidence {
  readonly control: string
  readonly accounts: readonly string[]
  readonly type: EvidenceType
  readonly title: string
  readonly fileName: string
  readonly mime: string
  readonly stored: StoredObject
}

export default [
  procedure('evidence.list', ({ db }): readonly EvidenceView[] => evidenceOf(db)),

  procedure('evidence.attach', (context, { control, accounts, title, upload, mime }): EvidenceView => {
    try {
      const { name, stored } = takeUpload(context, upload)
      if (stored.size === 0)
        throw new WorkbenchError('input-invalid', `${name} is empty; there is nothing to keep as evidence.`)
      const type = /^image\/(png|jpeg|gif|webp)$/.test(mime) ? 'image' : 'file'
      const fileName = name.split(/[\\/]/).at(-1) ?? name
      return attachEvidence(context, { control, accounts, type, title, fileName, mime, stored })
    } finally {
      discardUpload(context.uploads, upload)
    }
  }),

  procedure('evidence.note', (context, { control, accounts, title, text }): EvidenceView => {
    const stored = storeObject(context.db, Buffer.from(text, 'utf8'))
    return attachEvidence(context, {
      control,
      accounts,
      type: 'note',
      title,
      fileName: 'note.txt',
      mime: 'text/plain',
      stored
    })
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

/** The label of a locked period whose tests the evidence backs. */
function lockedPeriodOf(db: Reader, evidence: number): string | null {
  const sql = `
    select p.label
    from evidence_link l
    join period p on p.id = l.period_id and p.state = 'locked'
    where l.evidence_id = :evidence
    order by p.label
    limit 1`
  return db.get<{ label: string }>(sql, { evidence })?.label ?? null
}

/** Keeps a stored object as evidence of a control's tests. */
export function attachEvidence(
  context: WriteContext,
  { control, accounts, ...piece }: NewEvidence
): EvidenceView {
  const { db } = context
  const { period } = engagementOf(db)
  const tests = testsNamed(db, control, accounts)
  const id = keepEvidence(context, piece, { control, accounts: tests.map(({ account }) => account.id) })
  for (const { account } of tests)
    db.run(
      'insert into evidence_link (evidence_id, period_id, control, account_id) values (:id, :period, :control, :account)',
      { id, period: period.id, control, account: account.id }
    )
  return evidenceNumbered(db, id)
}

/** Keeps a stored object as evidence of what `links` names, and answers its id; the caller links it. */
export function keepEvidence(
  { db, actor, now }: WriteContext,
  { type, title, fileName, mime, stored }: Omit<NewEvidence, 'control' | 'accounts'>,
  links: NewEvent['payload']
): number {
  const ref = nextReference(db, 'E', 4)
  const { id } = db.run(
    `insert into evidence (ref, object_id, type, title, file_name, mime, added_by, added_at)
     values (:ref, :object, :type, :title, :fileName, :mime, :actor, :at)`,
    { ref, object: stored.id, type, title, fileName, mime, actor, at: now() }
  )
  appendEvent(db, {
    at: now(),
    actor,
    action: 'evidence.attach',
    entity: 'evidence',
    entityId: ref,
    payload: { sha256: stored.sha256, type, title, ...links }
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

/** All evidence, or what is linked to one control; the oldest first. */
export function evidenceOf(db: Reader, control: string | null = null): EvidenceView[] {
  return db
    .all<EvidenceRow>(
      `select e.id, e.ref, e.type, e.title, e.file_name as fileName, e.mime, o.size, o.sha256, e.added_by as addedBy,
         e.added_at as addedAt, e.withdrawn_at is not null as withdrawn,
         (
           select json_group_array(json_object('control', control, 'account', account_id))
           from (select control, account_id from evidence_link where evidence_id = e.id order by control, account_id)
         ) as links
       from evidence e
       join object o on o.id = e.object_id
       where :control is null or e.id in (select evidence_id from evidence_link where control = :control)
       order by e.id`,
      { control }
    )
    .map((row) => ({
      ...row,
      withdrawn: row.withdrawn === 1,
      links: JSON.parse(row.links) as EvidenceView['links']
    }))
}
