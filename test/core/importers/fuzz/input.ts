/** Makes the nth damaged file of a run, with what an importer is told beside it. */
import { importerOf } from '../../../../src/core/importers/index.ts'
import { corpus, textOf, type Seed } from '../corpus.ts'
import { damageTree } from './damage-json.ts'
import { damageText, encode, randomBytes, savedError } from './damage-text.ts'
import { commandOptions, fileNames } from './hostile.ts'
import { print, treeOf } from './json-tree.ts'
import { below, isLucky, pick, randomFrom, type Random } from './random.ts'

export interface Input {
  /** Whose exports it was made from. */
  readonly kinds: readonly string[]
  readonly bytes: Uint8Array
  readonly name: string
  readonly accountHint: string | null
  readonly options: Readonly<Record<string, string>>
  readonly chunk: number
}

const mostBytes = 300_000

export function inputOf(seed: number, n: number): Input {
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

/** Names the file, so that it can be made again alone. */
export function told(seed: number, n: number, { kinds, name, bytes }: Input, fault: string): string {
  const head = JSON.stringify(Buffer.from(bytes.subarray(0, 300)).toString())
  return `File ${n} of seed ${seed}, of ${kinds.join(' and ')}, named ${JSON.stringify(name.slice(0, 80))}: ${fault}\n${head}`
}

/** Now the structure, now the text is damaged, up to three times each; some files stay whole. */
function damaged(first: Seed, other: Seed, random: Random): string {
  const operations = importerOf(first.kind)?.operations ?? []
  let text = textOf(first)
  if (operations.length > 0 && isLucky(random, 0.04)) text = savedError(pick(random, operations), random)
  else if (typeof first.content !== 'string') {
    let tree = treeOf(first.content)
    const graft = treeOf(other.content)
    for (let times = below(random, 4); times > 0; times--) tree = damageTree(tree, random, graft)
    text = print(tree, pick(random, [0, 2, 4]))
  }
  for (let times = below(random, 4) - 1; times > 0; times--) text = damageText(text, random, textOf(other))
  return text
}

function hostileOptions(first: Seed, random: Random): Readonly<Record<string, string>> {
  const names = [...Object.keys(first.options ?? {}), ...usualOptions]
  return Object.fromEntries(names.map((name) => [name, pick(random, commandOptions)]))
}

const usualOptions = [
  'user-name',
  'trail-name',
  'name',
  'bucket',
  'key-id',
  'account-id',
  'region',
  'arn',
  'permission-set-arn',
  'analyzer-arn',
  'lookup-attributes'
]
