/** ROLE-02: whether roles trust accounts that are neither the client's nor a known vendor's. */
import { limitsWho } from '../iam/condition.ts'
import { automatedCheck, exception, needsReview, pass } from './check.ts'
import { list } from './basis/sentence.ts'
import { decidedBy, isForAnyone, type PrincipalStatement } from './basis/statement.ts'
import {
  accounts,
  accountsTrusted,
  accountTrustsWhere,
  askForAccounts,
  ownersFor,
  type AccountTrustRow
} from './basis/trust-account.ts'
import { namedIn, readTrust, mayName } from './basis/trust.ts'

export default automatedCheck<AccountTrustRow>({
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
  limits: [
    'Only the accounts named are judged, not who in them may take the role.',
    'The list of accounts that vendors publish is that of the day it was looked through.'
  ],
  sources: [
    'IAM User Guide: AWS JSON policy elements: Principal',
    'IAM User Guide: Access to AWS accounts owned by third parties'
  ],
  needs: ['account-authorization-details.roles'],
  wants: ['organization-accounts'],
  parameters: [],
  columns: [
    { key: 'role_name', title: 'Role', type: 'text' },
    { key: 'trusted', title: 'Trusts', type: 'text' },
    { key: 'last_used_at', title: 'Last used', type: 'time' }
  ],
  population: accountTrustsWhere('true'),
  suspects: mayName(`(
      principal.type = 'any'
      or principal.negated = 1
      or (principal.type = 'aws' and coalesce(principal.account_id, '') <> :account)
    )`),
  whenEmpty: 'The account has no role.',
  test(row, context) {
    const { allows, doubt } = readTrust(row)
    const ownerOf = ownersFor(row, context)
    const trusted = allows.flatMap(accountsTrusted)
    const by = (isMeant: (statement: PrincipalStatement) => boolean) =>
      decidedBy(row.trust_document_id, allows.filter(isMeant))
    const byOwner = (owner: string) =>
      by((statement) => accountsTrusted(statement).some((id) => ownerOf(id) === owner))
    const foreign = trusted.filter((id) => ownerOf(id) === 'foreign')
    const unknown = trusted.filter((id) => ownerOf(id) === 'unknown')
    const vendors = trusted.filter((id) => ownerOf(id) === 'vendor')
    const nameless = allows
      .flatMap((statement) => namedIn(statement, 'aws'))
      .filter(({ account_id }) => account_id === null)
      .map(({ value }) => value)
    const open = allows.filter(isForAnyone)

    if (open.some(({ condition }) => !limitsWho(condition)))
      return exception(
        `Role ${row.role_name} trusts any principal, accounts nobody knows among them.`,
        by((statement) => isForAnyone(statement) && !limitsWho(statement.condition))
      )
    if (foreign.length > 0)
      return exception(
        `Role ${row.role_name} trusts ${accounts(foreign)} outside the organization that no known vendor owns.`,
        byOwner('foreign')
      )
    if (unknown.length > 0)
      return needsReview(
        `Role ${row.role_name} trusts ${accounts(unknown)}; ${askForAccounts}`,
        byOwner('unknown')
      )
    if (open.length > 0)
      return needsReview(
        `Role ${row.role_name} trusts any principal under a condition; judge which accounts that lets in.`,
        by(isForAnyone)
      )
    if (nameless.length > 0)
      return needsReview(
        `Role ${row.role_name} trusts ${list(nameless)}, the id of a deleted principal or one without an account; take it out or name its owner.`
      )
    if (doubt) return doubt
    if (vendors.length > 0)
      return pass(
        `Role ${row.role_name} trusts ${accounts(vendors)}; see that the vendor is under contract.`,
        byOwner('vendor')
      )
    return pass(`Role ${row.role_name} trusts no account outside the organization.`)
  }
})
