/** Reads a Condition block into its single comparisons. */

/** One comparison: an operator, a key and the values it is compared with; all comparisons of a statement must hold. */
export interface ConditionClause {
  /** In lower case, without quantifier and IfExists: `stringequals`. */
  readonly operator: string
  readonly quantifier: '' | 'forallvalues' | 'foranyvalue'
  readonly if_exists: 0 | 1
  readonly written_key: string
  /** In lower case: keys have no case (IAM User Guide: Condition operators). */
  readonly key: string
  readonly values: readonly string[]
}

/** The clauses of a condition in their order; values that are no texts are written as JSON. */
export function readConditions(
  condition: Readonly<Record<string, unknown>> | null
): readonly ConditionClause[] {
  return Object.entries(condition ?? {}).flatMap(([operator, block]) => {
    if (typeof block !== 'object' || block === null) return []
    const read = readOperator(operator)
    return Object.entries(block).map(([key, value]): ConditionClause => ({
      ...read,
      written_key: key,
      key: key.toLowerCase(),
      values: (Array.isArray(value) ? (value as unknown[]) : [value]).map(asText)
    }))
  })
}

/** Takes an operator apart: `ForAllValues:StringLikeIfExists`. */
export function readOperator(
  written: string
): Pick<ConditionClause, 'operator' | 'quantifier' | 'if_exists'> {
  const lower = written.toLowerCase()
  const colon = lower.indexOf(':')
  const quantifier = colon < 0 ? '' : lower.slice(0, colon)
  const isQuantifier = quantifier === 'forallvalues' || quantifier === 'foranyvalue'
  const rest = isQuantifier ? lower.slice(colon + 1) : lower
  const ifExists = rest.endsWith('ifexists')
  return {
    operator: ifExists ? rest.slice(0, -'ifexists'.length) : rest,
    quantifier: isQuantifier ? quantifier : '',
    if_exists: ifExists ? 1 : 0
  }
}

function asText(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value)
}
