/** Where the program's own built parts lie, counted from the folder of a host's entry (`out/main`). */
import { join } from 'node:path'

export interface ProgramFiles {
  readonly worker: string
  /** The built page. */
  readonly assets: string
  readonly preload: string
  /** The export files of the sample engagement. */
  readonly sample: string
  /** The collection script and what belongs to it. */
  readonly collect: string
  /** The package's own description, for its version. */
  readonly manifest: string
}

export function programFiles(entryFolder: string): ProgramFiles {
  return {
    worker: join(entryFolder, 'worker.js'),
    assets: join(entryFolder, '..', 'renderer'),
    preload: join(entryFolder, '..', 'preload', 'index.cjs'),
    sample: join(entryFolder, '..', '..', 'resources', 'sample'),
    collect: join(entryFolder, '..', '..', 'resources', 'collect'),
    manifest: join(entryFolder, '..', '..', 'package.json')
  }
}
