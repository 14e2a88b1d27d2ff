/**
 * How long a styled sheet of 50,000 rows and 20 columns takes to write, and how much memory, beside other writers: exceljs (streaming),
 * openpyxl (write-only) and XlsxWriter (constant memory). Each in a process of its own, the order turned round with every round.
 * exceljs brings a hundred packages, so it is no dependency: it is installed into `BENCH_PEERS`, a folder of the user's cache where that is
 * not given. `BENCH_ROWS` and `BENCH_ROUNDS` make it smaller.
 */
import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs'
import { homedir, tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { build } from 'vite'

import { pythonWith } from '../support/python.ts'
import { readWorkbook } from '../../src/core/workbook/read-workbook.ts'

const rows = Number(process.env['BENCH_ROWS'] ?? 50_000)
const rounds = Number(process.env['BENCH_ROUNDS'] ?? 3)
const peers = process.env['BENCH_PEERS'] ?? join(homedir(), '.cache', 'tickmark-bench')
const exceljs = 'exceljs@4.4.0'
const folder = mkdtempSync(join(tmpdir(), 'bench-workbook-'))
const scripts = join(import.meta.dirname, 'workbook')

interface Peer {
  readonly name: string
  /** What starts it; null where it is not installed. */
  readonly command: readonly string[] | null
  readonly after?: readonly string[]
}

interface Run {
  readonly seconds: number
  readonly processor: number
  readonly megabytes: number
  readonly size: number
}

beforeAll(async () => {
  await build({
    configFile: false,
    logLevel: 'error',
    ssr: { noExternal: true },
    build: {
      ssr: true,
      outDir: folder,
      rolldownOptions: {
        input: { ours: join(scripts, 'ours.ts'), exceljs: join(scripts, 'exceljs.ts') },
        output: { entryFileNames: '[name].mjs' }
      }
    }
  })
  if (!hasExceljs()) {
    mkdirSync(peers, { recursive: true })
    spawnSync('npm', ['--prefix', peers, 'install', '--no-audit', '--no-fund', exceljs], { stdio: 'ignore' })
  }
}, 600_000)
afterAll(() => rmSync(folder, { recursive: true, force: true }))

test('a styled sheet, beside other writers', { timeout: 1_800_000 }, () => {
  const all: readonly Peer[] = [
    { name: 'tickmark', command: [process.execPath, join(folder, 'ours.mjs')] },
    {
      name: 'exceljs, streaming',
      command: hasExceljs() ? [process.execPath, join(folder, 'exceljs.mjs')] : null,
      after: [peers]
    },
    { name: 'openpyxl, write-only', command: script('openpyxl') },
    { name: 'XlsxWriter, constant memory', command: script('xlsxwriter') }
  ]
  const here = all.filter(({ command }) => command !== null)
  const small = here.map((peer) => tableOf(peer))
  for (const table of small) expect(table).toEqual(small[0])

  const runs = new Map(here.map(({ name }) => [name, [] as Run[]]))
  for (let round = 0; round < rounds; round++)
    for (const peer of round % 2 === 0 ? here : here.toReversed())
      runs.get(peer.name)?.push(runOf(peer, rows))

  const [own] = [...runs.values()].map(mediansOf)
  for (const { name } of all) {
    const kept = runs.get(name)
    if (!kept) console.log(`${name}: not installed, so not measured`)
    else if (own) console.log(`${name}: ${lineOf(mediansOf(kept), own)}`)
  }
})

function hasExceljs(): boolean {
  return existsSync(join(peers, 'node_modules', 'exceljs'))
}

function script(module: string): readonly string[] | null {
  const python = pythonWith(module)
  return python === null ? null : [python, '-B', join(scripts, `${module}_rows.py`)]
}

function runOf({ name, command, after = [] }: Peer, count: number): Run {
  const path = join(folder, 'written.xlsx')
  const [program = '', ...before] = command ?? []
  const started = performance.now()
  const ended = spawnSync(program, [...before, String(count), path, ...after], { encoding: 'utf8' })
  const seconds = (performance.now() - started) / 1000
  if (ended.status !== 0) throw new Error(`${name}: ${ended.stderr}`)
  return {
    seconds,
    ...(JSON.parse(ended.stdout) as Omit<Run, 'seconds' | 'size'>),
    size: statSync(path).size
  }
}

/** The table of a short sheet as a spreadsheet shows it, so that all write the same. */
function tableOf(peer: Peer): readonly string[] {
  runOf(peer, 50)
  const { sheets } = readWorkbook(new Uint8Array(readFileSync(join(folder, 'written.xlsx'))))
  return (sheets[0]?.rows ?? []).slice(9).map((row) => row.join('|'))
}

function mediansOf(runs: readonly Run[]): Run {
  const median = (of: keyof Run): number =>
    runs.map((run) => run[of]).sort((a, b) => a - b)[Math.floor(runs.length / 2)] ?? NaN
  return {
    seconds: median('seconds'),
    processor: median('processor'),
    megabytes: median('megabytes'),
    size: median('size')
  }
}

function lineOf({ seconds, processor, megabytes, size }: Run, own: Run): string {
  const times = (value: number, of: number): string => `${(value / of).toFixed(2)} ×`
  return [
    `${seconds.toFixed(1)} s (${times(seconds, own.seconds)})`,
    `processor ${processor.toFixed(1)} s (${times(processor, own.processor)})`,
    `${megabytes.toFixed(0)} MB (${times(megabytes, own.megabytes)})`,
    `file ${(size / 1e6).toFixed(1)} MB`
  ].join(', ')
}
