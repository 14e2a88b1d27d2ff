import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { afterEach, beforeEach, expect, it } from 'vitest'

import { unseenArguments } from '../../src/main/open-browser.ts'
import { printPage } from '../../src/main/print-page.ts'
import { journeyBrowser } from '../journeys/support/browser.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tickmark-print-page-'))
})
afterEach(() => {
  rmSync(folder, { recursive: true })
})

/** A browser that writes down where its profile is and then does this. */
function standIn(script: string): string {
  const program = join(folder, 'browser')
  writeFileSync(
    program,
    `#!/bin/sh\nfor given in "$@"; do case $given in --user-data-dir=*) echo "\${given#*=}" > ${folder}/profile;; esac; done\n${script}\n`,
    { mode: 0o755 }
  )
  return program
}

it('where there is no browser the sentence says what to do instead', async () => {
  await expect(printPage('<p>A</p>', null)).rejects.toThrow(
    /No Chrome, Edge or Chromium was found on this machine.*Issue the report as HTML/
  )
})

it('a browser that cannot be started is named', async () => {
  await expect(printPage('<p>A</p>', '/nowhere/browser')).rejects.toThrow(
    /^\/nowhere\/browser could not be started/
  )
})

it('security: b a browser that ends without printing leaves no profile behind', async ({ skip }) => {
  if (process.platform === 'win32') skip('the stand-in browser is a shell script')

  await expect(printPage('<p>A</p>', standIn('exit 3'))).rejects.toThrow(/did not print the PDF/)

  const profile = readFileSync(join(folder, 'profile'), 'utf8').trim()
  expect(profile).toContain('tickmark-print-')
  expect(existsSync(profile)).toBe(false)
})

it('a browser that refuses a command is not waited for', async ({ skip }) => {
  if (process.platform === 'win32') skip('the stand-in browser is a shell script')
  const refuses = `printf '{"id":1,"error":{"message":"No."}}\\0' >&4; exec sleep 60`

  await expect(printPage('<p>A</p>', standIn(refuses))).rejects.toThrow(/did not print the PDF/)
})

it('security: a the browser that prints resolves no name and is spoken to over a pipe alone', () => {
  const given = unseenArguments('/tmp/profile')

  expect(given).toContain('--host-resolver-rules=MAP * ~NOTFOUND')
  expect(given).toContain('--remote-debugging-pipe')
  expect(given.filter((one) => one.startsWith('--remote-debugging-port'))).toEqual([])
  expect(given).toContain('--disable-breakpad')
})

it(
  'security: b a page is printed as PDF, and nothing of it is left on the disk',
  { timeout: 120_000 },
  async () => {
    const { executablePath, env } = journeyBrowser()
    const before = process.env
    const profiles = (): readonly string[] =>
      readdirSync(tmpdir()).filter((name) => name.startsWith('tickmark-print-'))
    const known = new Set(profiles())
    process.env = { ...env }
    try {
      const page = `<!doctype html><html lang="en"><head><title>A report</title><style>@page { size: A4 }</style></head>
      <body><h1>${'Zeile ü '.repeat(200_000)}</h1><script>document.title = 'changed'</script></body></html>`

      const pdf = Buffer.from(await printPage(page, executablePath)).toString('latin1')

      expect(pdf.slice(0, 5)).toBe('%PDF-')
      expect(pdf).toMatch(/\/MediaBox \[0 0 594\.\d+ 841\.\d+\]/)
      expect(pdf).toContain('/Title (A report)')
      expect(pdf).toContain('/StructTreeRoot')
      expect(profiles().filter((name) => !known.has(name))).toEqual([])
    } finally {
      process.env = before
    }
  }
)
