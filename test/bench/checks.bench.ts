/** How long all checks take over a large organization once it is imported, beside its import; `BENCH_ACCOUNTS` and `BENCH_USERS` make it smaller. */
import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'

import { checks } from '../../src/core/checks/index.ts'
import { writeContext } from '../../src/core/dispatch.ts'
import { runChecks } from '../../src/core/procedures/run-checks.ts'
import { openSession, sharedSession } from '../../src/core/procedures/session.ts'
import { closeWriter, openWriter } from '../../src/core/store/open.ts'

const accounts = Number(process.env['BENCH_ACCOUNTS'] ?? 200)
const users = Number(process.env['BENCH_USERS'] ?? 300)
const generator = resolve(import.meta.dirname, '../../../shared/tools/gen-org.mjs')
const program = resolve(import.meta.dirname, '../../out/main/cli.js')
const folder = mkdtempSync(join(tmpdir(), 'bench-checks-'))
const files = join(folder, 'files')

beforeAll(() => {
  if (!existsSync(generator)) return
  const made = spawnSync(
    process.execPath,
    [generator, '--out', files, '--accounts', `${accounts}`, '--users', `${users}`, '--seed', '7'],
    { encoding: 'utf8' }
  )
  if (made.status !== 0) throw new Error(made.stderr)
}, 600_000)
afterAll(() => rmSync(folder, { recursive: true, force: true }))

test.skipIf(!existsSync(generator))('all checks over an organization, beside its import', () => {
  const out = join(folder, 'out')
  const imported = timed(() => {
    const run = spawnSync(
      process.execPath,
      [program, 'run', files, '--out', out, '--as-of', '2026-01-31T12:00:00Z'],
      { encoding: 'utf8' }
    )
    expect(run.status, run.stderr).toBe(0)
  })
  const db = openWriter(join(out, 'engagement.tickmark'))
  const parse = timed(() => {
    for (const file of jsonFilesOf(files)) JSON.parse(readFileSync(file, 'utf8'))
  })
  db.run('delete from check_result')
  const seconds = timed(() =>
    db.transaction(() => {
      runChecks(
        writeContext({
          db,
          session: openSession(sharedSession()),
          uploads: new Map(),
          now: () => '2026-02-01T00:00:00.000Z',
          emit: () => undefined
        }),
        'bench'
      )
    })
  )
  const { tests } = db.get<{ tests: number }>('select count(*) as tests from check_result') ?? { tests: 0 }
  console.log(
    [
      `${accounts} accounts × ${users} users, ${megabytes(files)} MB; ${checks.length} controls, ${tests} tests`,
      `import, checks, results and workbook, whole process: ${imported.toFixed(1)} s`,
      `all checks alone, results written: ${seconds.toFixed(2)} s (goal 3); ${(seconds / imported).toFixed(2)} of the whole; ${(seconds / parse).toFixed(2)} × JSON.parse of the files`
    ].join('\n')
  )
  closeWriter(db)
  expect(tests).toBeGreaterThan(accounts * 50)
})

function timed(work: () => void): number {
  const before = performance.now()
  work()
  return (performance.now() - before) / 1000
}

function jsonFilesOf(root: string): string[] {
  return readdirSync(root, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.json'))
    .map((entry) => join(entry.parentPath, entry.name))
}

function megabytes(root: string): number {
  return Math.round(
    readdirSync(root, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .reduce((sum, entry) => sum + statSync(join(entry.parentPath, entry.name)).size, 0) / 1e6
  )
}
