/** TAG-05: whether those who may tag the session of a role can choose any tag. */
import { comparisonOf, limitsWho } from '../iam/condition.ts'
import { readConditions } from '../iam/statements/read-conditions.ts'
import { automatedCheck, exception, needsReview, pass } from './check.ts'
import { isOwnRole } from './basis/role.ts'
import { decidedBy, isForAnyone, type PrincipalStatement } from './basis/statement.ts'
import {
  accounts,
  accountsTrusted,
  accountTrustsWhere,
  askForAccounts,
  ownersFor,
  wholeAccountsTrusted,
  type AccountOwner,
  type AccountTrustRow
} from './basis/trust-account.ts'
import { readTrust } from './basis/trust.ts'

export default automatedCheck<AccountTrustRow>({
  id: 'session-tags',
  control: 'TAG-05',
  topic: 'abac',
  severity: 'medium',
  scope: 'account',
  criterion:
    'Whole accounts and strangers may tag the session of a role only with tags the trust policy names.',
  effect:
    'Where policies decide by the tags of the session, whoever may choose them gives himself the access he wants.',
  recommendation:
    'Limit sts:TagSession by aws:RequestTag and aws:TagKeys, or leave it to the named principals that need it.',
  remediation: {
    console:
      'IAM → Roles → the role → Trust relationships → Edit trust policy: add conditions on aws:RequestTag/KEY and aws:TagKeys.',
    cli: 'aws iam update-assume-role-policy --role-name ROLE --policy-document file://TRUST.json.',
    terraform:
      'Add conditions on aws:RequestTag and aws:TagKeys to the assume_role_policy of the aws_iam_role.'
  },
  procedure: [
    'Take the roles whose trust policy allows sts:TagSession, by name, by sts:* or by NotAction.',
    'Where it is for a whole account or anyone, read which tags the conditions allow.',
    'See whether policies of the account decide by aws:PrincipalTag; without one, tags give nothing.'
  ],
  limits: [
    'The verdict does not look whether a policy decides by the tags of sessions.',
    'Tags that an identity provider puts into its tokens are set there, and that is not in the exports.'
  ],
  sources: [
    'IAM User Guide: Pass session tags in AWS STS',
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
  population: accountTrustsWhere(`${isOwnRole} and (
      role.trust_document_id is null
      or exists (select 1 from policy_document where id = role.trust_document_id and problem is not null)
      or exists (
        select 1
        from policy_statement as statement
        where statement.document_id = role.trust_document_id
          and statement.effect = 'Allow'
          and (
            statement.uses_not_action = 1
            or exists (select 1 from json_each(statement.actions) where 'sts:tagsession' glob lower(value))
          )
      )
    )`),
  whenEmpty: 'No role of the account lets anyone tag its sessions.',
  test(row, context) {
    const { allows, denies, doubt } = readTrust(row, ['sts:TagSession'])
    const ownerOf = ownersFor(row, context)
    const by = (statements: readonly PrincipalStatement[]) => decidedBy(row.trust_document_id, statements)
    const accountsOf = (statement: PrincipalStatement, ...owners: readonly AccountOwner[]) =>
      accountsTrusted(statement).filter((id) => owners.includes(ownerOf(id)))
    const wholeOf = (statement: PrincipalStatement) =>
      wholeAccountsTrusted(statement).filter((id) => ['own', 'organization'].includes(ownerOf(id)))
    const free = allows.filter(({ condition }) => !limitsTags(condition))
    const found = `Role ${row.role_name} lets`

    const anyone = free.filter((statement) => isForAnyone(statement) && !limitsWho(statement.condition))
    const outside = free.filter((statement) => accountsOf(statement, 'vendor', 'foreign').length > 0)
    if (anyone.length + outside.length > 0) {
      const whom =
        anyone.length > 0
          ? 'any principal'
          : accounts(outside.flatMap((statement) => accountsOf(statement, 'vendor', 'foreign')))
      const statements = [...new Set([...anyone, ...outside])]
      return denies.length > 0
        ? needsReview(
            `${found} ${whom} tag its sessions, and denies some; judge which tags that leaves.`,
            by([...statements, ...denies])
          )
        : exception(`${found} ${whom} tag its sessions as they like.`, by(statements))
    }
    const unknown = free.filter((statement) => accountsOf(statement, 'unknown').length > 0)
    if (unknown.length > 0)
      return needsReview(
        `${found} ${accounts(unknown.flatMap((statement) => accountsOf(statement, 'unknown')))} tag its sessions as they like; ${askForAccounts}`,
        by(unknown)
      )
    const open = free.filter(isForAnyone)
    const whole = free.filter((statement) => wholeOf(statement).length > 0)
    if (open.length + whole.length > 0) {
      const whom =
        open.length > 0 ? 'any principal under a condition' : `all of ${accounts(whole.flatMap(wholeOf))}`
      return needsReview(
        `${found} ${whom} tag its sessions as they like; judge whether policies decide by those tags.`,
        by([...new Set([...open, ...whole])])
      )
    }
    if (doubt) return doubt
    const limited = allows.filter(({ condition }) => limitsTags(condition))
    if (limited.length > 0)
      return pass(`${found} its sessions be tagged only as its trust policy names.`, by(limited))
    return allows.length === 0
      ? pass(`${found} nobody tag its sessions.`)
      : pass(`${found} only the principals, services and providers it names tag its sessions.`, by(allows))
  }
})

/** Whether a condition names the tags: a value of `aws:RequestTag/…`, or the keys of `aws:TagKeys`. */
function limitsTags(condition: PrincipalStatement['condition']): boolean {
  return readConditions(condition).some(
    (clause) =>
      (clause.key.startsWith('aws:requesttag/') || clause.key === 'aws:tagkeys') &&
      comparisonOf(clause) !== null &&
      clause.quantifier !== 'foranyvalue' &&
      clause.values.length > 0 &&
      clause.values.every((value) => !/^[*?]*$/.test(value))
  )
}
