/** Generated organisations with planted issues, through the command line: everything planted is found, nothing else is reported. */
import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'

const root = resolve(import.meta.dirname, '../..')
const tools = resolve(root, '../shared/tools')
const cli = join(root, 'out/main/cli.js')

/** Paths to more rights need the permissions in effect, which no check evaluates yet. */
const notYet = ['POLICY-PRIVESC']

interface Scored {
  readonly rule: string
  readonly planted: number
  readonly found: number
}

/** The rows of the score: `│ 0 │ 'ROOT-MFA' │ 'ROOT-02' │ 2 │ 2 │ 0 │ '' │`. */
function scoredIn(output: string): readonly Scored[] {
  return [...output.matchAll(/│ '([A-Z0-9-]+)' +│ '[^']*' +│ (\d+) +│ (\d+) +│/g)].map(
    ([, rule = '', planted, found]) => ({ rule, planted: Number(planted), found: Number(found) })
  )
}

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'score-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

function run(
  script: string,
  ...options: readonly string[]
): { readonly status: number | null; readonly output: string } {
  const { status, stdout, stderr } = spawnSync(process.execPath, [script, ...options], { encoding: 'utf8' })
  return { status, output: `${stdout}${stderr}` }
}

describe.skipIf(!existsSync(tools))('a generated organisation (skipped where ../shared is not there)', () => {
  test.each([
    ['as the command line writes it', ['--seed', '101']],
    ['in pages', ['--seed', '102', '--pages', '5']],
    ['compact', ['--seed', '103', '--compact']],
    ['with nothing planted', ['--seed', '104', '--clean']],
    ['in GovCloud', ['--seed', '105', '--partition', 'aws-us-gov']],
    ['of one account without edge cases', ['--seed', '106', '--accounts', '1', '--no-edge']]
  ])('%s: all that is planted is found, and nothing else is reported', (_, options) => {
    const [files, out] = [join(folder, 'files'), join(folder, 'out')]
    run(join(tools, 'gen-org.mjs'), '--out', files, ...options)

    const imported = run(cli, 'run', files, '--out', out, '--as-of', '2026-01-31T12:00:00Z', '--json')
    const score = run(
      join(tools, 'score-org.mjs'),
      join(files, 'expected.json'),
      join(out, 'results.json'),
      '--min-recall',
      '0'
    )
    const scored = scoredIn(score.output)

    expect(imported.status, imported.output).toBe(0)
    expect(score.output).toContain(`planted ${scored.reduce((sum, { planted }) => sum + planted, 0)}, found`)
    expect(
      scored.filter(({ rule, planted, found }) => found !== planted && !notYet.includes(rule)),
      score.output
    ).toEqual([])
    expect(score.output).toContain('reported but not planted 0')
  })
})
