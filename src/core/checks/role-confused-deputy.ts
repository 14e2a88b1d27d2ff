/** ROLE-05: whether roles for services are limited to resources of the client, where the service says for which one it acts. */
import { isAccountId, parseArn } from '../iam/arn.ts'
import { readTrustCondition } from '../iam/condition.ts'
import { readConditions } from '../iam/statements/read-conditions.ts'
import { automatedCheck, exception, needsReview, pass } from './check.ts'
import { isOwnRole } from './basis/role.ts'
import { list } from './basis/sentence.ts'
import { decidedBy, type PrincipalStatement } from './basis/statement.ts'
import { ownersFor, sourceTrustsWhere, type AccountTrustRow } from './basis/trust-account.ts'
import { sourceNaming, type SourceNaming } from './basis/trust-service.ts'
import { mayTrust, namedIn, readTrust } from './basis/trust.ts'

const sourceKeys: ReadonlySet<string> = new Set([
  'aws:sourceaccount',
  'aws:sourcearn',
  'aws:sourceorgid',
  'aws:sourceorgpaths',
  'aws:sourceowner'
])

export default automatedCheck<AccountTrustRow>({
  id: 'role-confused-deputy',
  control: 'ROLE-05',
  topic: 'roles',
  severity: 'low',
  scope: 'account',
  criterion:
    'Roles for services that say for whose resource they act are limited to resources of the client.',
  effect:
    'A service that acts for another customer could be led to use the role of the client (cross-service confused deputy).',
  recommendation:
    'Add aws:SourceAccount, or better aws:SourceArn, to the trust policies of the services whose guides have it.',
  remediation: {
    console:
      'IAM → Roles → the role → Trust relationships → Edit trust policy: add a StringEquals condition on aws:SourceAccount with the own account.',
    cli: 'aws iam update-assume-role-policy --role-name ROLE --policy-document file://TRUST.json.',
    terraform:
      'Add a condition on aws:SourceAccount or aws:SourceArn to the assume_role_policy of the aws_iam_role.'
  },
  procedure: [
    'Take the roles that a service may take, without service-linked ones, whose trust policy nobody can edit.',
    'For services whose guide gives aws:SourceArn or aws:SourceAccount see that the trust policy asks for it.',
    'Instances and functions do not say it; asking it of them would lock them out, so they pass with a note.',
    'For services on neither list read their guide before asking for a change.'
  ],
  limits: [
    'AWS publishes no list of the services that send these keys; the list here is taken from their guides and may miss some.',
    'Which account the resource lies in that a service uses the role for is not in the exports.'
  ],
  sources: [
    'IAM User Guide: The confused deputy problem',
    'IAM User Guide: AWS global condition context keys',
    'Guides of the single services: Cross-service confused deputy prevention'
  ],
  needs: ['account-authorization-details.roles'],
  wants: ['organization-accounts'],
  parameters: [],
  columns: [
    { key: 'role_name', title: 'Role', type: 'text' },
    { key: 'trusted', title: 'Trusts', type: 'text' },
    { key: 'last_used_at', title: 'Last used', type: 'time' }
  ],
  population: sourceTrustsWhere(
    `${isOwnRole} and ${mayTrust("principal.type = 'service' and principal.negated = 0")}`
  ),
  whenEmpty: 'No role of the account but service-linked ones can be taken by a service.',
  test(row, context) {
    const { allows, denies, doubt } = readTrust(row, ['sts:AssumeRole'])
    const own = ownersFor(row, context)
    const by = (statements: readonly PrincipalStatement[]) => decidedBy(row.trust_document_id, statements)
    const services = (statements: readonly PrincipalStatement[], ...naming: readonly SourceNaming[]) => [
      ...new Set(
        statements
          .flatMap((statement) => namedIn(statement, 'service'))
          .map(({ value }) => value)
          .filter((value) => naming.includes(sourceNaming(value)))
      )
    ]
    const bare = allows.filter(({ condition }) => !namesSource(condition))
    const bareWith = (naming: SourceNaming) =>
      bare.filter((statement) => services([statement], naming).length > 0)

    const deputies = bareWith('names')
    if (deputies.length > 0) {
      const found = `Role ${row.role_name} trusts ${list(services(deputies, 'names'))} for resources of any account`
      return denies.length > 0
        ? needsReview(
            `${found}; its trust policy also denies some, judge what that leaves.`,
            by([...deputies, ...denies])
          )
        : exception(
            `${found}; the guide of the service limits the role by aws:SourceAccount or aws:SourceArn.`,
            by(deputies)
          )
    }
    const bound = allows.filter(
      (statement) =>
        services([statement], 'names', 'does-not', 'unknown').length > 0 && namesSource(statement.condition)
    )
    const others = bound
      .flatMap(({ condition }) => sourceAccounts(condition))
      .filter((id) => !['own', 'organization'].includes(own(id)))
    if (others.length > 0)
      return needsReview(
        `Role ${row.role_name} trusts ${list(services(bound, 'names', 'does-not', 'unknown'))} for resources of ${list([...new Set(others)])}; judge whether that account is the client's.`,
        by(bound)
      )
    const unknown = bareWith('unknown')
    if (unknown.length > 0)
      return needsReview(
        `Role ${row.role_name} trusts ${list(services(unknown, 'unknown'))} without a condition on the source; read in the service's guide whether it can carry one.`,
        by(unknown)
      )
    if (doubt) return doubt
    const silent = services(bareWith('does-not'), 'does-not')
    if (silent.length > 0)
      return pass(
        `Role ${row.role_name} trusts ${list(silent)}, for which the guides of AWS give no such condition.`,
        by(bareWith('does-not'))
      )
    return bound.length > 0
      ? pass(
          `Role ${row.role_name} trusts ${list(services(bound, 'names', 'does-not', 'unknown'))} for resources of the client alone.`,
          by(bound)
        )
      : pass(`Role ${row.role_name} allows no service to take it.`)
  }
})

function namesSource(condition: PrincipalStatement['condition']): boolean {
  return readTrustCondition(condition).limiting.some((key) => sourceKeys.has(key.toLowerCase()))
}

/** The accounts a condition ties the source to, where it spells them out. */
function sourceAccounts(condition: PrincipalStatement['condition']): readonly string[] {
  return readConditions(condition)
    .filter(({ key }) => sourceKeys.has(key))
    .flatMap(({ values }) => values.map((value) => parseArn(value)?.account ?? value))
    .filter(isAccountId)
}
