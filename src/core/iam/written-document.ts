/** Reads a policy document into statements as they are stored: lists and conditions as JSON text, taken from the document where it is compact. */
import { coversAllActions, coversAllResources } from './action-pattern.ts'
import type { Flag, PrincipalFact, StatementFact } from './facts.ts'
import { readCondition, readPolicyDocument } from './policy-document.ts'
import { readPrincipals } from './principal.ts'

/** A statement whose lists and condition are the JSON text of what `StatementFact` holds. */
export interface WrittenStatement extends Omit<StatementFact, 'actions' | 'resources' | 'condition'> {
  readonly actions: string
  readonly resources: string
  readonly condition: string | null
}

export interface WrittenDocument {
  readonly problem: string | null
  readonly statements: readonly WrittenStatement[]
}

/** The same as `readPolicyDocument`, written out; a document of the usual form is not parsed for it. */
export function writePolicyDocument(text: string): WrittenDocument {
  const statements = compactStatements(text)
  if (statements !== null) return { problem: null, statements }
  const read = readPolicyDocument(text)
  return {
    problem: read.problem,
    statements: read.statements.map((statement) => ({
      ...statement,
      actions: JSON.stringify(statement.actions),
      resources: JSON.stringify(statement.resources),
      condition: statement.condition && JSON.stringify(statement.condition)
    }))
  }
}

/** In a text without these every quote opens or closes a text, and a text is its own JSON. */
// eslint-disable-next-line no-control-regex
const unusual = /[\\\u0000-\u001f\ud800-\udfff]/

const mostCharacters = 1 << 20
/** A pattern that may reach an action of a service beginning with "a": without one of these no list reaches every action. */
const broadAction = /"(?:a[^"*?]*)?[*?]/i
/** A pattern with a wildcard no later than in its service: without one of these no list reaches every resource. */
const broadResource = /"(?:arn:(?:[^":*?]*:)?)?[^":*?]*[*?]/

/** Far deeper than any condition or principal, and less than `readPolicyDocument` takes. */
const mostNesting = 16

/**
 * The statements of a document in compact JSON with no key but those of the policy grammar, each once; null for any other text, also
 * one that is no policy at all.
 */
function compactStatements(text: string): readonly WrittenStatement[] | null {
  if (text.length > mostCharacters || !text.startsWith('{"') || unusual.test(text)) return null
  let statements: readonly WrittenStatement[] | null = null
  let at = 1
  for (;;) {
    const value = afterKey(text, at)
    if (value === 0) return null
    if (text.startsWith('"Statement":[{', at)) {
      if (statements !== null) return null
      const list: WrittenStatement[] = []
      at = readStatements(text, value + 1, list)
      statements = list
    } else if (text.startsWith('"Version":', at) || text.startsWith('"Id":', at)) {
      at = afterText(text, value)
    } else {
      return null
    }
    if (at === 0) return null
    if (text[at] === '}') return at + 1 === text.length ? statements : null
    if (text[at++] !== ',') return null
  }
}

/** Reads the members of a list and answers where it ends; 0 where it is not as expected. */
function readStatements(text: string, from: number, list: WrittenStatement[]): number {
  for (let at = from; ; at++) {
    at = readStatement(text, at, list)
    if (at === 0) return 0
    if (text[at] === ']') return at + 1
    if (text[at] !== ',') return 0
  }
}

function readStatement(text: string, from: number, list: WrittenStatement[]): number {
  let sid: string | null = null
  let effect: 'Allow' | 'Deny' | null = null
  let actions: string | null = null
  let usesNotAction: Flag = 0
  let resources: string | null = null
  let usesNotResource: Flag = 0
  let condition: string | null = null
  let hasCondition = false
  let principals: readonly PrincipalFact[] | null = null

  if (text[from] !== '{') return 0
  for (let at = from + 1; ; at++) {
    const value = afterKey(text, at)
    if (value === 0) return 0
    const key = text.slice(at + 1, value - 2)
    if (key === 'Action' || key === 'NotAction') {
      at = afterTexts(text, value)
      if (at === 0 || actions !== null) return 0
      actions = asList(text, value, at)
      usesNotAction = key === 'Action' ? 0 : 1
    } else if (key === 'Resource' || key === 'NotResource') {
      at = afterTexts(text, value)
      if (at === 0 || resources !== null) return 0
      resources = asList(text, value, at)
      usesNotResource = key === 'Resource' ? 0 : 1
    } else if (key === 'Effect') {
      if (effect !== null) return 0
      if (text.startsWith('"Allow"', value)) effect = 'Allow'
      else if (text.startsWith('"Deny"', value)) effect = 'Deny'
      else return 0
      at = value + effect.length + 2
    } else if (key === 'Sid') {
      at = afterText(text, value)
      if (at === 0 || sid !== null) return 0
      sid = text.slice(value + 1, at - 1)
    } else if (key === 'Principal' || key === 'NotPrincipal') {
      at = afterValue(text, value)
      const parsed = parse(text.slice(value, at))
      if (parsed === undefined || principals !== null) return 0
      const read = readPrincipals(parsed, key === 'Principal' ? 0 : 1)
      if (read.problem !== null) return 0
      principals = read.principals
    } else if (key === 'Condition') {
      at = afterValue(text, value)
      const parsed = parse(text.slice(value, at))
      const read = readCondition(parsed)
      if (parsed === undefined || read === undefined || hasCondition) return 0
      hasCondition = true
      condition = read && JSON.stringify(read)
    } else {
      return 0
    }
    if (text[at] === '}') {
      if (effect === null || actions === null) return 0
      list.push({
        n: list.length,
        sid,
        effect,
        actions,
        uses_not_action: usesNotAction,
        resources: resources ?? '[]',
        uses_not_resource: usesNotResource,
        condition,
        covers_all_actions:
          usesNotAction === 0 && broadAction.test(actions) && coversAllActions(texts(actions)) ? 1 : 0,
        covers_all_resources:
          resources !== null &&
          usesNotResource === 0 &&
          broadResource.test(resources) &&
          coversAllResources(texts(resources))
            ? 1
            : 0,
        principals: principals ?? []
      })
      return at + 1
    }
    if (text[at] !== ',') return 0
  }
}

/** Where the value begins whose key begins here. */
function afterKey(text: string, at: number): number {
  const end = afterText(text, at)
  return end > 0 && text[end] === ':' ? end + 1 : 0
}

function afterText(text: string, at: number): number {
  return text[at] === '"' ? text.indexOf('"', at + 1) + 1 : 0
}

/** A text, or a list of at least one. */
function afterTexts(text: string, from: number): number {
  if (text[from] !== '[') return afterText(text, from)
  for (let at = from + 1; ; at++) {
    at = afterText(text, at)
    if (at === 0) return 0
    if (text[at] === ']') return at + 1
    if (text[at] !== ',') return 0
  }
}

/** Where brackets that open here are closed, or a text ends; what stands between is not looked at. */
function afterValue(text: string, from: number): number {
  let depth = 0
  for (let at = from; at < text.length; at++) {
    const c = text[at]
    if (c === '"') {
      at = text.indexOf('"', at + 1)
      if (at < 0) return 0
    } else if (c === '{' || c === '[') {
      if (++depth > mostNesting) return 0
    } else if (c === '}' || c === ']') {
      depth--
    }
    if (depth === 0) return at + 1
  }
  return 0
}

function asList(text: string, from: number, to: number): string {
  return text[from] === '[' ? text.slice(from, to) : `[${text.slice(from, to)}]`
}

function texts(list: string): readonly string[] {
  return JSON.parse(list) as readonly string[]
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown
  } catch {
    return undefined
  }
}
