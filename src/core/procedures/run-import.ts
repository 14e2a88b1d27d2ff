/** Imports files whose bytes are here: keeps, unpacks and reads them and runs the checks, all of it or nothing. */
import type { ImportReport, Received } from '../../shared/records/source.ts'
import { outlineOf, recognise } from '../importers/index.ts'
import type { Reader } from '../store/database.ts'
import { appendEvent } from '../store/events.ts'
import { readObject } from '../store/objects.ts'
import { engagementOf } from './engagement.ts'
import { importProgress, type ImportProgress } from './import-progress.ts'
import { keepSource, type ReceivedFile } from './keep-source.ts'
import { transactingProcedure, type WriteContext } from './procedure.ts'
import { readSource, type SourceReading } from './read-source.ts'
import { settle } from './settle.ts'
import { supersede } from './supersede-source.ts'
import { mostUnpacked, unpacked } from './unpack-archive.ts'
import { discardUpload, takeUpload } from './upload.ts'

export default transactingProcedure('import.run', (context, { job, uploads }): ImportReport => {
  try {
    return context.db.transaction(() => runImport(context, job, uploads))
  } finally {
    for (const upload of uploads) discardUpload(context.uploads, upload)
  }
})

function runImport(context: WriteContext, job: string, uploads: readonly number[]): ImportReport {
  const { db, actor, now } = context
  const batch =
    (db.get<{ last: number }>('select coalesce(max(batch), 0) as last from source')?.last ?? 0) + 1
  const progress = importProgress(context, job)
  const archives: Received[] = []
  const unpacking = { context, batch, progress, room: mostUnpacked, archives }
  const files = uploads
    .map((upload) => takeUpload(context, upload))
    .flatMap(({ name, stored }) => unpacked(unpacking, { name, stored, container: null }))
  const bereaved = new Set<number>()
  const received = inOrderOfReading(db, files).map((file) =>
    receive(context, batch, progress, file, bereaved)
  )
  const changedTests = settle(context, job, bereaved)
  const report = { ...countBatch(context, batch), changedTests }
  appendEvent(db, {
    at: now(),
    actor,
    action: 'import.finish',
    entity: 'period',
    entityId: engagementOf(db).period.label,
    payload: { batch, ...report }
  })
  return { ...report, files: [...archives, ...received] }
}

/** What says how other files were made is read before them. */
function inOrderOfReading(db: Reader, files: readonly ReceivedFile[]): readonly ReceivedFile[] {
  const isFirst = (file: ReceivedFile): boolean => {
    const found = recognise(outlineOf(readObject(db, file.stored.id)))
    return 'importer' in found && found.importer.comesFirst === true
  }
  const first = new Set(files.filter(isFirst))
  return [...first, ...files.filter((file) => !first.has(file))]
}

function receive(
  context: WriteContext,
  batch: number,
  progress: ImportProgress,
  file: ReceivedFile,
  bereaved: Set<number>
): Received {
  const { db, actor, now } = context
  const { name, stored } = file
  const kept = keepSource(context, batch, file)
  const told = (
    action: string,
    entityId: string,
    payload: Parameters<typeof appendEvent>[1]['payload']
  ): void => {
    appendEvent(db, { at: now(), actor, action, entity: 'source', entityId, payload })
  }
  if ('twin' in kept) {
    told('source.duplicate', kept.twin.ref, { name, sha256: stored.sha256 })
    progress.finish(stored.size, 0)
    return duplicate(name, kept.twin)
  }
  const reading = readSource(context, kept.id, progress)
  const superseded = supersede(db, kept.id, (other) => bereaved.add(other))
  told('source.receive', kept.ref, {
    name,
    sha256: stored.sha256,
    size: stored.size,
    kind: reading.kind,
    state: reading.state,
    superseded
  })
  return { name, source: kept.id, duplicateOf: null, ...summaryOf(reading, name) }
}

function duplicate(name: string, twin: Pick<Received, 'state'> & { readonly ref: string }): Received {
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

function countBatch(
  { db }: WriteContext,
  batch: number
): Pick<ImportReport, 'received' | 'read' | 'notUsable' | 'problems'> {
  const counts = db.get<{ received: number; read: number; not_usable: number; problems: number }>(
    `select
       count(*) as received,
       count(*) filter (where state in ('read', 'superseded')) as read,
       count(*) filter (where state in ('unreadable', 'unattributed', 'not-recognised')) as not_usable,
       (
         select count(*) from source_note n join source s on s.id = n.source_id
         where s.batch = :batch and n.level in ('error', 'warning')
       ) as problems
     from source
     where batch = :batch`,
    { batch }
  )
  return {
    received: counts?.received ?? 0,
    read: counts?.read ?? 0,
    notUsable: counts?.not_usable ?? 0,
    problems: counts?.problems ?? 0
  }
}
