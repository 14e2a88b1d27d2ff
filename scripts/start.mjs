// `npm start`: the workbench in an Electron window where its runtime is or can be had, else in a browser of this machine.
import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

import { ensureReady, projectNode, root, say } from './ensure.mjs'
import { runProgram } from './run-program.mjs'

/** An Electron that ends sooner than this, and not by closing its window, did not come up. */
const comesUpWithin = 8000
/** For the download of Electron's runtime, once. */
const downloadWithin = 60_000

ensureReady()

const reason = whyNoWindow()
const electron = reason === null ? (electronProgram() ?? download()) : null
if (reason !== null) say(`${reason} Opening the workbench for a browser instead.`)
else if (electron === null)
  say(
    "Electron's runtime is not here and could not be fetched (`npx install-electron` tries again). Opening the workbench for a browser instead."
  )
process.exitCode = electron === null ? await serve() : await openWindow(electron)

/** Why a window cannot be opened here at all, or null. */
function whyNoWindow() {
  if (process.platform !== 'linux') return null
  if (!process.env.DISPLAY && !process.env.WAYLAND_DISPLAY) return 'There is no display here.'
  return process.getuid() === 0 ? 'Electron does not run as root with its sandbox on.' : null
}

/** The installed runtime. `require('electron')` would start a download, so its own record is read instead. */
function electronProgram() {
  const folder = join(root, 'node_modules', 'electron')
  const record = join(folder, 'path.txt')
  const override = process.env.ELECTRON_OVERRIDE_DIST_PATH
  const name = existsSync(record) ? readFileSync(record, 'utf8') : override && 'electron'
  if (!name) return null
  const program = join(override ?? join(folder, 'dist'), name)
  return existsSync(program) ? program : null
}

/** Lets the electron package fetch its runtime, at the first try only. */
function download() {
  const tried = join(root, 'node_modules', '.electron-tried')
  if (process.env.TICKMARK_NO_DOWNLOAD || existsSync(tried)) return null
  try {
    writeFileSync(tried, '')
  } catch {
    // Packages that belong to somebody else are not added to.
    return null
  }
  say("Fetching Electron's runtime, once …")
  spawnSync(projectNode(), [join(root, 'node_modules', 'electron', 'install.js')], {
    cwd: root,
    stdio: 'ignore',
    timeout: downloadWithin
  })
  return electronProgram()
}

/** Runs the window until it is closed; one that does not come up gives way to the browser. */
async function openWindow(program) {
  const started = Date.now()
  const code = await runProgram(program, [root], root)
  if (code === 0 || Date.now() - started > comesUpWithin) return code
  say('The Electron window did not come up. Opening the workbench for a browser instead.')
  return serve()
}

function serve() {
  return runProgram(
    projectNode(),
    [join(root, 'out', 'main', 'cli.js'), 'serve', ...process.argv.slice(2)],
    root
  )
}
