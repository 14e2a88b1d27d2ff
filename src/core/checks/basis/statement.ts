/** Statements of a trust or resource policy as one JSON column, and whether a statement is for just anyone. */
import type { Flag, PrincipalFact } from '../../iam/facts.ts'

export interface PrincipalStatement {
  readonly effect: string
  readonly actions: readonly string[]
  readonly uses_not_action: Flag
  readonly condition: Readonly<Record<string, unknown>> | null
  readonly principals: readonly PrincipalFact[]
}

/** SQL for the statements of the document whose id the expression gives: a JSON list of `PrincipalStatement`. */
export function statementsOf(document: string): string {
  return `(
        select json_group_array(
          json_object(
            'effect', statement.effect,
            'actions', json(statement.actions),
            'uses_not_action', statement.uses_not_action,
            'condition', json(statement.condition),
            'principals', json((
              select json_group_array(
                json_object('type', type, 'negated', negated, 'value', value, 'account_id', account_id)
                order by m
              )
              from statement_principal
              where document_id = statement.document_id and n = statement.n
            ))
          )
          order by statement.n
        )
        from policy_statement as statement
        where statement.document_id = ${document}
      )`
}

/** Whether a statement is for just anyone: `*`, `{"AWS": "*"}`, and Allow with NotPrincipal, which means everyone else. */
export function isForAnyone({ principals }: PrincipalStatement): boolean {
  return principals.some(({ type, negated }) => type === 'any' || negated === 1)
}
