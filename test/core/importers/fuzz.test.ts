/** Damages valid exports in every way a file is damaged, and in ways only malice finds: each is answered in time, and never thrown at. */
import { afterAll, expect, test } from 'vitest'

import { collect, type Collected, type Given } from './collect.ts'
import { corpus, type Seed } from './corpus.ts'
import { inputOf, told, type Input } from './fuzz/input.ts'
import { openJudge } from './fuzz/judge.ts'
import { largeFiles } from './fuzz/large.ts'
import { below, pick, randomFrom } from './fuzz/random.ts'

/** `FUZZ_SEED=7 FUZZ_INPUTS=100000` looks elsewhere, and further. */
const seed = Number(process.env['FUZZ_SEED'] ?? 20260131)
const inputs = Number(process.env['FUZZ_INPUTS'] ?? 10_000)

/** Milliseconds of the processor for one file; an honest one of 300 KB takes some tens. */
const mostTime = 3_000
/** Different faults told of one run. */
const mostFaults = 40

const judge = openJudge()
afterAll(() => judge.close())

const kinds = [...new Set(corpus.map(({ kind }) => kind))]

test(`security: d ${inputs} damaged files (seed ${seed}) are each read, refused or not recognised, and nothing else`, () => {
  const outcomes = { read: 0, unreadable: 0, 'not recognised': 0 }
  const reached = new Set<string>()
  const faults = new Map<string, string>()

  for (let n = 0; n < inputs; n++) {
    const input = inputOf(seed, n)
    const { found, fault } = attempt(input, n % 8 === 0)
    if (fault !== null && faults.size < mostFaults)
      faults.set(fault.replaceAll(/\d+/g, '#'), told(seed, n, input, fault))
    if (!found) continue
    outcomes[found.kind === null ? 'not recognised' : found.unreadable ? 'unreadable' : 'read']++
    if (found.kind !== null && input.kinds.includes(found.kind)) reached.add(found.kind)
  }

  expect([...faults.values()].join('\n\n')).toBe('')
  expect(({} as Record<string, unknown>)['polluted']).toBeUndefined()
  expect(outcomes.read).toBeGreaterThan(inputs / 10)
  expect(outcomes.unreadable).toBeGreaterThan(inputs / 50)
  expect(outcomes['not recognised']).toBeGreaterThan(inputs / 20)
  expect(kinds.filter((kind) => !reached.has(kind))).toEqual([])
}, 600_000)

test('security: d no text of half a megabyte and no list of twenty thousand members takes more than its time', () => {
  const random = randomFrom(seed)
  const faults: string[] = []

  for (const first of corpus)
    for (const text of largeFiles(first, random)) {
      const { took } = timed(() => collect(text, usual(first)))
      if (took > mostTime) faults.push(`${first.kind} took ${took} milliseconds: ${text.slice(0, 200)}`)
    }

  expect(faults.slice(0, 10).join('\n')).toBe('')
}, 300_000)

test('no random bytes and no JSON of its own are taken for an export', () => {
  const random = randomFrom(seed)
  const keys = ['id', 'name', 'items', 'value', 'data', 'type', 'user', 'account', 'version', 'x']
  const value = (depth: number): unknown => {
    const size = depth === 0 ? 0 : below(random, 5)
    if (size === 0) return pick(random, [null, true, 1, 'text', '111122223333'])
    if (below(random, 2) === 0) return Array.from({ length: size }, () => value(depth - 1))
    return Object.fromEntries(Array.from({ length: size }, () => [pick(random, keys), value(depth - 1)]))
  }

  for (let n = 0; n < 1_000; n++) {
    const bytes = Uint8Array.from({ length: below(random, 500) }, () => below(random, 256))
    expect(collect(bytes).kind).toBeNull()
    expect(collect(JSON.stringify(value(4))).kind).toBeNull()
  }
})

interface Attempt {
  readonly found: Collected | null
  readonly fault: string | null
}

function attempt(input: Input, isWritten: boolean): Attempt {
  const { bytes, name, accountHint, options } = input
  try {
    const { value: found, took } = timed(() => collect(bytes, input))
    const kind = found.kind ?? 'it'
    const [fault = strayOf(found, input)] = judge.faultsOf(found, bytes, [
      name,
      accountHint ?? '',
      ...Object.values(options)
    ])
    if (fault !== null) return { found, fault: `${kind}: ${fault}` }
    if (took > mostTime) return { found, fault: `${kind} took ${took} milliseconds` }
    if (isWritten) judge.write(found)
    return { found, fault: null }
  } catch (error) {
    return { found: null, fault: error instanceof Error ? (error.stack ?? error.message) : String(error) }
  }
}

/** What is left of the one may be a whole file of the other: the same empty list, the same single key. */
const leftAlike: readonly (readonly [made: string, taken: string])[] = [
  ['bucket-acl', 'kms-grants'],
  ['guardduty-findings', 'security-hub-findings'],
  ['identity-users', 'users-list'],
  ['organization-access-report', 'service-last-accessed'],
  ['organization-policy', 'resource-policies'],
  ['terraform-plan', 'terraform-state'],
  ['trail-event-selectors', 'trail-insight-selectors']
]

/** A file may be taken for another kind than it was made from where an error of that kind stands in it, or nothing is stated. */
function strayOf(found: Collected, { kinds: made, bytes }: Input): string | null {
  const { kind } = found
  if (kind === null || made.includes(kind) || !judge.statesAnything(found)) return null
  // A policy cut out of any export is a policy document by itself.
  if (kind === 'policy-document') return null
  if (leftAlike.some(([from, to]) => to === kind && made.includes(from))) return null
  const text = Buffer.from(bytes).toString('latin1').replaceAll('\u0000', '')
  return /An error occurred|"Error"/.test(text) ? null : `made from ${made.join(' and ')}`
}

function usual({ name = 'export.json', options = {} }: Seed): Given {
  return { name, accountHint: '111122223333', options }
}

/** In milliseconds of the processor, which other work on the machine does not lengthen. */
function timed<T>(work: () => T): { readonly value: T; readonly took: number } {
  const before = process.cpuUsage()
  const value = work()
  const { user, system } = process.cpuUsage(before)
  return { value, took: Math.round((user + system) / 1000) }
}
