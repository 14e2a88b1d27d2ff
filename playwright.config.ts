import { defineConfig } from '@playwright/test'

import { journeyBrowser } from './test/journeys/support/browser.ts'

const { executablePath, chromiumSandbox, env } = journeyBrowser()

export default defineConfig({
  testDir: 'test/journeys',
  outputDir: 'test-results',
  timeout: 180_000,
  workers: 2,
  forbidOnly: process.env['CI'] !== undefined,
  reporter: [['list']],
  use: {
    viewport: { width: 1440, height: 900 },
    locale: 'en-GB',
    timezoneId: 'UTC',
    trace: 'retain-on-failure',
    screenshot: 'only-on-failure',
    launchOptions: {
      executablePath,
      chromiumSandbox,
      env: { ...env },
      // Whatever asks for a name gets none: the workbench needs no network.
      args: ['--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1']
    }
  }
})
