/** Takes files of this machine through the ordinary methods of an import, in chunks and in order. */
import { open } from 'node:fs/promises'

import { WorkbenchError, type Answer } from '../shared/errors.ts'
import type { ImportReport, Received } from '../shared/records/source.ts'
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
  /** Called once with the job's name, by which the import can be cancelled. */
  readonly started?: (job: string) => void
  readonly received?: (received: Received) => void
  /** A file that could not be taken at all, and why; the rest goes on. */
  readonly refused?: (name: string, sentence: string) => void
}

export type Engine = Pick<Workbench, 'call'>

const chunkSize = 1024 * 1024

/**
 * Imports the files as one batch. Throws `WorkbenchError`; after a cancelled import what was read before is kept,
 * and its results are brought up to date first.
 */
export async function importFiles(
  engine: Engine,
  files: readonly LocalFile[],
  watch: ImportWatch = {}
): Promise<ImportReport> {
  const { batch, job } = valueOf(await engine.call('import.start', {}))
  watch.started?.(job)
  try {
    for (const file of files) await receive(file)
  } catch (thrown) {
    if (thrown instanceof WorkbenchError && thrown.code === 'cancelled')
      await engine.call('import.finish', { batch })
    throw thrown
  }
  return valueOf(await engine.call('import.finish', { batch }))

  async function receive(file: LocalFile): Promise<void> {
    try {
      const upload = await sendFile(engine, file)
      const received = valueOf(await engine.call('source.receive', { batch, upload }))
      watch.received?.(received)
    } catch (thrown) {
      const sentence = refusalOf(thrown, file.name)
      if (sentence === null || !watch.refused) throw thrown
      watch.refused(file.name, sentence)
    }
  }
}

/** The value of an answer. Throws its error. */
export function valueOf<T>(answer: Answer<T>): T {
  if (answer.ok) return answer.value
  throw new WorkbenchError(answer.error.code, answer.error.message, { ...answer.error.detail })
}

/** The upload's number. */
async function sendFile(engine: Engine, { name, path }: LocalFile): Promise<number> {
  const handle = await open(path, 'r')
  try {
    const { size } = await handle.stat()
    const { upload } = valueOf(await engine.call('upload.start', { name, size }))
    for (let sent = 0; ;) {
      const room = new Uint8Array(Math.max(1, Math.min(chunkSize, size - sent)))
      const { bytesRead } = await handle.read(room, 0, room.length, null)
      if (bytesRead === 0) return upload
      sent += bytesRead
      valueOf(await engine.call('upload.append', { upload, bytes: room.subarray(0, bytesRead) }))
    }
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
