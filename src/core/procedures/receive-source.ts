/** Receives a file: keeps its bytes, recognises its kind, reads its facts, and supersedes what it replaces. */
import type { Received } from '../../shared/records/source.ts'
import type { SourceState } from '../../shared/vocabulary.ts'
import type { Writer } from '../store/database.ts'
import { appendEvent } from '../store/events.ts'
import { nextReference } from '../store/references.ts'
import { engagementOf } from './engagement.ts'
import { procedure, type WriteContext } from './procedure.ts'
import { readSource, type SourceReading } from './read-source.ts'
import { supersede } from './supersede-source.ts'
import { sweepUploads, takeUpload } from './upload.ts'

export default [
  procedure('import.start', ({ db, uploads }) => {
    sweepUploads(db, uploads)
    const { last } = db.get<{ last: number }>('select coalesce(max(batch), 0) as last from source') ?? {
      last: 0
    }
    return { batch: last + 1, job: `import-${last + 1}` }
  }),
  procedure('source.receive', (context, { batch, upload }): Received => {
    const { db, actor, now } = context
    const { name, stored } = takeUpload(context, upload)
    const { period } = engagementOf(db)
    const twin = twinOf(db, period.id, stored.id, name)
    if (twin) {
      appendEvent(db, {
        at: now(),
        actor,
        action: 'source.duplicate',
        entity: 'source',
        entityId: twin.ref,
        payload: { name, sha256: stored.sha256 }
      })
      return {
        name,
        source: null,
        duplicateOf: twin.ref,
        state: twin.state,
        kindTitle: null,
        accounts: [],
        content: '',
        errors: 0,
        warnings: 0,
        sentence: `${name} is the file received as ${twin.ref} already (same SHA-256); it was not read again.`
      }
    }

    const ref = nextReference(db, 'SF', 3)
    const { id } = db.run(
      `insert into source (ref, period_id, batch, object_id, name, kind, state, reads_name, content, received_at)
       values (:ref, :period, :batch, :object, :name, null, 'not-recognised', 0, '', :now)`,
      { ref, period: period.id, batch, object: stored.id, name, now: now() }
    )
    const reading = readSource(context, id, `import-${batch}`)
    const superseded = supersede(db, id)
    appendEvent(db, {
      at: now(),
      actor,
      action: 'source.receive',
      entity: 'source',
      entityId: ref,
      payload: {
        name,
        sha256: stored.sha256,
        size: stored.size,
        kind: reading.kind,
        state: reading.state,
        superseded
      }
    })
    return { name, source: id, duplicateOf: null, ...summaryOf(reading, name) }
  }),
  procedure('source.assign', (context, { source, account }) => {
    assignAccount(context, source, account)
    return null
  })
]

/** Says to which account a file belongs whose content does not, and reads it again. */
export function assignAccount(context: WriteContext, source: number, account: string): void {
  const { db, actor, now } = context
  db.run('update source set assigned_account = :account where id = :source', { source, account })
  readSource(context, source, `assign-${source}`)
  supersede(db, source)
  const { ref } = db.get<{ ref: string }>('select ref from source where id = :source', { source }) ?? {
    ref: ''
  }
  appendEvent(db, {
    at: now(),
    actor,
    action: 'source.assign',
    entity: 'source',
    entityId: ref,
    payload: { account }
  })
}

/**
 * The source that has these bytes already. Where a file's name had a part in reading it, the same bytes under another folder or
 * name are another answer: two accounts may both have no alias.
 */
function twinOf(
  db: Writer,
  period: number,
  object: number,
  name: string
): { readonly ref: string; readonly state: SourceState } | undefined {
  return db
    .all<{ ref: string; state: SourceState; name: string; reads_name: number }>(
      'select ref, state, name, reads_name from source where period_id = :period and object_id = :object order by id',
      { period, object }
    )
    .find((source) => source.reads_name === 0 || source.name === name)
}

function summaryOf(
  reading: SourceReading,
  name: string
): Pick<Received, 'state' | 'kindTitle' | 'accounts' | 'content' | 'errors' | 'warnings' | 'sentence'> {
  const errors = reading.notes.filter((note) => note.level === 'error')
  const warnings = reading.notes.filter((note) => note.level === 'warning')
  const first = errors[0] ?? warnings[0]
  const place = first?.line === undefined ? '' : `, line ${first.line}`
  return {
    state: reading.state,
    kindTitle: reading.kindTitle,
    accounts: reading.accounts,
    content: reading.content,
    errors: errors.length,
    warnings: warnings.length,
    sentence: first ? `${name}${place}: ${first.sentence}` : ''
  }
}
