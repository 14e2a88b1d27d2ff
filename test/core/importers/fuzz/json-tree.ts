/** JSON as a tree that may say what no value can: keys twice, numbers beyond all range, texts that are no Unicode. */

export type Tree =
  | { readonly members: readonly (readonly [key: string, value: Tree])[] }
  | { readonly items: readonly Tree[] }
  /** A token as it stands in the file. */
  | { readonly token: string }

export function treeOf(value: unknown): Tree {
  if (Array.isArray(value)) return { items: value.map(treeOf) }
  if (typeof value !== 'object' || value === null) return { token: JSON.stringify(value) ?? 'null' }
  return { members: Object.entries(value).map(([key, member]) => [key, treeOf(member)] as const) }
}

/** `indent` as `JSON.stringify` takes it. */
export function print(tree: Tree, indent = 0, depth = 0): string {
  if ('token' in tree) return tree.token
  const line = indent === 0 ? '' : `\n${' '.repeat(indent * (depth + 1))}`
  const last = indent === 0 ? '' : `\n${' '.repeat(indent * depth)}`
  const colon = indent === 0 ? ':' : ': '
  const parts =
    'items' in tree
      ? tree.items.map((item) => print(item, indent, depth + 1))
      : tree.members.map(([key, value]) => `${JSON.stringify(key)}${colon}${print(value, indent, depth + 1)}`)
  const [open, close] = 'items' in tree ? '[]' : '{}'
  if (parts.length === 0) return `${open}${close}`
  return `${open}${line}${parts.join(`,${line}`)}${last}${close}`
}

export function sizeOf(tree: Tree): number {
  if ('token' in tree) return 1
  const children = 'items' in tree ? tree.items : tree.members.map(([, value]) => value)
  return children.reduce((size, child) => size + sizeOf(child), 1)
}

/** The tree with its nth node, counted from the root down, changed. */
export function changed(tree: Tree, nth: number, change: (node: Tree) => Tree): Tree {
  let left = nth
  return walk(tree)

  function walk(node: Tree): Tree {
    if (left-- === 0) return change(node)
    if (left < 0 || 'token' in node) return node
    if ('items' in node) return { items: node.items.map(walk) }
    return { members: node.members.map(([key, value]) => [key, walk(value)] as const) }
  }
}

export function nodeAt(tree: Tree, nth: number): Tree {
  let found = tree
  changed(tree, nth, (node) => (found = node))
  return found
}
