/** The browser the journeys run in: one that is installed, else the one inside the registry package `@sparticuz/chromium`. */
import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'

import { findBrowser } from '../../../src/main/open-browser.ts'

export interface JourneyBrowser {
  readonly executablePath: string
  /** Chromium's own sandbox; off only where the browser cannot start with it. */
  readonly chromiumSandbox: boolean
  readonly env: Readonly<Record<string, string>>
}

const root = resolve(import.meta.dirname, '../../..')

/** `CHROMIUM`, else an installed Chrome, Edge or Chromium, else the packed one. Throws where there is none. */
export function journeyBrowser(): JourneyBrowser {
  const installed = process.env['CHROMIUM'] ?? findBrowser()
  const isRoot = process.getuid?.() === 0
  if (installed) return { executablePath: installed, chromiumSandbox: !isRoot, env: environment() }
  if (process.platform !== 'linux' || process.arch !== 'x64')
    throw new Error('No Chrome, Edge or Chromium was found; install one or name it in CHROMIUM.')
  return packedBrowser()
}

/** Unpacks once, in a folder of its own that appears whole: two workers or a stopped run never share half a browser. */
function packedBrowser(): JourneyBrowser {
  const packageFile = join(root, 'node_modules/@sparticuz/chromium/package.json')
  const { version } = JSON.parse(readFileSync(packageFile, 'utf8')) as { readonly version: string }
  const cache = join(root, 'node_modules/.cache/tickmark')
  const folder = join(cache, `chromium-${version}`)
  if (!existsSync(folder)) {
    const partial = `${folder}-${process.pid}`
    mkdirSync(partial, { recursive: true })
    unpack(partial)
    try {
      renameSync(partial, folder)
    } catch {
      rmSync(partial, { recursive: true })
    }
  }
  return {
    executablePath: join(folder, 'chromium'),
    // The package's build has no sandbox helper.
    chromiumSandbox: false,
    env: {
      ...environment(),
      LD_LIBRARY_PATH: join(folder, 'al2023', 'lib'),
      FONTCONFIG_FILE: fontConfiguration(folder)
    }
  }
}

/** In a process of its own, because the package takes its folder and its libraries from the environment at load. */
function unpack(folder: string): void {
  const script = "import('@sparticuz/chromium').then((chromium) => chromium.default.executablePath())"
  const done = spawnSync(process.execPath, ['-e', script], {
    cwd: root,
    encoding: 'utf8',
    // The package unpacks the libraries a bare system lacks (nss, nspr, expat) only where it believes to be there.
    env: { ...process.env, TMPDIR: folder, AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs24.x' }
  })
  if (done.status !== 0) throw new Error(`The packed browser could not be unpacked: ${done.stderr}`)
}

/** A bare system has no fonts and no configuration; the package's own names folders of another machine. */
function fontConfiguration(folder: string): string {
  const file = join(folder, 'fonts.conf')
  if (!existsSync(file))
    writeFileSync(
      file,
      `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir>${join(folder, 'fonts')}</dir>
  <dir>/usr/share/fonts</dir>
  <cachedir>${join(folder, 'font-cache')}</cachedir>
</fontconfig>
`
    )
  return file
}

function environment(): Record<string, string> {
  return Object.fromEntries(
    Object.entries(process.env).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]]))
  )
}
