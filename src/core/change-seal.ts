/** Seals an engagement file that is not open, takes its seal off, or seals it with another passphrase. */
import { readdirSync, renameSync, rmSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'

import { WorkbenchError } from '../shared/errors.ts'
import type { WorkbenchEvent } from '../shared/records/engagement.ts'
import { copyEngagement } from './outgoing.ts'
import { dropFile } from './store/copy-file.ts'
import { lock } from './store/lock.ts'
import { isSealed, keyOf, newKey, type FileKey } from './store/seal.ts'
import type { ThreadOptions } from './thread.ts'

export interface SealChange extends ThreadOptions {
  readonly file: string
  /** The key it has; null for a plain file. */
  readonly key: FileKey | null
  /** The key it gets; null takes the seal off. */
  readonly next: FileKey | null
  /** The method that asked for it and who works, for the log; null for the engagement's auditor. */
  readonly action: string
  readonly actor: string | null
  readonly clock?: string
}

/** What a file is called while it is written anew beside the one it replaces. */
const rewriting = '.rewriting'

/** Takes away what a stopped process left half written; call it while holding the file's lock. */
export function sweepRewriting(file: string): void {
  dropFile(`${file}${rewriting}`)
}

/**
 * Replaces the file by one with the same content under the other key. Until the new one is whole and on the disk the old one stays as
 * it is. Sealing takes away the copies that were made before migrations, as they are plain.
 */
export async function changeSeal(
  { file, key, next, action, actor, clock, ...options }: SealChange,
  tell: (event: WorkbenchEvent) => void
): Promise<void> {
  const unlock = lock(file)
  const to = { file: `${file}${rewriting}`, key: next }
  try {
    const from = { file, key, cancelled: new SharedArrayBuffer(4), clock: clock ?? null }
    await copyEngagement(from, { to, event: { action, payload: {} }, actor }, options, tell)
    renameSync(to.file, file)
    if (next !== null) dropPlainCopies(file)
  } finally {
    unlock()
  }
}

/** The key of a file, for which the passphrase is asked only where it is sealed; null for a plain one. */
export async function keyFor(
  file: string,
  askPassphrase: () => string | Promise<string>
): Promise<FileKey | null> {
  return isSealed(file) ? keyOf(file, await askPassphrase()) : null
}

/** A key for a file that is to be sealed. */
export function keyForSealing(passphrase: string): Promise<FileKey> {
  return newKey(passphrase)
}

/** Whether a file is sealed; seen without its passphrase. */
export function isSealedFile(file: string): boolean {
  return isSealed(file)
}

/** Holds a passphrase to the key in use. Throws `passphrase-wrong`. */
export async function confirmPassphrase(file: string, key: FileKey, passphrase: string): Promise<void> {
  if ((await keyOf(file, passphrase)) !== key)
    throw new WorkbenchError('passphrase-wrong', 'That is not the passphrase of this engagement.')
}

function dropPlainCopies(file: string): void {
  for (const name of readdirSync(dirname(file)))
    if (name.startsWith(`${basename(file)}.before-`)) {
      const copy = join(dirname(file), name)
      if (!isSealed(copy)) rmSync(copy)
    }
}
