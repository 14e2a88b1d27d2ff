/** Damages JSON where its structure is: keys, types, lists, depth, and parts of other exports in place of its own. */
import { changed, nodeAt, sizeOf, type Tree } from './json-tree.ts'
import { hostileKeys, hostileTokens, longToken } from './hostile.ts'
import { below, isLucky, pick, type Random } from './random.ts'

/** Changes a node; `other` is a tree of another export. */
type Damage = (node: Tree, random: Random, other: Tree) => Tree

export function damageTree(tree: Tree, random: Random, other: Tree): Tree {
  const damage = pick(random, damages)
  return changed(tree, below(random, sizeOf(tree)), (node) => damage(node, random, other))
}

const damages: readonly Damage[] = [
  (_, random) => ({ token: pick(random, hostileTokens) }),
  (_, random) => ({ token: pick(random, hostileTokens) }),
  rewriteText,
  rewriteText,
  changeType,
  dropChild,
  repeatChild,
  renameKey,
  addMember,
  swapChildren,
  (node) => ({ items: [node] }),
  (node, random) => ({ members: [[pick(random, hostileKeys), node]] }),
  nest,
  (_, random, other) => nodeAt(other, below(random, sizeOf(other))),
  graftMember,
  manyTimes,
  (_, random) =>
    longToken(
      pick(random, [500, 5000, 70_000]),
      pick(random, ['x', '%', '%25', '{', '\\', ' ', '1', 'a:', '/', '😀'])
    )
]

function rewriteText(node: Tree, random: Random): Tree {
  if (!('token' in node) || !node.token.startsWith('"')) return { token: pick(random, hostileTokens) }
  const text = JSON.parse(node.token) as string
  const at = below(random, text.length + 1)
  return {
    token: JSON.stringify(
      pick(random, [
        text.slice(0, at),
        text.slice(at),
        text.slice(0, at) +
          pick(random, ['\u0000', '\ud800', '\u202e', '"', '\\', ':', '/', '*', ' ', '%']) +
          text.slice(at),
        text.toUpperCase(),
        text.toLowerCase(),
        text + text,
        encodeURIComponent(text.toWellFormed()),
        JSON.stringify(text),
        ` ${text} `
      ])
    )
  }
}

/** What is near to the type and not it: a number as text, a flag as a number, an object as its own JSON. */
function changeType(node: Tree, random: Random): Tree {
  if ('items' in node) return node.items[0] ?? { token: '""' }
  if ('members' in node)
    return isLucky(random, 0.5)
      ? { items: node.members.map(([, value]) => value) }
      : { token: '"[object Object]"' }
  if (node.token.startsWith('"')) return { token: pick(random, ['1', 'true', 'null', '1769857200.5', '[]']) }
  return { token: JSON.stringify(node.token) }
}

function dropChild(node: Tree, random: Random): Tree {
  if ('items' in node) return { items: without(node.items, below(random, node.items.length)) }
  if ('members' in node) return { members: without(node.members, below(random, node.members.length)) }
  return { token: 'null' }
}

/** A key twice, with the same value or another. */
function repeatChild(node: Tree, random: Random): Tree {
  if ('items' in node) return { items: [...node.items, ...node.items] }
  if (!('members' in node) || node.members.length === 0) return node
  const [key, value] = pick(random, node.members)
  const again: Tree = isLucky(random, 0.5) ? value : { token: pick(random, hostileTokens) }
  return { members: isLucky(random, 0.5) ? [...node.members, [key, again]] : [[key, again], ...node.members] }
}

function renameKey(node: Tree, random: Random): Tree {
  if (!('members' in node) || node.members.length === 0) return node
  const nth = below(random, node.members.length)
  return {
    members: node.members.map(([key, value], n) => {
      if (n !== nth) return [key, value] as const
      const name = pick(random, [
        pick(random, hostileKeys),
        key.charAt(0).toLowerCase() + key.slice(1),
        key.charAt(0).toUpperCase() + key.slice(1),
        `${key} `,
        key.toUpperCase()
      ])
      return [name, value] as const
    })
  }
}

function addMember(node: Tree, random: Random): Tree {
  if ('items' in node) return { items: [...node.items, { token: pick(random, hostileTokens) }] }
  if (!('members' in node)) return node
  return { members: [...node.members, [pick(random, hostileKeys), { token: pick(random, hostileTokens) }]] }
}

function swapChildren(node: Tree): Tree {
  if ('items' in node) return { items: node.items.toReversed() }
  if (!('members' in node)) return node
  const values = node.members.map(([, value]) => value)
  return {
    members: node.members.map(
      ([key], n) => [key, values[(n + 1) % values.length] ?? { token: 'null' }] as const
    )
  }
}

/** Deeper than any export, by brackets, by keys, or by the node within itself. */
function nest(node: Tree, random: Random): Tree {
  let nested = node
  const key = pick(random, [null, 'a', '__proto__'])
  for (let depth = pick(random, [3, 20, 70, 300]); depth > 0; depth--)
    nested = key === null ? { items: [nested] } : { members: [[key, nested]] }
  return nested
}

function graftMember(node: Tree, random: Random, other: Tree): Tree {
  const members = 'members' in other ? other.members : []
  if (!('members' in node) || members.length === 0) return node
  const grafted = pick(random, members)
  return { members: isLucky(random, 0.5) ? [...node.members, grafted] : [grafted, ...node.members] }
}

function manyTimes(node: Tree, random: Random): Tree {
  const times = pick(random, [2, 30, 300])
  if (sizeOf(node) * times > 20_000) return node
  if ('items' in node) return { items: Array.from({ length: times }, () => node.items).flat() }
  return { items: Array.from({ length: times }, () => node) }
}

function without<T>(from: readonly T[], nth: number): readonly T[] {
  return from.filter((_, n) => n !== nth)
}
