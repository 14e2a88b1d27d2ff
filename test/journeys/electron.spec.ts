import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'

import { _electron, expect, test, type ElectronApplication, type Page } from '@playwright/test'

import { electronProgram, whyNoElectron } from './support/electron.ts'

test.skip(whyNoElectron !== false, String(whyNoElectron))

let home: string
let app: ElectronApplication
let page: Page

test.beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'tickmark-electron-'))
  app = await _electron.launch({
    executablePath: electronProgram() ?? '',
    args: [resolve(import.meta.dirname, '../..'), `--user-data-dir=${join(home, 'profile')}`],
    env: { ...process.env, TICKMARK_HOME: join(home, 'engagements') }
  })
  page = await app.firstWindow()
})
test.afterEach(async () => {
  await app.close()
  await rm(home, { recursive: true, force: true })
})

test('security: 2 3 4 20 the page has the two functions and nothing of Node', async () => {
  const seen = await page.evaluate(() => {
    const names = globalThis as unknown as Record<string, object | undefined>
    return {
      node: [typeof names['require'], typeof names['process'], typeof names['module']],
      bridge: Object.keys(names['workbench'] ?? {})
    }
  })

  expect(page.url()).toBe('app://workbench/')
  expect(seen).toEqual({
    node: ['undefined', 'undefined', 'undefined'],
    bridge: ['call', 'subscribe']
  })
})

test('security: 13 14 the page goes nowhere and opens nothing', async () => {
  const opened = await page.evaluate(() => {
    const page = globalThis as unknown as {
      open(address: string): unknown
      location: { href: string }
    }
    const result = page.open('https://example.org/')
    page.location.href = 'https://example.org/'
    return result
  })

  expect(opened).toBeNull()
  expect(page.url()).toBe('app://workbench/')
  expect(app.windows()).toHaveLength(1)
})

test('the sample opens in one click and is one file after the window was closed', async () => {
  await page.getByRole('button', { name: /sample/i }).click()
  await expect(page.getByText('Sample organisation').first()).toBeVisible({ timeout: 60_000 })

  await app.close()

  expect(await readdir(join(home, 'engagements'))).toEqual(['Sample organisation 2026-01.tickmark'])
})
