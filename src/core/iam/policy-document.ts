/** Reads a policy document, in any form it is exported in, into its statements; whatever the text, it answers and never throws. */
import { coversAllActions, coversAllResources } from './action-pattern.ts'
import type { DocumentFact, Flag, PrincipalFact, StatementFact } from './facts.ts'
import { readPrincipals } from './principal.ts'

/** Larger than any policy AWS takes (the largest, a role's inline policies, is 10,240 characters), with room for layout. */
const mostCharacters = 1 << 20
/** A policy nests five deep; beyond this a text is hostile. */
const mostNesting = 64

/**
 * Reads the text as JSON; a text that is none is URL-decoded once, and a text whose JSON is itself a text is read once more.
 * What parses is never decoded: `%` and `+` are characters of their own there (RFC 3986, a plus stays a plus).
 * The statements that can be read are answered also where others cannot; `problem` then names the first that cannot.
 */
export function readPolicyDocument(text: string): DocumentFact {
  if (text.length > mostCharacters)
    return unread(`The document has ${text.length} characters, more than any policy AWS accepts.`)
  const value = parsePolicy(text)
  if (value === undefined) return unread('The document is not valid JSON, also not after URL decoding.')
  if (!isObject(value)) return unread('The document is not a JSON object.')
  const statement = own(value, 'Statement')
  if (statement === undefined) return unread('The document has no Statement.')

  const statements: StatementFact[] = []
  let problem: string | null = null
  for (const [n, element] of listOf(statement).entries()) {
    const read = readStatement(element, n)
    if (read.statement) statements.push(read.statement)
    if (read.problem !== null) problem ??= `Statement ${n + 1} cannot be relied on: ${read.problem}.`
  }
  return { problem, statements }
}

/** The document as the JSON it is read from, with URL encoding and JSON within JSON taken off; as it is where it is no JSON. */
export function jsonOfDocument(text: string): string {
  if (text.length > mostCharacters) return text
  const json = parseJson(text) === undefined ? (urlDecoded(text) ?? text) : text
  const value = parseJson(json)
  return typeof value === 'string' ? value : value === undefined ? text : json
}

/**
 * What a text says, parsed: as JSON, after URL decoding where it is none, and once more where its JSON is itself a text; undefined
 * where it cannot be parsed.
 */
export function parsePolicy(text: string): unknown {
  if (text.length > mostCharacters) return undefined
  const parsed = parse(text)
  return typeof parsed === 'string' ? (parse(parsed) ?? parsed) : parsed
}

interface StatementReading {
  readonly statement: StatementFact | null
  readonly problem: string | null
}

function readStatement(element: unknown, n: number): StatementReading {
  if (!isObject(element)) return skipped('it is not an object')
  const effect = readEffect(own(element, 'Effect'))
  if (effect === null) return skipped('its effect is neither Allow nor Deny')

  const actions = eitherList(element, 'Action', 'NotAction')
  if (actions === null) return skipped('it has neither an Action nor a NotAction list of texts')
  const resources = eitherList(element, 'Resource', 'NotResource') ?? { values: [], isNegated: 0 }
  const hasResource = own(element, 'Resource') !== undefined || own(element, 'NotResource') !== undefined
  if (hasResource && resources.values.length === 0) return skipped('its resources are not a list of texts')

  const condition = readCondition(own(element, 'Condition'))
  if (condition === undefined) return skipped('its condition is not an object of objects')
  const { principals, problem } = principalsOf(element)
  const sid = own(element, 'Sid')
  return {
    problem,
    statement: {
      n,
      sid: typeof sid === 'string' ? sid : null,
      effect,
      actions: actions.values,
      uses_not_action: actions.isNegated,
      resources: resources.values,
      uses_not_resource: resources.isNegated,
      condition,
      covers_all_actions: flag(actions.isNegated === 0 && coversAllActions(actions.values)),
      covers_all_resources: flag(resources.isNegated === 0 && coversAllResources(resources.values)),
      principals
    }
  }
}

function principalsOf(element: object): {
  readonly principals: readonly PrincipalFact[]
  readonly problem: string | null
} {
  const named = own(element, 'Principal')
  if (named !== undefined) return readPrincipals(named, 0)
  const excepted = own(element, 'NotPrincipal')
  return excepted === undefined ? { principals: [], problem: null } : readPrincipals(excepted, 1)
}

function readEffect(value: unknown): 'Allow' | 'Deny' | null {
  if (typeof value !== 'string') return null
  const effect = value.trim().toLowerCase()
  return effect === 'allow' ? 'Allow' : effect === 'deny' ? 'Deny' : null
}

/** null: no condition, or one without any key, which limits nothing; undefined: not a condition. */
export function readCondition(value: unknown): Readonly<Record<string, unknown>> | null | undefined {
  if (value === undefined || value === null) return null
  if (!isObject(value)) return undefined
  const operators: unknown[] = Object.values(value)
  if (!operators.every(isObject)) return undefined
  return operators.some((operator) => Object.keys(operator).length > 0)
    ? (value as Readonly<Record<string, unknown>>)
    : null
}

interface EitherList {
  readonly values: readonly string[]
  readonly isNegated: Flag
}

function eitherList(element: object, name: string, negatedName: string): EitherList | null {
  const named = own(element, name)
  const values = named ?? own(element, negatedName)
  if (values === undefined) return null
  const list = listOf(values)
  if (list.length === 0 || !list.every((value) => typeof value === 'string')) return null
  return { values: list, isNegated: flag(named === undefined) }
}

function parse(text: string): unknown {
  const direct = parseJson(text)
  if (direct !== undefined) return direct
  const decoded = urlDecoded(text)
  return decoded === undefined ? undefined : parseJson(decoded)
}

function urlDecoded(text: string): string | undefined {
  try {
    return decodeURIComponent(text)
  } catch {
    return undefined
  }
}

function parseJson(text: string): unknown {
  if (nests(text)) return undefined
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** Whether a text opens more brackets at once than a policy ever does. */
function nests(text: string): boolean {
  let depth = 0
  let isInText = false
  for (let i = 0; i < text.length; i++) {
    const c = text[i]
    if (isInText && c === '\\') i++
    else if (c === '"') isInText = !isInText
    else if (!isInText && (c === '[' || c === '{') && ++depth > mostNesting) return true
    else if (!isInText && (c === ']' || c === '}')) depth--
  }
  return false
}

/** Reads own keys only: a document may hold `__proto__` or `constructor` as a key. */
function own(element: object, key: string): unknown {
  return Object.hasOwn(element, key) ? (element as Record<string, unknown>)[key] : undefined
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? (value as unknown[]) : [value]
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function flag(value: boolean): Flag {
  return value ? 1 : 0
}

function skipped(problem: string): StatementReading {
  return { statement: null, problem }
}

function unread(problem: string): DocumentFact {
  return { problem, statements: [] }
}
