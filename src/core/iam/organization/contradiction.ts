/** Finds conditions that no request can meet, so that the statement they stand in never does anything. */
import { globMatches } from '../glob.ts'
import { entriesOf, operatorOf, type ConditionEntry, type Operator } from './condition-holds.ts'

interface Entry extends ConditionEntry {
  readonly read: Operator
}

/** Why a condition can never hold, in words that follow "its condition"; null where it can. */
export function contradictionIn(condition: Readonly<Record<string, unknown>> | null): string | null {
  const entries = entriesOf(condition).map((entry) => ({ ...entry, read: operatorOf(entry.operator) }))
  const byKey = Map.groupBy(entries, ({ key }) => key.toLowerCase())
  for (const [key, ofKey] of byKey) {
    const never = ofKey.find((entry) => isNeverMet(key, entry))
    if (never)
      return `asks that ${never.key} equals ${inQuotes(never.values)}, where ${never.operator} takes wildcards as letters`
    const clash = clashOf(ofKey)
    if (clash) return `asks for ${textOf(clash[0])} and for ${textOf(clash[1])} at once`
  }
  return null
}

/** No account, ARN, Region or organization has a wildcard in its name; a tag's value may. */
function isNeverMet(key: string, { values, read }: Entry): boolean {
  return (
    key.startsWith('aws:') &&
    !key.includes('tag') &&
    /^stringequals/.test(read.name) &&
    !read.isNegated &&
    read.set !== 'all' &&
    !read.isIfExists &&
    values.length > 0 &&
    values.every((value) => /[*?]/.test(value) && !value.includes('${'))
  )
}

function clashOf(entries: readonly Entry[]): readonly [Entry, Entry] | null {
  for (const [n, a] of entries.entries())
    for (const b of entries.slice(n + 1)) if (excludes(a, b) || excludes(b, a)) return [a, b]
  return null
}

/** Whether what `a` demands is what `b` forbids. Only keys of one value are judged. */
function excludes(a: Entry, b: Entry): boolean {
  if (a.read.set !== null || b.read.set !== null) return false
  if (a.read.name === 'null') {
    const mustLack = a.values.every((value) => value.toLowerCase() === 'true')
    if (b.read.name === 'null') return a.values.every((value) => !b.values.includes(value))
    return mustLack && !b.read.isNegated && !b.read.isIfExists
  }
  if (b.read.name === 'null' || a.read.isNegated || a.read.isIfExists) return false
  if (!comparable.has(a.read.name) || !comparable.has(b.read.name)) return false
  const literals = a.values.filter((value) => !/[*?]|\$\{/.test(value))
  if (literals.length !== a.values.length || literals.length === 0) return false
  if (b.values.some((value) => value.includes('${'))) return false
  const matches = (value: string) => b.values.some((pattern) => matchesOne(b.read.name, pattern, value))
  return b.read.isNegated ? literals.every(matches) : !literals.some(matches)
}

const comparable = new Set([
  'stringequals',
  'stringlike',
  'stringequalsignorecase',
  'arnequals',
  'arnlike',
  'bool'
])

function matchesOne(name: string, pattern: string, value: string): boolean {
  if (name === 'stringequals') return pattern === value
  if (name === 'stringequalsignorecase' || name === 'bool')
    return pattern.toLowerCase() === value.toLowerCase()
  return globMatches(pattern, value)
}

function textOf({ operator, key, values }: Entry): string {
  return `${operator} ${key} ${inQuotes(values)}`
}

function inQuotes(values: readonly string[]): string {
  return values.map((value) => `"${value}"`).join(', ')
}
