/** Writes a file so that it is there whole or not at all. */
import { mkdir, rename, writeFile } from 'node:fs/promises'
import { basename, join } from 'node:path'

/** Makes the folder where it is missing and answers the path written; a file of that name is replaced. */
export async function writeInto(folder: string, name: string, content: Uint8Array | string): Promise<string> {
  await mkdir(folder, { recursive: true })
  const path = join(folder, basename(name))
  const partial = `${path}.partial`
  await writeFile(partial, content)
  await rename(partial, path)
  return path
}
