/** Finds conditions that limit nothing, or that can never be met, whatever the request. */
import { allows, quote, variable, type Lint, type LintedDocument } from './lint.ts'
import { clausesOf, operatorOf, operators, type LintedClause } from './clauses.ts'
import { alwaysPresent } from './global-keys.ts'
import { typeOfKey } from './key-type.ts'

type Truth = 'always-true' | 'true-when-present' | 'true-when-absent' | 'never-true' | 'literal-wildcard'

/**
 * Rules `always-true` and `always-true-deny` (met by every request), `true-when-present` (by every one that carries the key), `true-when-absent` (Allow:
 * by every one that lacks it), `never-true` and `literal-wildcard` (by none) (IAM JSON policy elements: Condition operators; Set operators for multivalued context keys).
 */
export function* lintConditionTruth(document: LintedDocument): Generator<Lint> {
  for (const clause of clausesOf(document)) {
    const found = truthOf(clause)
    if (found === null) continue
    const { n, name } = clause.statement
    const isDenied = !allows(clause.statement)
    if (isDenied && found.truth === 'true-when-absent') continue
    yield {
      rule: isDenied && found.truth === 'always-true' ? 'always-true-deny' : found.truth,
      n,
      detail: `${name} has the condition ${operatorOf(clause)} ${clause.written_key} ${valuesOf(clause)}, ${found.why}`
    }
  }
}

interface Found {
  readonly truth: Truth
  readonly why: string
}

function truthOf(clause: LintedClause): Found | null {
  const known = operators.get(clause.operator)
  if (!known || known.compares === 'null') return null
  const isAlwaysThere = alwaysPresent.has(clause.key)
  if (matchesEverything(clause)) {
    if (known.isNegated)
      return isAlwaysThere
        ? { truth: 'never-true', why: 'which no request meets' }
        : { truth: 'never-true', why: 'which no request meets that carries the key' }
    if (
      isAlwaysThere ||
      clause.if_exists === 1 ||
      clause.quantifier === 'forallvalues' ||
      isEverywhere(clause)
    )
      return { truth: 'always-true', why: 'which every request meets' }
    // `*` is how a policy asks whether there is a tag.
    if (/tags?\//.test(clause.key)) return null
    return { truth: 'true-when-present', why: 'which every request meets that carries the key' }
  }
  if (!known.takesPatterns && known.compares === 'string' && clause.values.some(isPattern))
    return {
      truth: 'literal-wildcard',
      why: 'whose wildcard is an ordinary character under this operator'
    }
  return absenceOf(clause, known.isNegated)
}

/** A list of one wildcard, both truths, or all of the internet. */
function matchesEverything({ operator, values }: LintedClause): boolean {
  const known = operators.get(operator)
  if (known?.takesPatterns)
    return values.some(
      (value) => /^\*+$/.test(value) || (known.compares === 'arn' && /^arn(?::\*){4,}$/.test(value))
    )
  if (known?.compares === 'bool')
    return ['true', 'false'].every((truth) => values.some((value) => value.toLowerCase() === truth))
  return known?.compares === 'ip' && isAllAddresses(values)
}

/** Requests from the internet come from IPv4 or IPv6; either whole range is no limit to those who choose it. */
function isAllAddresses(values: readonly string[]): boolean {
  const ranges = new Set(values.map((value) => value.trim()))
  return (
    values.some((value) => /^[\da-f.:]+\/0$/i.test(value.trim())) ||
    (ranges.has('0.0.0.0/1') && ranges.has('128.0.0.0/1')) ||
    (ranges.has('::/1') && ranges.has('8000::/1'))
  )
}

/** The address is there in all requests but those that come through a VPC endpoint. */
function isEverywhere({ key }: LintedClause): boolean {
  return key === 'aws:sourceip'
}

/** A wildcard outside of a variable; `*` alone is judged elsewhere as a pattern would be. */
function isPattern(value: string): boolean {
  return /[*?]/.test(value.replaceAll(variable, '')) && !/^https?:/.test(value)
}

/** MFA keys have checks of their own. */
function absenceOf(clause: LintedClause, isNegated: boolean): Found | null {
  const { key, if_exists, quantifier, beside } = clause
  if (isNegated || alwaysPresent.has(key) || key.startsWith('aws:multifactorauth')) return null
  const isGuarded = beside.some(
    (other) =>
      (other.key === key &&
        ((other.operator === 'null' && other.values.every((value) => value.toLowerCase() === 'false')) ||
          (other.if_exists === 0 && other.quantifier !== 'forallvalues' && other.operator !== 'null'))) ||
      // A request that must carry a tag carries the list of its keys too.
      (key === 'aws:tagkeys' && other.key.startsWith('aws:requesttag/') && other.if_exists === 0)
  )
  if (isGuarded) return null
  if (if_exists === 1)
    return { truth: 'true-when-absent', why: 'which every request meets that lacks the key' }
  // Of a key with one value `quantifier-single` tells the same.
  if (quantifier === 'forallvalues' && typeOfKey(key)?.startsWith('ArrayOf'))
    return {
      truth: 'true-when-absent',
      why: 'which every request meets that lacks the key, as nothing guards it'
    }
  return null
}

function valuesOf({ values }: LintedClause): string {
  const shown = values.slice(0, 3).map(quote).join(', ')
  return values.length > 3 ? `${shown}, …` : shown
}
