/** Finds what `JSON.parse` hides or does not place: where a text stops being JSON, and keys that stand twice in an object. */
import type { Lint } from './lint.ts'
import { isRecord, quote } from './lint.ts'

/** Repeated keys that are placed; one is enough to distrust a document. */
const mostRepeated = 20
/** Deeper than any policy; a text that nests further is not read. */
const mostNesting = 64

/** Rules `malformed-json` and `duplicate-key`: of two values of a key `JSON.parse` keeps the last and says nothing. */
export function* lintJson(text: string, document: unknown): Generator<Lint> {
  if (document !== undefined && countKeysWritten(text) === countKeys(document)) return
  const json = document === undefined ? text : jsonIn(text)
  const { problem, repeated } = scanJson(json)
  if (document === undefined)
    yield {
      rule: 'malformed-json',
      n: null,
      detail:
        problem === null
          ? 'it is no JSON that can be read'
          : `it is no JSON: line ${problem.line}, column ${problem.column}: ${problem.expected} was expected`
    }
  for (const { key, line } of repeated)
    yield {
      rule: 'duplicate-key',
      n: null,
      detail: `the key ${quote(key)} stands twice in one object (line ${line})`
    }
}

export interface JsonScan {
  /** Where the text stops being JSON, both from 1; null where all of it is. */
  readonly problem: { readonly line: number; readonly column: number; readonly expected: string } | null
  readonly repeated: readonly { readonly key: string; readonly line: number }[]
}

/** Goes through a text once, by RFC 8259; deeper nesting than a policy has counts as a problem. */
export function scanJson(text: string): JsonScan {
  const repeated: { key: string; line: number }[] = []
  /** The keys met of every open object; null for an open list. */
  const open: (Set<string> | null)[] = []
  let at = skipSpace(text, 0)
  for (;;) {
    // A value is due here.
    const c = text[at]
    if (c === '{' || c === '[') {
      if (open.length === mostNesting) return stop(`less than ${mostNesting} levels`)
      const closing = c === '{' ? '}' : ']'
      at = skipSpace(text, at + 1)
      if (text[at] !== closing) {
        open.push(c === '{' ? new Set() : null)
        if (c === '{' && !takeKey()) return stop('a key in double quotes with a colon')
        continue
      }
      at++
    } else {
      const end = endOfScalar(text, at)
      if (end === at) return stop('a value')
      at = end
    }
    // A value has ended: what comes next depends on what is open.
    for (;;) {
      at = skipSpace(text, at)
      const keys = open.at(-1)
      if (keys === undefined)
        return at === text.length ? { problem: null, repeated } : stop('the end of the text')
      if (text[at] === ',') {
        at = skipSpace(text, at + 1)
        if (keys !== null && !takeKey()) return stop('a key in double quotes with a colon')
        break
      }
      if (text[at] !== (keys === null ? ']' : '}')) return stop(`a comma or ${keys === null ? ']' : '}'}`)
      open.pop()
      at++
    }
  }

  /** Takes a key and its colon; leaves the place where it stopped. */
  function takeKey(): boolean {
    const end = endOfText(text, at)
    if (end === at) return false
    const key = JSON.parse(text.slice(at, end)) as string
    const keys = open.at(-1)
    if (keys?.has(key) && repeated.length < mostRepeated) repeated.push({ key, line: placeOf(text, at).line })
    keys?.add(key)
    at = skipSpace(text, end)
    if (text[at] !== ':') return false
    at = skipSpace(text, at + 1)
    return true
  }

  function stop(expected: string): JsonScan {
    return { problem: { ...placeOf(text, at), expected }, repeated }
  }
}

const space = /[ \t\n\r]*/y
const number = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y
// eslint-disable-next-line no-control-regex
const written = /"(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"/y
const word = /true|false|null/y

function skipSpace(text: string, at: number): number {
  return endOf(space, text, at)
}

function endOfText(text: string, at: number): number {
  return text[at] === '"' ? endOf(written, text, at) : at
}

function endOfScalar(text: string, at: number): number {
  return text[at] === '"'
    ? endOf(written, text, at)
    : Math.max(endOf(number, text, at), endOf(word, text, at))
}

/** Where a match that begins here ends; here where nothing matches. */
function endOf(pattern: RegExp, text: string, at: number): number {
  pattern.lastIndex = at
  return pattern.test(text) ? pattern.lastIndex : at
}

function placeOf(text: string, at: number): { readonly line: number; readonly column: number } {
  let line = 1
  let start = 0
  for (let end = text.indexOf('\n'); end >= 0 && end < at; end = text.indexOf('\n', end + 1)) {
    line++
    start = end + 1
  }
  return { line, column: at - start + 1 }
}

/** The JSON a document was read from, with URL encoding and JSON within JSON taken off. */
function jsonIn(text: string): string {
  let json = text
  try {
    if (!/^\s*["{]/.test(json)) json = decodeURIComponent(json)
    if (/^\s*"/.test(json)) json = JSON.parse(json) as string
    if (!/^\s*\{/.test(json)) json = decodeURIComponent(json)
  } catch {
    return json
  }
  return json
}

/** Quotes before colons: as many as keys, unless a text of the document begins with a colon or holds an escaped quote. */
function countKeysWritten(text: string): number {
  return (text.match(/"\s*:/g) ?? []).length
}

function countKeys(value: unknown): number {
  if (Array.isArray(value))
    return (value as readonly unknown[]).reduce<number>((sum, one) => sum + countKeys(one), 0)
  if (!isRecord(value)) return 0
  return Object.values(value).reduce<number>((sum, one) => sum + 1 + countKeys(one), 0)
}
