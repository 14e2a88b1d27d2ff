import { describe, expect, test } from 'vitest'
import fc from 'fast-check'

import { oidcProviders } from '../../../src/core/checks/basis/known-oidc-providers.ts'
import { reaches } from '../../../src/core/checks/basis/oidc-claim.ts'
import { judgeOidc } from '../../../src/core/checks/basis/oidc-trust.ts'
import { testCases, type Case } from './cases.ts'
import { account, openEstate, trust } from './database.ts'
import { allowedBut, role, type Given } from './trust-roles.ts'

const github = 'token.actions.githubusercontent.com'
const eks = 'oidc.eks.eu-west-1.amazonaws.com/id/0123456789ABCDEF0123456789ABCDEF'
const web = 'sts:AssumeRoleWithWebIdentity'

function provider(issuer: string): object {
  return { Federated: arn(issuer) }
}

function arn(issuer: string): string {
  return `arn:aws:iam::${account}:oidc-provider/${issuer}`
}

/** A role for tokens of an issuer with a subject as given, and the audience that goes with it. */
function subject(issuer: string, sub: string | readonly string[], operator = 'StringLike'): Given {
  const tested = { [`${issuer}:sub`]: sub }
  const audience = { [`${issuer}:aud`]: 'sts.amazonaws.com' }
  return oidc(
    issuer,
    operator === 'StringEquals'
      ? { StringEquals: { ...tested, ...audience } }
      : { [operator]: tested, StringEquals: audience }
  )
}

function oidc(issuer: string, condition: object | undefined): Given {
  return role(trust(provider(issuer), condition, web))
}

const aud = { [`${github}:aud`]: 'sts.amazonaws.com' }

const cases: readonly Case[] = [
  [
    'a branch of a repository passes',
    subject(github, 'repo:example/app:ref:refs/heads/main'),
    'pass',
    /accepts repo:example\/app:ref/
  ],
  [
    'branches of a kind pass',
    subject(github, 'repo:example/app:ref:refs/heads/release/*'),
    'pass',
    /release/
  ],
  [
    'an environment passes',
    subject(github, 'repo:example/app:environment:production'),
    'pass',
    /environment:production/
  ],
  [
    'StringEquals passes',
    oidc(github, { StringEquals: { ...aud, [`${github}:sub`]: 'repo:example/app:ref:refs/heads/main' } }),
    'pass',
    /names alone/
  ],
  [
    'no condition at all fails',
    oidc(github, undefined),
    'exception',
    /any repository on GitHub: it tests neither/
  ],
  ['the audience alone fails', oidc(github, { StringEquals: aud }), 'exception', /any repository on GitHub/],
  ['the subject * fails', subject(github, '*'), 'exception', /accepts \* of/],
  ['repo:* fails', subject(github, 'repo:*'), 'exception', /accepts repo:\*/],
  [
    'an owner without a slash fails, as anyone may found a longer one',
    subject(github, 'repo:example*'),
    'exception',
    /accepts repo:example\*/
  ],
  [
    'any owner with a repository of a name fails',
    subject(github, 'repo:*/app:ref:refs/heads/main'),
    'exception',
    /any repository/
  ],
  ['a question mark is a wildcard too', subject(github, 'repo:exampl?/app:*'), 'exception', /any repository/],
  [
    'one wide value of two fails',
    subject(github, ['repo:example/app:ref:refs/heads/main', 'repo:*']),
    'exception',
    /repo:\*/
  ],
  [
    'ForAllValues fails, as a token without the claim meets it',
    subject(github, 'repo:example/app:ref:refs/heads/main', 'ForAllValues:StringLike'),
    'exception',
    /IfExists or ForAllValues/
  ],
  [
    'IfExists fails, as a token without the claim meets it',
    subject(github, 'repo:example/app:ref:refs/heads/main', 'StringLikeIfExists'),
    'exception',
    /IfExists or ForAllValues/
  ],
  ['an exclusion fails', subject(github, 'repo:evil/*', 'StringNotLike'), 'exception', /any repository/],
  [
    'every repository of an owner is for judgement',
    subject(github, 'repo:example/*'),
    'needs-review',
    /more than one workload/
  ],
  [
    'every branch of a repository is for judgement',
    subject(github, 'repo:example/app:*'),
    'needs-review',
    /more than one workload/
  ],
  [
    'pull requests are for judgement',
    subject(github, 'repo:example/app:pull_request'),
    'needs-review',
    /more than one workload/
  ],
  [
    'StringEquals with a wildcard lets nobody in',
    subject(github, 'repo:example/*', 'StringEquals'),
    'needs-review',
    /StringLike was meant/
  ],
  [
    'a claim of another issuer lets nobody in',
    oidc(github, {
      StringEquals: { 'token.actions.github.com:sub': 'repo:example/app:ref:refs/heads/main' }
    }),
    'needs-review',
    /no token of token\.actions/
  ],
  [
    'the owner’s number tells whose it is',
    oidc(github, { StringEquals: { ...aud, [`${github}:repository_owner_id`]: '1234567' } }),
    'needs-review',
    /more than one workload/
  ],
  [
    'the branch alone tells not whose it is',
    oidc(github, { StringEquals: { ...aud, [`${github}:ref`]: 'refs/heads/main' } }),
    'exception',
    /any repository/
  ],
  [
    'a subject of a form of the client’s own is for judgement',
    subject(github, 'environment:production', 'StringEquals'),
    'needs-review',
    /judge whose tokens/
  ],
  [
    'a missing audience is for judgement',
    oidc(github, { StringLike: { [`${github}:sub`]: 'repo:example/app:ref:refs/heads/main' } }),
    'needs-review',
    /audience/
  ],
  [
    'a missing audience passes where the provider vouches for one client',
    (e) => {
      e.fact('oidc_provider', {})
      oidc(github, { StringLike: { [`${github}:sub`]: 'repo:example/app:ref:refs/heads/main' } })(e)
    },
    'pass',
    /names alone/
  ],
  [
    'a provider that vouches for anyone is no audience',
    (e) => {
      e.fact('oidc_provider', { client_ids: '["*"]' })
      oidc(github, { StringLike: { [`${github}:sub`]: 'repo:example/app:ref:refs/heads/main' } })(e)
    },
    'needs-review',
    /audience/
  ],
  [
    'a denial beside it is for judgement',
    role(allowedBut(provider(github), { StringNotLike: { [`${github}:sub`]: 'repo:example/*' } }, web)),
    'needs-review',
    /also denies some/
  ],
  [
    'the key has no case',
    oidc(github, {
      stringequals: { [`${github.toUpperCase()}:SUB`]: 'repo:example/app:ref:refs/heads/main', ...aud }
    }),
    'pass',
    /names alone/
  ],
  [
    'an action that takes no role lets nobody in',
    role(trust(provider(github), undefined, 'sts:AssumeRole')),
    'pass',
    /lets nobody/
  ],

  [
    'GitLab: a branch of a project passes',
    subject('gitlab.com', 'project_path:example/app:ref_type:branch:ref:main'),
    'pass',
    /names alone/
  ],
  [
    'GitLab: a group without a slash fails',
    subject('gitlab.com', 'project_path:example*'),
    'exception',
    /any project on GitLab/
  ],
  [
    'GitLab: a group is for judgement',
    subject('gitlab.com', 'project_path:example/*:ref_type:branch:ref:main'),
    'needs-review',
    /more than one/
  ],
  [
    'HCP Terraform: a workspace passes',
    subject('app.terraform.io', 'organization:example:project:core:workspace:prod:run_phase:*'),
    'pass',
    /names alone/
  ],
  [
    'HCP Terraform: any organization fails',
    subject('app.terraform.io', 'organization:*:workspace:prod:*'),
    'exception',
    /any organization of HCP Terraform/
  ],
  [
    'HCP Terraform: an organization is for judgement',
    subject('app.terraform.io', 'organization:example:*'),
    'needs-review',
    /more than one/
  ],
  [
    'CircleCI: the issuer tells the organization, a project passes',
    subject(
      'oidc.circleci.com/org/11111111-2222-3333-4444-555555555555',
      'org/11111111-2222-3333-4444-555555555555/project/66666666-7777/user/*'
    ),
    'pass',
    /names alone/
  ],
  [
    'CircleCI: any project is for judgement',
    oidc('oidc.circleci.com/org/11111111-2222-3333-4444-555555555555', undefined),
    'needs-review',
    /more than one workload/
  ],
  [
    'Bitbucket: a repository passes',
    subject('api.bitbucket.org/2.0/workspaces/example/pipelines-config/identity/oidc', '{11111111-2222}:*'),
    'pass',
    /names alone/
  ],
  [
    'Bitbucket: any repository of the workspace is for judgement',
    oidc('api.bitbucket.org/2.0/workspaces/example/pipelines-config/identity/oidc', undefined),
    'needs-review',
    /more than one workload/
  ],
  [
    'Buildkite: a pipeline passes',
    subject('agent.buildkite.com', 'organization:example:pipeline:deploy:ref:refs/heads/main:commit:*'),
    'pass',
    /names alone/
  ],
  [
    'Buildkite: no subject fails',
    oidc('agent.buildkite.com', undefined),
    'exception',
    /any organization at Buildkite/
  ],
  [
    'EKS: a service account passes',
    subject(eks, 'system:serviceaccount:payments:api'),
    'pass',
    /names alone/
  ],
  [
    'EKS: no subject fails',
    oidc(eks, { StringEquals: { [`${eks}:aud`]: 'sts.amazonaws.com' } }),
    'exception',
    /any pod of the cluster/
  ],
  ['EKS: every service account fails', subject(eks, 'system:serviceaccount:*:*'), 'exception', /any pod/],
  [
    'EKS: a namespace is for judgement',
    subject(eks, 'system:serviceaccount:payments:*'),
    'needs-review',
    /more than one/
  ],
  [
    'Cognito: a pool’s identities that signed in pass',
    cognito({
      StringEquals: { 'cognito-identity.amazonaws.com:aud': 'eu-west-1:1111-2222' },
      'ForAnyValue:StringLike': { 'cognito-identity.amazonaws.com:amr': 'authenticated' }
    }),
    'pass',
    /names alone/
  ],
  [
    'Cognito: no pool fails',
    cognito({ 'ForAnyValue:StringLike': { 'cognito-identity.amazonaws.com:amr': 'authenticated' } }),
    'exception',
    /any identity pool/
  ],
  [
    'Cognito: guests are for judgement',
    cognito({
      StringEquals: { 'cognito-identity.amazonaws.com:aud': 'eu-west-1:1111-2222' },
      'ForAnyValue:StringLike': { 'cognito-identity.amazonaws.com:amr': 'unauthenticated' }
    }),
    'needs-review',
    /guests/
  ],
  [
    'Google: a service account passes',
    role(
      trust(
        { Federated: 'accounts.google.com' },
        { StringEquals: { 'accounts.google.com:sub': '112233445566778899001' } },
        web
      )
    ),
    'pass',
    /names alone/
  ],
  [
    'Google: an audience that anyone may ask for tells nothing',
    role(
      trust(
        { Federated: 'accounts.google.com' },
        { StringEquals: { 'accounts.google.com:oaud': 'https://example.com' } },
        web
      )
    ),
    'needs-review',
    /judge whose/
  ],
  [
    'Google: nothing fails',
    role(trust({ Federated: 'accounts.google.com' }, undefined, web)),
    'exception',
    /any Google account/
  ],
  [
    'Vercel: the audience is the team',
    oidc('oidc.vercel.com', {
      StringEquals: {
        'oidc.vercel.com:aud': 'https://vercel.com/example',
        'oidc.vercel.com:sub': 'owner:example:project:app:environment:production'
      }
    }),
    'pass',
    /names alone/
  ],
  [
    'a provider on no list and a whole subject passes',
    subject('login.example.com', 'client-1', 'StringEquals'),
    'pass',
    /names alone/
  ],
  [
    'a provider on no list without a subject is for judgement',
    oidc('login.example.com', undefined),
    'needs-review',
    /judge whose tokens/
  ],
  ['a role without its trust policy is for judgement', role(null), 'needs-review', /not carry/],
  ['a trust policy that cannot be read is for judgement', role('{'), 'needs-review', /cannot be relied on/]
]

function cognito(condition: object): Given {
  return role(trust({ Federated: 'cognito-identity.amazonaws.com' }, condition, web))
}

testCases({ 'role-oidc-subject': cases })

describe('the subject of a token', () => {
  const beginnings = fc.constantFrom(
    [github, 'repo:example/app:ref:refs/heads/main'],
    ['gitlab.com', 'project_path:example/app:ref_type:branch:ref:main'],
    ['app.terraform.io', 'organization:example:project:core:workspace:prod:run_phase:apply'],
    ['agent.buildkite.com', 'organization:example:pipeline:deploy:ref:refs/heads/main'],
    [eks, 'system:serviceaccount:payments:api']
  )

  test('reaches no narrower when less of it is spelled out', () => {
    fc.assert(
      fc.property(beginnings, fc.nat(80), fc.nat(80), ([issuer = '', whole = ''], a, b) => {
        const [longer, shorter] = [Math.max(a, b), Math.min(a, b)].map((n) => `${whole.slice(0, n)}*`)
        expect(reachOf(issuer, shorter ?? '')).toBeLessThanOrEqual(reachOf(issuer, longer ?? ''))
      })
    )
  })

  test('reaches no narrower when another value is accepted too', () => {
    fc.assert(
      fc.property(beginnings, fc.string(), ([issuer = '', whole = ''], other) => {
        expect(reachOf(issuer, whole, other)).toBeLessThanOrEqual(reachOf(issuer, whole))
      })
    )
  })

  function reachOf(issuer: string, ...subs: readonly string[]): number {
    const { reach } = judgeOidc(
      {
        n: 0,
        effect: 'Allow',
        actions: [web],
        uses_not_action: 0,
        principals: [],
        condition: { StringLike: { [`${issuer}:sub`]: subs } }
      },
      issuer
    )
    return reach === 'nobody' ? reaches.length : reaches.indexOf(reach)
  }
})

describe('the table of OIDC providers', () => {
  test('names a source for each, and each issuer is told from the others', () => {
    for (const { name, source, claims } of oidcProviders) {
      expect(source, name).not.toBe('')
      expect(Object.keys(claims), name).toEqual(Object.keys(claims).map((claim) => claim.toLowerCase()))
    }
    for (const issuer of [
      github,
      `${github}/enterprise`,
      'gitlab.com',
      eks,
      'oidc.vercel.com',
      'oidc.vercel.com/team'
    ])
      expect(
        oidcProviders.filter((each) => each.issuer.test(issuer)),
        issuer
      ).toHaveLength(1)
  })
})

describe('what others get wrong', () => {
  test('GitHub is a known provider', () => {
    const estate = openEstate()
    subject(github, 'repo:example/app:ref:refs/heads/main')(estate)

    expect(estate.only('role-oidc-subject').status).toBe('pass')
  })

  test('sts:AssumeRoleWithWebIdentity within a pattern is found', () => {
    const estate = openEstate()
    role(trust(provider(github), undefined, 'sts:Assume*'))(estate)

    expect(estate.only('role-oidc-subject').status).toBe('exception')
  })

  test('a look-alike of an issuer is not that issuer', () => {
    const estate = openEstate()
    oidc(`${github}.example.com`, undefined)(estate)

    expect(estate.only('role-oidc-subject').status).toBe('needs-review')
  })
})
