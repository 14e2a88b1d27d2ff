/** Opens the archives among received files: what is in one stands beside the files that came by themselves. */
import type { Received } from '../../shared/records/source.ts'
import { archiveKind, archiveTitle } from '../../shared/vocabulary.ts'
import { containerForm, entriesOf, usualLimits, type ContainerForm } from '../importers/containers/index.ts'
import { UnreadableSource } from '../importers/importer.ts'
import { appendEvent } from '../store/events.ts'
import { readObject, startObject } from '../store/objects.ts'
import type { ImportProgress } from './import-progress.ts'
import type { WriteContext } from './procedure.ts'
import { keepSource, type ReceivedFile } from './keep-source.ts'
import { keepNotes } from './source-notes.ts'

/** An archive in an archive is opened, one in that is kept as it is; a compressed file may lie one level deeper. */
const deepest: Readonly<Record<ContainerForm, number>> = { zip: 1, tar: 1, 'tar.gz': 1, gzip: 2 }

export interface Unpacking {
  readonly context: WriteContext
  readonly batch: number
  readonly progress: ImportProgress
  /** What may still be unpacked in this import, in bytes. */
  room: number
  /** What became of the archives met so far. */
  readonly archives: Received[]
}

/** What all archives of one import may hold. */
export const mostUnpacked = usualLimits.totalBytes

/** The files to read: the one given, or those in it. A damaged archive is kept as received, and nothing of it counts. */
export function unpacked(unpacking: Unpacking, file: ReceivedFile, depth = 0): ReceivedFile[] {
  const { context, batch, progress } = unpacking
  const { db } = context
  const form = containerForm(readObject(db, file.stored.id))
  if (form === null || depth > deepest[form]) {
    progress.expect(1, file.stored.size)
    return [file]
  }
  const kept = keepSource(context, batch, file)
  if ('twin' in kept) return [file]
  try {
    const files = db.transaction(() => filesIn(unpacking, file, form, kept.id))
    close(unpacking, file, kept, null, files.length)
    return files.flatMap((entry) => unpacked(unpacking, entry, depth + 1))
  } catch (error) {
    if (!(error instanceof UnreadableSource)) throw error
    close(unpacking, file, kept, error.message, 0)
    return []
  }
}

function filesIn(
  unpacking: Unpacking,
  { name, stored }: ReceivedFile,
  form: ContainerForm,
  archive: number
): ReceivedFile[] {
  const { context, progress } = unpacking
  const { db } = context
  const files: ReceivedFile[] = []
  let bytes = 0
  const limits = { totalBytes: unpacking.room }
  for (const entry of entriesOf(form, () => readObject(db, stored.id), name, limits)) {
    const path = `${name}/${entry.name}`
    if ('sentence' in entry) {
      keepNotes(db, archive, [{ level: 'warning', sentence: `${entry.name}: ${entry.sentence}` }])
      continue
    }
    const object = startObject(db)
    for (const chunk of entry.chunks) {
      object.append(chunk)
      bytes += chunk.length
      unpacking.room -= chunk.length
      progress.tell('unpacking', path, bytes, bytes)
    }
    files.push({ name: path, stored: object.finish(), container: archive })
  }
  return files
}

/** Writes down what became of an archive. */
function close(
  { context, archives }: Unpacking,
  { name, stored }: ReceivedFile,
  { id, ref }: { readonly id: number; readonly ref: string },
  problem: string | null,
  files: number
): void {
  const { db, actor, now } = context
  const state = problem === null ? 'read' : 'unreadable'
  const content = problem === null ? `${files.toLocaleString('en')} ${files === 1 ? 'file' : 'files'}` : ''
  if (problem !== null) keepNotes(db, id, [{ level: 'error', sentence: problem }])
  db.run('update source set kind = :kind, state = :state, content = :content where id = :id', {
    id,
    kind: archiveKind,
    state,
    content
  })
  appendEvent(db, {
    at: now(),
    actor,
    action: 'source.receive',
    entity: 'source',
    entityId: ref,
    payload: { name, sha256: stored.sha256, size: stored.size, kind: archiveKind, state, files }
  })
  archives.push({
    name,
    source: id,
    duplicateOf: null,
    state,
    kindTitle: archiveTitle,
    accounts: [],
    content,
    errors: problem === null ? 0 : 1,
    warnings: 0,
    sentence: problem === null ? '' : `${name}: ${problem}`
  })
}
