/** ROLE-03: whether third parties must give an external id, or sign in with MFA, to take a role. */
import { readTrustCondition } from '../iam/condition.ts'
import {
  asksForMfa,
  externalIdsOf,
  refusesWithoutExternalId,
  refusesWithoutMfa
} from '../iam/trust-safeguard.ts'
import { automatedCheck, exception, needsReview, pass } from './check.ts'
import { isOwnRole } from './basis/role.ts'
import { list } from './basis/sentence.ts'
import { decidedBy, isForAnyone, type PrincipalStatement } from './basis/statement.ts'
import {
  accounts,
  accountsTrusted,
  accountTrustsWhere,
  askForAccounts,
  isFromOutside,
  ownersFor,
  type AccountTrustRow
} from './basis/trust-account.ts'
import { mayTrust, readTrust } from './basis/trust.ts'

export default automatedCheck<AccountTrustRow>({
  id: 'role-external-id',
  control: 'ROLE-03',
  topic: 'roles',
  severity: 'high',
  scope: 'account',
  criterion: 'Third parties can take a role only with an external id, or signed in with MFA.',
  effect:
    'Another customer of the supplier can have the supplier take the role on his behalf (confused deputy).',
  recommendation:
    'Have each supplier give an external id of its own for the client, and ask for it in the trust policy with StringEquals.',
  remediation: {
    console:
      'IAM → Roles → the role → Trust relationships → Edit trust policy: add a StringEquals condition on sts:ExternalId.',
    cli: 'aws iam update-assume-role-policy --role-name ROLE --policy-document file://TRUST.json.',
    terraform:
      'Add a condition on sts:ExternalId with StringEquals to the assume_role_policy of the aws_iam_role.'
  },
  procedure: [
    'Take the roles whose trust policy lets another account in, and leave out accounts of the organization.',
    'See that the statement asks for an external id with StringEquals; IfExists, exclusions and * ask for nothing.',
    'For people of a supplier MFA may stand in its place; judge whether people or systems take the role.',
    'See that the external id is one the supplier gave to this client alone.'
  ],
  limits: [
    'Whether the supplier checks that a customer may use the external id he gives is not in any export.',
    "An account outside the organization counts as a third party; without the organization's whole list it stays undecided."
  ],
  sources: [
    'IAM User Guide: Access to AWS accounts owned by third parties',
    'IAM User Guide: The confused deputy problem',
    'IAM User Guide: AWS global condition context keys'
  ],
  needs: ['account-authorization-details.roles'],
  wants: ['organization-accounts'],
  parameters: [],
  columns: [
    { key: 'role_name', title: 'Role', type: 'text' },
    { key: 'trusted', title: 'Trusts', type: 'text' },
    { key: 'last_used_at', title: 'Last used', type: 'time' }
  ],
  population: accountTrustsWhere(`${isOwnRole} and ${mayTrust(isFromOutside)}`),
  whenEmpty: 'No role of the account can be taken from another account.',
  test(row, context) {
    const { allows, denies, doubt } = readTrust(row, ['sts:AssumeRole'])
    const ownerOf = ownersFor(row, context)
    const thirdPartiesOf = (statement: PrincipalStatement) =>
      accountsTrusted(statement).filter((id) => !['own', 'organization'].includes(ownerOf(id)))
    const by = (statements: readonly PrincipalStatement[]) => decidedBy(row.trust_document_id, statements)

    const isGuarded = denies.some(refusesUnsafeguarded)
    const bare = isGuarded ? [] : allows.filter(({ condition }) => !isSafeguarded(condition))
    const open = bare.filter(isForAnyone)
    const toAnyone = open.filter(({ condition }) => readTrustCondition(condition).limiting.length === 0)
    const proven = bare.filter((statement) =>
      thirdPartiesOf(statement).some((id) => ownerOf(id) !== 'unknown')
    )
    const unclear = bare.filter((statement) => thirdPartiesOf(statement).length > 0)

    if (toAnyone.length + proven.length > 0) {
      const found = toAnyone.length > 0 ? 'any principal' : accounts(proven.flatMap(thirdPartiesOf))
      const sentence = `Role ${row.role_name} can be taken by ${found} without an external id and without MFA`
      return denies.length > 0
        ? needsReview(
            `${sentence}, and its trust policy also denies some; judge whom that leaves.`,
            by([...toAnyone, ...proven, ...denies])
          )
        : exception(`${sentence}.`, by([...toAnyone, ...proven]))
    }
    if (unclear.length > 0)
      return needsReview(
        `Role ${row.role_name} asks ${accounts(unclear.flatMap(thirdPartiesOf))} neither for an external id nor for MFA; ${askForAccounts}`,
        by(unclear)
      )
    if (open.length > 0)
      return needsReview(
        `Role ${row.role_name} trusts any principal under a condition that is neither an external id nor MFA; judge whether that lets third parties in.`,
        by(open)
      )

    const guarded = allows.filter(
      (statement) => isForAnyone(statement) || thirdPartiesOf(statement).length > 0
    )
    const guessable = guarded.flatMap((statement) =>
      externalIdsOf(statement.condition).filter((id) =>
        [row.role_name, context.account, ...thirdPartiesOf(statement)].includes(id)
      )
    )
    if (guessable.length > 0)
      return needsReview(
        `Role ${row.role_name} asks for the external id ${list(guessable)}, a name or number that others know; see that the supplier gave it to this client alone.`,
        by(guarded)
      )
    if (doubt) return doubt
    const third = guarded.flatMap(thirdPartiesOf)
    if (guarded.length === 0) return pass(`Role ${row.role_name} trusts no account outside the organization.`)
    return pass(
      `Role ${row.role_name} asks ${third.length > 0 ? accounts(third) : 'whoever takes it'} for an external id or MFA.`,
      by(guarded)
    )
  }
})

function isSafeguarded(condition: PrincipalStatement['condition']): boolean {
  return externalIdsOf(condition).length > 0 || asksForMfa(condition)
}

function refusesUnsafeguarded(statement: PrincipalStatement): boolean {
  return (
    isForAnyone(statement) &&
    (refusesWithoutExternalId(statement.condition) || refusesWithoutMfa(statement.condition))
  )
}
