import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { expect, it, vi } from 'vitest'

import { browserArguments, findBrowser, hasDisplay, openBrowser } from '../../src/main/open-browser.ts'

it.each([
  [{}, 'linux', false],
  [{ DISPLAY: ':0' }, 'linux', true],
  [{ WAYLAND_DISPLAY: 'wayland-0' }, 'linux', true],
  [{ DISPLAY: '' }, 'linux', false],
  [{}, 'darwin', true],
  [{}, 'win32', true]
] as const)('a display with %j on %s: %s', (environment, platform, expected) => {
  expect(hasDisplay(environment, platform)).toBe(expected)
})

it('Chrome is taken before Chromium, wherever the path lists them', () => {
  const programs = new Set(['/usr/bin/chromium', '/opt/bin/google-chrome'])

  expect(findBrowser({ PATH: '/usr/bin:/opt/bin' }, 'linux', (path) => programs.has(path))).toBe(
    '/opt/bin/google-chrome'
  )
})

it('where there is no browser there is none', () => {
  expect(findBrowser({ PATH: '/usr/bin' }, 'linux', () => false)).toBeNull()
  expect(findBrowser({}, 'win32', () => true)).toBeNull()
})

it('the window has a profile of its own and talks to nobody', () => {
  const given = browserArguments('http://127.0.0.1:1/launch?key=k', '/tmp/profile')

  expect(given).toContain('--app=http://127.0.0.1:1/launch?key=k')
  expect(given).toContain('--user-data-dir=/tmp/profile')
  expect(given).toContain('--disable-background-networking')
  expect(given).not.toContain('--disable-web-security')
})

it('security: b the profile is deleted with the window', async ({ skip }) => {
  if (process.platform === 'win32') skip('the stand-in browser is a shell script')
  const folder = mkdtempSync(join(tmpdir(), 'tickmark-browser-'))
  const program = join(folder, 'browser')
  writeFileSync(program, `#!/bin/sh\necho "$2" > ${folder}/seen\nexec sleep 60\n`, { mode: 0o755 })

  const window = await openBrowser(program, 'http://127.0.0.1:1/')
  await vi.waitFor(() => expect(readFileSync(join(folder, 'seen'), 'utf8')).toMatch(/^--user-data-dir=/))
  const profile = readFileSync(join(folder, 'seen'), 'utf8').trim().replace('--user-data-dir=', '')

  expect(existsSync(profile)).toBe(true)
  await window.close()
  expect(existsSync(profile)).toBe(false)
  rmSync(folder, { recursive: true })
})

it('a browser that cannot be started is said', async () => {
  await expect(openBrowser('/nowhere/browser', 'http://127.0.0.1:1/')).rejects.toThrow(/ENOENT/)
})
