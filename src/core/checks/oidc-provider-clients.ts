/** FED-04: whether OIDC providers vouch for named clients, and whether a role still trusts them. */
import { automatedCheck, exception, needsReview, pass, type MemberRow } from './check.ts'
import { count, list } from './basis/sentence.ts'

interface Row extends MemberRow {
  readonly url: string
  /** JSON list; null where only the list of providers was received. */
  readonly client_ids: string | null
  readonly roles: number
}

export default automatedCheck<Row>({
  id: 'oidc-provider-clients',
  control: 'FED-04',
  topic: 'federation',
  severity: 'low',
  scope: 'account',
  criterion: 'Every OIDC provider vouches for named clients only, and a role trusts it.',
  effect: 'Tokens the provider issued to other applications open roles of the account.',
  recommendation: 'Name the audience of each provider, and delete providers that no role trusts.',
  remediation: {
    console: 'IAM → Identity providers → the provider → Audiences; or Delete.',
    cli: 'aws iam remove-client-id-from-open-id-connect-provider --open-id-connect-provider-arn ARN --client-id ID; aws iam delete-open-id-connect-provider --open-id-connect-provider-arn ARN.',
    terraform: 'Set client_id_list of aws_iam_openid_connect_provider, or remove the resource.'
  },
  procedure: [
    'Take ClientIDList of each provider: sts.amazonaws.com for build servers and clusters, an application id otherwise.',
    'See which roles trust the provider and under which conditions on the subject.',
    'Thumbprints are not compared: for providers with a public certificate AWS relies on its own list of authorities.'
  ],
  limits: [
    'The conditions on the subject stand in the trust policies of roles, and are tested there.',
    "Thumbprints are not compared with the provider's certificate."
  ],
  sources: ['IAM User Guide: Create an OpenID Connect (OIDC) identity provider in IAM'],
  needs: [['oidc-providers', 'oidc-provider']],
  wants: ['account-authorization-details.roles'],
  parameters: [],
  columns: [
    { key: 'url', title: 'Address', type: 'text' },
    { key: 'client_ids', title: 'Clients', type: 'text' },
    { key: 'roles', title: 'Roles that trust it', type: 'integer' },
    { key: 'created_at', title: 'Created', type: 'time' }
  ],
  population: `
    select
      coalesce(nullif(provider.arn, ''), provider.url) as resource,
      provider.url,
      provider.client_ids,
      provider.created_at,
      (
        select count(distinct role.arn)
        from iam_role as role
        join statement_principal as principal on principal.document_id = role.trust_document_id
        where role.account_id = :account
          and principal.type = 'federated'
          and principal.negated = 0
          and (principal.value = provider.arn or principal.value = provider.url)
      ) as roles,
      provider.source_id,
      provider.line,
      provider.path
    from oidc_provider as provider
    where provider.account_id = :account`,
  whenEmpty: 'The account has no OIDC provider.',
  test({ resource, url, client_ids, roles }, { coverageOf }) {
    const subject = `OIDC provider ${url}`
    if (client_ids === null)
      return needsReview(
        `${subject}: its clients were not received; ask for: aws iam get-open-id-connect-provider --open-id-connect-provider-arn ${resource}.`
      )
    const clients = JSON.parse(client_ids) as string[]
    if (clients.some((client) => /^[*?]*$/.test(client)))
      return exception(`${subject} vouches for any client (${list(clients)}).`)
    if (clients.length === 0)
      return needsReview(`${subject} names no client; judge whether anything can sign in through it.`)
    if (roles === 0 && coverageOf('account-authorization-details.roles') === 'complete')
      return needsReview(
        `${subject} vouches for ${list(clients)}, but no role trusts it; judge whether it is left over.`
      )
    const trusted = roles === 0 ? '' : ` and is trusted by ${count(roles, 'role')}`
    return pass(`${subject} vouches for ${list(clients)}${trusted}.`)
  }
})
