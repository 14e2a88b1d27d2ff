/** `tickmark archive`: the engagement as an archive that proves itself without this program. */
import { existsSync } from 'node:fs'
import { mkdir, open, rename, rm, type FileHandle } from 'node:fs/promises'
import { dirname, join } from 'node:path'

import { WorkbenchError } from '../../shared/errors.ts'
import type { ArchiveOnItsWay } from '../../core/outgoing.ts'
import { fileArgument, noMoreThan, required, type Command } from './command.ts'
import { inEngagement } from './open-engagement.ts'
import type { Terminal } from './terminal.ts'

export const archive: Command = {
  name: 'archive',
  usage: '<file> --out <folder> [--zip]',
  summary: 'write the engagement as an archive that proves itself',
  help: [
    '  --out <folder>     where the archive goes; made where it is missing',
    '  --zip              one file instead of a folder',
    'A bag (BagIt 1.0) of every file received, the evidence, the issued workbooks, the log and the record, with a',
    'program that verifies it and instructions. It is not encrypted. An archive that is there is never replaced.'
  ],
  options: { out: { type: 'string' }, zip: { type: 'boolean' } },
  async run(given, terminal, files) {
    noMoreThan(1, given)
    const out = required(given, 'out')
    const form = given.values['zip'] === true ? 'zip' : 'folder'
    return inEngagement(fileArgument(given), files, async (workbench) => {
      const made = await workbench.archive(form)
      const name = form === 'zip' ? `${made.name}.zip` : made.name
      const path = await writeArchive(made, out, name, terminal)
      terminal.settle()
      return {
        exitCode: 0,
        report: { path, files: made.files, bytes: made.bytes, tagManifest: made.sha256 },
        lines: [`${path} written: ${made.files} files. SHA-256 of tagmanifest-sha256.txt: ${made.sha256}.`]
      }
    })
  }
}

/** Writes the pieces as they come; under its own name it is there whole or not at all. */
async function writeArchive(
  made: ArchiveOnItsWay,
  out: string,
  name: string,
  terminal: Terminal
): Promise<string> {
  const path = join(out, name)
  if (existsSync(path))
    throw new WorkbenchError('file-exists', `${path} is there already and is not replaced.`)
  const partial = join(out, `${name}.partial`)
  await rm(partial, { recursive: true, force: true })
  await mkdir(out, { recursive: true })
  try {
    await writePieces(made, (piece) => join(partial, ...piece.split('/').slice(1)), terminal)
    await rename(partial, path)
    return path
  } catch (thrown) {
    await rm(partial, { recursive: true, force: true })
    throw thrown
  } finally {
    await made.close()
  }
}

/** Pieces of one file follow one another. The path of a zip is its name alone, that of a folder's file begins with the folder. */
async function writePieces(
  made: ArchiveOnItsWay,
  placeOf: (path: string) => string,
  terminal: Terminal
): Promise<void> {
  let path = ''
  let file: FileHandle | undefined
  let written = 0
  try {
    for (let piece = await made.next(); piece !== null; piece = await made.next()) {
      if (path !== piece.path) {
        await file?.close()
        path = piece.path
        await mkdir(dirname(placeOf(path)), { recursive: true })
        file = await open(placeOf(path), 'wx')
      }
      await file?.write(piece.bytes)
      written += piece.bytes.length
      terminal.progress(path, written, made.bytes)
    }
  } finally {
    await file?.close()
  }
}
