/** A workbench for one journey: its own host, engagements folder and browser page, watched for what must never happen. */
import { spawn } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { delimiter, dirname, join, resolve } from 'node:path'
import { createInterface } from 'node:readline'

import { expect, test as base, type Page } from '@playwright/test'
import axe from 'axe-core'

import { journeyBrowser } from './browser.ts'

interface Fixtures {
  /** The folder with the engagement files. */
  readonly home: string
  /** The running loopback host; it ends with the journey. */
  readonly host: Host
  /** The page, opened on the Welcome screen. */
  readonly workbench: Page
}

/** The journeys' `test`: a journey fails where the page broke the policy, asked another machine, or logged an error. */
export const test = base.extend<Fixtures>({
  // Playwright wants the first argument spelled as a pattern, also where nothing is taken from it.
  // eslint-disable-next-line no-empty-pattern
  home: async ({}, use) => {
    const home = await mkdtemp(join(tmpdir(), 'tickmark-journey-'))
    await use(home)
    await rm(home, { recursive: true, force: true })
  },

  host: async ({ home }, use) => {
    const host = await startHost(home)
    await use(host)
    await host.stop()
  },

  workbench: async ({ page, host }, use) => {
    const faults = await watch(page, new URL(host.address).origin)
    await page.goto(host.address)
    await use(page)
    expect(faults, 'what the page must never do').toEqual([])
  }
})

export { expect }

/** In dark the same steps differ in their colours alone: they run with the deep journeys. Every screen is looked at in dark in `month`. */
export function depthOf(colorScheme: 'light' | 'dark'): { readonly tag: string[] } {
  return { tag: colorScheme === 'dark' ? ['@deep'] : [] }
}

/** What axe finds on the page as it is now, as sentences; [] where it finds nothing. */
export async function accessibilityFaults(page: Page): Promise<readonly string[]> {
  const isThere = await page.evaluate(() => 'axe' in globalThis)
  if (!isThere) await page.evaluate(axe.source)
  const { violations } = await page.evaluate(() =>
    (globalThis as unknown as { axe: typeof axe }).axe.run({
      runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
      // What passes is not described node by node, which takes most of the time.
      resultTypes: ['violations']
    })
  )
  return violations.flatMap(({ id, help, nodes }) =>
    nodes.map(({ target }) => `${id}: ${help} (${target.join(' ')})`)
  )
}

interface Host {
  /** Lets one browser in, once. */
  readonly address: string
  stop(): Promise<void>
}

/** Starts the built loopback host on a folder of engagements. */
async function startHost(home: string): Promise<Host> {
  const cli = resolve(import.meta.dirname, '../../../out/main/cli.js')
  const child = spawn(process.execPath, [cli, 'serve', '--home', home, '--no-window', '--json'], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: withBrowser()
  })
  const ended = new Promise<void>((done) => child.once('close', () => done()))
  for await (const line of createInterface({ input: child.stdout })) {
    const { address } = JSON.parse(line) as { readonly address: string }
    return {
      address,
      async stop() {
        child.kill('SIGINT')
        await ended
      }
    }
  }
  throw new Error('The host ended before it said its address')
}

/** The journeys' browser is the one a host finds when it prints. */
function withBrowser(): Record<string, string> {
  const { executablePath, env } = journeyBrowser()
  return { ...env, PATH: [dirname(executablePath), env['PATH'] ?? ''].join(delimiter) }
}

/** Collects, for as long as the page lives: policy violations, requests to elsewhere, errors. */
async function watch(page: Page, origin: string): Promise<readonly string[]> {
  const faults: string[] = []
  await page.exposeFunction('reportViolation', (text: string) => faults.push(`policy violation: ${text}`))
  await page.addInitScript({
    content: `document.addEventListener('securitypolicyviolation', (event) =>
      reportViolation([event.effectiveDirective, event.blockedURI, event.sample].join(' ')))`
  })
  page.on('request', (request) => {
    if (new URL(request.url()).origin !== origin) faults.push(`request to ${request.url()}`)
  })
  page.on('pageerror', (error) => faults.push(`error: ${error.message}`))
  page.on('console', (message) => {
    if (message.type() === 'error') faults.push(`console: ${message.text()}`)
  })
  return faults
}
