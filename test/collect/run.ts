/** Runs the collection script for real against the stand-in for the AWS CLI, in a folder of its own. */
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join, relative } from 'node:path'

import { accountAnswers } from './account-answers.ts'
import { callerAnswers, management, type Answer } from './answers.ts'

export const scriptFolder = join(import.meta.dirname, '../../resources/collect')
export const script = join(scriptFolder, 'collect-aws-exports.sh')

/** The caller's keys; the account they are of is what the stand-in reads in the first. */
export const callerSecret = 'callers-secret-0123456789'

export interface Run {
  readonly code: number | null
  readonly out: string
  readonly err: string
  /** What AWS was asked in this run: account of the credentials, region, words. */
  readonly asked: readonly { readonly account: string; readonly region: string; readonly words: string }[]
}

export interface Row {
  readonly path: string
  readonly rc: number
  readonly error: string
  readonly bytes: number
  readonly sha256: string
  readonly account: string
  readonly region: string
  readonly command: string
}

export interface Field {
  /** Where the script writes. */
  readonly out: string
  /** Answers a call from now on; `account` '' for whoever asks. */
  answer(account: string, call: string, answer: Answer): void
  /** From now on the role of this account cannot be assumed. */
  refuseRole(account: string): void
  run(...options: readonly string[]): Run
  rows(): readonly Row[]
  /** Every file under the folder, by its path with `/`. */
  files(): Readonly<Record<string, Buffer>>
  text(path: string): string
  leave(): void
}

/** A machine with the stand-in on its PATH; the accounts answer as in account-answers.ts. */
export function prepareField(accounts: readonly string[] = [management]): Field {
  const base = mkdtempSync(join(tmpdir(), 'collect-'))
  const standIn = join(base, 'stand-in')
  const bin = join(base, 'bin')
  const out = join(base, 'exports')
  for (const folder of [standIn, bin, join(standIn, 'any'), join(standIn, 'refuses')]) mkdirSync(folder)
  copyFileSync(join(import.meta.dirname, 'stand-in-aws.sh'), join(bin, 'aws'))
  chmodSync(join(bin, 'aws'), 0o755)

  const field: Field = {
    out,
    answer(account, call, answer) {
      const folder = join(standIn, account === '' ? 'any' : account)
      mkdirSync(folder, { recursive: true })
      writeAnswer(join(folder, nameOf(call)), answer)
    },
    refuseRole(account) {
      writeFileSync(join(standIn, 'refuses', account), '')
      field.answer('', 'sts assume-role', {
        code: 'AccessDenied',
        operation: 'AssumeRole',
        message: `User: arn:aws:sts::${management}:assumed-role/Auditor/ada is not authorized to perform: sts:AssumeRole`
      })
    },
    run(...options) {
      const log = join(standIn, 'calls.log')
      rmSync(log, { force: true })
      const run = spawnSync('bash', [script, ...options], {
        cwd: base,
        encoding: 'utf8',
        env: {
          PATH: `${bin}:${process.env.PATH ?? ''}`,
          HOME: base,
          STAND_IN: standIn,
          AWS_ACCESS_KEY_ID: management,
          AWS_SECRET_ACCESS_KEY: callerSecret
        }
      })
      const lines = existsSync(log) ? readFileSync(log, 'utf8').trimEnd().split('\n') : []
      return {
        code: run.status,
        out: run.stdout,
        err: run.stderr,
        asked: lines.map((line) => {
          const [account = '', region = '', words = ''] = line.split('\t')
          return { account, region, words }
        })
      }
    },
    rows() {
      const [, ...lines] = field.text('manifest.tsv').trimEnd().split('\n')
      return lines.map((line) => {
        const [path = '', rc, error = '', bytes, sha256 = '', , , account = '', region = '', command = ''] =
          line.split('\t')
        return { path, rc: Number(rc), error, bytes: Number(bytes), sha256, account, region, command }
      })
    },
    files() {
      const entries = readdirSync(out, { recursive: true, withFileTypes: true }).filter((entry) =>
        entry.isFile()
      )
      return Object.fromEntries(
        entries.map((entry) => {
          const path = join(entry.parentPath, entry.name)
          return [relative(out, path), readFileSync(path)]
        })
      )
    },
    text: (path) => readFileSync(join(out, path), 'utf8'),
    leave: () => rmSync(base, { recursive: true, force: true })
  }

  for (const [call, answer] of Object.entries(callerAnswers)) field.answer(management, call, answer)
  for (const account of accounts)
    for (const [call, answer] of Object.entries(accountAnswers(account))) field.answer(account, call, answer)
  return field
}

export function sha256Of(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex')
}

/** As the stand-in finds it; a file's name has an end. */
function nameOf(call: string): string {
  const name = call.replaceAll('/', '%')
  return name.length <= 200 ? name : `${name.slice(0, 190)}#${name.length}`
}

function writeAnswer(file: string, answer: Answer): void {
  rmSync(`${file}.err`, { force: true })
  if (answer === 'nothing') writeFileSync(`${file}.out`, '')
  else if ('json' in answer) writeFileSync(`${file}.out`, `${JSON.stringify(answer.json, null, 4)}\n`)
  else if ('text' in answer) writeFileSync(`${file}.out`, `${answer.text}\n`)
  else
    writeFileSync(
      `${file}.err`,
      `\nAn error occurred (${answer.code}) when calling the ${answer.operation} operation: ${answer.message ?? ''}\n`
    )
}
