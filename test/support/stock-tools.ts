/** What a machine has that never heard of the program: `unzip`, `sha256sum`, `ssh-keygen` and Node, each run in the archive's own folder. */
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

import { unzipSync } from 'fflate'

export interface Said {
  readonly status: number | null
  readonly text: string
}

/** Why a tool is not asked, for the list of skipped tests; false where it is there. */
export function lacks(tool: string): string | false {
  return ask('/', ['sh', '-c', `command -v ${tool}`]).status === 0 ? false : `${tool} is not installed here`
}

/** Unpacks an archive into a new folder and answers the folder of its bag. */
export function unpack(zip: string): string {
  const folder = mkdtempSync(join(dirname(zip), 'bag-'))
  if (lacks('unzip') === false) {
    const { status, text } = ask(folder, ['unzip', '-q', zip])
    if (status !== 0) throw new Error(`unzip refused the archive: ${text}`)
  } else
    for (const [path, bytes] of Object.entries(unzipSync(readFileSync(zip)))) {
      if (path.endsWith('/')) continue
      mkdirSync(dirname(join(folder, path)), { recursive: true })
      writeFileSync(join(folder, path), bytes)
    }
  const [bag = '', ...more] = readdirSync(folder)
  if (more.length > 0) throw new Error(`An archive is one folder, found ${[bag, ...more].join(', ')}`)
  return join(folder, bag)
}

/** Both manifests of the bag (RFC 8493), as `sha256sum -c` checks them. */
export function sums(bag: string): Said {
  return ask(bag, ['sha256sum', '--quiet', '-c', 'tagmanifest-sha256.txt', 'manifest-sha256.txt'])
}

/** The signature of the tag manifest by somebody of `allowed_signers`. */
export function signature(bag: string): Said {
  const signer = readFileSync(join(bag, 'allowed_signers'), 'utf8').split(' ', 1)[0] ?? ''
  return ask(
    bag,
    [
      ...['ssh-keygen', '-Y', 'verify', '-f', 'allowed_signers', '-I', signer],
      ...['-n', 'tickmark-signoff@v1', '-s', 'tagmanifest-sha256.txt.1.sig']
    ],
    readFileSync(join(bag, 'tagmanifest-sha256.txt'))
  )
}

/** The verifier that lies in the bag, run by Node with nothing around it: no environment, no other file. */
export function verifier(bag: string): Said {
  const { status, stdout, stderr } = spawnSync(process.execPath, ['data/verify.mjs'], {
    cwd: bag,
    env: {},
    encoding: 'utf8'
  })
  return { status, text: stdout + stderr }
}

/** A copy of a bag to be spoilt, asked about, and thrown away. */
export function spoilt<T>(bag: string, spoil: (copy: string) => void, look: (copy: string) => T): T {
  const copy = mkdtempSync(`${bag}-spoilt-`)
  try {
    cpSync(bag, copy, { recursive: true })
    spoil(copy)
    return look(copy)
  } finally {
    rmSync(copy, { recursive: true })
  }
}

/** Writes both manifests anew over what is there now, as a forger would. */
export function listAnew(bag: string): void {
  for (const name of ['manifest-sha256.txt', 'tagmanifest-sha256.txt']) {
    const lines = readFileSync(join(bag, name), 'utf8').trimEnd().split('\n')
    const paths = lines.map((line) => line.slice(66))
    const listed = paths.map((path) => `${sha256(readFileSync(join(bag, path)))}  ${path}\n`)
    writeFileSync(join(bag, name), listed.join(''))
  }
}

/** Turns one bit of a file over. */
export function changeByte(path: string): void {
  const bytes = readFileSync(path)
  bytes[0] = (bytes[0] ?? 0) ^ 1
  writeFileSync(path, bytes)
}

/** Puts the second line of a file before the first. */
export function swapLines(path: string): void {
  const [first = '', second = '', ...others] = readFileSync(path, 'utf8').split('\n')
  writeFileSync(path, [second, first, ...others].join('\n'))
}

function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex')
}

function ask(
  folder: string,
  [program = '', ...typed]: readonly string[],
  input: Uint8Array | string = ''
): Said {
  const { PATH = '' } = process.env
  const { status, stdout, stderr } = spawnSync(program, typed, {
    cwd: folder,
    env: { PATH, LC_ALL: 'C' },
    encoding: 'utf8',
    input
  })
  return { status, text: `${stdout}${stderr}` }
}
