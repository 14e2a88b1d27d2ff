/** Makes files large where exports are: lists of many different members, tables of many rows, one text without end. */
import type { Seed } from '../corpus.ts'
import { textOf } from '../corpus.ts'
import { longToken } from './hostile.ts'
import { changed, print, sizeOf, treeOf, type Tree } from './json-tree.ts'
import { below, pick, type Random } from './random.ts'

const mostMembers = 20_000
const mostBytes = 2_000_000
const longest = 500_000

/** The list or table grown, and two files with a long text somewhere. */
export function* largeFiles(seed: Seed, random: Random): Generator<string> {
  if (typeof seed.content === 'string') {
    yield withManyRows(textOf(seed))
    return
  }
  const tree = treeOf(seed.content)
  yield print(withManyMembers(tree))
  for (let times = 0; times < 2; times++)
    yield print(changed(tree, below(random, sizeOf(tree)), () => longToken(longest, pick(random, parts))))
}

/** Of long texts: what makes readers of each kind of text look again and again. */
const parts = ['x', '%25', '{', '\\', ' ', '\n', '1', 'a:', '/', '😀', 'arn:aws:iam::', ',', '<a b="', '-']

function withManyMembers(tree: Tree): Tree {
  if ('items' in tree) return { items: many(tree.items) }
  if (!('members' in tree)) return tree
  return {
    members: tree.members.map(
      ([key, value]) => [key, 'items' in value ? { items: many(value.items) } : value] as const
    )
  }
}

function many(items: readonly Tree[]): readonly Tree[] {
  const size = items.reduce((length, item) => length + print(item).length, 1)
  const times = Math.min(mostMembers, Math.floor(mostBytes / size))
  return Array.from({ length: times }, (_, n) => items.map((item) => numbered(item, n))).flat()
}

/** With other ARNs, ids and names of users. */
function numbered(tree: Tree, n: number): Tree {
  if ('items' in tree) return { items: tree.items.map((item) => numbered(item, n)) }
  if ('members' in tree)
    return { members: tree.members.map(([key, value]) => [key, numbered(value, n)] as const) }
  return /^"(?:arn:.*\/.*|.*EXAMPLE|ada)"$/.test(tree.token)
    ? { token: `${tree.token.slice(0, -1)}${n}"` }
    : tree
}

function withManyRows(text: string): string {
  const [header = '', ...lines] = text.split('\n')
  const body = `${lines.join('\n')}\n`
  const times = Math.min(mostMembers, Math.ceil(mostBytes / body.length))
  return [
    `${header}\n`,
    ...Array.from({ length: times }, (_, n) => body.replaceAll(/\/(?:ada|x)/g, `/ada${n}`))
  ].join('')
}
