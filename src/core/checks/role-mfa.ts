/** MFA-07: whether people of the account must be signed in with MFA to take a role. */
import { asksForMfa, refusesWithoutMfa } from '../iam/trust-safeguard.ts'
import { parseArn } from '../iam/arn.ts'
import { automatedCheck, exception, needsReview, pass } from './check.ts'
import { isOwnRole } from './basis/role.ts'
import { count, list } from './basis/sentence.ts'
import { decidedBy, isForAnyone, type PrincipalStatement } from './basis/statement.ts'
import { wholeAccountsTrusted } from './basis/trust-account.ts'
import { mayTrust, namedIn, readTrust, roleTrustsWhere, type TrustRow } from './basis/trust.ts'

interface Row extends TrustRow {
  /** IAM users of the account. */
  readonly users: number
}

export default automatedCheck<Row>({
  id: 'role-mfa',
  control: 'MFA-07',
  topic: 'mfa',
  severity: 'medium',
  scope: 'account',
  criterion: 'Users of the account can take a role only when signed in with MFA.',
  effect: 'Whoever has a password or an access key of the user alone takes the role too.',
  recommendation: 'Ask for aws:MultiFactorAuthPresent in the trust policy of each role that people take.',
  remediation: {
    console:
      'IAM → Roles → the role → Trust relationships → Edit trust policy: add a Bool condition aws:MultiFactorAuthPresent true.',
    cli: 'aws iam update-assume-role-policy --role-name ROLE --policy-document file://TRUST.json.',
    terraform:
      'Add a Bool condition on aws:MultiFactorAuthPresent to the assume_role_policy of the aws_iam_role.'
  },
  procedure: [
    'Take the roles whose trust policy names a user of the account, or the account as a whole.',
    'A condition counts that a call without MFA fails: Bool, or NumericLessThan on its age; BoolIfExists does not.',
    'Where the whole account is named, ask whether people take the role; roles of services cannot have MFA.'
  ],
  limits: [
    'Whether a role that trusts the whole account is taken by people or by systems is not in the exports.',
    'MFA that an identity provider or IAM Identity Center asks for is not seen by AWS STS and does not count here.'
  ],
  sources: [
    'IAM User Guide: Secure API access with MFA',
    'IAM User Guide: AWS global condition context keys'
  ],
  needs: ['account-authorization-details.roles'],
  wants: ['account-authorization-details.users'],
  parameters: [],
  columns: [
    { key: 'role_name', title: 'Role', type: 'text' },
    { key: 'trusted', title: 'Trusts', type: 'text' },
    { key: 'last_used_at', title: 'Last used', type: 'time' }
  ],
  population: roleTrustsWhere(
    `${isOwnRole} and ${mayTrust(`(
        principal.type = 'aws'
        and principal.negated = 0
        and principal.account_id = :account
        and (principal.value glob '*:user/*' or principal.value glob '*:root' or principal.value = :account)
      )`)}`,
    '(select count(*) from iam_user where account_id = :account) as users'
  ),
  whenEmpty: 'No role of the account trusts a user of the account or the account as a whole.',
  test(row, { account, coverageOf }) {
    const { allows, denies, doubt } = readTrust(row, ['sts:AssumeRole'])
    const by = (statements: readonly PrincipalStatement[]) => decidedBy(row.trust_document_id, statements)
    const isGuarded = denies.some((deny) => isForAnyone(deny) && refusesWithoutMfa(deny.condition))
    const bare = isGuarded ? [] : allows.filter(({ condition }) => !asksForMfa(condition))
    const usersOf = (statement: PrincipalStatement) =>
      namedIn(statement, 'aws')
        .filter(({ value, account_id }) => account_id === account && isUserArn(value))
        .map(({ value }) => value)

    const named = bare.filter((statement) => usersOf(statement).length > 0)
    if (named.length > 0) {
      const found = `Role ${row.role_name} can be taken without MFA by ${list(named.flatMap(usersOf))}`
      return denies.length > 0
        ? needsReview(
            `${found}, and its trust policy also denies some; judge whom that leaves.`,
            by([...named, ...denies])
          )
        : exception(`${found}.`, by(named))
    }
    const whole = bare.filter((statement) => wholeAccountsTrusted(statement).includes(account))
    const hasNoUser = row.users === 0 && coverageOf('account-authorization-details.users') === 'complete'
    if (whole.length > 0 && !hasNoUser)
      return needsReview(
        `Role ${row.role_name} can be taken without MFA by any principal that the policies of account ${account} let take it, which has ${count(row.users, 'IAM user')}; judge whether people take it.`,
        by(whole)
      )
    if (doubt) return doubt
    if (whole.length > 0)
      return pass(
        `Role ${row.role_name} trusts the whole of account ${account}, which has no IAM user that could sign in with MFA.`,
        by(whole)
      )
    return pass(`Role ${row.role_name} asks users of the account for MFA.`, by(allows))
  }
})

function isUserArn(value: string): boolean {
  const arn = parseArn(value)
  return arn?.service === 'iam' && arn.resource.startsWith('user/')
}
