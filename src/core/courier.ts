/** The courier: a thread that takes the engagement out, as an archive or in a form other systems read, piece by piece, or as a copy in another file, while the others work. */
import { createHash } from 'node:crypto'

import type { InterchangeForm } from '../shared/interchange-forms.ts'
import type { WorkbenchEvent } from '../shared/records/engagement.ts'
import { archiveJob, copyJob, exportJob } from '../shared/records/outgoing.ts'
import { signatureFiles, type Signature } from './integrity/bag.ts'
import { archiveOf, type Archive } from './procedures/archive/archive-of.ts'
import { packArchive, type ArchiveForm, type ArchivePiece } from './procedures/archive/pack.ts'
import { actorOf, logEngagementEvent, type EngagementEvent } from './procedures/engagement.ts'
import { exportOf } from './procedures/interchange/export-of.ts'
import { copyFile, type FileWithKey } from './store/copy-file.ts'
import type { Reader } from './store/database.ts'
import { closeWriter, openSnapshot, openWriter } from './store/open.ts'
import type { Calls } from './worker.ts'

/** What `file.copy` takes. */
export interface CopyOrder {
  readonly to: FileWithKey
  /** Written into the copy, and by whom; null for the engagement's auditor. */
  readonly event: EngagementEvent
  readonly actor: string | null
}

/** What `export.begin` answers. */
export interface ExportBegun {
  readonly name: string
  readonly mime: string
  /** Of what goes in; 0 where that is not known. */
  readonly bytes: number
  readonly seq: number
  readonly head: string
}

/** What `archive.begin` answers. */
export interface ArchiveBegun {
  readonly name: string
  /** What is signed, and its SHA-256. */
  readonly tagManifest: string
  readonly sha256: string
  readonly seq: number
  readonly head: string
  readonly files: number
  /** Of all files, before packing. */
  readonly bytes: number
}

export function courierCalls(
  from: FileWithKey,
  now: () => string,
  emit: (event: WorkbenchEvent) => void
): Calls {
  let snapshot: Reader | null = null
  let archive: Archive | null = null
  let pieces: Iterator<ArchivePiece> | null = null
  let exported: Iterator<Uint8Array> | null = null
  const hash = createHash('sha256')

  function begin(form: ArchiveForm): ArchiveBegun {
    snapshot = openSnapshot(from.file, from.key)
    archive = archiveOf(snapshot, now())
    const { name, tagManifest, sha256, head, bytes, files } = archive
    pieces = packed(form)
    return { name, tagManifest, sha256, seq: head.seq, head: head.hash, files: files.length, bytes }
  }

  /** Begins with its first piece, so that it may be signed before. */
  function* packed(form: ArchiveForm): Generator<ArchivePiece> {
    if (archive === null) return
    const total = archive.bytes
    let done = 0
    yield* packArchive(archive, form, (path, bytes) => {
      done += bytes
      emit({ type: 'progress', job: archiveJob, phase: 'writing', name: path, done, total })
    })
  }

  function sign(signature: Signature): null {
    if (archive !== null) archive = { ...archive, files: [...archive.files, ...signatureFiles([signature])] }
    return null
  }

  function next(): ArchivePiece | null {
    const step = pieces?.next()
    return step === undefined || step.done === true ? null : step.value
  }

  function beginExport(form: InterchangeForm): ExportBegun {
    snapshot = openSnapshot(from.file, from.key)
    const made = exportOf(snapshot, form, now())
    exported = told(made.name, made.bytes, made.pieces)
    const { name, mime, bytes, head } = made
    return { name, mime, bytes, seq: head.seq, head: head.hash }
  }

  function* told(name: string, total: number, made: Iterable<Uint8Array>): Generator<Uint8Array> {
    let done = 0
    for (const piece of made) {
      hash.update(piece)
      done += piece.length
      emit({ type: 'progress', job: exportJob, phase: 'writing', name, done, total })
      // In memory of its own, which can change hands between threads.
      yield new Uint8Array(piece)
    }
  }

  function nextOfExport(): Uint8Array | null {
    const step = exported?.next()
    return step === undefined || step.done === true ? null : step.value
  }

  function copy({ to, event, actor }: CopyOrder): null {
    copyFile(from, to, (table, done, total) =>
      emit({ type: 'progress', job: copyJob, phase: 'writing', name: table, done, total })
    )
    const db = openWriter(to.file, to.key)
    try {
      db.transaction(() => logEngagementEvent(db, event, now(), actor ?? actorOf(db)))
    } finally {
      closeWriter(db)
    }
    return null
  }

  return {
    call(_, method, input) {
      return Promise.resolve().then(() => {
        if (method === 'archive.begin') return begin(input as ArchiveForm)
        if (method === 'archive.signed') return sign(input as Signature)
        if (method === 'archive.next') return next()
        if (method === 'export.begin') return beginExport(input as InterchangeForm)
        if (method === 'export.next') return nextOfExport()
        if (method === 'export.hash') return hash.digest('hex')
        if (method === 'file.copy') return copy(input as CopyOrder)
        throw new Error(`A courier is not asked ${method}`)
      })
    },
    close() {
      pieces?.return?.()
      exported?.return?.()
      snapshot?.close()
    }
  }
}
