/** Hands an archive out in pieces: as the bytes of one zip, or file by file for a folder. Stored bytes are hashed on their way. */
import { createHash } from 'node:crypto'

import { WorkbenchError } from '../../../shared/errors.ts'
import type { BagFile } from '../../integrity/bag.ts'
import { zipStream } from '../../workbook/zip-stream.ts'
import { zipCodec } from '../zip-codec.ts'
import type { Archive } from './archive-of.ts'

export type ArchiveForm = 'zip' | 'folder'

/** Bytes that follow those before them in a file; `path` begins with the archive's folder, or is the zip's name. */
export interface ArchivePiece {
  readonly path: string
  readonly bytes: Uint8Array
}

/** Bytes of a zip that are handed out at once. */
const pieceLength = 1 << 20

/** `watch` hears how many bytes of which file went in. Throws `file-damaged` where stored bytes are not what they were. */
export function packArchive(
  archive: Archive,
  form: ArchiveForm,
  watch: (path: string, bytes: number) => void
): Generator<ArchivePiece> {
  return form === 'zip' ? zipPieces(archive, watch) : folderPieces(archive, watch)
}

function* zipPieces(
  { name, files }: Archive,
  watch: (path: string, bytes: number) => void
): Generator<ArchivePiece> {
  const parts = files.map((file) => ({ ...file, path: `${name}/${file.path}`, pieces: () => proved(file) }))
  let held: Uint8Array[] = []
  let length = 0
  for (const bytes of zipStream(parts, zipCodec, watch)) {
    held.push(bytes)
    length += bytes.length
    if (length < pieceLength) continue
    yield { path: `${name}.zip`, bytes: owned(held, length) }
    held = []
    length = 0
  }
  yield { path: `${name}.zip`, bytes: owned(held, length) }
}

function* folderPieces(
  { name, files }: Archive,
  watch: (path: string, bytes: number) => void
): Generator<ArchivePiece> {
  for (const file of files) {
    const path = `${name}/${file.path}`
    if (file.size === 0) yield { path, bytes: new Uint8Array(0) }
    for (const piece of proved(file)) {
      watch(path, piece.length)
      yield { path, bytes: owned([piece], piece.length) }
    }
  }
}

/** The bytes of a file, held to the hash that stands in the manifest. */
export function* proved({ path, sha256, pieces }: Omit<BagFile, 'size'>): Generator<Uint8Array> {
  const hash = createHash('sha256')
  for (const piece of pieces()) {
    hash.update(piece)
    yield piece
  }
  if (hash.digest('hex') !== sha256)
    throw new WorkbenchError(
      'file-damaged',
      `${path} has another hash than the one it was stored under, so nothing was handed out. Verify the engagement.`
    )
}

/** One piece in memory of its own, which can change hands between threads. */
function owned(pieces: readonly Uint8Array[], length: number): Uint8Array {
  const whole = new Uint8Array(length)
  let at = 0
  for (const piece of pieces) {
    whole.set(piece, at)
    at += piece.length
  }
  return whole
}
