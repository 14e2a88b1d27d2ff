/** ROLE-12: whether trust policies still name users, roles or identity providers that are deleted. */
import { automatedCheck, exception, needsReview, pass } from './check.ts'
import { hasWholeAnswer } from './basis/answer.ts'
import { isOwnRole } from './basis/role.ts'
import { list } from './basis/sentence.ts'
import { decidedBy, type PrincipalStatement } from './basis/statement.ts'
import { mayTrust, namedIn, readTrust, roleTrustsWhere, type TrustRow, mayName } from './basis/trust.ts'

interface Row extends TrustRow {
  /** JSON list of the ids of users and roles that the account still has and this policy names. */
  readonly living: string
  /** JSON list of the ARNs of providers of the account named that were listed. */
  readonly providers: string
  /** 1 where the account's providers of the kind were listed whole. */
  readonly knows_saml: 0 | 1
  readonly knows_oidc: 0 | 1
}

export default automatedCheck<Row>({
  id: 'role-deleted-principals',
  control: 'ROLE-12',
  topic: 'roles',
  severity: 'low',
  scope: 'account',
  criterion: 'No trust policy names a user, role or identity provider that is deleted.',
  effect:
    'Nobody knows any more whom the role was for; a deleted provider can be made again under its name, with other keys.',
  recommendation:
    'Take the deleted principal out of the trust policy, and delete the role where nobody is left.',
  remediation: {
    console:
      'IAM → Roles → the role → Trust relationships → Edit trust policy: remove the id that begins with AIDA or AROA.',
    cli: 'aws iam update-assume-role-policy --role-name ROLE --policy-document file://TRUST.json.',
    terraform:
      'Remove the principal from assume_role_policy and apply; Terraform shows the id as a difference.'
  },
  procedure: [
    'Take the principals of all trust policies: an id in place of an ARN is what AWS leaves of a deleted user or role.',
    'Compare the SAML and OIDC providers named with the lists of providers of the account.',
    'Ask what the role was for; without another principal in its trust policy nobody can take it.'
  ],
  limits: [
    'Whether an ARN in another account still exists is not in the exports.',
    "Providers are compared only where the account's list of them was received."
  ],
  sources: ['IAM User Guide: AWS JSON policy elements: Principal', 'IAM User Guide: IAM identifiers'],
  needs: ['account-authorization-details.roles'],
  wants: ['account-authorization-details.users', 'saml-providers', 'oidc-providers'],
  parameters: [],
  columns: [
    { key: 'role_name', title: 'Role', type: 'text' },
    { key: 'trusted', title: 'Trusts', type: 'text' },
    { key: 'last_used_at', title: 'Last used', type: 'time' }
  ],
  population: roleTrustsWhere(
    `${isOwnRole} and ${mayTrust("principal.type in ('aws', 'federated') and principal.negated = 0")}`,
    `(
        select json_group_array(distinct principal.value)
        from statement_principal as principal
        where principal.document_id = role.trust_document_id
          and principal.type = 'aws'
          and principal.account_id is null
          and (
            exists (select 1 from iam_user where account_id = :account and user_id = principal.value)
            or exists (select 1 from iam_role where account_id = :account and role_id = principal.value)
          )
      ) as living`,
    `(
        select json_group_array(arn)
        from (
          select arn from saml_provider where account_id = :account
          union
          select arn from oidc_provider where account_id = :account
        )
      ) as providers`,
    `${hasWholeAnswer('saml-providers', ':account', "''")} as knows_saml`,
    `${hasWholeAnswer('oidc-providers', ':account', "''")} as knows_oidc`
  ),
  suspects: mayName(
    "(principal.type = 'federated' or (principal.type = 'aws' and principal.account_id is null))"
  ),
  whenEmpty: 'No role of the account trusts a user, role, account or identity provider.',
  test(row, { account }) {
    const { allows, denies, doubt } = readTrust(row)
    const living = new Set(JSON.parse(row.living) as string[])
    const providers = new Set(JSON.parse(row.providers) as string[])
    const isDeleted = (value: string) => isUniqueId(value) && !living.has(value)
    const isGone = (value: string) => {
      const isOfAccount = value.includes(`:iam::${account}:`)
      const isListed =
        (value.includes(':saml-provider/') && row.knows_saml === 1) ||
        (value.includes(':oidc-provider/') && row.knows_oidc === 1)
      return isOfAccount && isListed && !providers.has(value)
    }
    const namesOf = (statement: PrincipalStatement) => [
      ...namedIn(statement, 'aws')
        .map(({ value }) => value)
        .filter(isDeleted),
      ...namedIn(statement, 'federated')
        .map(({ value }) => value)
        .filter(isGone)
    ]
    const naming = [...allows, ...denies].filter((statement) => namesOf(statement).length > 0)
    const names = [...new Set(naming.flatMap(namesOf))]
    const role = `Role ${row.role_name}`
    const by = decidedBy(row.trust_document_id, naming)
    if (names.length > 0) {
      const isAlone = allows.every(({ principals }) => principals.every(({ value }) => names.includes(value)))
      return exception(
        `${role} trusts ${list(names)}, which ${names.length === 1 ? 'is' : 'are'} deleted${isAlone ? '; nobody else may take it' : ''}.`,
        by
      )
    }
    const ids = [...allows, ...denies].filter((statement) =>
      namedIn(statement, 'aws').some(({ value }) => living.has(value))
    )
    if (ids.length > 0)
      return needsReview(
        `${role} names a user or role by its id, ${list([...living])}, which the account still has; judge why not by its ARN.`,
        decidedBy(row.trust_document_id, ids)
      )
    return doubt ?? pass(`${role} names no deleted principal.`)
  }
})

/** Ids of users, roles and federated users; AWS puts them in place of the ARN when it is deleted (AWS IAM guide, IAM identifiers). */
function isUniqueId(value: string): boolean {
  return /^A(?:IDA|ROA|GPA|NPA|SIA)[A-Z0-9]{12,}$/.test(value)
}
