import { spawnSync } from 'node:child_process'
import { appendFileSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'

import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { anAccount, inLibrary, type Ended } from './command-line.ts'
import { valueFrom, whyNoEngine } from './hosts.ts'

const program = resolve(import.meta.dirname, '../../out/main/cli.js')
const passphrase = 'seven grey seals at noon'
const archive = 'out/ACME-IAM_2026-01_archive'

let folder: string

/** Runs a command, with nobody at a terminal. */
function tickmark(typed: readonly string[], environment: Readonly<Record<string, string>> = {}): Ended {
  const { status, stdout, stderr } = spawnSync(process.execPath, [program, ...typed], {
    cwd: folder,
    encoding: 'utf8',
    env: { ...process.env, ...environment }
  })
  return { code: status, output: stdout, error: stderr }
}

beforeAll(() => {
  if (whyNoEngine) return
  folder = mkdtempSync(join(tmpdir(), 'tickmark-archive-'))
  tickmark(['create', 'acme.tickmark', '--client', 'Acme', '--period', '2026-01', '--auditor', 'R. Meier'])
  tickmark(['import', 'acme.tickmark', anAccount, '--as-of', '2026-01-31'])
  tickmark(['workbook', 'acme.tickmark', '--out', 'issued'])
}, 120_000)
afterAll(() => {
  if (folder) rmSync(folder, { recursive: true, force: true })
})

describe.skipIf(whyNoEngine)('archives on the command line', { timeout: 120_000 }, () => {
  it('an archive is written as a folder or as a zip, and both verify', () => {
    const made = tickmark(['archive', 'acme.tickmark', '--out', 'out', '--json'])
    const zipped = tickmark(['archive', 'acme.tickmark', '--out', 'out', '--zip'])

    expect(made.code, made.error).toBe(0)
    expect(JSON.parse(made.output)).toMatchObject({ path: archive, files: expect.any(Number) as number })
    expect(zipped).toMatchObject({
      code: 0,
      output: expect.stringContaining(`${archive}.zip written`) as string
    })
    expect(readdirSync(join(folder, 'out')).sort()).toEqual([
      'ACME-IAM_2026-01_archive',
      'ACME-IAM_2026-01_archive.zip'
    ])
    for (const place of [archive, `${archive}.zip`])
      expect(tickmark(['verify', place])).toMatchObject({
        code: 0,
        output: expect.stringContaining('the archive is as it was made') as string
      })
  })

  it('an archive that is there is not replaced', () => {
    expect(tickmark(['archive', 'acme.tickmark', '--out', 'out'])).toMatchObject({
      code: 1,
      error: `${archive} is there already and is not replaced.\n`
    })
    expect(existsSync(join(folder, `${archive}.partial`))).toBe(false)
  })

  it('a workbook is told by its bytes, from the engagement and from the archive', () => {
    const issued = `issued/${readdirSync(join(folder, 'issued'))[0]}`

    expect(tickmark(['verify', 'acme.tickmark', issued])).toMatchObject({
      code: 0,
      output: expect.stringMatching(
        /ACME-IAM_2026-01_INT_v1.xlsx: This is version 1 of the internal edition of 2026-01, .* byte for byte\./
      ) as string
    })
    for (const place of [archive, `${archive}.zip`]) {
      const { code, output } = tickmark(['verify', place, issued])
      expect(code).toBe(0)
      expect(output).toMatch(/ACME-IAM_2026-01_INT_v1.xlsx: version 1, issued 20.* unchanged\./)
    }
    appendFileSync(join(folder, issued), ' ')
    const changed = tickmark(['verify', 'acme.tickmark', issued, '--json'])
    expect(changed.code).toBe(1)
    expect(JSON.parse(changed.output)).toMatchObject({ ok: true, asked: [{ verdict: 'resaved' }] })
    expect(tickmark(['verify', archive, issued]).output).toContain('not issued by this engagement')
  })

  it('a changed archive ends with exit code 1 and says what was changed', () => {
    appendFileSync(join(folder, archive, 'data/log/events.jsonl'), '{}\n')
    appendFileSync(join(folder, `${archive}.zip`), 'x')

    expect(tickmark(['verify', archive])).toMatchObject({
      code: 1,
      output: expect.stringContaining('data/log/events.jsonl was changed') as string
    })
    expect(tickmark(['verify', `${archive}.zip`])).toMatchObject({ code: 1 })
  })

  it('what is neither engagement nor archive is said to be none', () => {
    expect(tickmark(['verify', 'issued'])).toMatchObject({
      code: 1,
      output: expect.stringContaining('There is no archive here') as string
    })
    expect(tickmark(['verify', 'issued/none.tickmark'])).toMatchObject({ code: 1 })
  })

  it('a workbook alone says what it claims to be, and that this proves nothing', () => {
    expect(tickmark(['verify', `issued/${readdirSync(join(folder, 'issued'))[0]}`])).toMatchObject({
      code: 0,
      output: expect.stringMatching(
        /says that it is IAM-2026-01-INT-v1 of engagement .*\n.*\nAnybody can write such words/
      ) as string
    })
  })

  it('a sealed engagement opens with the passphrase of the environment, and with no other', async () => {
    await inLibrary(folder, 'acme', (opened) => valueFrom(opened, 'engagement.encrypt', { passphrase }))

    expect(tickmark(['verify', 'acme.tickmark'])).toMatchObject({
      code: 1,
      error: 'Passphrase of acme.tickmark: set TICKMARK_PASSPHRASE, or type it at a terminal.\n'
    })
    expect(
      tickmark(['verify', 'acme.tickmark'], { TICKMARK_PASSPHRASE: 'another one of mine' })
    ).toMatchObject({
      code: 1,
      error: 'The passphrase does not open acme.tickmark.\n'
    })
    expect(tickmark(['verify', 'acme.tickmark'], { TICKMARK_PASSPHRASE: passphrase })).toMatchObject({
      code: 0,
      output: expect.stringContaining('the record is as it was written') as string
    })
    expect(
      tickmark(['archive', 'acme.tickmark', '--out', 'again'], { TICKMARK_PASSPHRASE: passphrase }).code
    ).toBe(0)
  })
})
