/** The form every command has: its words for the help, its options, what it does and how it ends. */
import type { ParseArgsOptionsConfig } from 'node:util'

import type { ProgramFiles } from '../program-files.ts'
import type { Terminal } from './terminal.ts'

/** 0 done · 1 failed · 2 wrong use · 3 done, but some input was not usable. */
export type ExitCode = 0 | 1 | 2 | 3

export interface Given {
  readonly positionals: readonly string[]
  readonly values: Readonly<Record<string, string | boolean | (string | boolean)[] | undefined>>
}

export interface Finished {
  readonly exitCode: ExitCode
  /** What `--json` prints. */
  readonly report: unknown
  /** What a person reads instead. */
  readonly lines: readonly string[]
}

export interface Command {
  readonly name: string
  /** Its arguments, as the help shows them after the name. */
  readonly usage: string
  /** One line of the list of commands. */
  readonly summary: string
  /** The rest of its own help. */
  readonly help: readonly string[]
  readonly options: ParseArgsOptionsConfig
  readonly run: (given: Given, terminal: Terminal, files: ProgramFiles) => Promise<Finished>
}

/** Thrown for what was typed wrongly; ends with exit code 2. */
export class WrongUse extends Error {
  constructor(message: string) {
    super(message)
    this.name = 'WrongUse'
  }
}

/** The value of an option that must be given. */
export function required({ values }: Given, option: string): string {
  const value = values[option]
  if (typeof value !== 'string' || value.trim() === '') throw new WrongUse(`--${option} is missing.`)
  return value
}

/** The value of an option that may be left out. */
export function optional({ values }: Given, option: string): string | null {
  const value = values[option]
  return typeof value === 'string' && value.trim() !== '' ? value : null
}

/** The engagement file a command works in, always its one first argument. */
export function fileArgument({ positionals }: Given): string {
  const [file] = positionals
  if (file === undefined) throw new WrongUse('The engagement file is missing.')
  return file
}

/** Refuses arguments beyond those the command knows. */
export function noMoreThan(count: number, { positionals }: Given): void {
  const extra = positionals[count]
  if (extra !== undefined) throw new WrongUse(`"${extra}" is one argument too many.`)
}
