/** Whose the accounts are that a trust policy names: the client's own, its organization's, a vendor's or a stranger's. */
import { isAccountId, isRootArn } from '../../iam/arn.ts'
import type { Flag } from '../../iam/facts.ts'
import type { TestContext } from '../check.ts'
import { list } from './sentence.ts'
import type { PrincipalStatement } from './statement.ts'
import { namedIn, roleTrustsWhere, type TrustRow } from './trust.ts'
import { vendorOf } from './vendor-account.ts'

/**
 * `own`: the account tested · `organization`: listed in the client's organization · `vendor`: published by a vendor as its own ·
 * `foreign`: in no list, and the organization's is whole · `unknown`: in no list, and the organization's was not received whole.
 */
export type AccountOwner = 'own' | 'organization' | 'vendor' | 'foreign' | 'unknown'

export interface AccountTrustRow extends TrustRow {
  /** JSON list of the accounts named that the organization lists. */
  readonly organization_accounts: string
  /** 1 where the organization's list holds the account tested itself. */
  readonly is_listed: Flag
}

/** The roles of the account that meet a condition over `role`, with what the organization's list says of the accounts they trust. */
export function accountTrustsWhere(condition: string): string {
  return trustsWithOwners(
    condition,
    `statement_principal as principal
        join org_account on org_account.id = principal.account_id
        where principal.document_id = role.trust_document_id`
  )
}

/** The same with the accounts that the conditions of the trust policy name. */
export function sourceTrustsWhere(condition: string): string {
  return trustsWithOwners(
    condition,
    `policy_statement as statement
        cross join org_account on instr(statement.condition, org_account.id) > 0
        where statement.document_id = role.trust_document_id and statement.condition is not null`
  )
}

function trustsWithOwners(condition: string, named: string): string {
  return roleTrustsWhere(
    condition,
    `(
        select json_group_array(distinct org_account.id)
        from ${named}
      ) as organization_accounts`,
    'exists (select 1 from org_account where id = :account) as is_listed'
  )
}

/** A condition over `principal`: another account, or one that may lie in another account. */
export const isFromOutside = `(
          principal.type = 'any'
          or principal.negated = 1
          or (principal.type = 'aws' and principal.account_id is not null and principal.account_id <> :account)
        )`

/** Says whose an account is, as far as the exports tell. */
export function ownersFor(
  row: Pick<AccountTrustRow, 'organization_accounts' | 'is_listed'>,
  { account, coverageOf }: TestContext
): (id: string) => AccountOwner {
  const organization = new Set(JSON.parse(row.organization_accounts) as string[])
  const isListWhole = row.is_listed === 1 && coverageOf('organization-accounts') === 'complete'
  return (id) => {
    if (id === account) return 'own'
    if (organization.has(id)) return 'organization'
    if (vendorOf(id)) return 'vendor'
    return isListWhole ? 'foreign' : 'unknown'
  }
}

/** The accounts whose principals a statement names, in whatever form. */
export function accountsTrusted(statement: PrincipalStatement): readonly string[] {
  return namedIn(statement, 'aws').flatMap(({ account_id }) => account_id ?? [])
}

/**
 * The accounts a statement names as a whole: `arn:aws:iam::444455556666:root` and `444455556666` are the same principal (AWS IAM
 * guide, principal element).
 */
export function wholeAccountsTrusted(statement: PrincipalStatement): readonly string[] {
  return namedIn(statement, 'aws')
    .filter(({ value }) => isAccountId(value) || isRootArn(value))
    .flatMap(({ account_id }) => account_id ?? [])
}

/** What to ask for where an account is `unknown`. */
export const askForAccounts =
  "without the organization's list of accounts nobody can tell whether they belong to the client. Ask for: aws organizations list-accounts."

/** "account 111122223333", "accounts 111122223333 and 464622532012 (Datadog)". */
export function accounts(ids: readonly string[]): string {
  const named = [...new Set(ids)].map((id) => {
    const vendor = vendorOf(id)
    return vendor ? `${id} (${vendor.vendor})` : id
  })
  return `${named.length === 1 ? 'account' : 'accounts'} ${list(named)}`
}
