/** Finds the files below the paths an auditor named, in one order everywhere, and says what it left out. */
import { readdirSync, statSync, type Dirent } from 'node:fs'
import { basename, join, resolve } from 'node:path'

import { WorkbenchError } from '../shared/errors.ts'

import type { LocalFile } from './import-files.ts'
import { systemReason } from './system-reason.ts'

export interface LeftOut {
  readonly name: string
  readonly reason: string
  /** It could not be read, as against not wanted. */
  readonly isLoss: boolean
}

export interface Gathered {
  readonly files: readonly LocalFile[]
  readonly leftOut: readonly LeftOut[]
}

/**
 * Every file below the paths, by name. A named folder's own name stays in front, because exports are often filed by
 * account. Symbolic links below a folder are not followed: they may lead out of what the client handed over.
 * `except` is a folder of ours that is not part of the exports. Throws `not-found`.
 */
export function gatherFiles(paths: readonly string[], except: string | null = null): Gathered {
  const files: LocalFile[] = []
  const leftOut: LeftOut[] = []
  const excepted = except === null ? null : resolve(except)

  for (const path of paths) {
    const full = resolve(path)
    const found = statSync(full, { throwIfNoEntry: false })
    if (!found)
      throw new WorkbenchError('not-found', `${path} is not there; give a file or a folder of exports.`)
    if (found.isDirectory()) enter(full, basename(full))
    else files.push({ name: basename(full), path: full, size: found.size })
  }
  return { files, leftOut }

  function enter(folder: string, name: string): void {
    if (folder === excepted) {
      leftOut.push({ name, reason: 'the folder this command writes to', isLoss: false })
      return
    }
    for (const entry of entriesOf(folder, name)) {
      const path = join(folder, entry.name)
      const entryName = name === '' ? entry.name : `${name}/${entry.name}`
      if (entry.isDirectory()) enter(path, entryName)
      else if (entry.isFile()) files.push({ name: entryName, path, size: statSync(path).size })
      else
        leftOut.push({
          name: entryName,
          reason: entry.isSymbolicLink() ? 'a symbolic link, not followed' : 'not a regular file',
          isLoss: false
        })
    }
  }

  function entriesOf(folder: string, name: string): readonly Dirent[] {
    try {
      return readdirSync(folder, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1))
    } catch (thrown) {
      const reason = systemReason(thrown)
      if (reason === null) throw thrown
      leftOut.push({ name, reason, isLoss: true })
      return []
    }
  }
}
