/** How far an import is, over all its files: bytes read of all bytes, then checks run of all checks. */
import type { WorkbenchEvent } from '../../shared/records/engagement.ts'
import type { LocalFile } from '../import-files.ts'
import type { Terminal } from './terminal.ts'

export interface ImportProgress {
  hear(event: WorkbenchEvent): void
  /** The file in hand is done, read or not. */
  next(): void
}

/** Follows the import of these files, in their order. */
export function importProgress(files: readonly LocalFile[], terminal: Terminal): ImportProgress {
  const total = files.reduce((sum, { size }) => sum + size, 0)
  let bytesBefore = 0
  let at = 0
  return {
    hear(event) {
      if (event.type !== 'progress') return
      const file = files[at]
      if (event.phase !== 'reading' || !file) terminal.progress(event.phase, event.done, event.total)
      else {
        const share = event.total > 0 ? event.done / event.total : 1
        terminal.progress(labelOf(file, at, files.length), bytesBefore + share * file.size, total)
      }
    },
    next() {
      bytesBefore += files[at]?.size ?? 0
      at += 1
    }
  }
}

function labelOf({ name }: LocalFile, at: number, of: number): string {
  return `reading ${at + 1} of ${of}: ${name.split('/').at(-1) ?? name}`
}
