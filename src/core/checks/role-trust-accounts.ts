/** ROLE-02: whether roles trust accounts that are neither the client's nor a known vendor's. */
import { limitsWho } from '../iam/condition.ts'
import type { Flag } from '../iam/facts.ts'
import { automatedCheck, exception, needsReview, pass } from './check.ts'
import { list } from './basis/sentence.ts'
import { isForAnyone } from './basis/statement.ts'
import { readTrust, roleTrusts, type TrustRow } from './basis/trust.ts'
import { vendorOf } from './basis/vendor-account.ts'

interface Row extends TrustRow {
  /** JSON list of the accounts trusted that the organization lists. */
  readonly organization_accounts: string
  /** 1 where the organization's list holds the account tested itself. */
  readonly is_listed: Flag
}

export default automatedCheck<Row>({
  id: 'role-trust-accounts',
  control: 'ROLE-02',
  topic: 'roles',
  severity: 'medium',
  scope: 'account',
  criterion: 'Roles trust accounts of the client and of known vendors only.',
  effect: 'Whoever owns a forgotten account of a former supplier, or of a stranger, can take the role.',
  recommendation:
    'Take accounts nobody can name out of the trust policies, and keep a list of the others with owner and purpose.',
  remediation: {
    console: 'IAM → Roles → the role → Trust relationships → Edit trust policy: remove the account.',
    cli: 'aws iam update-assume-role-policy --role-name ROLE --policy-document file://TRUST.json.',
    terraform: 'Remove the account from the principals of assume_role_policy.'
  },
  procedure: [
    'Take the accounts that the trust policies of all roles name, and leave out the own account and those of the organization.',
    'Accounts that vendors publish are named; see that the client has a contract with the vendor and an external id is asked for.',
    'Have the client name the owner and purpose of every other account.'
  ],
  needs: ['account-authorization-details.roles'],
  wants: ['organization-accounts'],
  parameters: [],
  columns: [
    { key: 'role_name', title: 'Role', type: 'text' },
    { key: 'trusted', title: 'Trusts', type: 'text' },
    { key: 'last_used_at', title: 'Last used', type: 'time' }
  ],
  population: `
    select
      trust.resource,
      trust.role_name,
      trust.trust_document_id,
      trust.document_problem,
      trust.statements,
      trust.trusted,
      trust.last_used_at,
      (
        select json_group_array(distinct org_account.id)
        from statement_principal as principal
        join org_account on org_account.id = principal.account_id
        where principal.document_id = trust.trust_document_id
      ) as organization_accounts,
      exists (select 1 from org_account where id = :account) as is_listed,
      trust.source_id,
      trust.line,
      trust.path
    from (${roleTrusts}) as trust`,
  whenEmpty: 'The account has no role.',
  test(row, { account, coverageOf }) {
    const { allows, doubt } = readTrust(row)
    const own = new Set([account, ...(JSON.parse(row.organization_accounts) as string[])])
    const named = allows.flatMap(({ principals }) =>
      principals.filter(({ type, negated }) => type === 'aws' && negated === 0)
    )
    const foreign = [...new Set(named.flatMap(({ account_id }) => account_id ?? []))].filter(
      (id) => !own.has(id)
    )
    const unknown = foreign.filter((id) => vendorOf(id) === null)
    const vendors = foreign.flatMap((id) => {
      const vendor = vendorOf(id)
      return vendor ? [`${id} (${vendor.vendor})`] : []
    })
    const nameless = named.filter(({ account_id }) => account_id === null).map(({ value }) => value)
    const open = allows.filter(isForAnyone)

    if (open.some(({ condition }) => !limitsWho(condition)))
      return exception(`Role ${row.role_name} trusts any principal, accounts nobody knows among them.`)
    if (unknown.length > 0)
      return row.is_listed === 1 && coverageOf('organization-accounts') === 'complete'
        ? exception(
            `Role ${row.role_name} trusts ${accounts(unknown)} outside the organization that no known vendor owns.`
          )
        : needsReview(
            `Role ${row.role_name} trusts ${accounts(unknown)}; without the organization's list of accounts nobody can tell whether they belong to the client. Ask for: aws organizations list-accounts.`
          )
    if (open.length > 0)
      return needsReview(
        `Role ${row.role_name} trusts any principal under a condition; judge which accounts that lets in.`
      )
    if (nameless.length > 0)
      return needsReview(
        `Role ${row.role_name} trusts ${list(nameless)}, the id of a deleted principal or one without an account; take it out or name its owner.`
      )
    if (doubt) return doubt
    if (vendors.length > 0)
      return pass(`Role ${row.role_name} trusts ${list(vendors)}; see that the vendor is under contract.`)
    return pass(`Role ${row.role_name} trusts no account outside the organization.`)
  }
})

function accounts(ids: readonly string[]): string {
  return `${ids.length === 1 ? 'account' : 'accounts'} ${list(ids)}`
}
