/** Reads the keys of the first JSON document of a file from its first characters, also where they end in the middle of it. */

/**
 * The top-level keys, each with the keys of the first object found below it. A list of documents (`jq -s`) is outlined by its first.
 * Texts are not decoded beyond what a key needs; broken JSON is outlined up to the break.
 */
export function outlineJson(text: string): ReadonlyMap<string, ReadonlySet<string>> {
  const keys = new Map<string, Set<string>>()
  const open: ('{' | '[')[] = []
  /** Depth of the document's own keys, and of the first object below the current one; 0 until met. */
  let documentDepth = 0
  let objectDepth = 0
  let current: Set<string> | null = null
  let isKeyNext = false

  for (let at = 0; at < text.length; at++) {
    const c = text[at]
    if (c === '{' || c === '[') {
      open.push(c)
      isKeyNext = c === '{'
      if (c === '{' && documentDepth === 0) documentDepth = open.length
      else if (c === '{' && objectDepth === 0 && current !== null) objectDepth = open.length
    } else if (c === '}' || c === ']') {
      if (open.length === documentDepth) return keys
      if (open.length === objectDepth) objectDepth = Infinity
      open.pop()
    } else if (c === ',') {
      isKeyNext = open.at(-1) === '{'
    } else if (c === ':') {
      isKeyNext = false
    } else if (c === '"') {
      const end = endOfText(text, at)
      if (isKeyNext && open.length === documentDepth) {
        current = new Set()
        objectDepth = 0
        if (end < text.length) keys.set(decode(text.slice(at, end + 1)), current)
      } else if (isKeyNext && open.length === objectDepth && end < text.length) {
        current?.add(decode(text.slice(at, end + 1)))
      }
      isKeyNext = false
      at = end
    }
  }
  return keys
}

/** Where the text that opens at `from` closes; the length of the whole where it does not. */
function endOfText(text: string, from: number): number {
  let at = from + 1
  while (at < text.length && text[at] !== '"') at += text[at] === '\\' ? 2 : 1
  return Math.min(at, text.length)
}

function decode(quoted: string): string {
  try {
    return String(JSON.parse(quoted))
  } catch {
    return quoted.slice(1, -1)
  }
}
