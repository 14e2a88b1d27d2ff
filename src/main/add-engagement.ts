/** Takes an engagement file handed over from another machine into the folder, piece by piece; it appears there only when it is whole. */
import { open, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'

import { WorkbenchError } from '../shared/errors.ts'
import { isSealedFile } from '../core/change-seal.ts'
import { summarise } from '../core/workbench.ts'

import { fileOf, freeName, freeNameLike } from './engagement-folder.ts'

export interface Piece {
  readonly offset: number
  readonly total: number
  readonly bytes: Uint8Array
  /** The file's own name, which a sealed one is known by. */
  readonly name?: string
}

/** Answers the name the file got with the last piece, null before it. Throws `WorkbenchError` where it is no engagement; nothing of it stays. */
export async function addPiece(
  home: string,
  { offset, total, bytes, name: ownName = '' }: Piece
): Promise<string | null> {
  const incoming = join(home, '.incoming')
  const file = await open(incoming, offset === 0 ? 'w' : 'r+', 0o600)
  try {
    const { size } = await file.stat()
    if (size !== offset)
      throw new WorkbenchError(
        'input-invalid',
        `The file came in another order: byte ${size} was expected, byte ${offset} came.`
      )
    await file.write(bytes, 0, bytes.length, offset)
  } finally {
    await file.close()
  }
  if (offset + bytes.length < total) return null
  try {
    const name = isSealedFile(incoming) ? freeNameLike(home, ownName) : nameByContent(home, incoming)
    await rename(incoming, fileOf(home, name))
    return name
  } catch (thrown) {
    await rm(incoming, { force: true })
    throw thrown instanceof WorkbenchError
      ? new WorkbenchError(thrown.code, thrown.message.replace('.incoming', 'The file'), { ...thrown.detail })
      : thrown
  }
}

function nameByContent(home: string, file: string): string {
  const { clientName, period } = summarise(file)
  return freeName(home, clientName, period)
}
