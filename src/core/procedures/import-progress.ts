/** Tells how far an import is, file by file and as a whole, and stops it where the auditor cancelled. */
import { WorkbenchError } from '../../shared/errors.ts'
import type { WriteContext } from './procedure.ts'

/** Progress is told at most this often, in milliseconds. */
const tellEvery = 80

export interface ImportProgress {
  /** More to do: a file, or what was found in an archive. */
  expect(files: number, bytes: number): void
  /** How far the file in hand is, in bytes. Throws where the auditor cancelled. */
  tell(phase: 'unpacking' | 'reading', name: string, done: number, total: number): void
  /** The file in hand is through; so many bytes and objects of it. */
  finish(bytes: number, objects: number): void
}

export function importProgress(
  { emit, isCancelled }: Pick<WriteContext, 'emit' | 'isCancelled'>,
  job: string
): ImportProgress {
  let files = 0
  let filesDone = 0
  let bytes = 0
  let bytesDone = 0
  let objects = 0
  let told = 0

  return {
    expect(more, size) {
      files += more
      bytes += size
    },
    tell(phase, name, done, total) {
      if (isCancelled())
        throw new WorkbenchError('cancelled', 'The import was cancelled; the engagement is as it was before.')
      const tick = performance.now()
      if (tick - told < tellEvery) return
      told = tick
      emit({
        type: 'progress',
        job,
        phase,
        name,
        done,
        total,
        whole: { done: bytesDone + (phase === 'reading' ? done : 0), total: bytes, files, filesDone, objects }
      })
    },
    finish(size, found) {
      filesDone += 1
      bytesDone += size
      objects += found
    }
  }
}
