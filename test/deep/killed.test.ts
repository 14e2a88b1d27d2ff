/** Kills the workbench at random points of an import and of every other write: what was there stays, what was begun is whole or absent. */
import { copyFileSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'

import { afterAll, beforeAll, expect, it } from 'vitest'

import type { Verification } from '../../src/shared/records/engagement.ts'
import type { SourceView } from '../../src/shared/records/source.ts'
import { inLibrary, runTickmark, startTickmark } from '../contract/command-line.ts'
import { library, openAddress, uploadTo, valueFrom, whyNoEngine, type OpenHost } from '../contract/hosts.ts'
import { largeReport } from '../contract/large-report.ts'

const kills = Number(process.env['KILLS'] ?? 50)
/** Numbers that are the same on every run; mulberry32. */
let seed = 20_260_131
function random(): number {
  seed = (seed + 0x6d2b79f5) | 0
  let t = Math.imul(seed ^ (seed >>> 15), 1 | seed)
  t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
  return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32
}

const account = '111122223333'
let home: string

beforeAll(() => {
  if (whyNoEngine) throw new Error(whyNoEngine)
  home = mkdtempSync(join(tmpdir(), 'tickmark-killed-'))
  runTickmark(home, 'create', 'base', '--client', 'Acme AG', '--period', '2026-01')
}, 60_000)
afterAll(() => {
  if (home) rmSync(home, { recursive: true, force: true })
})

/** Starts the workbench over a copy of the base file, lets `work` run and kills the process after so long. */
async function killedAfter(
  milliseconds: number,
  before: (browser: OpenHost) => Promise<void>,
  work: (browser: OpenHost) => Promise<unknown>
): Promise<void> {
  copyFileSync(join(home, 'base.tickmark'), join(home, 'victim.tickmark'))
  const { child, ended, nextLine } = startTickmark(home, 'serve', '--home', home, '--no-window', '--json')
  const { address } = JSON.parse(await nextLine()) as { address: string }
  const browser = await openAddress(address)
  await valueFrom(browser, 'engagement.open', { file: 'victim' })
  await before(browser)
  const working = work(browser).catch(() => undefined)
  await wait(milliseconds)
  child.kill('SIGKILL')
  await ended
  await working
}

/** Milliseconds of the work where nobody disturbs it. */
async function durationOf(
  before: (browser: OpenHost) => Promise<void>,
  work: (browser: OpenHost) => Promise<unknown>
): Promise<number> {
  let duration = 0
  const timed = async (browser: OpenHost): Promise<void> => {
    await before(browser)
    const started = performance.now()
    await work(browser)
    duration = performance.now() - started
  }
  await killedAfter(0, timed, () => Promise.resolve())
  return duration
}

interface Left {
  readonly sources: readonly SourceView[]
  readonly verification: Verification
  /** Rows read of the credential report. */
  readonly facts: number
}

function whatIsLeft(): Promise<Left> {
  return inLibrary(home, 'victim', async (opened) => {
    const sources = await valueFrom<SourceView[]>(opened, 'source.list', {})
    const verification = await valueFrom<Verification>(opened, 'engagement.verify', {})
    const report = sources.find(({ kind }) => kind === 'credential-report')
    const page = { source: report?.id, table: 'credential', offset: 0, limit: 1 }
    const facts = report ? (await valueFrom<{ total: number }>(opened, 'source.facts', page)).total : 0
    return { sources, verification, facts }
  })
}

it(
  `an import killed at ${kills} points leaves all of its files or none`,
  async () => {
    const report = largeReport(4000)
    const policy = new TextEncoder().encode('{"PasswordPolicy":{"MinimumPasswordLength":14}}')
    let uploads: number[] = []
    const send = async (browser: OpenHost): Promise<void> => {
      uploads = [
        await uploadTo(browser, `${account}/credential-report.csv`, report),
        await uploadTo(browser, `${account}/password-policy.json`, policy)
      ]
    }
    const run = (browser: OpenHost): Promise<unknown> =>
      valueFrom(browser, 'import.run', { job: 'import-1', uploads })

    const whole = await durationOf(send, run)
    const seen = { none: 0, all: 0 }
    for (let n = 0; n < kills; n++) {
      await killedAfter(random() * 1.3 * whole, send, run)
      const { sources, verification, facts } = await whatIsLeft()

      expect(verification.faults).toEqual([])
      expect([0, 2]).toContain(sources.length)
      expect(facts).toBe(sources.length === 2 ? 4000 : 0)
      seen[sources.length === 0 ? 'none' : 'all']++
    }
    console.log(`killed ${kills} times: nothing left ${seen.none} times, everything ${seen.all} times`)
  },
  30 * 60_000
)

it(
  `every other write killed at ${kills} points leaves a record that verifies`,
  async () => {
    const report = join(home, 'credential-report.csv')
    writeFileSync(report, largeReport(200))
    runTickmark(home, 'import', 'base.tickmark', report, '--as-of', '2026-01-31T12:00:00Z')
    for (let n = 0; n < kills; n++) {
      await killedAfter(random() * 1200, () => Promise.resolve(), writeEverything)
      const { verification } = await whatIsLeft()

      expect(verification.faults).toEqual([])
      expect(await eventsWithoutRecord()).toEqual([])
    }
  },
  30 * 60_000
)

it(
  `sealing killed at ${kills} points leaves the file as it was or sealed, and nothing beside it`,
  async () => {
    const passphrase = 'seven grey seals at noon'
    const nothing = (): Promise<void> => Promise.resolve()
    const seal = (browser: OpenHost): Promise<unknown> =>
      valueFrom(browser, 'engagement.encrypt', { passphrase })

    const whole = await durationOf(nothing, seal)
    const seen = { plain: 0, sealed: 0 }
    for (let n = 0; n < kills; n++) {
      await killedAfter(random() * 1.6 * whole, nothing, seal)
      const opened = await library(home)
      const isPlain = (await opened.ask('engagement.open', { file: 'victim' })).ok
      if (!isPlain) await valueFrom(opened, 'engagement.open', { file: 'victim', passphrase })
      const { faults } = await valueFrom<Verification>(opened, 'engagement.verify', {})
      await opened.close()

      expect(faults).toEqual([])
      expect(readdirSync(home).filter((name) => name.startsWith('victim'))).toEqual(['victim.tickmark'])
      seen[isPlain ? 'plain' : 'sealed']++
    }
    console.log(`killed ${kills} times: plain ${seen.plain} times, sealed ${seen.sealed} times`)
  },
  30 * 60_000
)

/** One of every write an auditor makes, again and again until the process is gone. */
async function writeEverything(browser: OpenHost): Promise<void> {
  for (let round = 0; ; round++) {
    const text = `Round ${round}`
    const of = { control: 'MFA-01', accounts: [account] }
    await browser.ask('parameter.set', { name: 'maxAccessKeyAgeDays', value: 60 + (round % 30) })
    await browser.ask('conclusion.record', { ...of, conclusion: 'exception', reason: text, steps: [] })
    await browser.ask('evidence.note', { ...of, title: text, text })
    const upload = await uploadTo(browser, `${text}.png`, new Uint8Array([round % 256, 1, 2, 3]))
    await browser.ask('evidence.attach', { ...of, title: text, upload, mime: 'image/png' })
    await browser.ask('finding.raise', {
      ...of,
      title: text,
      condition: text,
      criteria: text,
      cause: text,
      effect: text,
      recommendation: text
    })
    await browser.ask('source.decide', { sources: [1], decision: 'rejected', reason: text })
    await browser.ask('source.decide', { sources: [1], decision: 'reopened', reason: text })
    await browser.ask('source.observe', { source: 1, agrees: true, sentence: text })
    await browser.ask('period.date', { asOf: '2026-01-31T12:00:00Z' })
    await browser.ask('conclusion.clear', of)
    await browser.ask('workbook.issue', {})
  }
}

/** Events of evidence and findings whose record is not there, and records without an event. */
function eventsWithoutRecord(): Promise<readonly string[]> {
  return inLibrary(home, 'victim', async (opened) => {
    const events = await valueFrom<{ action: string; entityId: string }[]>(opened, 'event.list', {
      before: null,
      limit: 1000
    })
    const evidence = await valueFrom<{ ref: string }[]>(opened, 'evidence.list', {})
    const findings = await valueFrom<{ ref: string }[]>(opened, 'finding.list', {})
    const kept = new Set([...evidence, ...findings].map(({ ref }) => ref))
    const told = new Set(
      events
        .filter(({ action }) => ['evidence.attach', 'evidence.note', 'finding.raise'].includes(action))
        .map(({ entityId }) => entityId)
    )
    return [...kept].filter((ref) => !told.has(ref)).concat([...told].filter((ref) => !kept.has(ref)))
  })
}
