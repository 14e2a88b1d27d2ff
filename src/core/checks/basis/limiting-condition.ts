/** Whether a condition plainly limits a statement to the values it names for a key. */
import { readConditions } from '../../iam/statements/read-conditions.ts'

const equalities = new Set(['stringequals', 'stringequalsignorecase', 'stringlike', 'arnequals', 'arnlike'])

/**
 * The values a statement is limited to for a key that every such request carries; none where the condition does not limit it, or
 * where a value is a wildcard for everything (IAM User Guide: Condition operators).
 */
export function limitedTo(
  condition: Readonly<Record<string, unknown>> | null,
  key: string
): readonly string[] {
  const clause = readConditions(condition).find(
    (candidate) => candidate.key === key.toLowerCase() && equalities.has(candidate.operator)
  )
  return clause && clause.values.every((value) => /[^*?]/.test(value)) ? clause.values : []
}
