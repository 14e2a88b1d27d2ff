/** Trust policies of roles: one row a role with its statements as JSON, and what a statement lets whom do. */
import { statementCoversAction } from '../../iam/action-pattern.ts'
import { needsReview, type MemberRow, type Verdict } from '../check.ts'
import { statementsOf, type PrincipalStatement } from './statement.ts'

export interface TrustRow extends MemberRow {
  readonly role_name: string
  readonly trust_document_id: number | null
  readonly document_problem: string | null
  /** JSON list of `PrincipalStatement`. */
  readonly statements: string
  /** The principals named, comma-separated, for the grid. */
  readonly trusted: string | null
  readonly last_used_at: number | null
}

/** All roles of the account; service-linked ones trust a service of AWS alone and pass like any other. */
export const roleTrusts = `
    select
      role.arn as resource,
      role.name as role_name,
      role.trust_document_id,
      (select problem from policy_document where id = role.trust_document_id) as document_problem,
      ${statementsOf('role.trust_document_id')} as statements,
      (
        select group_concat(distinct value)
        from statement_principal
        where document_id = role.trust_document_id
      ) as trusted,
      role.last_used_at,
      role.source_id,
      role.line,
      role.path
    from iam_role as role
    where role.account_id = :account`

export interface Trust {
  /** Statements by which the role is taken. */
  readonly allows: readonly PrincipalStatement[]
  readonly denies: readonly PrincipalStatement[]
  /** The verdict where nothing else decides, because the policy is not there or not all of it can be read; else null. */
  readonly doubt: Verdict | null
}

/** Reads what of a trust policy is about taking the role. */
export function readTrust({ role_name, trust_document_id, document_problem, statements }: TrustRow): Trust {
  if (trust_document_id === null)
    return {
      allows: [],
      denies: [],
      doubt: needsReview(`Role ${role_name}: the export does not carry its trust policy.`)
    }
  const taking = (JSON.parse(statements) as PrincipalStatement[]).filter(isAboutTaking)
  return {
    allows: taking.filter(({ effect }) => effect === 'Allow'),
    denies: taking.filter(({ effect }) => effect === 'Deny'),
    doubt:
      document_problem === null
        ? null
        : needsReview(`Role ${role_name}: its trust policy cannot be relied on (${document_problem}).`)
  }
}

/** The actions that give a session of a role; tagging a session or naming its source alone give none (AWS STS reference). */
const takingActions = ['sts:AssumeRole', 'sts:AssumeRoleWithSAML', 'sts:AssumeRoleWithWebIdentity']

function isAboutTaking(statement: PrincipalStatement): boolean {
  return takingActions.some((action) => statementCoversAction(statement, action))
}
