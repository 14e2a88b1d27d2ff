/** Statements of a trust or resource policy as its readers take them: whom each lets do what, under which condition. */
import type { Flag, PrincipalFact } from '../facts.ts'
import type { WrittenStatement } from '../written-document.ts'

export interface PrincipalStatement {
  /** `policy_statement.n` */
  readonly n: number
  readonly effect: string
  readonly actions: readonly string[]
  readonly uses_not_action: Flag
  readonly condition: Readonly<Record<string, unknown>> | null
  readonly principals: readonly PrincipalFact[]
}

/** The statements as a JSON list of `PrincipalStatement`; null where none names a principal, as in an identity policy. */
export function writePrincipalStatements(statements: readonly WrittenStatement[]): string | null {
  if (statements.every(({ principals }) => principals.length === 0)) return null
  const written = statements.map(
    ({ n, effect, actions, uses_not_action, condition, principals }) =>
      `{"n":${n},"effect":${JSON.stringify(effect)},"actions":${actions},"uses_not_action":${uses_not_action},"condition":${condition ?? 'null'},"principals":${JSON.stringify(principals)}}`
  )
  return `[${written.join()}]`
}
