/** FED-01: whether an identity provider is there through which people can sign in. */
import type { Flag } from '../iam/facts.ts'
import { automatedCheck, exception, needsReview, pass, type MemberRow } from './check.ts'
import { placeOfAnswers } from './basis/answered.ts'
import { isReservedRole } from './basis/reserved-role.ts'
import { count, list } from './basis/sentence.ts'

interface Row extends MemberRow {
  /** JSON lists: names of SAML providers, addresses of OIDC providers. */
  readonly saml: string
  readonly oidc: string
  readonly saml_count: number
  readonly oidc_count: number
  readonly reserved_roles: number
  /** Roles but reserved ones that trust a SAML provider. */
  readonly saml_roles: number
  readonly has_instance: Flag
  /** SAML and OIDC providers by the account summary. */
  readonly counted_providers: number | null
}

export default automatedCheck<Row>({
  id: 'identity-provider',
  control: 'FED-01',
  topic: 'federation',
  severity: 'medium',
  scope: 'account',
  criterion: 'People can sign in through an identity provider: IAM Identity Center or SAML federation.',
  effect: 'People need an IAM user of their own in every account, which nobody takes away when they leave.',
  recommendation:
    'Let people sign in through IAM Identity Center, fed by the company directory; a single account may federate with SAML.',
  remediation: {
    console:
      'IAM Identity Center → Enable, then choose the identity source; or IAM → Identity providers → Add provider.',
    cli: 'aws iam create-saml-provider --name NAME --saml-metadata-document file://METADATA.xml; IAM Identity Center is enabled in the console of the management account.',
    terraform:
      'aws_ssoadmin_permission_set and aws_ssoadmin_account_assignment; or aws_iam_saml_provider with roles that trust it.'
  },
  procedure: [
    'Look for roles of IAM Identity Center (AWSReservedSSO), SAML providers and the instance of the organization.',
    'OIDC providers mostly serve workloads (build servers, clusters); see which roles trust them before counting them as sign-in of people.',
    'Ask how people sign in, and compare with FED-02: a provider that nobody uses proves nothing.'
  ],
  limits: [
    'That a provider is there does not show that anybody uses it; FED-02 counts who does not.',
    'An OIDC provider may serve people or programs; nothing in the export tells.'
  ],
  sources: [
    'IAM User Guide: Identity providers and federation into AWS',
    'IAM User Guide: Security best practices in IAM'
  ],
  needs: [['saml-providers', 'account-authorization-details.roles', 'account-summary']],
  wants: ['oidc-providers', 'sso-instances'],
  parameters: [],
  columns: [
    { key: 'saml_count', title: 'SAML providers', type: 'integer' },
    { key: 'oidc_count', title: 'OIDC providers', type: 'integer' },
    { key: 'reserved_roles', title: 'Identity Center roles', type: 'integer' },
    { key: 'has_instance', title: 'Identity Center in the organization', type: 'boolean' }
  ],
  population: `
    with ${placeOfAnswers('answer', ['saml-providers', 'oidc-providers'])},
    place as (
      select source_id, line, path from answer
      union all
      select source_id, line, path from iam_role where account_id = :account
      union all
      select source_id, line, path from account_summary where account_id = :account
      limit 1
    )
    select
      :account as resource,
      (
        select json_group_array(distinct substr(arn, instr(arn, ':saml-provider/') + 15))
        from saml_provider where account_id = :account and arn glob '*:saml-provider/*'
      ) as saml,
      (select json_group_array(distinct url) from oidc_provider where account_id = :account) as oidc,
      (
        select count(distinct arn) from saml_provider where account_id = :account and arn <> ''
      ) as saml_count,
      (select count(distinct url) from oidc_provider where account_id = :account) as oidc_count,
      (
        select count(*) from iam_role as role where role.account_id = :account and ${isReservedRole('role')}
      ) as reserved_roles,
      (
        select count(distinct role.arn)
        from iam_role as role
        join statement_principal as principal on principal.document_id = role.trust_document_id
        where role.account_id = :account
          and not ${isReservedRole('role')}
          and principal.type = 'federated'
          and principal.negated = 0
          and principal.value glob 'arn:*:saml-provider/*'
      ) as saml_roles,
      exists (select 1 from sso_instance) as has_instance,
      (
        select value from account_summary where account_id = :account and name = 'Providers'
      ) as counted_providers,
      place.source_id,
      place.line,
      place.path
    from place`,
  whenEmpty: 'The exports of the account hold no role, provider or summary.',
  test(row, { account, coverageOf }) {
    const saml = JSON.parse(row.saml) as string[]
    const oidc = JSON.parse(row.oidc) as string[]
    const ways = [
      ...(row.reserved_roles > 0 ? [`IAM Identity Center (${count(row.reserved_roles, 'role')})`] : []),
      ...(saml.length > 0 ? [`SAML (${list(saml)})`] : []),
      ...(saml.length === 0 && row.saml_roles > 0 ? [`SAML (${count(row.saml_roles, 'role')})`] : [])
    ]
    if (ways.length > 0) return pass(`People can sign in to account ${account} through ${list(ways)}.`)
    if (oidc.length > 0)
      return needsReview(
        `Account ${account} has OIDC providers alone (${list(oidc)}); judge whether people sign in through one of them.`
      )
    if (row.has_instance === 1)
      return needsReview(
        `The organization has IAM Identity Center, but no role of it was seen in account ${account}; judge how people reach the account.`
      )
    const isWithoutProvider =
      row.counted_providers === 0 ||
      (row.counted_providers === null && coverageOf('saml-providers') === 'complete')
    if (isWithoutProvider && coverageOf('account-authorization-details.roles') === 'complete')
      return exception(`Account ${account} has no identity provider and no role of IAM Identity Center.`)
    return needsReview(
      `The exports of account ${account} show no identity provider, and not all that would show one was received: aws iam list-saml-providers and get-account-authorization-details.`
    )
  }
})
