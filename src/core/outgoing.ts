/** Takes an engagement out, each time with a courier of its own: as an archive, in a form other systems read, or as a copy in another file. */
import type { InterchangeForm } from '../shared/interchange-forms.ts'
import type { WorkbenchEvent } from '../shared/records/engagement.ts'
import type { ArchiveBegun, CopyOrder, ExportBegun } from './courier.ts'
import type { Signature } from './integrity/bag.ts'
import type { ArchiveForm, ArchivePiece } from './procedures/archive/pack.ts'
import type { EngagementEvent } from './procedures/engagement.ts'
import { sharedSession } from './procedures/session.ts'
import { dropFile } from './store/copy-file.ts'
import { startThread, valueOf, type Thread, type ThreadOptions } from './thread.ts'
import type { WorkerStart } from './worker.ts'

/** Where from, with which key and by which clock. */
export type Departure = Pick<WorkerStart, 'file' | 'key' | 'cancelled' | 'clock'>

export interface ArchiveOnItsWay {
  /** Its folder, and the name of the zip without ending. */
  readonly name: string
  readonly files: number
  /** Of all files, before packing. */
  readonly bytes: number
  /** SHA-256 of `tagmanifest-sha256.txt`, which stands for the whole. */
  readonly sha256: string
  /** The next bytes; null after the last. Throws `WorkbenchError` where something stored is not what it was. */
  next(): Promise<ArchivePiece | null>
  /** Ends it, whether all of it was taken or not. */
  close(): Promise<void>
}

export interface ExportOnItsWay {
  readonly name: string
  readonly mime: string
  /** Of what goes in; 0 where that is not known. */
  readonly bytes: number
  /** The next bytes; null after the last. */
  next(): Promise<Uint8Array | null>
  /** Ends it, whether all of it was taken or not. */
  close(): Promise<void>
}

/** What the front door does beside: has it signed by whoever works, and writes into the log that it was made, when all of it was taken. */
export interface ArchiveCare {
  readonly sign: (tagManifest: string) => Promise<Signature | null>
  readonly note: (event: EngagementEvent) => Promise<void>
}

export async function beginArchive(
  from: Departure,
  form: ArchiveForm,
  options: ThreadOptions,
  tell: (event: WorkbenchEvent) => void,
  { sign, note }: ArchiveCare
): Promise<ArchiveOnItsWay> {
  const courier = await send(from, options, tell)
  try {
    const begun = valueOf(await courier.call('archive.begin', form)) as ArchiveBegun
    const { name, files, bytes, sha256, seq, head } = begun
    const signature = await sign(begun.tagManifest)
    if (signature) valueOf(await courier.call('archive.signed', signature))
    const signedBy = signature?.identity ?? null
    const payload = { name, tagManifest: sha256, signedBy, chainSeq: seq, chainHead: head, files, bytes }
    return {
      name,
      files,
      bytes,
      sha256,
      async next() {
        const piece = valueOf(await courier.call('archive.next', null)) as ArchivePiece | null
        if (piece === null) await note({ action: 'archive.make', payload })
        return piece
      },
      close: () => courier.close()
    }
  } catch (error) {
    await courier.close()
    throw error
  }
}

/** What left, and its hash, are logged when all of it was taken. */
export async function beginExport(
  from: Departure,
  form: InterchangeForm,
  options: ThreadOptions,
  tell: (event: WorkbenchEvent) => void,
  note: ArchiveCare['note']
): Promise<ExportOnItsWay> {
  const courier = await send(from, options, tell)
  try {
    const begun = valueOf(await courier.call('export.begin', form)) as ExportBegun
    const { name, mime, bytes, seq, head } = begun
    return {
      name,
      mime,
      bytes,
      async next() {
        const piece = valueOf(await courier.call('export.next', null)) as Uint8Array | null
        if (piece === null) {
          const sha256 = valueOf(await courier.call('export.hash', null)) as string
          await note({
            action: 'export.make',
            payload: { form, name, sha256, chainSeq: seq, chainHead: head }
          })
        }
        return piece
      },
      close: () => courier.close()
    }
  } catch (error) {
    await courier.close()
    throw error
  }
}

/** Writes the copy whole, with the event as its last, or not at all. */
export async function copyEngagement(
  from: Departure,
  order: CopyOrder,
  options: ThreadOptions,
  tell: (event: WorkbenchEvent) => void
): Promise<void> {
  const { file } = order.to
  dropFile(file)
  const courier = await send(from, options, tell)
  try {
    valueOf(await courier.call('file.copy', order))
  } catch (error) {
    dropFile(file)
    throw error
  } finally {
    await courier.close()
  }
}

function send(
  from: Departure,
  options: ThreadOptions,
  tell: (event: WorkbenchEvent) => void
): Promise<Thread> {
  return startThread({ ...from, role: 'courier', create: null, session: sharedSession() }, options, tell)
}
