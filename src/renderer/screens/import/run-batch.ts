/** Takes one drop of files through the methods of an import: a file that cannot be taken is named and never holds up the rest. */
import { WorkbenchError } from '../../../shared/errors.ts'
import type { ImportReport, Received } from '../../../shared/records/source.ts'
import { call } from '../../client.ts'
import { sendFile, type NamedFile } from '../../files.ts'

/** A file that did not become a source, and why. */
export interface Refusal {
  readonly name: string
  readonly sentence: string
}

export interface BatchOutcome {
  readonly report: ImportReport
  readonly duplicates: readonly Received[]
  readonly refused: readonly Refusal[]
  /** Files that were not taken because the auditor stopped the import. */
  readonly notTaken: number
}

export interface BatchWatch {
  /** Called once, with the name by which `job.cancel` knows the import. */
  readonly started: (job: string) => void
  /** The file in hand; `sent` of its bytes have reached the engine, which begins to read when all have. */
  readonly sending: (file: NamedFile, sent: number) => void
  readonly finished: (file: NamedFile) => void
  /** Every file is through; results are being brought up to date. */
  readonly checking: () => void
  /** Whether the engagement the files are meant for is still the open one: no file may get into another client's record. */
  readonly isOpen: () => boolean
}

/**
 * Sends the files one after the other as one batch, then ends the import so that the results are those of what was read.
 * Aborting keeps what was read before. Throws what is not a file's fault; what was read until then is kept as well.
 */
export async function runBatch(
  files: readonly NamedFile[],
  watch: BatchWatch,
  signal: AbortSignal
): Promise<BatchOutcome> {
  const { batch, job } = await call('import.start', {})
  watch.started(job)
  const duplicates: Received[] = []
  const refused: Refusal[] = []
  let taken = 0
  try {
    for (const file of files) {
      const one = await take(batch, file, watch, signal)
      if (one === stopped) break
      if ('refusal' in one) refused.push(one.refusal)
      else if (one.received.duplicateOf !== null) duplicates.push(one.received)
      taken += 1
      watch.finished(file)
    }
  } catch (thrown) {
    if (watch.isOpen()) await call('import.finish', { batch }).catch(() => null)
    throw thrown
  }
  watch.checking()
  const report = await call('import.finish', { batch })
  return { report, duplicates, refused, notTaken: files.length - taken }
}

const stopped = Symbol('stopped by the auditor')
type Taken = { readonly received: Received } | { readonly refusal: Refusal }

async function take(
  batch: number,
  file: NamedFile,
  watch: BatchWatch,
  signal: AbortSignal
): Promise<Taken | typeof stopped> {
  if (signal.aborted) return stopped
  assertOpen(watch)
  watch.sending(file, 0)
  let isSent = false
  try {
    const upload = await sendFile(
      file.file,
      file.name,
      (sent) => {
        assertOpen(watch)
        watch.sending(file, sent)
      },
      signal
    )
    assertOpen(watch)
    isSent = true
    return { received: await call('source.receive', { batch, upload }) }
  } catch (thrown) {
    if (signal.aborted || isCancelled(thrown)) return stopped
    const sentence = refusalOf(thrown, file.name, isSent)
    if (sentence === null) throw thrown
    return { refusal: { name: file.name, sentence } }
  }
}

function assertOpen(watch: BatchWatch): void {
  if (watch.isOpen()) return
  throw new WorkbenchError(
    'not-allowed',
    'The import ended because its engagement was closed. What was read is kept there; import the rest again.'
  )
}

function isCancelled(thrown: unknown): boolean {
  return thrown instanceof WorkbenchError && thrown.code === 'cancelled'
}

/** Why this one file cannot be taken; null where the next one would fare no better. */
function refusalOf(thrown: unknown, name: string, isSent: boolean): string | null {
  // A browser reads a chosen file only as long as it stays as it was.
  if (thrown instanceof DOMException)
    return `${name} could not be read from the disk: it was moved, changed or locked after it was chosen. Choose it again.`
  if (!(thrown instanceof WorkbenchError)) return null
  if (thrown.code === 'too-large') return thrown.message
  // A reader that stumbles over one file reads the next; a host that is gone refuses the next upload.
  if (thrown.code === 'internal' && isSent)
    return `${name}: the workbench met a fault of its own while reading it; nothing of it was kept.`
  return null
}
