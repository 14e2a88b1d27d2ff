import { expect, it } from 'vitest'

import { browserArguments, findBrowser, hasDisplay } from '../../src/main/open-browser.ts'

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
