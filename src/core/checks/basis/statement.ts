/** Statements of a trust or resource policy as one JSON column, and whether a statement is for just anyone. */
import type { PrincipalStatement } from '../../iam/statements/principal-statement.ts'
import type { DecidingStatement } from '../check.ts'

export type { PrincipalStatement } from '../../iam/statements/principal-statement.ts'

/** SQL for the statements of the document whose id the expression gives: a JSON list of `PrincipalStatement`. */
export function statementsOf(document: string): string {
  return `coalesce((select statements from document_trust where document_id = ${document}), '[]')`
}

/** Whether a statement is for just anyone: `*`, `{"AWS": "*"}`, and Allow with NotPrincipal, which means everyone else. */
export function isForAnyone({ principals }: PrincipalStatement): boolean {
  return principals.some(({ type, negated }) => type === 'any' || negated === 1)
}

/** These statements of a document as what decided a verdict. */
export function decidedBy(
  document: number | null,
  statements: readonly Pick<PrincipalStatement, 'n'>[]
): readonly DecidingStatement[] {
  return document === null ? [] : statements.map(({ n }) => ({ document, statement: n }))
}
