/** The one place that starts another program: an installed browser, in a window that shows the workbench, or unseen to print a page. */
import { spawn, type ChildProcess } from 'node:child_process'
import { accessSync, constants, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import type { Readable, Writable } from 'node:stream'

export interface BrowserWindow {
  /** Resolves when the window was closed and its profile deleted. */
  readonly closed: Promise<void>
  close(): Promise<void>
}

/** A browser without a window, spoken to over two pipes that nobody else can reach. */
export interface UnseenBrowser {
  /** Messages of the Chrome DevTools protocol, each ended by a zero byte. */
  readonly commands: Writable
  readonly answers: Readable
  /** Resolves when it ended and its profile is deleted. */
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
  return started(child, profile)
}

/**
 * Starts the browser without a window and without any page. What it is given goes through the pipe and is never written to a disk; its
 * profile is deleted with it. Rejects where the program cannot be started.
 */
export async function openUnseen(program: string): Promise<UnseenBrowser> {
  const profile = mkdtempSync(join(tmpdir(), 'tickmark-print-'))
  const child = spawn(program, unseenArguments(profile), {
    stdio: ['ignore', 'ignore', 'ignore', 'pipe', 'pipe']
  })
  const [, , , commands, answers] = child.stdio
  // Where the program ends early, that it ended is told; a pipe that broke with it is nothing more.
  commands?.on('error', () => undefined)
  const browser = await started(child, profile)
  return { ...browser, commands: commands as Writable, answers: answers as Readable }
}

async function started(child: ChildProcess, profile: string): Promise<BrowserWindow> {
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
  return [`--app=${address}`, ...quietArguments(profile), '--window-size=1440,900']
}

/** No name resolves, and no dump of a crash holds what the page said. */
export function unseenArguments(profile: string): readonly string[] {
  return [
    '--headless',
    '--remote-debugging-pipe',
    '--host-resolver-rules=MAP * ~NOTFOUND',
    '--disable-breakpad',
    '--disable-gpu',
    ...quietArguments(profile)
  ]
}

function quietArguments(profile: string): readonly string[] {
  return [
    `--user-data-dir=${profile}`,
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
