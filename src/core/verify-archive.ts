/** Verifies an archive in a folder or a zip, with the very program that every archive carries. */
import { statSync } from 'node:fs'

import {
  chunksOf,
  filesOf,
  sentencesOf,
  verifyArchive,
  type ArchiveVerification
} from './integrity/verify.mjs'
import { isZip, zippedFiles } from './procedures/archive/zipped-files.ts'

export interface VerifiedArchive extends Omit<ArchiveVerification, 'heads'> {
  /** What was found, for a person. */
  readonly sentences: readonly string[]
}

/**
 * Reads every file once, a piece at a time; null where there is no folder and no zip that could be an archive. Throws what the
 * file system throws, and `WorkbenchError` for a zip that cannot be read.
 */
export function verifyArchiveAt(path: string): VerifiedArchive | null {
  const found = statSync(path, { throwIfNoEntry: false })
  if (!found) return null
  const isFolder = found.isDirectory()
  if (!isFolder && !isZip(chunksOf(path))) return null
  const { heads, ...verified } = verifyArchive(isFolder ? filesOf(path) : zippedFiles(() => chunksOf(path)))
  return { ...verified, sentences: sentencesOf({ ...verified, heads }) }
}
