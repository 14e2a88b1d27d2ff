/** Says whether a trust statement asks whoever takes the role for an external id or for MFA. */
import { comparisonOf, failsWhereAbsent, isChosen } from './condition.ts'
import { hasWildcard } from './glob.ts'
import { readConditions, type ConditionClause } from './statements/read-conditions.ts'

type Condition = Readonly<Record<string, unknown>> | null

/**
 * The external ids a statement accepts, where it accepts no call without one; else none. A wildcard alone, `…IfExists` and an
 * exclusion ask for nothing (AWS IAM guide, access to AWS accounts owned by third parties).
 */
export function externalIdsOf(condition: Condition): readonly string[] {
  return readConditions(condition).find(asksForExternalId)?.values ?? []
}

/**
 * Whether a statement accepts only calls signed in with MFA. `BoolIfExists` does not: an access key used without MFA carries no
 * `aws:MultiFactorAuthPresent` at all (AWS IAM guide, AWS global condition context keys).
 */
export function asksForMfa(condition: Condition): boolean {
  return readConditions(condition).some(
    (clause) =>
      failsWhereAbsent(clause) &&
      ((clause.key === 'aws:multifactorauthpresent' && isSaid(clause, ['bool', 'stringequals'], 'true')) ||
        (clause.key === 'aws:multifactorauthage' && clause.operator.startsWith('numericlessthan')))
  )
}

/** Whether the condition of a Deny turns away every call without the external id it names. */
export function refusesWithoutExternalId(condition: Condition): boolean {
  return isOnly(
    condition,
    ({ key, operator, values }) =>
      key === 'sts:externalid' &&
      ['stringnotequals', 'stringnotequalsignorecase', 'stringnotlike'].includes(operator) &&
      values.some(isChosen)
  )
}

/** Whether the condition of a Deny turns away every call without MFA; `Bool` alone lets calls pass that carry no such key. */
export function refusesWithoutMfa(condition: Condition): boolean {
  return isOnly(
    condition,
    (clause) =>
      clause.key === 'aws:multifactorauthpresent' &&
      clause.if_exists === 1 &&
      isSaid(clause, ['bool', 'stringequals'], 'false')
  )
}

function asksForExternalId(clause: ConditionClause): boolean {
  const comparison = comparisonOf(clause)
  return (
    clause.key === 'sts:externalid' &&
    comparison !== null &&
    failsWhereAbsent(clause) &&
    clause.values.length > 0 &&
    clause.values.every((value) =>
      comparison === 'pattern' && hasWildcard(value) ? isChosen(value) : value !== ''
    )
  )
}

function isSaid(
  { operator, values }: ConditionClause,
  operators: readonly string[],
  wanted: string
): boolean {
  return (
    operators.includes(operator) &&
    values.length > 0 &&
    values.every((value) => value.toLowerCase() === wanted)
  )
}

/** A Deny applies only where all of its clauses hold, so that one beside another refuses less. */
function isOnly(condition: Condition, meets: (clause: ConditionClause) => boolean): boolean {
  const [clause, ...others] = readConditions(condition)
  return clause !== undefined && others.length === 0 && meets(clause)
}
