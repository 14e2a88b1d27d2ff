/** Asks the keys at the top of an outlined file for what makes it an export of one kind. */
import type { Outline } from '../importer.ts'

/**
 * The keys of the first object below a top-level key, empty where there is none; undefined where the file has no such key. SDKs of
 * other languages write the first letter of a key in lower case.
 */
export function keysBelow({ form, keys }: Outline, key: string): ReadonlySet<string> | undefined {
  if (form !== 'json') return undefined
  return keys.get(key) ?? keys.get(key.charAt(0).toLowerCase() + key.slice(1))
}

export function hasKey(outline: Outline, key: string): boolean {
  return keysBelow(outline, key) !== undefined
}

/** Whether nothing stands at the top but these keys and what marks a page or is added by an SDK. */
export function hasOnlyKeys({ keys }: Outline, own: readonly string[]): boolean {
  return [...keys.keys()].every(
    (key) => added.has(key) || own.includes(key) || own.includes(key.charAt(0).toUpperCase() + key.slice(1))
  )
}

const added = new Set(['IsTruncated', 'Marker', 'NextToken', 'ResponseMetadata', '$metadata'])
