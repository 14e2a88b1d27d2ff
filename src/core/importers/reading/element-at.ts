/** Finds the element of a JSON file that a path names, for files whose lines are too long to show. */
import { splitJson } from './split-json.ts'
import { utf8Chunks, type Encoding } from './encoding.ts'
import { isRecord } from './fields.ts'

/**
 * The element as indented JSON; null where the path leads nowhere. A path is what a piece of the file has (`UserDetailList[3]`,
 * `[1].Users[0]`) or what lies inside one (`UserDetailList[3].UserPolicyList[0]`); `[5]` alone is the sixth document.
 */
export function elementAt(chunks: Iterable<Uint8Array>, encoding: Encoding, path: string): string | null {
  const documentNumber = /^\[(\d+)\]$/.exec(path)?.[1]
  if (documentNumber !== undefined) return documentAt(chunks, encoding, Number(documentNumber))
  for (const piece of splitJson(utf8Chunks(chunks, encoding), () => 0)) {
    if (piece.is !== 'member' && piece.is !== 'value') continue
    if (path === piece.path) return spelled(piece.value)
    if (path.startsWith(`${piece.path}.`) || path.startsWith(`${piece.path}[`))
      return spelled(within(piece.value, path.slice(piece.path.length)))
  }
  return null
}

function documentAt(chunks: Iterable<Uint8Array>, encoding: Encoding, document: number): string | null {
  const found = new Map<string, unknown>()
  for (const piece of splitJson(utf8Chunks(chunks, encoding), () => 0)) {
    if (piece.is === 'break' || piece.is === 'bad' || piece.document < document) continue
    if (piece.document > document) break
    const { key } = piece
    if (piece.is === 'list') found.set(key, [])
    else if (piece.is === 'value') found.set(key, piece.value)
    else (found.get(key) as unknown[]).push(piece.value)
  }
  if (found.size === 0) return null
  return found.has('') ? spelled(found.get('')) : spelled(Object.fromEntries(found))
}

/** Follows `.Key` and `[3]` down; undefined where a step leads nowhere. */
function within(value: unknown, path: string): unknown {
  let at = value
  for (const [, key, index] of path.matchAll(/\.([^.[\]]+)|\[(\d+)\]/g)) {
    if (index !== undefined) at = Array.isArray(at) ? (at as unknown[])[Number(index)] : undefined
    else at = isRecord(at) && key !== undefined && Object.hasOwn(at, key) ? at[key] : undefined
  }
  return at
}

function spelled(value: unknown): string | null {
  return value === undefined ? null : JSON.stringify(value, null, 2)
}
