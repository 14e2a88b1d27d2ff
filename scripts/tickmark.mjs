// `npm run -s tickmark -- <command>`: the command line, installed and built first. Standard output is the command's alone.
import { join } from 'node:path'

import { ensureReady, projectNode, root } from './ensure.mjs'
import { runProgram } from './run-program.mjs'

ensureReady()

// Paths are meant from where the command was typed; npm moves to the project's folder.
const typedIn = process.env.INIT_CWD ?? process.cwd()
process.exitCode = await runProgram(
  projectNode(),
  [join(root, 'out', 'main', 'cli.js'), ...process.argv.slice(2)],
  typedIn
)
