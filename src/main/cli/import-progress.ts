/** How far an import is, over all its files: bytes taken in, bytes read of all bytes, then checks run of all checks. */
import type { WorkbenchEvent } from '../../shared/records/engagement.ts'
import type { LocalFile } from '../import-files.ts'
import type { Terminal } from './terminal.ts'

export interface ImportProgress {
  hear(event: WorkbenchEvent): void
  /** The bytes of one more file are in. */
  sent(): void
}

/** Follows the import of these files, in their order. */
export function importProgress(files: readonly LocalFile[], terminal: Terminal): ImportProgress {
  let taken = 0
  return {
    hear(event) {
      if (event.type !== 'progress') return
      const { phase, name, done, total, whole } = event
      if (whole === undefined) terminal.progress(phase, done, total)
      else if (phase === 'unpacking') terminal.progress(`unpacking ${lastOf(name)}`, 0, 0)
      else
        terminal.progress(
          `reading ${whole.filesDone + 1} of ${whole.files}: ${lastOf(name)}`,
          whole.done,
          whole.total
        )
    },
    sent() {
      taken += 1
      terminal.progress(`receiving ${taken} of ${files.length}`, taken, files.length)
    }
  }
}

function lastOf(name: string): string {
  return name.split('/').at(-1) ?? name
}
