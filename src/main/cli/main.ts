/** The command line: finds the command, reads its options, and turns how it ended into output and an exit code. */
import { readFileSync } from 'node:fs'
import { parseArgs } from 'node:util'

import { toWireError, WorkbenchError } from '../../shared/errors.ts'
import { logFault } from '../fault-log.ts'
import type { ProgramFiles } from '../program-files.ts'
import { systemReason } from '../system-reason.ts'
import { archive } from './archive.ts'
import { exportRecord } from './export.ts'
import { check } from './check.ts'
import { WrongUse, type Command, type ExitCode, type Given } from './command.ts'
import { create } from './create.ts'
import { importCommand } from './import.ts'
import { report } from './report.ts'
import { returnCommand } from './return.ts'
import { run } from './run.ts'
import { serveCommand } from './serve.ts'
import { openTerminal, type Terminal } from './terminal.ts'
import { verify } from './verify.ts'
import { workbook } from './workbook.ts'

/** In the order of the help. */
export const commands: readonly Command[] = [
  run,
  create,
  importCommand,
  check,
  workbook,
  returnCommand,
  report,
  archive,
  exportRecord,
  verify,
  serveCommand
]

/** Runs what was typed and answers the exit code. */
export async function main(typed: readonly string[], files: ProgramFiles): Promise<ExitCode> {
  const [name, ...rest] = typed
  const terminal = openTerminal(typed.includes('--json'), process.stdout, process.stderr)
  if (name === undefined || name === '--help' || name === 'help') {
    terminal.print(generalHelp().join('\n'))
    return name === undefined ? 2 : 0
  }
  if (name === '--version') {
    terminal.print(versionOf(files))
    return 0
  }
  const command = commands.find((known) => known.name === name)
  if (!command)
    return fail(terminal, 2, 'wrong-use', `There is no command "${name}". tickmark --help lists them.`)
  if (rest.includes('--help')) {
    terminal.print(helpOf(command).join('\n'))
    return 0
  }
  return carryOut(command, rest, terminal, files)
}

/** Everything the help says, also what docs/command-line.md is compared with. */
export function generalHelp(): readonly string[] {
  return [
    'tickmark — audit workbench for offline AWS IAM reviews',
    '',
    'Commands',
    ...commands.map(({ name, summary }) => `  ${name.padEnd(10)} ${summary}`),
    '',
    'tickmark <command> --help shows its options. --json prints one JSON document instead of text. --version.',
    '',
    'Exit codes',
    ...Object.entries(exitCodes).map(([code, meaning]) => `  ${code}  ${meaning}`)
  ]
}

/** What each exit code means. */
export const exitCodes: Readonly<Record<ExitCode, string>> = {
  0: 'done',
  1: 'failed, or the record does not verify',
  2: 'wrong use',
  3: 'done, but some input was not usable (unreadable, read only in part, or of no known account)'
}

/** The help of one command. */
export function helpOf({ name, usage, summary, help }: Command): readonly string[] {
  return [
    `tickmark ${name} ${usage}`,
    `  ${summary}`,
    '',
    ...help,
    '  --json             print one JSON document'
  ]
}

async function carryOut(
  command: Command,
  rest: readonly string[],
  terminal: Terminal,
  files: ProgramFiles
): Promise<ExitCode> {
  try {
    const { exitCode, report, lines } = await command.run(givenTo(command, rest), terminal, files)
    if (!terminal.isJson) for (const line of lines) terminal.print(line)
    else if (report !== null) terminal.print(JSON.stringify(report, null, 2))
    return exitCode
  } catch (thrown) {
    terminal.settle()
    if (thrown instanceof WrongUse)
      return fail(
        terminal,
        2,
        'wrong-use',
        `${thrown.message} Usage: tickmark ${command.name} ${command.usage}`
      )
    if (thrown instanceof WorkbenchError)
      return fail(terminal, thrown.code === 'input-invalid' ? 2 : 1, thrown.code, thrown.message)
    const reason = systemReason(thrown)
    if (reason !== null) return fail(terminal, 1, 'system', `${pathOf(thrown)}${reason}.`)
    logFault(thrown)
    return fail(terminal, 1, 'internal', toWireError(thrown).message)
  }
}

function givenTo(command: Command, rest: readonly string[]): Given {
  try {
    return parseArgs({
      args: [...rest],
      options: { ...command.options, json: { type: 'boolean' } },
      allowPositionals: true
    })
  } catch (thrown) {
    throw thrown instanceof Error ? new WrongUse(`${thrown.message.split('. ')[0]}.`) : thrown
  }
}

function fail(terminal: Terminal, exitCode: ExitCode, code: string, message: string): ExitCode {
  if (terminal.isJson) terminal.print(JSON.stringify({ error: { code, message } }, null, 2))
  else terminal.tell(message)
  return exitCode
}

function pathOf(thrown: unknown): string {
  return thrown instanceof Error && 'path' in thrown && typeof thrown.path === 'string'
    ? `${thrown.path}: `
    : ''
}

function versionOf({ manifest }: ProgramFiles): string {
  return (JSON.parse(readFileSync(manifest, 'utf8')) as { readonly version: string }).version
}
