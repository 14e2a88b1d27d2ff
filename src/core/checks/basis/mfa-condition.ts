/** What a condition on MFA does to three kinds of callers: with a long-lived key, with a session without MFA, with one that used it. */
import { readConditions, type ConditionClause } from '../../iam/statements/read-conditions.ts'
import type { PolicyStatement } from './policy-statement.ts'

/**
 * Calls signed with a long-lived key carry neither key of the request; sessions carry aws:MultiFactorAuthPresent always and
 * aws:MultiFactorAuthAge only where MFA was used (IAM User Guide: AWS global condition context keys).
 */
type Caller = 'key' | 'session' | 'mfa'

const presentKey = 'aws:multifactorauthpresent'
const ageKey = 'aws:multifactorauthage'

/** SQL: whether a statement, of a table named so, has a condition on MFA. */
export function asksForMfa(statement: string): string {
  return `exists (
          select 1
          from statement_condition
          where document_id = ${statement}.document_id
            and n = ${statement}.n
            and key in ('${presentKey}', '${ageKey}')
        )`
}

/** SQL: whether any statement of a document, its id given, has a condition on MFA. */
export function documentAsksForMfa(document: string): string {
  return `exists (
          select 1
          from statement_condition
          where document_id = ${document} and +key in ('${presentKey}', '${ageKey}')
        )`
}

/** SQL: a query of the documents of the account that have a condition on MFA, for `holdings`. */
export function documentsAskingForMfa(documents: string): string {
  return `
      select distinct document_id
      from statement_condition
      where key in ('${presentKey}', '${ageKey}') and document_id in (${documents})`
}

export interface MfaEffect {
  /** Callers without MFA that a requirement lets by: 'key', 'session' or both; none where it holds. */
  readonly gaps: readonly ('key' | 'session')[]
  /** Whether it is meant for callers without MFA alone: it allows, or denies, the wrong ones for a requirement. */
  readonly isInverted: boolean
  /** Condition keys beside those of MFA, which narrow the statement further. */
  readonly otherKeys: readonly string[]
}

/** Reads what a statement with a condition on MFA does; null for a statement without one. */
export function mfaEffectOf({ effect, condition }: PolicyStatement): MfaEffect | null {
  const clauses = readConditions(condition)
  const asking = clauses.filter(isAboutMfa)
  if (asking.length === 0) return null
  const meets = (caller: Caller) => asking.every((clause) => isMet(clause, caller))
  const withoutMfa = ['key', 'session'] as const
  return {
    gaps: withoutMfa.filter((caller) => meets(caller) === (effect === 'Allow')),
    isInverted: meets('mfa') !== (effect === 'Allow'),
    otherKeys: clauses
      .filter((clause) => !isAboutMfa(clause) && !sparesServices(clause))
      .map(({ written_key }) => written_key)
  }
}

/** The comparisons of a statement that are about MFA, as spelled: "Bool aws:MultiFactorAuthPresent false". */
export function mfaConditionInWords({ condition }: PolicyStatement): string {
  return Object.entries(condition ?? {})
    .flatMap(([operator, block]) =>
      Object.entries(block as Readonly<Record<string, unknown>>)
        .filter(([key]) => [presentKey, ageKey].includes(key.toLowerCase()))
        .map(([key, value]) => `${operator} ${key} ${[value].flat().join(' or ')}`)
    )
    .join(' and ')
}

function isAboutMfa({ key }: ConditionClause): boolean {
  return key === presentKey || key === ageKey
}

/** Calls a service makes on behalf of the caller carry no MFA; a requirement that spares them is whole all the same. */
function sparesServices({ key, operator, values }: ConditionClause): boolean {
  return key === 'aws:viaawsservice' && operator === 'bool' && values.every((value) => /^false$/i.test(value))
}

/** Seconds since a caller used MFA who has just done so. */
const freshAge = 60

function isMet({ key, operator, quantifier, if_exists, values }: ConditionClause, caller: Caller): boolean {
  const isPresent = key === ageKey ? caller === 'mfa' : caller !== 'key'
  if (operator === 'null') return values.some((value) => /^true$/i.test(value) !== isPresent)
  const isNegated = operator.includes('not')
  if (!isPresent) return if_exists === 1 || quantifier === 'forallvalues' || (isNegated && quantifier === '')
  const matches =
    key === ageKey
      ? values.some((value) => compare(operator.replace('not', ''), freshAge, Number(value)))
      : values.some((value) => value.toLowerCase() === (caller === 'mfa' ? 'true' : 'false'))
  return isNegated ? !matches : matches
}

function compare(operator: string, age: number, limit: number): boolean {
  if (operator === 'numericlessthan') return age < limit
  if (operator === 'numericlessthanequals') return age <= limit
  if (operator === 'numericgreaterthan') return age > limit
  if (operator === 'numericgreaterthanequals') return age >= limit
  return age === limit
}
