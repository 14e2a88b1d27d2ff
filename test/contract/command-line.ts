/** The built command line as a process, and the engagements it leaves. */
import { spawn, spawnSync, type ChildProcess } from 'node:child_process'
import { join, resolve } from 'node:path'
import { createInterface } from 'node:readline'

import type { Library } from '../../src/main/library.ts'
import { files, library, valueFrom } from './hosts.ts'

const program = resolve(import.meta.dirname, '../../out/main/cli.js')

/** The exports of one account of the sample. */
export const anAccount = join(files.sample, 'accounts', '534117129682')

export interface Ended {
  readonly code: number | null
  readonly output: string
  readonly error: string
}

/** Runs a command in a folder to its end. */
export function runTickmark(folder: string, ...typed: string[]): Ended {
  return runTickmarkWith({}, folder, ...typed)
}

/** The same with these variables in its environment. */
export function runTickmarkWith(
  variables: Readonly<Record<string, string>>,
  folder: string,
  ...typed: string[]
): Ended {
  const { status, stdout, stderr } = spawnSync(process.execPath, [program, ...typed], {
    cwd: folder,
    env: { ...process.env, ...variables },
    encoding: 'utf8',
    maxBuffer: 1 << 28
  })
  return { code: status, output: stdout, error: stderr }
}

export interface Running {
  readonly child: ChildProcess
  /** The exit code; null where a signal ended it. */
  readonly ended: Promise<number | null>
  /** The next line of its output. */
  readonly nextLine: () => Promise<string>
}

/** Starts a command in a folder. */
export function startTickmark(folder: string, ...typed: string[]): Running {
  const child = spawn(process.execPath, [program, ...typed], {
    cwd: folder,
    stdio: ['ignore', 'pipe', 'ignore']
  })
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]()
  return {
    child,
    ended: new Promise((done) => child.once('close', done)),
    nextLine: async () => String((await lines.next()).value)
  }
}

/** Works in an engagement of a folder through the library. */
export async function inLibrary<T>(
  home: string,
  file: string,
  work: (opened: Library) => Promise<T>
): Promise<T> {
  const opened = await library(home)
  try {
    await valueFrom(opened, 'engagement.open', { file })
    return await work(opened)
  } finally {
    await opened.close()
  }
}
