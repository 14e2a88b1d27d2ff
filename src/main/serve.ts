/** The loopback host: the workbench in a browser of this machine, for where Electron's runtime is not. */
import { openLibrary } from './library.ts'
import { startLoopback } from './loopback.ts'
import { findBrowser, hasDisplay, openBrowser, type BrowserWindow } from './open-browser.ts'
import { printPage } from './print-page.ts'
import type { ProgramFiles } from './program-files.ts'

export interface ServeOptions {
  readonly home: string
  readonly files: ProgramFiles
  /** 0 lets the system choose. */
  readonly port: number
  /** Whether an installed browser may be opened where there is a display. */
  readonly opensWindow: boolean
  /** Told an address at the start and a fresh one after each use. */
  readonly tellAddress: (address: string, turn: 'first' | 'again') => void
  readonly tell: (sentence: string) => void
}

/** Serves until the process is asked to stop, then closes the engagement and the window cleanly. */
export async function serve({
  home,
  files,
  port,
  opensWindow,
  tellAddress,
  tell
}: ServeOptions): Promise<void> {
  const library = await openLibrary({
    home,
    worker: files.worker,
    sample: files.sample,
    collect: files.collect,
    print: (page) => printPage(page)
  })
  const stopped = untilStopped()
  const loopback = await startLoopback({ library, assets: files.assets, port })
  offerAddress('first')

  let isStopping = false
  const window = opensWindow ? await openWindow(loopback.newAddress(), tell) : null
  void window?.closed.then(() => {
    if (!isStopping)
      tell('The window was closed. The workbench still runs at its address; Control-C stops it.')
  })
  await stopped
  isStopping = true
  await window?.close()
  await loopback.close()
  await library.close()

  function offerAddress(turn: 'first' | 'again'): void {
    tellAddress(
      loopback.newAddress(() => offerAddress('again')),
      turn
    )
  }
}

async function openWindow(address: string, tell: (sentence: string) => void): Promise<BrowserWindow | null> {
  const program = hasDisplay() ? findBrowser() : null
  if (program === null) return null
  try {
    return await openBrowser(program, address)
  } catch {
    tell(`${program} could not be started; open the address yourself.`)
    return null
  }
}

/** The first signal stops in order. Asked again while that takes long, the process ends at once. */
function untilStopped(): Promise<void> {
  return new Promise((resolve) => {
    let askedAt = 0
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
      process.on(signal, () => {
        if (askedAt > 0 && performance.now() - askedAt > 1000) process.exit(1)
        askedAt ||= performance.now()
        resolve()
      })
  })
}
