/** The one place that starts another program: an installed browser, showing the workbench in a window of its own. */
import { spawn } from 'node:child_process'
import { accessSync, constants, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'

export interface BrowserWindow {
  /** Resolves when the window was closed and its profile deleted. */
  readonly closed: Promise<void>
  close(): Promise<void>
}

type Environment = Readonly<Record<string, string | undefined>>

/** Whether there is a screen to show a window on. */
export function hasDisplay(environment: Environment = process.env, platform = process.platform): boolean {
  if (platform === 'win32' || platform === 'darwin') return true
  return Boolean(environment['DISPLAY'] ?? environment['WAYLAND_DISPLAY'])
}

/** The first installed Chrome, Edge or Chromium, or null. */
export function findBrowser(
  environment: Environment = process.env,
  platform = process.platform,
  isProgram: (path: string) => boolean = isExecutable
): string | null {
  return candidates(environment, platform).find((path) => isProgram(path)) ?? null
}

/**
 * Opens the address as an app window with a profile of its own, which is deleted with the window: the browser keeps
 * nothing of the client. Rejects where the program cannot be started.
 */
export async function openBrowser(program: string, address: string): Promise<BrowserWindow> {
  const profile = mkdtempSync(join(tmpdir(), 'tickmark-window-'))
  const child = spawn(program, browserArguments(address, profile), { stdio: 'ignore' })
  const closed = new Promise<void>((resolve) => {
    child.once('close', () => {
      rmSync(profile, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 })
      resolve()
    })
  })
  await new Promise<void>((resolve, reject) => {
    child.once('spawn', resolve)
    child.once('error', reject)
  })
  return {
    closed,
    async close() {
      child.kill()
      await closed
    }
  }
}

/** The address is readable in the list of processes, which is why it lets a browser in only once. */
export function browserArguments(address: string, profile: string): readonly string[] {
  return [
    `--app=${address}`,
    `--user-data-dir=${profile}`,
    '--window-size=1440,900',
    '--no-first-run',
    '--no-default-browser-check',
    '--disable-extensions',
    '--disable-sync',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-domain-reliability',
    '--no-pings',
    // Chromium does not start for uid 0 with its sandbox on.
    ...(process.platform === 'linux' && process.getuid?.() === 0 ? ['--no-sandbox'] : [])
  ]
}

function candidates(environment: Environment, platform: NodeJS.Platform): readonly string[] {
  if (platform === 'darwin')
    return [
      '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
      '/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge',
      '/Applications/Chromium.app/Contents/MacOS/Chromium'
    ]
  if (platform === 'win32') {
    const roots = ['PROGRAMFILES', 'PROGRAMFILES(X86)', 'LOCALAPPDATA'].flatMap(
      (name) => environment[name] ?? []
    )
    const programs = ['Google/Chrome/Application/chrome.exe', 'Microsoft/Edge/Application/msedge.exe']
    return programs.flatMap((program) => roots.map((root) => join(root, program)))
  }
  const names = [
    'google-chrome-stable',
    'google-chrome',
    'chromium',
    'chromium-browser',
    'microsoft-edge-stable',
    'microsoft-edge'
  ]
  const folders = (environment['PATH'] ?? '').split(delimiter).filter((folder) => folder !== '')
  return names.flatMap((name) => folders.map((folder) => join(folder, name)))
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK)
    return true
  } catch {
    return false
  }
}
