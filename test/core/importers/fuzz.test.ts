/** Damages valid exports in every way a file is damaged, and in ways only malice finds: each is answered in time, and never thrown at. */
import { afterAll, expect, test } from 'vitest'

import { collect, type Collected } from './collect.ts'
import { corpus, textOf, type Seed } from './corpus.ts'
import { damageTree } from './fuzz/damage-json.ts'
import { damageText, encode, randomBytes } from './fuzz/damage-text.ts'
import { commandOptions, fileNames } from './fuzz/hostile.ts'
import { print, treeOf } from './fuzz/json-tree.ts'
import { openJudge } from './fuzz/judge.ts'
import { below, isLucky, pick, randomFrom, type Random } from './fuzz/random.ts'

/** `FUZZ_SEED=7 FUZZ_INPUTS=100000` looks elsewhere, and further. */
const seed = Number(process.env['FUZZ_SEED'] ?? 20260131)
const inputs = Number(process.env['FUZZ_INPUTS'] ?? 10_000)

const mostBytes = 300_000
/** Milliseconds for one file of that size on a busy machine; an honest one takes some thousandths of it. */
const mostTime = 5_000

/** Different ones told of one run. */
const mostFaults = 12

const judge = openJudge()
afterAll(() => judge.close())

test(`security: d ${inputs} damaged files (seed ${seed}) are each read, refused or not recognised, and nothing else`, () => {
  const outcomes = { read: 0, unreadable: 0, 'not recognised': 0 }
  const reached = new Set<string>()
  const faults = new Map<string, string>()

  for (let n = 0; n < inputs; n++) {
    const { input, found, fault } = attempt(n)
    if (fault !== null && faults.size < mostFaults)
      faults.set(fault.replaceAll(/\d+/g, '#'), told(n, input, fault))
    if (!found) continue
    outcomes[found.kind === null ? 'not recognised' : found.unreadable ? 'unreadable' : 'read']++
    if (found.kind !== null && input.kinds.includes(found.kind)) reached.add(found.kind)
  }

  expect([...faults.values()].join('\n\n')).toBe('')
  expect(({} as Record<string, unknown>)['polluted']).toBeUndefined()
  expect(outcomes.read).toBeGreaterThan(inputs / 10)
  expect(outcomes.unreadable).toBeGreaterThan(inputs / 50)
  expect(outcomes['not recognised']).toBeGreaterThan(inputs / 20)
  expect([...new Set(corpus.map(({ kind }) => kind))].filter((kind) => !reached.has(kind))).toEqual([])
}, 600_000)

interface Input {
  /** Whose exports it was made from. */
  readonly kinds: readonly string[]
  readonly bytes: Uint8Array
  readonly name: string
  readonly accountHint: string | null
  readonly options: Readonly<Record<string, string>>
  readonly chunk: number
}

interface Attempt {
  readonly input: Input
  readonly found: Collected | null
  readonly fault: string | null
}

function attempt(n: number): Attempt {
  const input = inputOf(n)
  const { bytes, name, accountHint, options } = input
  const started = performance.now()
  try {
    const found = collect(bytes, input)
    const took = performance.now() - started
    const kind = found.kind ?? 'it'
    const [fault] = judge.faultsOf(found, bytes, [name, accountHint ?? '', ...Object.values(options)])
    if (fault !== undefined) return { input, found, fault: `${kind}: ${fault}` }
    if (took > mostTime) return { input, found, fault: `${kind} took ${Math.round(took)} milliseconds` }
    if (n % 8 === 0) judge.write(found)
    return { input, found, fault: null }
  } catch (error) {
    return {
      input,
      found: null,
      fault: error instanceof Error ? (error.stack ?? error.message) : String(error)
    }
  }
}

/** Names the file, so that it can be made again alone. */
function told(n: number, { kinds, name, bytes }: Input, fault: string): string {
  const head = Buffer.from(bytes.subarray(0, 300)).toString()
  return `File ${n} of seed ${seed}, of ${kinds.join(' and ')}, named "${name.slice(0, 80)}": ${fault}\n${head}`
}

function inputOf(n: number): Input {
  const random = randomFrom(seed + Math.imul(n, 0x9e3779b1))
  const first = corpus[n % corpus.length] as Seed
  const other = pick(random, corpus)
  const isRandom = isLucky(random, 0.02)
  return {
    kinds: isRandom ? [] : [first.kind, other.kind],
    bytes: isRandom ? randomBytes(random) : encode(damaged(first, other, random).slice(0, mostBytes), random),
    name: isLucky(random, 0.5) ? (first.name ?? 'export.json') : pick(random, fileNames),
    accountHint: pick(random, [null, '111122223333']),
    options: isLucky(random, 0.5) ? (first.options ?? {}) : hostileOptions(first, random),
    chunk: pick(random, [1 + below(random, 64), 4096, 1 << 20])
  }
}

/** Now the structure, now the text is damaged, up to three times each; one in sixteen files stays whole. */
function damaged(first: Seed, other: Seed, random: Random): string {
  let text = textOf(first)
  if (typeof first.content !== 'string') {
    let tree = treeOf(first.content)
    const graft = treeOf(other.content)
    for (let times = below(random, 4); times > 0; times--) tree = damageTree(tree, random, graft)
    text = print(tree, pick(random, [0, 2, 4]))
  }
  for (let times = below(random, 4) - 1; times > 0; times--) text = damageText(text, random, textOf(other))
  return text
}

function hostileOptions(first: Seed, random: Random): Readonly<Record<string, string>> {
  const names = [
    ...Object.keys(first.options ?? {}),
    'user-name',
    'trail-name',
    'name',
    'bucket',
    'key-id',
    'permission-set-arn'
  ]
  return Object.fromEntries(names.map((name) => [name, pick(random, commandOptions)]))
}
