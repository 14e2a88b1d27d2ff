// `npm run -s tickmark -- <command>`: the command line, installed and built first. Standard output is the command's alone.
import { spawn } from 'node:child_process'
import { join } from 'node:path'

import { ensureReady, isAtTerminal, projectNode, root } from './ensure.mjs'

ensureReady()

// Paths are meant from where the command was typed; npm moves to the project's folder.
const child = spawn(projectNode(), [join(root, 'out', 'main', 'cli.js'), ...process.argv.slice(2)], {
  cwd: process.env.INIT_CWD ?? process.cwd(),
  stdio: 'inherit'
})
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'])
  process.on(signal, () => {
    if (signal !== 'SIGINT' || !isAtTerminal()) child.kill(signal)
  })
child.on('close', (code) => process.exit(code ?? 1))
