/** Takes files of this machine through the ordinary methods of an import: bytes first, then all of them at once or none. */
import { randomUUID } from 'node:crypto'
import { open } from 'node:fs/promises'

import { WorkbenchError, type Answer } from '../shared/errors.ts'
import type { ImportReport } from '../shared/records/source.ts'
import type { Workbench } from '../core/workbench.ts'

import { systemReason } from './system-reason.ts'

export interface LocalFile {
  /** As the engagement knows it: relative, with `/` between folders. */
  readonly name: string
  readonly path: string
  /** In bytes, when it was found. */
  readonly size: number
}

export interface ImportWatch {
  /** Ends the import; the engagement is as it was before. */
  readonly signal?: AbortSignal
  /** The bytes of one more file are in. */
  readonly sent?: (name: string) => void
  /** A file that could not be taken at all, and why; the rest goes on. */
  readonly refused?: (name: string, sentence: string) => void
}

export type Engine = Pick<Workbench, 'call' | 'cancel'>

const chunkSize = 1024 * 1024

/** Imports the files together. Throws `WorkbenchError`; nothing was kept then. */
export async function importFiles(
  engine: Engine,
  files: readonly LocalFile[],
  watch: ImportWatch = {}
): Promise<ImportReport> {
  const { signal } = watch
  const uploads: number[] = []
  const job = `import-${randomUUID()}`
  const cancel = (): void => engine.cancel(job)
  try {
    for (const file of files) {
      const upload = await take(file)
      if (upload !== null) uploads.push(upload)
      if (signal?.aborted) throw new WorkbenchError('cancelled', 'The import was cancelled before it began.')
    }
  } catch (thrown) {
    for (const upload of uploads) await engine.call('upload.discard', { upload })
    throw thrown
  }
  if (uploads.length === 0)
    return { received: 0, read: 0, notUsable: 0, problems: 0, changedTests: 0, files: [] }
  signal?.addEventListener('abort', cancel)
  try {
    return valueOf(await engine.call('import.run', { job, uploads }))
  } finally {
    signal?.removeEventListener('abort', cancel)
  }

  async function take(file: LocalFile): Promise<number | null> {
    try {
      const upload = await sendFile(engine, file)
      watch.sent?.(file.name)
      return upload
    } catch (thrown) {
      const sentence = refusalOf(thrown, file.name)
      if (sentence === null || !watch.refused) throw thrown
      watch.refused(file.name, sentence)
      return null
    }
  }
}

/** The value of an answer. Throws its error. */
export function valueOf<T>(answer: Answer<T>): T {
  if (answer.ok) return answer.value
  throw new WorkbenchError(answer.error.code, answer.error.message, { ...answer.error.detail })
}

/** Sends a file in pieces and answers the upload's number. */
export async function sendFile(
  engine: Engine,
  { name, path }: Pick<LocalFile, 'name' | 'path'>
): Promise<number> {
  const handle = await open(path, 'r')
  try {
    const { size } = await handle.stat()
    const piece = async (left: number): Promise<Uint8Array> => {
      const room = new Uint8Array(Math.max(1, Math.min(chunkSize, left)))
      const { bytesRead } = await handle.read(room, 0, room.length, null)
      return room.subarray(0, bytesRead)
    }
    let bytes = await piece(size)
    const { upload } = valueOf(await engine.call('upload.start', { name, size, bytes }))
    for (let sent = bytes.length; bytes.length > 0; sent += bytes.length) {
      bytes = await piece(size - sent)
      if (bytes.length > 0) valueOf(await engine.call('upload.append', { upload, bytes }))
    }
    return upload
  } finally {
    await handle.close()
  }
}

/** Why this one file cannot be taken, or null where the fault is not the file's. */
function refusalOf(thrown: unknown, name: string): string | null {
  if (thrown instanceof WorkbenchError) return thrown.code === 'too-large' ? thrown.message : null
  const reason = systemReason(thrown)
  return reason === null ? null : `${name} cannot be read: ${reason}.`
}
