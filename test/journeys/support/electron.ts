/** Electron's runtime where it is installed; `require('electron')` would start a download, so its own record is read. */
import { existsSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'

const root = resolve(import.meta.dirname, '../../..')

/** Why no window can be driven here; false where one can. */
export const whyNoElectron: string | false = reason()

/** The runtime's program, or null. */
export function electronProgram(): string | null {
  const folder = join(root, 'node_modules/electron')
  const record = join(folder, 'path.txt')
  const override = process.env['ELECTRON_OVERRIDE_DIST_PATH']
  const name = existsSync(record) ? readFileSync(record, 'utf8') : override && 'electron'
  if (!name) return null
  const program = join(override ?? join(folder, 'dist'), name)
  return existsSync(program) ? program : null
}

function reason(): string | false {
  if (electronProgram() === null) return "Electron's runtime is not installed here"
  if (process.platform === 'linux' && !process.env['DISPLAY'] && !process.env['WAYLAND_DISPLAY'])
    return 'there is no display here'
  return process.getuid?.() === 0 ? 'Electron does not run as root with its sandbox on' : false
}
