/** ROLE-06: whether roles that trust an OIDC provider say whose tokens they accept. */
import { automatedCheck, exception, needsReview, pass } from './check.ts'
import { isOwnRole } from './basis/role.ts'
import { issuerOf } from './basis/oidc-provider.ts'
import { judgeOidc, type OidcFinding } from './basis/oidc-trust.ts'
import { list } from './basis/sentence.ts'
import { decidedBy, type PrincipalStatement } from './basis/statement.ts'
import { mayTrust, namedIn, readTrust, roleTrustsWhere, type TrustRow } from './basis/trust.ts'

interface Row extends TrustRow {
  /** JSON list of the addresses of the account's OIDC providers that vouch for named clients only. */
  readonly bound_providers: string
}

interface Found extends OidcFinding {
  readonly statement: PrincipalStatement
  readonly issuer: string
}

export default automatedCheck<Row>({
  id: 'role-oidc-subject',
  control: 'ROLE-06',
  topic: 'roles',
  severity: 'critical',
  scope: 'account',
  criterion:
    "Roles that trust an OIDC provider accept the client's own subjects alone, by a test that a token without them fails.",
  effect:
    'Any customer of the provider, a stranger with a repository of his own, can take the role and use its permissions.',
  recommendation:
    'Test the subject with StringEquals, or with StringLike up to the repository and branch, and the audience with StringEquals.',
  remediation: {
    console:
      'IAM → Roles → the role → Trust relationships → Edit trust policy: add a condition on PROVIDER:sub and PROVIDER:aud.',
    cli: 'aws iam update-assume-role-policy --role-name ROLE --policy-document file://TRUST.json.',
    terraform:
      'Add conditions on PROVIDER:sub and PROVIDER:aud to the assume_role_policy of the aws_iam_role.'
  },
  procedure: [
    'Take the roles whose trust policy names an OIDC provider and read the conditions on the claims of its tokens.',
    'Where all customers of the provider share the issuer (GitHub, GitLab, HCP Terraform) the subject must begin with the own organization.',
    'For a subject with wildcards judge whether everything it lets in may use the role: other branches, pull requests, other repositories.',
    'For providers that are not listed ask whose they are and who can get a token.'
  ],
  limits: [
    'What the provider puts into its tokens, and who may run workflows there, is not in the exports.',
    "Providers that are on no list are taken for the client's own and left for judgement.",
    'Service and resource control policies that refuse tokens of others are not looked at.'
  ],
  sources: [
    'IAM User Guide: Identity-provider controls for shared OIDC providers',
    'IAM User Guide: IAM and AWS STS condition context keys',
    'IAM User Guide: Single-valued vs. multivalued context keys',
    'OpenID Connect Core 1.0, 2: ID Token',
    'GitHub Docs: OpenID Connect reference',
    'Amazon EKS User Guide: IAM roles for service accounts'
  ],
  needs: ['account-authorization-details.roles'],
  wants: ['oidc-provider'],
  parameters: [],
  columns: [
    { key: 'role_name', title: 'Role', type: 'text' },
    { key: 'trusted', title: 'Trusts', type: 'text' },
    { key: 'last_used_at', title: 'Last used', type: 'time' }
  ],
  population: roleTrustsWhere(
    `${isOwnRole} and ${mayTrust(`(
        principal.type = 'federated'
        and principal.negated = 0
        and principal.value not glob 'arn:*:saml-provider/*'
      )`)}`,
    `(
        select json_group_array(url)
        from oidc_provider
        where account_id = :account
          and client_ids not in ('', '[]')
          and not exists (select 1 from json_each(client_ids) where replace(replace(value, '*', ''), '?', '') = '')
      ) as bound_providers`
  ),
  whenEmpty: 'No role of the account trusts an OIDC provider.',
  test(row) {
    const { allows, denies, doubt } = readTrust(row, ['sts:AssumeRoleWithWebIdentity'])
    const found = allows.flatMap((statement) =>
      namedIn(statement, 'federated').flatMap(({ value }): readonly Found[] => {
        const issuer = issuerOf(value)
        return issuer === null ? [] : [{ ...judgeOidc(statement, issuer), statement, issuer }]
      })
    )
    const role = `Role ${row.role_name}`
    const by = (findings: readonly Found[]) =>
      decidedBy(row.trust_document_id, [...new Set(findings.map(({ statement }) => statement))])
    const who = (findings: readonly Found[]) =>
      list([...new Set(findings.map(({ provider }) => provider.untested.who))])
    const why = (findings: readonly Found[]) => list([...new Set(findings.map(({ because }) => because))])

    const open = found.filter(({ reach }) => reach === 'anyone')
    if (open.length > 0) {
      const sentence = `${role} can be taken by ${who(open)}: ${why(open)}`
      return denies.length > 0
        ? needsReview(`${sentence}; its trust policy also denies some, judge whom that leaves.`, by(open))
        : exception(`${sentence}.`, by(open))
    }
    const broken = found.filter(({ reach }) => reach === 'nobody')
    if (broken.length > 0)
      return needsReview(
        `${role} cannot be taken through ${list(broken.map(({ issuer }) => issuer))} as it stands: ${why(broken)}.`,
        by(broken)
      )
    const unclear = found.filter(({ reach }) => reach === 'unclear')
    if (unclear.length > 0)
      return needsReview(
        `${role} trusts ${list(unclear.map(({ issuer }) => issuer))}, and ${why(unclear)}; judge whose tokens that lets in.`,
        by(unclear)
      )
    const wide = found.filter(({ reach }) => reach === 'tenant')
    if (wide.length > 0)
      return needsReview(
        `${role} trusts more than one workload of ${list(wide.map(({ issuer }) => issuer))}: ${why(wide)}; judge whether all of them may take it.`,
        by(wide)
      )
    const guests = found.filter(({ acceptsGuests }) => acceptsGuests)
    if (guests.length > 0)
      return needsReview(
        `${role} does not ask that identities of ${list(guests.map(({ issuer }) => issuer))} have signed in; judge whether guests may take it.`,
        by(guests)
      )
    const bound = new Set(JSON.parse(row.bound_providers) as string[])
    const unbound = found.filter(({ acceptsAnyAudience, issuer }) => acceptsAnyAudience && !bound.has(issuer))
    if (unbound.length > 0)
      return needsReview(
        `${role} does not name the audience of ${list(unbound.map(({ issuer }) => issuer))}; see that its provider vouches for one client alone: aws iam get-open-id-connect-provider.`,
        by(unbound)
      )
    if (doubt) return doubt
    return found.length === 0
      ? pass(`${role} lets nobody take it with a token of an OIDC provider.`)
      : pass(
          `${role} accepts of ${list(found.map(({ issuer }) => issuer))} what it names alone: ${why(found)}.`,
          by(found)
        )
  }
})
