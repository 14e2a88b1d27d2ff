/** The comparisons of all conditions of a document, each with its statement. */
import { readConditions, type ConditionClause } from '../read-conditions.ts'
import { cut, element, isRecord, type LintedDocument, type LintedStatement } from './lint.ts'

export interface LintedClause extends ConditionClause {
  readonly statement: LintedStatement
  /** All of the same statement: they must hold together. */
  readonly beside: readonly ConditionClause[]
}

export function* clausesOf({ statements }: LintedDocument): Generator<LintedClause> {
  for (const statement of statements) {
    const condition = element(statement.elements, 'Condition')
    if (!isRecord(condition)) continue
    const beside = readConditions(condition)
    for (const clause of beside) yield { ...clause, written_key: cut(clause.written_key), statement, beside }
  }
}

/** The operator as AWS spells it, with quantifier and IfExists: `ForAllValues:StringLikeIfExists`. */
export function operatorOf({ operator, quantifier, if_exists }: ConditionClause): string {
  const prefix = quantifier === '' ? '' : quantifier === 'forallvalues' ? 'ForAllValues:' : 'ForAnyValue:'
  return `${prefix}${operators.get(operator)?.written ?? operator}${if_exists === 1 ? 'IfExists' : ''}`
}

/** What an operator compares. */
export type Comparison = 'string' | 'numeric' | 'date' | 'bool' | 'binary' | 'ip' | 'arn' | 'null'

export interface Operator {
  readonly written: string
  readonly compares: Comparison
  readonly isNegated: boolean
  /** Whether `*` and `?` in its values are wildcards. */
  readonly takesPatterns: boolean
}

const comparisons: Readonly<Record<Comparison, readonly string[]>> = {
  string: [
    'StringEquals',
    'StringNotEquals',
    'StringEqualsIgnoreCase',
    'StringNotEqualsIgnoreCase',
    'StringLike',
    'StringNotLike'
  ],
  numeric: [
    'NumericEquals',
    'NumericNotEquals',
    'NumericLessThan',
    'NumericLessThanEquals',
    'NumericGreaterThan',
    'NumericGreaterThanEquals'
  ],
  date: [
    'DateEquals',
    'DateNotEquals',
    'DateLessThan',
    'DateLessThanEquals',
    'DateGreaterThan',
    'DateGreaterThanEquals'
  ],
  bool: ['Bool'],
  binary: ['BinaryEquals'],
  ip: ['IpAddress', 'NotIpAddress'],
  arn: ['ArnEquals', 'ArnLike', 'ArnNotEquals', 'ArnNotLike'],
  null: ['Null']
}

/** The operators of the policy language by name in lower case (IAM JSON policy elements: Condition operators). */
export const operators: ReadonlyMap<string, Operator> = new Map(
  (Object.entries(comparisons) as [Comparison, readonly string[]][]).flatMap(([compares, names]) =>
    names.map((written) => [
      written.toLowerCase(),
      {
        written,
        compares,
        isNegated: written.includes('Not'),
        takesPatterns: compares === 'arn' || written.endsWith('Like')
      }
    ])
  )
)
