/**
 * Reads metric filter patterns of CloudWatch Logs for JSON events and says whether an event matches. Syntax: CloudWatch Logs user
 * guide, "Filter pattern syntax": `{ ($.eventName = "ConsoleLogin") && ($.userIdentity.type != "Root") }`.
 */

/** What a pattern says of an event; null where that hangs on a part that is not understood, as a regular expression. */
type Answer = boolean | null

/** An event as a filter sees it. A member that is null stands for any value: a filter may leave values out, but not ask for one. */
export interface LoggedEvent {
  readonly [key: string]: string | boolean | null | LoggedEvent
}

export type FilterPattern = (event: LoggedEvent) => Answer

/** AWS allows 1024 characters. */
const longestPattern = 4096
const deepestPattern = 100

/** A pattern that cannot be read, as one of plain terms, answers null to every event; an empty one matches all. */
export function readFilterPattern(pattern: string): FilterPattern {
  const text = pattern.trim()
  if (text === '') return () => true
  const inner = text.length > longestPattern ? undefined : /^\{(.*)\}$/s.exec(text)?.[1]
  const tokens = inner === undefined ? null : tokensOf(inner)
  if (tokens === null) return () => null
  const cursor = { tokens, at: 0, depth: 0 }
  const expression = readEither(cursor)
  return expression !== null && cursor.at === tokens.length ? expression : () => null
}

interface Token {
  readonly kind: 'sign' | 'selector' | 'text' | 'word' | 'regular-expression'
  readonly text: string
}

const tokenForms: readonly (readonly [Token['kind'], RegExp])[] = [
  ['sign', /&&|\|\||!=|<=|>=|[()=<>]/y],
  ['text', /"(?:[^"\\]|\\.)*"/y],
  ['regular-expression', /%[^%]*%/y],
  ['selector', /\$[^\s()=!<>&|]*/y],
  ['word', /[^\s()=!<>&|"]+/y]
]

function tokensOf(text: string): readonly Token[] | null {
  const tokens: Token[] = []
  let at = 0
  while (at < text.length) {
    if (/\s/.test(text.charAt(at))) {
      at++
      continue
    }
    const token = tokenAt(text, at)
    if (token === null) return null
    tokens.push(token)
    at += token.text.length
  }
  return tokens
}

function tokenAt(text: string, at: number): Token | null {
  for (const [kind, form] of tokenForms) {
    form.lastIndex = at
    const found = form.exec(text)?.[0]
    if (found !== undefined) return { kind, text: found }
  }
  return null
}

interface Cursor {
  readonly tokens: readonly Token[]
  at: number
  /** Of parentheses. */
  depth: number
}

function takes(cursor: Cursor, text: string): boolean {
  if (cursor.tokens[cursor.at]?.text.toUpperCase() !== text) return false
  cursor.at++
  return true
}

function readEither(cursor: Cursor): FilterPattern | null {
  return readChain(cursor, '||', true, readBoth)
}

function readBoth(cursor: Cursor): FilterPattern | null {
  return readChain(cursor, '&&', false, readPart)
}

/** Parts joined by a sign: one that gives `decisive` settles the whole. `&&` binds closer than `||`. */
function readChain(
  cursor: Cursor,
  sign: string,
  decisive: boolean,
  readOne: (cursor: Cursor) => FilterPattern | null
): FilterPattern | null {
  const parts: FilterPattern[] = []
  do {
    const part = readOne(cursor)
    if (part === null) return null
    parts.push(part)
  } while (takes(cursor, sign))
  return (event) => {
    const answers = parts.map((part) => part(event))
    if (answers.includes(decisive)) return decisive
    return answers.includes(null) ? null : !decisive
  }
}

function readPart(cursor: Cursor): FilterPattern | null {
  if (takes(cursor, '(')) {
    if (++cursor.depth > deepestPattern) return null
    const inner = readEither(cursor)
    cursor.depth--
    return inner !== null && takes(cursor, ')') ? inner : null
  }
  const selector = cursor.tokens[cursor.at++]
  if (selector?.kind !== 'selector') return null
  return readState(cursor, selector.text) ?? readComparison(cursor, selector.text)
}

/** `$.a NOT EXISTS`, `$.a EXISTS`, `$.a IS NULL`, `$.a IS TRUE`, `$.a IS FALSE`. */
function readState(cursor: Cursor, selector: string): FilterPattern | null {
  const start = cursor.at
  if (takes(cursor, 'EXISTS')) return (event) => valueAt(event, selector) !== undefined
  if (takes(cursor, 'NOT') && takes(cursor, 'EXISTS'))
    return (event) => valueAt(event, selector) === undefined
  cursor.at = start
  if (!takes(cursor, 'IS')) return null
  if (takes(cursor, 'NULL')) return () => false
  if (takes(cursor, 'TRUE')) return (event) => valueAt(event, selector) === true
  return takes(cursor, 'FALSE') ? (event) => valueAt(event, selector) === false : null
}

function readComparison(cursor: Cursor, selector: string): FilterPattern | null {
  const sign = cursor.tokens[cursor.at++]?.text
  const value = cursor.tokens[cursor.at++]
  if (value?.kind === 'regular-expression') return () => null
  if (value?.kind !== 'text' && value?.kind !== 'word') return null
  const wanted = value.kind === 'text' ? value.text.slice(1, -1).replace(/\\(.)/gs, '$1') : value.text
  if (sign === '=') return (event) => isLike(valueAt(event, selector), wanted)
  if (sign === '!=') return (event) => isLike(valueAt(event, selector), wanted) !== true
  // No event asked about has a number to compare.
  return sign === undefined || !['<', '>', '<=', '>='].includes(sign) ? null : () => false
}

/** Case counts; `*` stands for any run of characters, and no other character is special. */
function isLike(value: LoggedEvent[string] | undefined, wanted: string): Answer {
  if (value === null) return null
  if (value === undefined || typeof value === 'object') return false
  const text = String(value)
  const parts = wanted.split('*')
  const first = parts[0] ?? ''
  if (parts.length === 1) return text === first
  const last = parts.at(-1) ?? ''
  if (!text.startsWith(first) || !text.endsWith(last) || text.length < first.length + last.length)
    return false
  let from = first.length
  const end = text.length - last.length
  for (const part of parts.slice(1, -1)) {
    const at = text.indexOf(part, from)
    if (at < 0 || at + part.length > end) return false
    from = at + part.length
  }
  return true
}

/** `$.userIdentity.type`; undefined where the event has no such member. */
function valueAt(event: LoggedEvent, selector: string): LoggedEvent[string] | undefined {
  let value: LoggedEvent[string] | undefined = event
  for (const key of selector.replace(/^\$\.?/, '').split('.')) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return undefined
    value = value[key]
  }
  return value
}
