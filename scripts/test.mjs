// `npm test`: everything that can say no, in order of price. `-- --deep` adds what takes many minutes, `--only-deep` runs that alone.
// The last line is the sum of all tests.
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { ensureBuilt, ensureInstalled, npm, refuseOldNode, root, say } from './ensure.mjs'

const folder = mkdtempSync(join(tmpdir(), 'tickmark-test-'))
const sum = { passed: 0, failed: 0, skipped: [] }

const before = [['install', prepare(refuseOldNode, ensureInstalled)]]
const usual = [
  ['types', script('types')],
  ['lint', script('lint')],
  ['build', prepare(ensureBuilt)],
  ['unit and contract tests', suite('unit', 'scripts/vitest-summary.mjs', ['--reporter=default'])],
  ['journeys', suite('journeys', 'scripts/playwright-summary.mjs', ['--grep-invert', '@deep'])]
]
const deep = [
  ['build', prepare(ensureBuilt)],
  ['deep tests', suite('deep', 'scripts/vitest-summary.mjs', ['--reporter=default'])],
  ['deep journeys', suite('journeys', 'scripts/playwright-summary.mjs', ['--grep', '@deep'])]
]
const steps = process.argv.includes('--only-deep')
  ? [...before, ...deep]
  : [...before, ...usual, ...(process.argv.includes('--deep') ? deep.slice(1) : [])]

let hasFailed = false
for (const [name, carryOut] of steps) {
  console.log(`\n— ${name}`)
  const started = performance.now()
  const failedBefore = sum.failed
  const isGood = carryOut()
  const seconds = ((performance.now() - started) / 1000).toFixed(1)
  console.log(`— ${name}: ${isGood ? 'good' : 'FAILED'}, ${seconds} s`)
  if (isGood) continue
  hasFailed = true
  // A step that fails without a failed test must not end in "0 failed".
  if (sum.failed === failedBefore) sum.failed += 1
  if (name === 'install') break
}
rmSync(folder, { recursive: true, force: true })

if (sum.skipped.length > 0) console.log('\nSkipped')
for (const line of skippedLines()) console.log(`  ${line}`)
console.log(`\n${sum.passed} passed, ${sum.failed} failed, ${sum.skipped.length} skipped`)
process.exitCode = hasFailed ? 1 : 0

/** A line for each skipped test, or one for a group that was skipped for the same reason. */
function skippedLines() {
  const groups = new Map()
  for (const test of sum.skipped) {
    const key = `${test.group}\0${test.reason}`
    groups.set(key, [...(groups.get(key) ?? []), test])
  }
  return [...groups.values()].map((tests) => {
    const [{ group, name, reason }] = tests
    return tests.length === 1 ? `${name}: ${reason}` : `${group} (${tests.length} tests): ${reason}`
  })
}

/** A step of ours that throws where it cannot be done. */
function prepare(...tasks) {
  return () => {
    try {
      for (const task of tasks) task()
      return true
    } catch (error) {
      say(error.message)
      return false
    }
  }
}

/** A script of package.json. */
function script(name, typed = [], environment = {}) {
  return () => {
    const [program, ...first] = npm()
    const done = spawnSync(program, [...first, 'run', '-s', name, '--', ...typed], {
      cwd: root,
      stdio: 'inherit',
      env: { ...process.env, ...environment },
      shell: process.platform === 'win32' && program === 'npm'
    })
    return done.status === 0
  }
}

/** A script that runs tests; its reporter leaves what came of them in a file. */
function suite(name, reporter, typed) {
  const file = join(folder, `${name}.json`)
  const run = script(name, [...typed, `--reporter=${reporter}`], { TICKMARK_SUMMARY: file })
  return () => {
    const isGood = run()
    const told = readSummary(file)
    if (!told) return false
    sum.passed += told.passed
    sum.failed += told.failed
    sum.skipped.push(...told.skipped)
    return isGood && told.failed === 0
  }
}

function readSummary(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'))
  } catch {
    return null
  }
}
