/** FED-05: which administrator roles someone from outside can take by a token of an identity provider. */
import type { Flag } from '../iam/facts.ts'
import { automatedCheck, needsReview, pass, type MemberRow } from './check.ts'
import { holdsEverything, policiesUnread } from './basis/administrator.ts'
import { isOwnRole } from './basis/role.ts'
import { count, list } from './basis/sentence.ts'

interface Row extends MemberRow {
  readonly role_name: string
  /** JSON list of the providers trusted. */
  readonly providers: string
  readonly is_administrator: Flag
  /** Customer managed policies attached whose documents were not received. */
  readonly unread: number
}

export default automatedCheck<Row>({
  id: 'federated-administrators',
  control: 'FED-05',
  topic: 'federation',
  severity: 'info',
  scope: 'account',
  criterion: 'Administrator roles that federated identities can take are known and approved.',
  effect: 'Whoever controls the identity provider, a build server of a supplier perhaps, is administrator.',
  recommendation:
    'Approve each such role with its owner, limit the subjects that may take it, and give build servers no more than they deploy.',
  remediation: {
    console:
      'IAM → Roles → the role → Trust relationships: limit the subject; Permissions: attach a narrower policy.',
    cli: 'aws iam update-assume-role-policy --role-name ROLE --policy-document file://TRUST.json; aws iam detach-role-policy --role-name ROLE --policy-arn ARN.',
    terraform: 'Narrow assume_role_policy and the policies of the aws_iam_role.'
  },
  procedure: [
    'Take the roles whose trust policy names a SAML or OIDC provider; those IAM Identity Center keeps are judged in SSO-02.',
    'Have the owner of each administrator role sign for it, and see who controls the provider.',
    'Read the conditions of the trust policy: which groups, repositories or clusters may take the role.'
  ],
  limits: [
    'Administrators are roles with AdministratorAccess or a policy that allows everything; ways to become one are not searched for.',
    'Who can get a token of the provider is known to the provider alone.'
  ],
  sources: ['IAM User Guide: Identity providers and federation into AWS'],
  needs: ['account-authorization-details.roles'],
  wants: ['account-authorization-details.policies'],
  parameters: [],
  columns: [
    { key: 'role_name', title: 'Role', type: 'text' },
    { key: 'trusted', title: 'Trusts', type: 'text' },
    { key: 'is_administrator', title: 'Administrator', type: 'boolean' },
    { key: 'last_used_at', title: 'Last used', type: 'time' }
  ],
  population: `
    with federated as (
      select role.arn, json_group_array(distinct principal.value) as providers, group_concat(distinct principal.value) as trusted
      from iam_role as role
      join policy_statement as statement
        on statement.document_id = role.trust_document_id and statement.effect = 'Allow'
      join statement_principal as principal
        on principal.document_id = statement.document_id and principal.n = statement.n
      where role.account_id = :account
        and ${isOwnRole}
        and principal.type = 'federated'
        and principal.negated = 0
      group by role.arn
    )
    select
      role.arn as resource,
      role.name as role_name,
      federated.providers,
      federated.trusted,
      ${holdsEverything({ account: 'role.account_id', arn: 'role.arn' })} as is_administrator,
      ${policiesUnread({ account: 'role.account_id', arn: 'role.arn' })} as unread,
      role.trust_document_id,
      role.last_used_at,
      role.source_id,
      role.line,
      role.path
    from iam_role as role
    join federated on federated.arn = role.arn
    where role.account_id = :account`,
  whenEmpty: 'No role of the account but those of IAM Identity Center trusts an identity provider.',
  test({ role_name, providers, is_administrator, unread }) {
    const found = `Role ${role_name} can be taken through ${list(JSON.parse(providers) as string[])}`
    if (is_administrator === 1)
      return needsReview(`${found} and is an administrator; see that its owner approved it.`)
    return unread > 0
      ? needsReview(`${found}; ${count(unread, 'policy', 'policies')} of it cannot be read in the export.`)
      : pass(`${found} and does not allow everything.`)
  }
})
