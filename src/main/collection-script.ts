/** The files handed to a client who makes the exports: script, its PowerShell twin, permissions, and what to read first. */
import { readdir, readFile } from 'node:fs/promises'
import { extname, join } from 'node:path'

import type { StoredFile } from '../shared/records/source.ts'

const mimes: Readonly<Record<string, string>> = {
  '.md': 'text/markdown',
  '.json': 'application/json'
}

/** Sorted by name. */
export async function readCollectionScript(folder: string): Promise<readonly StoredFile[]> {
  const names = (await readdir(folder)).sort()
  return Promise.all(
    names.map(async (name) => ({
      name,
      mime: mimes[extname(name)] ?? 'text/plain',
      bytes: new Uint8Array(await readFile(join(folder, name)))
    }))
  )
}
