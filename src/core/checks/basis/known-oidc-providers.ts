/**
 * The OIDC providers that AWS roles are known to trust. AWS's own list of those whose customers share an issuer is the page named in
 * `awsList`; the forms of claims are from the guides of the providers. As of November 2026.
 */
import { hasWildcard } from '../../iam/glob.ts'
import { bySubject, exactly, nothing, serviceAccount } from './oidc-claim.ts'
import { ofOneCustomer, shared, type OidcProvider } from './oidc-provider.ts'

const awsList = 'IAM User Guide: Identity-provider controls for shared OIDC providers'
const keysPage = 'IAM User Guide: IAM and AWS STS condition context keys'

export const oidcProviders: readonly OidcProvider[] = [
  shared(
    'GitHub Actions',
    /^(?:vs)?token\.actions\.githubusercontent\.com$/,
    'any repository on GitHub',
    {
      sub: bySubject(
        /^(?:repo:[^/:]+\/|repository:[^/:]+\/|repository_owner(?:_id)?:[^:]+:|repository_id:\d+:|enterprise(?:_id)?:[^:]+:|job_workflow_ref:[^/]+\/)/,
        /^repo:[^/:]+\/[^:]+:(?:environment:.|ref:refs\/(?:heads|tags)\/.|job_workflow_ref:.)/
      ),
      repository: bySubject(/^[^/]+\/./, nothing),
      repository_id: exactly('tenant'),
      repository_owner_id: exactly('tenant'),
      enterprise_id: exactly('tenant'),
      // Whoever may read a reusable workflow may call it, so its path does not tell whose repository calls.
      job_workflow_ref: bySubject(/^[^/]+\/./, nothing)
    },
    `${awsList}; GitHub Docs: OpenID Connect reference`
  ),
  ofOneCustomer(
    'GitHub Actions of one enterprise',
    /^token\.actions\.(?:githubusercontent\.com\/.+|[^.]+\.ghe\.com)$/,
    'any repository of the enterprise',
    {
      sub: bySubject(/^repo:[^/:]+\/./, /^repo:[^/:]+\/[^:]+:(?:environment:.|ref:refs\/(?:heads|tags)\/.)/),
      repository: bySubject(/^[^/]+\/./, nothing),
      repository_id: exactly('tenant')
    },
    'GitHub Docs: OpenID Connect reference'
  ),
  shared(
    'GitHub audit log streaming',
    /^oidc-configuration\.audit-log\.githubusercontent\.com$/,
    'the audit log of any enterprise on GitHub',
    { sub: exactly('workload') },
    awsList
  ),
  shared(
    'GitLab.com',
    /^gitlab\.com$/,
    'any project on GitLab.com',
    {
      sub: bySubject(/^project_path:[^/:]+\//, /^project_path:[^:]+\/[^:]+:ref_type:[^:]+:ref:./),
      namespace_id: exactly('tenant'),
      project_id: exactly('tenant'),
      user_id: exactly('tenant')
    },
    `${awsList}; GitLab Docs: Configure OpenID Connect in AWS`
  ),
  shared(
    'HCP Terraform',
    /^app\.terraform\.io$/,
    'any organization of HCP Terraform',
    { sub: bySubject(/^organization:[^:]+:/, /^organization:[^:]+:project:[^:]+:workspace:[^:]+:/) },
    `${awsList}; HCP Terraform documentation: Dynamic credentials with the AWS provider`
  ),
  ofOneCustomer(
    'CircleCI',
    /^oidc\.circleci\.com\/org\/[0-9a-f-]+$/,
    'any project of the organization at CircleCI',
    {
      sub: bySubject(/^org\/[^/]+\//, /^org\/[^/]+\/project\/[^/]+\//),
      'oidc.circleci.com/project-id': exactly('workload')
    },
    `${keysPage}; CircleCI Docs: Using OpenID Connect tokens in jobs`
  ),
  ofOneCustomer(
    'Bitbucket Pipelines',
    /^api\.bitbucket\.org\/2\.0\/workspaces\/[^/]+\/pipelines-config\/identity\/oidc$/,
    'any repository of the Bitbucket workspace',
    { sub: bySubject(/^\{[^}]+\}/, /^\{[^}]+\}/) },
    'Atlassian Support: Deploy on AWS using Bitbucket Pipelines OpenID Connect'
  ),
  shared(
    'Buildkite',
    /^agent\.buildkite\.com$/,
    'any organization at Buildkite',
    {
      sub: bySubject(/^organization:[^:]+:/, /^organization:[^:]+:pipeline:[^:]+:/),
      organization_id: exactly('tenant'),
      organization_slug: exactly('tenant'),
      cluster_id: exactly('tenant'),
      pipeline_id: exactly('workload')
    },
    `${awsList}; Buildkite Docs: OIDC with AWS`
  ),
  {
    name: 'Amazon EKS',
    issuer: /^oidc\.eks(?:-fips)?\.[a-z0-9-]+\.(?:amazonaws\.com(?:\.cn)?|api\.aws)\/id\/[0-9A-Fa-f]+$/,
    untested: { reach: 'anyone', who: 'any pod of the cluster' },
    claims: { sub: serviceAccount },
    audience: 'tested',
    source: 'Amazon EKS User Guide: IAM roles for service accounts'
  },
  {
    name: 'Amazon Cognito identity pools',
    issuer: /^cognito-identity(?:-us-gov)?\.amazonaws\.com(?:\.cn)?$/,
    untested: { reach: 'anyone', who: 'identities of any identity pool' },
    claims: { aud: exactly('workload'), sub: exactly('workload') },
    signedIn: { claim: 'amr', value: 'authenticated' },
    audience: 'not-needed',
    source: `${awsList}; Amazon Cognito Developer Guide: Role trust and permissions`
  },
  shared(
    'Google',
    /^accounts\.google\.com$/,
    'any Google account or service account',
    {
      sub: exactly('workload'),
      aud: exactly('tenant'),
      'google/organization_number': exactly('tenant'),
      // A service account may ask for a token with whatever audience it likes.
      oaud: exactly('unclear')
    },
    keysPage,
    'not-needed'
  ),
  shared(
    'Login with Amazon',
    /^www\.amazon\.com$/,
    'users of any application that signs in with Amazon',
    { app_id: exactly('tenant'), user_id: exactly('workload') },
    keysPage,
    'not-needed'
  ),
  shared(
    'Facebook',
    /^graph\.facebook\.com$/,
    'users of any application that signs in with Facebook',
    { app_id: exactly('tenant'), id: exactly('workload') },
    keysPage,
    'not-needed'
  ),
  shared(
    'Codefresh',
    /^oidc\.codefresh\.io$/,
    'any account at Codefresh',
    {
      sub: bySubject(/^account:[^:]+:/, /^account:[^:]+:pipeline:[^:]+:/)
    },
    `${awsList}; Codefresh documentation: OpenID Connect for pipelines`
  ),
  shared(
    'Scalr',
    /^scalr\.io$/,
    'any account at Scalr',
    {
      sub: bySubject(/^account:[^:]+:/, /^account:[^:]+:environment:[^:]+:workspace:[^:]+/)
    },
    awsList
  ),
  shared(
    'DVC Studio',
    /^studio\.datachain\.ai\/api$/,
    'any team at DVC Studio',
    {
      sub: bySubject(/^credentials:[^/]+\//, nothing)
    },
    awsList
  ),
  shared(
    'Shisho Cloud',
    /^tokens\.cloud\.shisho\.dev$/,
    'any organization at Shisho Cloud',
    {
      sub: exactly('tenant')
    },
    awsList
  ),
  shared(
    'Upbound',
    /^proidc\.upbound\.io$/,
    'any organization at Upbound',
    {
      sub: bySubject(/^mcp:[^/:]+[/:]/, /^mcp:[^/:]+\/[^:]+:provider:./)
    },
    awsList
  ),
  shared(
    'Pulumi Cloud',
    /^api\.pulumi\.com\/oidc$/,
    'any organization at Pulumi Cloud',
    {
      aud: exactly('tenant'),
      sub: bySubject(
        /^pulumi:(?:deploy|environments|env):org:[^:]+:/,
        /^pulumi:(?:deploy|environments|env):org:[^:]+:(?:project|env):[^:]+/
      )
    },
    awsList,
    'not-needed'
  ),
  shared(
    'Vercel',
    /^oidc\.vercel\.com$/,
    'any team at Vercel',
    {
      aud: exactly('tenant'),
      sub: bySubject(/^owner:[^:]+:/, /^owner:[^:]+:project:[^:]+:environment:./)
    },
    awsList,
    'not-needed'
  ),
  ofOneCustomer(
    'Vercel',
    /^oidc\.vercel\.com\/.+$/,
    'any project of the team at Vercel',
    {
      sub: bySubject(/^owner:[^:]+:/, /^owner:[^:]+:project:[^:]+:environment:./)
    },
    'Vercel Docs: Connect to Amazon Web Services'
  ),
  shared(
    'Microsoft Sentinel',
    /^sts\.windows\.net\/33e01921-4d64-4f8c-a055-5bdaffd5e33d\/?$/,
    'any workspace of Microsoft Sentinel',
    {
      'sts:rolesessionname': bySubject(/^MicrosoftSentinel_./, /^MicrosoftSentinel_./)
    },
    awsList
  ),
  shared(
    'sandboxes.cloud',
    /^sandboxes\.cloud$/,
    'any customer of sandboxes.cloud',
    { aud: exactly('tenant') },
    awsList,
    'not-needed'
  ),
  ofOneCustomer(
    'Spacelift',
    /^[^./]+\.app\.spacelift\.io$/,
    'any stack of the account at Spacelift',
    {
      sub: bySubject(/^space:./, /^space:[^:]+:(?:stack|module):[^:]+/)
    },
    'Spacelift documentation: AWS integration by OIDC'
  )
]

const unlisted: Omit<OidcProvider, 'name' | 'issuer'> = {
  untested: { reach: 'unclear', who: 'whoever the provider gives a token to' },
  claims: {
    sub: (value) => (/^[*?]*$/.test(value) ? 'unclear' : hasWildcard(value) ? 'tenant' : 'workload')
  },
  audience: 'tested',
  source: 'IAM User Guide: Create an OpenID Connect (OIDC) identity provider in IAM'
}

/** The provider of an issuer; one that is not listed is taken for the client's own until a person says otherwise. */
export function providerOf(issuer: string): OidcProvider {
  return (
    oidcProviders.find((provider) => provider.issuer.test(issuer)) ?? {
      ...unlisted,
      name: issuer,
      issuer: /^$/
    }
  )
}
