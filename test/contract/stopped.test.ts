import { existsSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'

import type { SourceView } from '../../src/shared/records/source.ts'
import { anAccount, inLibrary, runTickmark, startTickmark } from './command-line.ts'
import { openAddress, uploadTo, valueFrom, whyNoEngine } from './hosts.ts'
import { largeReport } from './large-report.ts'

let home: string

beforeEach(({ skip }) => {
  if (whyNoEngine) skip(whyNoEngine)
  home = mkdtempSync(join(tmpdir(), 'tickmark-stopped-'))
  runTickmark(home, 'create', 'acme', '--client', 'Acme AG', '--period', '2026-01')
  runTickmark(home, 'import', 'acme.tickmark', anAccount, '--as-of', '2026-01-31T12:00:00Z')
})
afterEach(() => {
  if (!whyNoEngine) rmSync(home, { recursive: true, force: true })
})

/** What the engagement holds, as it is after it was closed. */
function content(): Promise<unknown> {
  return inLibrary(home, 'acme', async (opened) => {
    const sources = await valueFrom<SourceView[]>(opened, 'source.list', {})
    return [
      sources.map(({ name, sha256, state }) => [name, sha256, state]),
      await valueFrom(opened, 'result.list', {})
    ]
  })
}

describe('an import that is stopped in the middle', () => {
  it('by a kill loses nothing that was there and leaves no half of a source', async () => {
    const before = await content()
    const { child, ended, nextLine } = startTickmark(home, 'serve', '--home', home, '--no-window', '--json')
    const { address } = JSON.parse(await nextLine()) as { address: string }
    const browser = await openAddress(address)
    await valueFrom(browser, 'engagement.open', { file: 'acme' })
    const upload = await uploadTo(browser, 'credential-report.csv', largeReport(100_000))

    const receiving = browser.ask('import.run', { job: 'import-1', uploads: [upload] }).catch(() => 'cut off')
    await vi.waitFor(() => expect(browser.heard.some(({ type }) => type === 'progress')).toBe(true), {
      interval: 5
    })
    child.kill('SIGKILL')

    expect(await receiving).toBe('cut off')
    expect(await ended).toBeNull()
    expect(await content()).toEqual(before)
    expect(runTickmark(home, 'verify', 'acme.tickmark').code).toBe(0)
  })

  it('by Control-C ends in order and keeps what was there before', async () => {
    const before = await content()
    writeFileSync(join(home, 'credential-report.csv'), largeReport(100_000))
    const { child, ended } = startTickmark(home, 'import', 'acme.tickmark', 'credential-report.csv')
    const log = join(home, 'acme.tickmark-wal')
    await vi.waitFor(() => expect(statSync(log).size).toBeGreaterThan(0), { timeout: 20_000, interval: 5 })

    child.kill('SIGINT')

    expect(await ended).toBe(1)
    expect(existsSync(log)).toBe(false)
    expect(await content()).toEqual(before)
    expect(runTickmark(home, 'verify', 'acme.tickmark').code).toBe(0)
  })
})

describe('a host that is stopped', () => {
  it('closes its engagement into its one file', async () => {
    const { child, ended, nextLine } = startTickmark(home, 'serve', '--home', home, '--no-window', '--json')
    const { address } = JSON.parse(await nextLine()) as { address: string }
    const browser = await openAddress(address)
    const { address: fresh } = JSON.parse(await nextLine()) as { address: string }
    await valueFrom(browser, 'engagement.open', { file: 'acme' })

    expect(fresh).not.toBe(address)
    expect(runTickmark(home, 'verify', 'acme.tickmark')).toMatchObject({
      code: 1,
      error: expect.stringMatching(/open in another workbench/) as string
    })
    child.kill('SIGTERM')

    expect(await ended).toBe(0)
    expect(existsSync(join(home, 'acme.tickmark-wal'))).toBe(false)
    expect(runTickmark(home, 'verify', 'acme.tickmark').code).toBe(0)
  })
})
