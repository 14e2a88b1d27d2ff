/** Takes one drop of files in: their bytes first, several files at once, then all of them together as one import. */
import { WorkbenchError } from '../../../shared/errors.ts'
import type { ImportReport } from '../../../shared/records/source.ts'
import { call } from '../../client.ts'
import { sendFile, type NamedFile } from '../../files.ts'

/** A file that did not become a source, and why. */
export interface Refusal {
  readonly name: string
  readonly sentence: string
}

export interface BatchOutcome {
  /** null where the auditor stopped the import, or none of the files could be taken. */
  readonly report: ImportReport | null
  readonly refused: readonly Refusal[]
  /** The auditor stopped it: nothing of it was kept. */
  readonly isStopped: boolean
}

export interface BatchWatch {
  /** So many bytes of the batch have reached the engine. */
  readonly sent: (file: NamedFile, bytes: number) => void
  /** All bytes are there; the engine reads them from here on, or once the imports before this one are through. */
  readonly running: (job: string) => void
  /** Whether the engagement the files are meant for is still the open one: no file may get into another client's record. */
  readonly isOpen: () => boolean
}

/** Files on their way at once: small ones are all waiting, and a large one leaves the others room. */
const lanes = 6

/** Aborting leaves the engagement as it was before. Throws what is not a file's fault; nothing is kept then either. */
export async function runBatch(
  files: readonly NamedFile[],
  watch: BatchWatch,
  signal: AbortSignal
): Promise<BatchOutcome> {
  const job = `import-${crypto.randomUUID()}`
  const { uploads, refused, fault } = await sendAll(files, watch, signal)
  const isStopped = signal.aborted
  if (isStopped || fault !== null || uploads.length === 0) {
    if (watch.isOpen()) for (const upload of uploads) await discard(upload)
    if (fault !== null && !isStopped) throw fault.thrown
    return { report: null, refused, isStopped }
  }
  const cancel = (): void => void call('job.cancel', { job }).catch(() => null)
  signal.addEventListener('abort', cancel)
  try {
    watch.running(job)
    return { report: await call('import.run', { job, uploads }), refused, isStopped: false }
  } catch (thrown) {
    if (thrown instanceof WorkbenchError && thrown.code === 'cancelled')
      return { report: null, refused, isStopped: true }
    throw thrown
  } finally {
    signal.removeEventListener('abort', cancel)
  }
}

interface Sent {
  /** In the order of the files. */
  readonly uploads: number[]
  readonly refused: readonly Refusal[]
  /** What is no file's fault and ended the sending. */
  readonly fault: { readonly thrown: unknown } | null
}

async function sendAll(files: readonly NamedFile[], watch: BatchWatch, signal: AbortSignal): Promise<Sent> {
  const uploads = new Map<number, number>()
  const refused: Refusal[] = []
  let fault: Sent['fault'] = null
  let next = 0

  async function lane(): Promise<void> {
    for (let at = next++; at < files.length && fault === null && !signal.aborted; at = next++) {
      const file = files[at]
      if (file === undefined) return
      try {
        uploads.set(at, await send(file, watch, signal))
      } catch (thrown) {
        if (signal.aborted) return
        const sentence = refusalOf(thrown, file.name)
        if (sentence === null) fault ??= { thrown }
        else refused.push({ name: file.name, sentence })
      }
    }
  }

  await Promise.all(Array.from({ length: lanes }, lane))
  return {
    uploads: [...uploads].toSorted(([one], [other]) => one - other).map(([, upload]) => upload),
    refused,
    fault
  }
}

async function send({ file, name }: NamedFile, watch: BatchWatch, signal: AbortSignal): Promise<number> {
  assertOpen(watch)
  let told = 0
  return sendFile(
    file,
    name,
    (sent) => {
      assertOpen(watch)
      watch.sent({ file, name }, sent - told)
      told = sent
    },
    signal
  )
}

function assertOpen(watch: BatchWatch): void {
  if (watch.isOpen()) return
  throw new WorkbenchError(
    'not-allowed',
    'The import ended because its engagement was closed; nothing of it was kept there. Import the files again.'
  )
}

async function discard(upload: number): Promise<void> {
  await call('upload.discard', { upload }).catch(() => null)
}

/** Why this one file cannot be taken; null where the next one would fare no better. */
function refusalOf(thrown: unknown, name: string): string | null {
  // A browser reads a chosen file only as long as it stays as it was.
  if (thrown instanceof DOMException)
    return `${name} could not be read from the disk: it was moved, changed or locked after it was chosen. Choose it again.`
  return thrown instanceof WorkbenchError && thrown.code === 'too-large' ? thrown.message : null
}
