/** Whether a condition holds for a request of which only some things are known: yes, no, or not to be told. */
import { globMatches } from '../glob.ts'

/** Three-valued: a policy element may hold, may not, or depends on what no file shows. */
export type Truth = 'yes' | 'no' | 'unknown'

/** What is known of a condition key in a request. */
export type ContextValue =
  | { readonly is: 'values'; readonly values: readonly string[] }
  | { readonly is: 'absent' }
  | { readonly is: 'unknown' }
  /** One of many values: whether all of them, or any of them, match a pattern. */
  | { readonly is: 'one-of'; readonly all: Match; readonly any: Match }

type Match = (matches: (value: string) => boolean, pattern: string) => boolean

/** By condition key in lower case. */
export type RequestContext = (key: string) => ContextValue

export const absent: ContextValue = { is: 'absent' }
export const unknown: ContextValue = { is: 'unknown' }
export function known(...values: readonly string[]): ContextValue {
  return { is: 'values', values }
}

/** One operator and key of a condition with its values, as a policy writes them. */
export interface ConditionEntry {
  readonly operator: string
  readonly key: string
  readonly values: readonly string[]
}

const entriesRead = new WeakMap<object, readonly ConditionEntry[]>()

/** The entries of a condition; all must hold. */
export function entriesOf(condition: Readonly<Record<string, unknown>> | null): readonly ConditionEntry[] {
  if (condition === null) return []
  let entries = entriesRead.get(condition)
  if (!entries) entriesRead.set(condition, (entries = readEntries(condition)))
  return entries
}

function readEntries(condition: Readonly<Record<string, unknown>>): readonly ConditionEntry[] {
  return Object.entries(condition).flatMap(([operator, block]) =>
    typeof block === 'object' && block !== null
      ? Object.entries(block).map(([key, value]) => ({ operator, key, values: textsOf(value) }))
      : []
  )
}

/** Whether all entries hold (IAM User Guide, "IAM JSON policy elements: Condition operators"). */
export function conditionHolds(
  condition: Readonly<Record<string, unknown>> | null,
  context: RequestContext
): Truth {
  return allOf(entriesOf(condition).map((entry) => entryHolds(entry, context)))
}

export function allOf(truths: readonly Truth[]): Truth {
  if (truths.includes('no')) return 'no'
  return truths.includes('unknown') ? 'unknown' : 'yes'
}

/**
 * Keys have no case. A missing key fails an operator that wants a match, and meets one that wants none, `…IfExists` and
 * `ForAllValues`. Values with policy variables cannot be told.
 */
export function entryHolds(entry: ConditionEntry, context: RequestContext): Truth {
  const { values } = entry
  const { key, operator } = readEntry(entry)
  const { name, isNegated, isIfExists, set } = operator
  const value = context(key)
  if (value.is === 'unknown') return 'unknown'
  if (name === 'null')
    return value.is === 'one-of'
      ? truthOf(values.includes('false'))
      : truthOf(values.includes(String(value.is === 'absent')))
  if (value.is === 'absent') return truthOf(set === 'any' ? false : isIfExists || set === 'all' || isNegated)
  const match = matchers[name]
  if (!match) return 'unknown'
  if (value.is === 'one-of') {
    const matched = anyOf(
      values.map((pattern) => {
        if (hasVariable(pattern)) return 'unknown'
        const matches = (one: string) => match(pattern, one)
        if (value.all(matches, pattern)) return 'yes'
        return value.any(matches, pattern) && !isLiteralMiss(name, pattern) ? 'unknown' : 'no'
      })
    )
    return isNegated ? not(matched) : matched
  }
  const judged = value.values.map((one) => {
    const matched = anyOf(
      values.map((pattern) => (hasVariable(pattern) ? 'unknown' : truthOf(match(pattern, one))))
    )
    return isNegated ? not(matched) : matched
  })
  return set === 'any' || (set === null && !isNegated) ? anyOf(judged) : allOf(judged)
}

interface ReadEntry {
  /** In lower case. */
  readonly key: string
  readonly operator: Operator
}

const read = new WeakMap<ConditionEntry, ReadEntry>()

function readEntry(entry: ConditionEntry): ReadEntry {
  let found = read.get(entry)
  if (!found) {
    found = { key: entry.key.toLowerCase(), operator: operatorOf(entry.operator) }
    read.set(entry, found)
  }
  return found
}

export interface Operator {
  /** In lower case, without set, `Not` and `IfExists`. */
  readonly name: string
  readonly isNegated: boolean
  readonly isIfExists: boolean
  readonly set: 'all' | 'any' | null
}

export function operatorOf(operator: string): Operator {
  const [before = '', after] = operator.toLowerCase().split(':')
  const full = after ?? before
  const isIfExists = full.endsWith('ifexists')
  const bare = isIfExists ? full.slice(0, -'ifexists'.length) : full
  const isNegated = /^(string|arn|numeric|date)not|^notip/.test(bare)
  return {
    name: isNegated ? bare.replace('not', '') : bare,
    isNegated,
    isIfExists,
    set: after === undefined ? null : before === 'forallvalues' ? 'all' : 'any'
  }
}

type Matcher = (pattern: string, value: string) => boolean

/** Numbers, dates and addresses are in no request that files describe. */
const matchers: Readonly<Record<string, Matcher | undefined>> = {
  stringequals: (pattern, value) => pattern === value,
  stringequalsignorecase: (pattern, value) => pattern.toLowerCase() === value.toLowerCase(),
  stringlike: globMatches,
  arnequals: arnMatches,
  arnlike: arnMatches,
  bool: (pattern, value) => pattern.toLowerCase() === value.toLowerCase()
}

/** ARN operators compare the six parts each for itself, all with wildcards. */
function arnMatches(pattern: string, value: string): boolean {
  const patterns = partsOf(pattern)
  const parts = partsOf(value)
  return patterns.length === parts.length && patterns.every((part, i) => globMatches(part, parts[i] ?? ''))
}

function partsOf(arn: string): readonly string[] {
  const parts = arn.split(':')
  return parts.length <= 6 ? parts : [...parts.slice(0, 5), parts.slice(5).join(':')]
}

/** `StringEquals` takes wildcards as letters, which no name has. */
function isLiteralMiss(name: string, pattern: string): boolean {
  return name.startsWith('stringequals') && /[*?]/.test(pattern)
}

function hasVariable(pattern: string): boolean {
  return pattern.includes('${')
}

function anyOf(truths: readonly Truth[]): Truth {
  if (truths.includes('yes')) return 'yes'
  return truths.includes('unknown') ? 'unknown' : 'no'
}

function not(truth: Truth): Truth {
  return truth === 'unknown' ? truth : truthOf(truth === 'no')
}

function truthOf(holds: boolean): Truth {
  return holds ? 'yes' : 'no'
}

function textsOf(value: unknown): readonly string[] {
  return (Array.isArray(value) ? (value as unknown[]) : [value]).map(String)
}
