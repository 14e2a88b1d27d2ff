/** The command line's entry: refuses a Node the engine cannot run in before anything is loaded that would crash there. */
import { programFiles } from './program-files.ts'

// better-sqlite3 is built for Node-API 10, which came with Node 22.14.
if (Number(process.versions.napi) < 10) {
  process.stderr.write(`Tickmark needs Node 22.14 or newer, this is Node ${process.versions.node}.\n`)
  process.exitCode = 1
} else {
  // A reader that has enough (`| head`) ends the command.
  process.stdout.once('error', () => process.exit(1))
  const { main } = await import('./cli/main.ts')
  process.exitCode = await main(process.argv.slice(2), programFiles(import.meta.dirname))
}
