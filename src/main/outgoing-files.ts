/** Files on their way out of an engagement: each is taken once, by its number, and only the last one offered. */
import { open, rm, stat } from 'node:fs/promises'

import { toWireError } from '../shared/errors.ts'
import type { WorkbenchEvent } from '../shared/records/engagement.ts'
import { archiveJob, copyJob, exportJob, type OutgoingFile } from '../shared/records/outgoing.ts'
import type { ArchiveOnItsWay, ExportOnItsWay } from '../core/outgoing.ts'

/** A file as the host gives it out. */
export interface Outgoing {
  readonly name: string
  readonly mime: string
  readonly pieces: AsyncIterable<Uint8Array>
}

export interface OutgoingFiles {
  offerArchive(archive: ArchiveOnItsWay): Promise<OutgoingFile>
  offerExport(made: ExportOnItsWay): Promise<OutgoingFile>
  /** Offers a file of the disk, which is deleted when it is taken or given up. */
  offerFile(path: string, name: string): Promise<OutgoingFile>
  take(id: number): Outgoing | null
  /** Gives up what was offered and not taken. */
  drop(): Promise<void>
}

interface Offer {
  readonly id: number
  readonly outgoing: Outgoing
  readonly drop: () => Promise<void>
}

export function outgoingFiles(tell: (event: WorkbenchEvent) => void): OutgoingFiles {
  let offers = 0
  let current: Offer | null = null

  async function offer(outgoing: Outgoing, job: string, end: () => Promise<void>): Promise<number> {
    await drop()
    const id = ++offers
    current = { id, outgoing: { ...outgoing, pieces: delivered(outgoing, job, end) }, drop: end }
    return id
  }

  async function* delivered(
    { name, pieces }: Outgoing,
    job: string,
    end: () => Promise<void>
  ): AsyncGenerator<Uint8Array> {
    let problem: string | null = `${name} was not taken to its end.`
    try {
      yield* pieces
      problem = null
    } catch (thrown) {
      problem = toWireError(thrown).message
      throw thrown
    } finally {
      await end()
      tell({ type: 'delivered', job, name, problem })
    }
  }

  async function drop(): Promise<void> {
    const left = current
    current = null
    await left?.drop()
  }

  return {
    async offerArchive(archive) {
      const name = `${archive.name}.zip`
      const outgoing = { name, mime: 'application/zip', pieces: piecesOf(archive) }
      return { id: await offer(outgoing, archiveJob, () => archive.close()), name, bytes: archive.bytes }
    },
    async offerExport(made) {
      const { name, mime, bytes } = made
      const outgoing = { name, mime, pieces: bytesOfExport(made) }
      return { id: await offer(outgoing, exportJob, () => made.close()), name, bytes }
    },
    async offerFile(path, name) {
      const { size } = await stat(path)
      const outgoing = { name, mime: 'application/octet-stream', pieces: bytesOf(path) }
      return { id: await offer(outgoing, copyJob, () => rm(path, { force: true })), name, bytes: size }
    },
    take(id) {
      if (current?.id !== id) return null
      const { outgoing } = current
      current = null
      return outgoing
    },
    drop
  }
}

async function* piecesOf(archive: ArchiveOnItsWay): AsyncGenerator<Uint8Array> {
  for (let piece = await archive.next(); piece !== null; piece = await archive.next()) yield piece.bytes
}

async function* bytesOfExport(made: ExportOnItsWay): AsyncGenerator<Uint8Array> {
  for (let bytes = await made.next(); bytes !== null; bytes = await made.next()) yield bytes
}

async function* bytesOf(path: string): AsyncGenerator<Uint8Array> {
  const file = await open(path)
  try {
    const stream = file.createReadStream({ highWaterMark: 1 << 20, autoClose: false })
    for await (const chunk of stream) yield chunk as Buffer
  } finally {
    await file.close()
  }
}
