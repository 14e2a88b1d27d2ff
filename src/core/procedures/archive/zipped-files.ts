/** The files of a zipped archive, for the program that verifies them: in the order they stand, a piece at a time. */
import { WorkbenchError } from '../../../shared/errors.ts'
import { containerForm, entriesOf } from '../../importers/containers/index.ts'
import { UnreadableSource } from '../../importers/importer.ts'
import type { ArchiveFile } from '../../integrity/verify.mjs'

/** An archive may be as large as the engagement it came from; the form itself packs no better than 1032 to 1. */
const limits = { ratio: 1100, totalBytes: 2 ** 44, entryBytes: 2 ** 42, entries: 2_000_000 }

/** Whether these are the bytes of a zip that is no workbook. */
export function isZip(chunks: Iterable<Uint8Array>): boolean {
  return containerForm(chunks) === 'zip'
}

/** `open` begins the file anew each time. The folder all files lie in is taken off their paths. Throws `WorkbenchError` for a damaged zip. */
export function* zippedFiles(open: () => Iterable<Uint8Array>): Generator<ArchiveFile> {
  let folder: string | null = null
  try {
    for (const entry of entriesOf('zip', open, '', limits)) {
      folder ??= entry.name.slice(0, entry.name.indexOf('/') + 1)
      const path = entry.name.startsWith(folder) ? entry.name.slice(folder.length) : entry.name
      yield { path, chunks: 'chunks' in entry ? entry.chunks : null }
    }
  } catch (error) {
    if (!(error instanceof UnreadableSource)) throw error
    throw new WorkbenchError('file-damaged', error.message)
  }
}
