import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'

import { afterEach, beforeEach, describe, expect, it } from 'vitest'

import { commands } from '../../src/main/cli/main.ts'
import type { Results } from '../../src/shared/records/test.ts'
import { anAccount, inLibrary, runTickmark, type Ended } from './command-line.ts'
import { files, valueFrom, whyNoEngine } from './hosts.ts'

let folder: string
let tickmark: (...typed: string[]) => Ended

beforeEach(({ skip }) => {
  if (whyNoEngine) skip(whyNoEngine)
  folder = mkdtempSync(join(tmpdir(), 'tickmark-cli-'))
  tickmark = (...typed) => runTickmark(folder, ...typed)
})
afterEach(() => {
  if (!whyNoEngine) rmSync(folder, { recursive: true, force: true })
})

function write(name: string, text: string): string {
  const path = join(folder, name)
  mkdirSync(join(path, '..'), { recursive: true })
  writeFileSync(path, text)
  return path
}

interface RunReport {
  readonly asOf: string | null
  readonly period: string
  readonly files: readonly { name: string; state: string; sentence: string; isLoss: boolean }[]
  readonly leftOut: readonly { name: string; reason: string }[]
  readonly workbook: string
}

describe('help and wrong use', () => {
  it('the help names every command and every exit code', () => {
    const { code, output } = tickmark('--help')

    expect(code).toBe(0)
    for (const { name } of commands) expect(output).toContain(`  ${name} `)
    for (const exitCode of [0, 1, 2, 3]) expect(output).toMatch(new RegExp(`^  ${exitCode}  `, 'm'))
  })

  it.each(commands.map((command) => [command.name, command] as const))(
    'the help of %s names its options, and the documentation has the command',
    (name, command) => {
      const { code, output } = tickmark(name, '--help')
      const documentation = readFileSync(resolve(import.meta.dirname, '../../docs/command-line.md'), 'utf8')

      expect(code).toBe(0)
      for (const option of Object.keys(command.options)) expect(output).toContain(`--${option}`)
      expect(documentation).toContain(`\`${name} `.trimEnd())
    }
  )

  it('the version is the one of the package', () => {
    const { version } = JSON.parse(
      readFileSync(resolve(import.meta.dirname, '../../package.json'), 'utf8')
    ) as { version: string }
    expect(tickmark('--version')).toMatchObject({ code: 0, output: `${version}\n` })
  })

  it.each([
    [[], /Commands/],
    [['audit'], /no command "audit"/],
    [['run'], /path of a file or folder/],
    [['run', 'x'], /--out is missing/],
    [['run', 'x', '--out', 'o', '--colour'], /--colour/],
    [['run', 'x', '--out', 'o', '--as-of', 'yesterday'], /--as-of must be a time/],
    [['run', 'x', '--out', 'o', '--as-of', '2026-01-31T12:00:00'], /with its zone/],
    [['run', 'x', '--out', 'o', '--period', '2026-13'], /"period"/],
    [['create', 'f', '--client', 'Acme'], /--period is missing/],
    [['verify'], /engagement file is missing/],
    [['workbook', 'a', 'b'], /"b" is one argument too many/],
    [['serve', '--port', '99999'], /--port must be/]
  ])('%j is wrong use', (typed, sentence) => {
    const { code, output, error } = tickmark(...typed)

    expect(code).toBe(2)
    expect(`${output}${error}`).toMatch(sentence)
  })

  it('with --json also a failure is one JSON document', () => {
    const { code, output, error } = tickmark('verify', 'nowhere.tickmark', '--json')

    expect(code).toBe(1)
    expect(JSON.parse(output)).toMatchObject({ error: { code: 'not-found' } })
    expect(error).toBe('')
  })
})

describe('run', () => {
  it('leaves results, the workbook and the engagement, and says what it read', () => {
    const ended = tickmark('run', files.sample, '--out', 'out', '--as-of', '2026-01-31T12:00:00Z', '--json')
    const report = JSON.parse(ended.output) as RunReport
    const { results, asOf } = JSON.parse(readFileSync(join(folder, 'out/results.json'), 'utf8')) as Results

    expect(ended).toMatchObject({ code: 0, error: '' })
    expect(report).toMatchObject({ asOf: '2026-01-31T12:00:00Z', period: '2026-01', leftOut: [] })
    expect(asOf).toBe('2026-01-31T12:00:00Z')
    expect(report.files.filter(({ state }) => state !== 'read' && state !== 'duplicate')).toEqual([])
    expect(readFileSync(join(folder, report.workbook)).subarray(0, 2).toString()).toBe('PK')
    expect(tickmark('verify', 'out/engagement.tickmark').code).toBe(0)

    expect(results.length).toBeGreaterThan(0)
    for (const row of results) {
      expect(row.account).toMatch(/^\d{12}$/)
      expect(row.catalogue.length).toBeGreaterThan(0)
      expect(row.outcome === 'fail').toBe(row.exceptions.length > 0)
      for (const { resource, detail } of row.exceptions) expect([resource, detail]).not.toContain('')
    }
  })

  it('again into the same folder replaces its own engagement and nothing else', () => {
    const typed = ['run', anAccount, '--out', 'out', '--as-of', '2026-01-31T12:00:00Z'] as const
    const first = tickmark(...typed)
    const results = readFileSync(join(folder, 'out/results.json'), 'utf8')
    const second = tickmark(...typed)

    expect([first.code, second.code]).toEqual([0, 0])
    expect(readFileSync(join(folder, 'out/results.json'), 'utf8')).toBe(results)
  })

  it('an engagement somebody worked in is not replaced', async () => {
    tickmark('run', anAccount, '--out', 'out', '--as-of', '2026-01-31T12:00:00Z')
    await inLibrary(join(folder, 'out'), 'engagement', async (opened) => {
      await valueFrom(opened, 'evidence.note', {
        control: 'ROOT-01',
        accounts: ['534117129682'],
        title: 'Seen',
        text: 'Seen on the screen of the client.'
      })
    })

    expect(tickmark('run', anAccount, '--out', 'out', '--as-of', '2026-01-31')).toMatchObject({
      code: 1,
      error: expect.stringMatching(/is not replaced; give another --out/) as string
    })
  })

  it('without --as-of the period is the month of the newest date', () => {
    const report = JSON.parse(tickmark('run', anAccount, '--out', 'out', '--json').output) as RunReport

    expect(report).toMatchObject({ asOf: null, period: '2026-01' })
  })

  it('an export that is cut short is exit code 3, names the file, and the rest goes on', () => {
    write(
      'in/acme/account-authorization-details.json',
      '{"UserDetailList": [{"UserName": "jane", "Arn": "arn:aws:iam::53'
    )
    write('in/acme/credential-report.csv', readFileSync(join(anAccount, 'credential-report.csv'), 'utf8'))
    const { code, output } = tickmark('run', 'in', '--out', 'out', '--as-of', '2026-01-31', '--json')
    const { files } = JSON.parse(output) as RunReport

    expect(code).toBe(3)
    expect(files.find(({ isLoss }) => isLoss)).toMatchObject({
      name: 'in/acme/account-authorization-details.json',
      sentence: expect.stringMatching(/./) as string
    })
    expect(files.find(({ name }) => name.endsWith('.csv'))).toMatchObject({ state: 'read' })
  })

  it('files that are no export are listed and change nothing', () => {
    write('in/SHA256SUMS', 'abc  a.json\n')
    write('in/notes.txt', 'Dear auditor')
    write('in/credential-report.csv', readFileSync(join(anAccount, 'credential-report.csv'), 'utf8'))
    symlinkSync('/etc/hostname', join(folder, 'in/link'))
    const { code, output } = tickmark('run', 'in', '--out', 'in/out', '--as-of', '2026-01-31', '--json')
    const { files, leftOut } = JSON.parse(output) as RunReport

    expect(code).toBe(0)
    expect(files.map(({ name, state }) => [name, state])).toEqual([
      ['in/SHA256SUMS', 'not-recognised'],
      ['in/credential-report.csv', 'read'],
      ['in/notes.txt', 'not-recognised']
    ])
    expect(leftOut.map(({ name }) => name)).toEqual(['in/link', 'in/out'])
  })

  it('a path that is not there is a failure and leaves no results', () => {
    expect(tickmark('run', 'nowhere', '--out', 'out').code).toBe(1)
    expect(existsSync(join(folder, 'out/results.json'))).toBe(false)
  })
})

describe('step by step', () => {
  it('an engagement is made, filled, checked, delivered and verified', () => {
    expect(
      tickmark('create', 'acme', '--client', 'Acme AG', '--period', '2026-01', '--auditor', 'R. Meier').code
    ).toBe(0)
    expect(tickmark('import', 'acme.tickmark', anAccount, '--as-of', '2026-01-31T12:00:00Z').code).toBe(0)

    const results = JSON.parse(tickmark('check', 'acme.tickmark', '--json').output) as Results
    const issued = JSON.parse(
      tickmark('workbook', 'acme.tickmark', '--out', 'delivered', '--json').output
    ) as {
      path: string
      version: number
      size: number
    }
    const verified = tickmark('verify', 'acme.tickmark', '--json')

    expect(results.results.some(({ account }) => account === '534117129682')).toBe(true)
    expect(issued.version).toBe(1)
    expect(statSync(join(folder, issued.path)).size).toBe(issued.size)
    expect(verified.code).toBe(0)
    expect(JSON.parse(verified.output)).toMatchObject({ ok: true, faults: [] })
  })

  it('an existing file is not made again', () => {
    write('acme.tickmark', 'a letter')

    expect(tickmark('create', 'acme', '--client', 'Acme', '--period', '2026-01')).toMatchObject({ code: 1 })
    expect(readFileSync(join(folder, 'acme.tickmark'), 'utf8')).toBe('a letter')
  })

  it('the same file twice is said and is no failure', () => {
    tickmark('create', 'acme', '--client', 'Acme', '--period', '2026-01')
    tickmark('import', 'acme.tickmark', join(anAccount, 'credential-report.csv'))
    const again = tickmark('import', 'acme.tickmark', join(anAccount, 'credential-report.csv'))

    expect(again.code).toBe(0)
    expect(again.output).toMatch(/Received before: .*SHA-256/)
  })

  it('a record that was changed does not verify', () => {
    tickmark('create', 'acme', '--client', 'Acme AG', '--period', '2026-01')
    const file = join(folder, 'acme.tickmark')
    const bytes = readFileSync(file)
    const at = bytes.indexOf('engagement.create')
    bytes.write('engagement.creaxe', at)
    writeFileSync(file, bytes)
    const { code, output } = tickmark('verify', 'acme.tickmark')

    expect(code).toBe(1)
    expect(output).toMatch(/not as it was written/)
  })
})
