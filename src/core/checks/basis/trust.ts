/** Trust policies of roles: one row a role with its statements as JSON, and what a statement lets whom do. */
import { statementCoversAction } from '../../iam/action-pattern.ts'
import { needsReview, type MemberRow, type Verdict } from '../check.ts'
import { statementsOf, type PrincipalStatement } from './statement.ts'
import { isUnread } from './unread-document.ts'

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
export const roleTrusts = roleTrustsWhere('true')

/** The roles of the account that meet a condition over `role`, with what further columns a check needs of them. */
export function roleTrustsWhere(condition: string, ...columns: readonly string[]): string {
  return `
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
      role.last_used_at,${columns.map((column) => `\n      ${column},`).join('')}
      role.source_id,
      role.line,
      role.path
    from iam_role as role
    where role.account_id = :account and ${condition}`
}

/**
 * SQL: whether the trust policy of `role` names such a principal (a condition over `principal`), or may: where it is not in the
 * export or cannot be read whole, the role stays in the population and is judged undecided.
 */
export function mayTrust(principal: string): string {
  return `(
      role.trust_document_id is null
      or exists (select 1 from policy_document where id = role.trust_document_id and problem is not null)
      or exists (
        select 1
        from statement_principal as principal
        where principal.document_id = role.trust_document_id and ${principal}
      )
    )`
}

/** SQL over `member`, a `TrustRow`: the same of the rows of a population, for `suspects`. */
export function mayName(principal: string): string {
  return `(
    ${isUnread('member.trust_document_id')}
    or exists (
      select 1
      from statement_principal as principal
      where principal.document_id = member.trust_document_id and ${principal}
    )
  )`
}

export interface Trust {
  /** Statements by which the role is taken. */
  readonly allows: readonly PrincipalStatement[]
  readonly denies: readonly PrincipalStatement[]
  /** The verdict where nothing else decides, because the policy is not there or not all of it can be read; else null. */
  readonly doubt: Verdict | null
}

type TrustColumns = Pick<TrustRow, 'role_name' | 'trust_document_id' | 'document_problem' | 'statements'>

/** The actions that give a session of a role; tagging a session or naming its source alone give none (AWS STS reference). */
export const takingActions = [
  'sts:AssumeRole',
  'sts:AssumeRoleWithSAML',
  'sts:AssumeRoleWithWebIdentity'
] as const

/** Reads what of a trust policy is about taking the role, or about the actions given. */
export function readTrust(row: TrustColumns, actions: readonly string[] = takingActions): Trust {
  const { role_name, trust_document_id, document_problem, statements } = row
  if (trust_document_id === null)
    return {
      allows: [],
      denies: [],
      doubt: needsReview(`Role ${role_name}: the export does not carry its trust policy.`)
    }
  const about = parseStatements(statements).filter((statement) =>
    actions.some((action) => statementCoversAction(statement, action))
  )
  return {
    allows: about.filter(({ effect }) => effect === 'Allow'),
    denies: about.filter(({ effect }) => effect === 'Deny'),
    doubt:
      document_problem === null
        ? null
        : needsReview(`Role ${role_name}: its trust policy cannot be relied on (${document_problem}).`)
  }
}

const parsed = new Map<string, readonly PrincipalStatement[]>()
const mostParsed = 1000

/** Many roles share a trust policy, and many controls read it. */
function parseStatements(text: string): readonly PrincipalStatement[] {
  let statements = parsed.get(text)
  if (!statements) {
    statements = JSON.parse(text) as PrincipalStatement[]
    if (parsed.size === mostParsed) parsed.clear()
    parsed.set(text, statements)
  }
  return statements
}

/** What a statement names as principals of a kind; those that `NotPrincipal` leaves out are none. */
export function namedIn(
  { principals }: PrincipalStatement,
  type: PrincipalStatement['principals'][number]['type']
): readonly PrincipalStatement['principals'][number][] {
  return principals.filter((principal) => principal.type === type && principal.negated === 0)
}
