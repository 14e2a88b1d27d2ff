import { describe, expect, test } from 'vitest'

import { defaultParameters } from '../../../src/shared/parameters.ts'
import { testCases } from './cases.ts'
import {
  account,
  allow,
  coverage,
  daysAgo,
  openEstate,
  policyArn,
  roleArn,
  rootArn,
  trust,
  userArn,
  type Estate
} from './database.ts'

const saml = `arn:aws:iam::${account}:saml-provider/okta`
const github = `arn:aws:iam::${account}:oidc-provider/token.actions.githubusercontent.com`
const reservedPath = '/aws-reserved/sso.amazonaws.com/eu-west-1/'

function role(estate: Estate, name: string, provider: string, path = '/'): void {
  const document = trust({ Federated: provider }, undefined, 'sts:AssumeRoleWithSAML')
  estate.fact('iam_role', {
    arn: roleArn(name, path),
    name,
    iam_path: path,
    trust_document_id: estate.document(document)
  })
}

function consoleUsers(estate: Estate, ...names: readonly string[]): void {
  for (const name of names)
    estate.fact('credential', { arn: userArn(name), user_name: name, password_enabled: 1 })
}

testCases({
  'identity-provider': [
    [
      'a SAML provider passes',
      (e) => {
        e.source('saml-providers')
        e.fact('saml_provider', {})
      },
      'pass',
      /SAML \(okta\)/
    ],
    [
      'a role of IAM Identity Center passes without any list of providers',
      (e) => role(e, 'AWSReservedSSO_Reader_0123456789abcdef', saml, reservedPath),
      'pass',
      /IAM Identity Center \(1 role\)/
    ],
    [
      'a role that trusts a SAML provider passes where the providers were not listed',
      (e) => role(e, 'people', saml),
      'pass',
      /SAML \(1 role\)/
    ],
    [
      'an OIDC provider of build servers alone is for judgement',
      (e) => {
        e.source('oidc-providers')
        e.fact('oidc_provider', {})
      },
      'needs-review',
      /OIDC providers alone \(token\.actions/
    ],
    [
      'an instance of the organization without a role in the account is for judgement',
      (e) => {
        e.source('saml-providers')
        e.fact('sso_instance', {})
      },
      'needs-review',
      /no role of it was seen/
    ],
    [
      'an empty list of providers fails',
      (e) => void e.source('saml-providers'),
      'exception',
      /no identity provider/
    ],
    [
      'a summary that counts no provider fails',
      (e) => e.fact('account_summary', { name: 'Providers', value: 0 }),
      'exception',
      /no identity provider/
    ],
    [
      'a summary that counts providers nobody listed is undecided',
      (e) => e.fact('account_summary', { name: 'Providers', value: 1 }),
      'needs-review',
      /list-saml-providers/
    ]
  ],
  'federated-people': [
    [
      'no console user passes: the root user is none, and no IAM user is needed',
      (e) => {
        e.fact('credential', { arn: `arn:aws:iam::${account}:root`, is_root: 1, password_enabled: 1 })
        e.fact('credential', {})
      },
      'pass',
      /^0 of 1 IAM user/
    ],
    ['two emergency users pass', (e) => consoleUsers(e, 'ada', 'bob'), 'pass', /^2 of 2 IAM users/],
    [
      'more fail and are named',
      (e) => consoleUsers(e, 'ada', 'bob', 'carol'),
      'exception',
      /^3 of 3 IAM users .+ the limit is 2: ada, bob and carol\.$/
    ],
    [
      'users of whom the report does not say may be too many',
      (e) => {
        consoleUsers(e, 'ada', 'bob')
        e.fact('credential', { arn: userArn('carol'), user_name: 'carol', password_enabled: null })
      },
      'needs-review',
      /of 1 the report does not say/
    ]
  ],
  'saml-provider-expiry': [
    ['metadata that lasts passes', (e) => e.fact('saml_provider', {}), 'pass', /okta ends 400 days after/],
    [
      'metadata that ended fails',
      (e) => e.fact('saml_provider', { valid_until: daysAgo(3) }),
      'exception',
      /okta ended 3 days before the export \(2026-01-28\)/
    ],
    [
      'metadata about to end is for judgement',
      (e) => e.fact('saml_provider', { valid_until: daysAgo(-30) }),
      'needs-review',
      /renewal/
    ],
    [
      'metadata without an end is undecided',
      (e) => e.fact('saml_provider', { valid_until: null }),
      'needs-review',
      /does not say when it ends/
    ]
  ],
  'oidc-provider-clients': [
    [
      'a provider that names its client and is trusted passes',
      (e) => {
        e.fact('oidc_provider', {})
        role(e, 'deploy', github)
      },
      'pass',
      /vouches for sts\.amazonaws\.com and is trusted by 1 role/
    ],
    [
      'any client fails',
      (e) => e.fact('oidc_provider', { client_ids: '["sts.amazonaws.com","*"]' }),
      'exception',
      /any client/
    ],
    [
      'a provider that no role trusts is left over, perhaps',
      (e) => e.fact('oidc_provider', {}),
      'needs-review',
      /no role trusts it/
    ],
    [
      'a listed provider without its details is undecided',
      (e) => e.fact('oidc_provider', { client_ids: null }),
      'needs-review',
      /get-open-id-connect-provider/
    ],
    [
      'a provider without clients is undecided',
      (e) => e.fact('oidc_provider', { client_ids: '[]' }),
      'needs-review',
      /names no client/
    ]
  ],
  'federated-administrators': [
    [
      'a federated role without much passes',
      (e) => role(e, 'deploy', github),
      'pass',
      /deploy can be taken through .+ and does not allow everything/
    ],
    [
      'AdministratorAccess is for sign-off',
      (e) => {
        role(e, 'deploy', github)
        e.fact('iam_attachment', {
          principal_arn: roleArn('deploy'),
          principal_kind: 'role',
          policy_arn: 'arn:aws:iam::aws:policy/AdministratorAccess'
        })
      },
      'needs-review',
      /is an administrator/
    ],
    [
      'an inline policy that allows everything is for sign-off',
      (e) => {
        role(e, 'deploy', github)
        e.fact('iam_inline_policy', {
          principal_arn: roleArn('deploy'),
          principal_kind: 'role',
          document_id: e.document(allow('*'))
        })
      },
      'needs-review',
      /is an administrator/
    ],
    [
      'a customer policy that allows everything is for sign-off',
      (e) => {
        role(e, 'deploy', github)
        e.fact('iam_policy', { document_id: e.document(allow('*')) })
        e.fact('iam_attachment', { principal_arn: roleArn('deploy'), principal_kind: 'role' })
      },
      'needs-review',
      /is an administrator/
    ],
    [
      'a policy the export does not carry leaves it open',
      (e) => {
        role(e, 'deploy', github)
        e.fact('iam_attachment', {
          principal_arn: roleArn('deploy'),
          principal_kind: 'role',
          policy_arn: policyArn('elsewhere')
        })
      },
      'needs-review',
      /1 policy of it cannot be read/
    ]
  ]
})

describe('federation', () => {
  test('an incomplete list of providers fails nobody', () => {
    const estate = openEstate()
    estate.source('saml-providers')

    const context = coverage({ 'saml-providers': 'partial' })

    expect(estate.only('identity-provider', context).status).toBe('needs-review')
  })

  test('the limit of console users can be changed', () => {
    const estate = openEstate()
    consoleUsers(estate, 'ada')

    const parameters = { ...defaultParameters(), maxConsoleUsers: 0 }

    expect(estate.only('federated-people', { parameters }).status).toBe('exception')
  })

  test('a provider is not called left over where the roles were not received', () => {
    const estate = openEstate()
    estate.fact('oidc_provider', {})

    const context = coverage({ 'account-authorization-details.roles': 'missing' })

    expect(estate.only('oidc-provider-clients', context)).toEqual({
      status: 'pass',
      detail: 'OIDC provider token.actions.githubusercontent.com vouches for sts.amazonaws.com.'
    })
  })

  test('roles of IAM Identity Center and roles that services take are no federated administrators', () => {
    const estate = openEstate()
    role(estate, 'AWSReservedSSO_Admin_0123456789abcdef', saml, reservedPath)
    estate.fact('iam_role', { trust_document_id: estate.document(trust({ Service: 'ec2.amazonaws.com' })) })

    expect(estate.run('federated-administrators')).toMatchObject({ outcome: 'not-applicable', population: 0 })
  })

  test('without providers there is nothing to end', () => {
    const estate = openEstate()
    estate.source('saml-providers')

    expect(estate.run('saml-provider-expiry').outcome).toBe('not-applicable')
    expect(estate.run('oidc-provider-clients').outcome).toBe('not-applicable')
  })
})

describe('what others get wrong', () => {
  test('an account without any IAM user is what is asked for, and does not fail for it', () => {
    const estate = openEstate()
    estate.fact('credential', { arn: rootArn, user_name: '<root_account>', is_root: 1 })

    expect(estate.only('federated-people').status).toBe('pass')
  })
})
