/** ROLE-04: whether roles trust whole accounts where a role or user of theirs would do. */
import { isRootArn } from '../iam/arn.ts'
import { readTrustCondition } from '../iam/condition.ts'
import { readConditions } from '../iam/statements/read-conditions.ts'
import { externalIdsOf } from '../iam/trust-safeguard.ts'
import { automatedCheck, exception, needsReview, pass } from './check.ts'
import { isOwnRole, isPlatformRole } from './basis/role.ts'
import { decidedBy, type PrincipalStatement } from './basis/statement.ts'
import {
  accounts,
  accountTrustsWhere,
  ownersFor,
  wholeAccountsTrusted,
  type AccountTrustRow
} from './basis/trust-account.ts'
import { mayTrust, readTrust } from './basis/trust.ts'

export default automatedCheck<AccountTrustRow>({
  id: 'role-whole-account',
  control: 'ROLE-04',
  topic: 'roles',
  severity: 'low',
  scope: 'account',
  criterion: 'Roles that another account may take name the roles or users there, not the whole account.',
  effect:
    'Every principal that an administrator of the other account chooses can take the role, today and later.',
  recommendation:
    'Name the roles of the other account in the trust policy, or limit the account by a condition on aws:PrincipalArn.',
  remediation: {
    console:
      'IAM → Roles → the role → Trust relationships → Edit trust policy: replace the root ARN by the ARN of the role that needs it.',
    cli: 'aws iam update-assume-role-policy --role-name ROLE --policy-document file://TRUST.json.',
    terraform:
      'Name role ARNs in the principals of assume_role_policy, or add a condition on aws:PrincipalArn.'
  },
  procedure: [
    'Take the roles whose trust policy names an account: its root ARN or its number alone, which mean the same.',
    "Trust in the role's own account leaves the decision to that account's policies and passes with a note.",
    'Trust in a supplier under an external id is the form AWS gives for third parties and passes with a note.',
    'For the others have the owner name the roles there that need it.'
  ],
  limits: [
    'Who in the other account may take the role is decided by policies there, which the exports of this account do not hold.'
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
  population: accountTrustsWhere(
    `${isOwnRole} and ${mayTrust("principal.type = 'aws' and principal.negated = 0")}`
  ),
  whenEmpty: 'No role of the account trusts a user, a role or an account.',
  test(row, context) {
    const { allows, denies, doubt } = readTrust(row, ['sts:AssumeRole'])
    const ownerOf = ownersFor(row, context)
    const by = (statements: readonly PrincipalStatement[]) => decidedBy(row.trust_document_id, statements)
    const othersOf = (statement: PrincipalStatement) =>
      wholeAccountsTrusted(statement).filter((id) => ownerOf(id) !== 'own')
    const isSupplier = (statement: PrincipalStatement) =>
      externalIdsOf(statement.condition).length > 0 &&
      othersOf(statement).every((id) => ownerOf(id) !== 'organization')

    const whole = allows.filter((statement) => othersOf(statement).length > 0)
    const wide = whole.filter((statement) => !namesPrincipals(statement) && !isSupplier(statement))
    const tagged = wide.filter(({ condition }) => readConditions(condition).some(isPrincipalTag))
    if (wide.length > 0) {
      const found = `Role ${row.role_name} can be taken by whatever principal ${accounts(wide.flatMap(othersOf))} lets take it`
      if (isPlatformRole(row.resource))
        return needsReview(
          `${found}. AWS makes this role for the management account; see that it is that account.`,
          by(wide)
        )
      if (denies.length > 0)
        return needsReview(
          `${found}; its trust policy also denies some, judge whom that leaves.`,
          by([...wide, ...denies])
        )
      return tagged.length === wide.length
        ? needsReview(`${found} and tags as it asks; judge who may set those tags.`, by(wide))
        : exception(`${found}.`, by(wide))
    }
    if (doubt) return doubt
    const supplied = whole.filter(isSupplier)
    if (supplied.length > 0)
      return pass(
        `Role ${row.role_name} trusts the whole of ${accounts(supplied.flatMap(othersOf))} under an external id, as AWS has it for third parties.`,
        by(supplied)
      )
    const own = allows.filter((statement) => wholeAccountsTrusted(statement).includes(context.account))
    return own.length > 0
      ? pass(
          `Role ${row.role_name} trusts its own account; the policies of the account decide who takes it.`,
          by(own)
        )
      : pass(`Role ${row.role_name} trusts no other account as a whole.`)
  }
})

/** Whether a condition narrows the account to roles or users of it. */
function namesPrincipals({ condition }: PrincipalStatement): boolean {
  const limiting = readTrustCondition(condition).limiting.map((key) => key.toLowerCase())
  return readConditions(condition).some(
    ({ key, values }) =>
      limiting.includes(key) &&
      (key === 'aws:userid' ||
        (key === 'aws:principalarn' &&
          values.every((value) => !isRootArn(value) && !/:role\/\*+$|:\*+$/.test(value))))
  )
}

function isPrincipalTag({ key }: { readonly key: string }): boolean {
  return key.startsWith('aws:principaltag/')
}
