/** Statements of a policy as a JSON column, and the words for them in a verdict. */
import { globMatches } from '../../iam/glob.ts'
import type { Flag } from '../../iam/facts.ts'
import { list } from './sentence.ts'

export interface PolicyStatement {
  /** `policy_statement.n` */
  readonly n: number
  readonly effect: 'Allow' | 'Deny'
  readonly actions: readonly string[]
  readonly uses_not_action: Flag
  readonly resources: readonly string[]
  readonly uses_not_resource: Flag
  readonly covers_all_actions: Flag
  readonly covers_all_resources: Flag
  readonly condition: Readonly<Record<string, unknown>> | null
}

/** SQL: the pairs of a `json_object` that is a `PolicyStatement`, for the row of `policy_statement` named `statement`. */
export const statementPairs = `
            'n', statement.n,
            'effect', statement.effect,
            'actions', json(statement.actions),
            'uses_not_action', statement.uses_not_action,
            'resources', json(statement.resources),
            'uses_not_resource', statement.uses_not_resource,
            'covers_all_actions', statement.covers_all_actions,
            'covers_all_resources', statement.covers_all_resources,
            'condition', json(statement.condition)`

/** SQL: the statements of a policy that a condition over `statement` picks, as a JSON list of `PolicyStatement`. */
export function statementsWhere(condition: string, document = 'policy.document_id'): string {
  return `(
        select json_group_array(
          json_object(${statementPairs}
          )
          order by statement.n
        )
        from policy_statement as statement
        where statement.document_id = ${document} and ${condition}
      )`
}

/** SQL: whether a statement has no condition. */
export function isUnconditional(statement: string): string {
  return `coalesce(${statement}.condition, '{}') = '{}'`
}

/** Whether nothing but action and resource decides. */
export function isFree({ condition }: Pick<PolicyStatement, 'condition'>): boolean {
  return condition === null || Object.keys(condition).length === 0
}

/** Every action on every resource: what LP-01, LP-02 and LP-03 test, so that other checks leave it to them. */
export function allowsAll(statement: PolicyStatement): boolean {
  return (
    statement.effect === 'Allow' &&
    statement.covers_all_actions === 1 &&
    statement.uses_not_action === 0 &&
    statement.covers_all_resources === 1 &&
    statement.uses_not_resource === 0
  )
}

/** "statement 2", "statements 1 and 3", counted from one as a reader counts. */
export function numbersOf(statements: readonly Pick<PolicyStatement, 'n'>[]): string {
  const numbers = [...new Set(statements.map(({ n }) => n))].sort((a, b) => a - b).map((n) => `${n + 1}`)
  return `${numbers.length === 1 ? 'statement' : 'statements'} ${list(numbers)}`
}

/** The patterns of statements that are wider than the actions they are said to allow: "iam:*"; '' where none is. */
export function writtenAs(statements: readonly PolicyStatement[], actions: readonly string[]): string {
  const patterns = statements.flatMap((statement) =>
    statement.uses_not_action === 1
      ? [`NotAction ${list(statement.actions)}`]
      : statement.actions.filter(
          (pattern) =>
            /[*?]/.test(pattern) &&
            actions.some((action) => globMatches(pattern.toLowerCase(), action.toLowerCase()))
        )
  )
  return patterns.length === 0 ? '' : list([...new Set(patterns)])
}

/** The condition keys of statements, as spelled: "aws:SourceIp and aws:PrincipalOrgID". */
export function conditionKeys(statements: readonly PolicyStatement[]): string {
  const keys = statements.flatMap(({ condition }) =>
    Object.values(condition ?? {}).flatMap((block) =>
      typeof block === 'object' && block !== null ? Object.keys(block) : []
    )
  )
  return list([...new Set(keys)])
}
