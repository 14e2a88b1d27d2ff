// `npm run catalogue`: which numbers of the catalogue the checks cover, and why the others are not. Ends with 1 where one is open.
import { existsSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'

import { createServer } from 'vite'

import { awsActions } from './aws-actions.mjs'

const root = resolve(import.meta.dirname, '..')

// The shelf of checks is a glob that Vite resolves.
const vite = await createServer({
  root,
  configFile: false,
  appType: 'custom',
  logLevel: 'error',
  plugins: [awsActions(root)],
  server: { middlewareMode: true, hmr: false, ws: false, watch: null },
  optimizeDeps: { noDiscovery: true }
})
const { checks } = await vite.ssrLoadModule('/src/core/checks/index.ts')
const { catalogue, uncovered } = await vite.ssrLoadModule('/src/core/checklists/uncovered.ts')
await vite.close()

const titles = titlesOf(process.argv[2])
const checkByControl = new Map(checks.map((check) => [check.control, check]))
const counts = { covered: 0, elsewhere: 0, explained: 0, open: 0 }
for (const id of titles === null ? catalogue : [...titles.keys()]) {
  const [state, words] = stateOf(id)
  counts[state]++
  console.log([id.padEnd(8), state.padEnd(10), words, titles?.get(id) ?? ''].join('  ').trimEnd())
}
console.log(
  `\n${counts.covered} covered, ${counts.elsewhere} covered by another control, ${counts.explained} not covered for a reason, ${counts.open} open`
)
process.exitCode = counts.open === 0 ? 0 : 1

function stateOf(id) {
  const check = checkByControl.get(id)
  if (check) return ['covered', 'test' in check ? check.id : `${check.id} (by hand)`]
  const known = uncovered[id]
  if (!known) return ['open', '']
  return known.coveredBy === null
    ? ['explained', known.reason]
    : ['elsewhere', `${known.coveredBy}: ${known.reason}`]
}

/** Titles from a catalogue as data, a list of `{id, title}`: the one named, or the one that lies beside the working tree. */
function titlesOf(named) {
  const file = named ?? join(root, '../shared/data/checks.json')
  if (!existsSync(file)) return null
  return new Map(JSON.parse(readFileSync(file, 'utf8')).map(({ id, title }) => [id, title]))
}
