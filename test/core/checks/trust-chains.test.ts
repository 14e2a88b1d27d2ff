import { describe, expect, test } from 'vitest'

import { testCases } from './cases.ts'
import { account, coverage, openEstate, roleArn, trust, type Estate } from './database.ts'
import { attach, documentsOf, role, rootOf, sibling, type Given } from './trust-roles.ts'

const deletedRole = 'AROAEXAMPLE1234567890'
const okta = `arn:aws:iam::${account}:saml-provider/okta`
const github = `arn:aws:iam::${account}:oidc-provider/token.actions.githubusercontent.com`

function federated(provider: string, give: Given): Given {
  return (estate) => {
    give(estate)
    role(
      trust({ Federated: provider }, undefined, ['sts:AssumeRoleWithSAML', 'sts:AssumeRoleWithWebIdentity'])
    )(estate)
  }
}

testCases({
  'role-deleted-principals': [
    ['a living principal passes', role(trust({ AWS: rootOf(account) })), 'pass', /no deleted principal/],
    [
      'the id of a deleted role fails',
      role(trust({ AWS: [rootOf(account), deletedRole] })),
      'exception',
      /trusts AROAEXAMPLE1234567890, which is deleted\.$/
    ],
    [
      'alone it leaves a role nobody can take',
      role(trust({ AWS: deletedRole })),
      'exception',
      /nobody else may take it/
    ],
    [
      'the id of a deleted user fails, also in a Deny',
      role({
        Statement: [{ Effect: 'Deny', Principal: { AWS: 'AIDAEXAMPLE1234567890' }, Action: 'sts:AssumeRole' }]
      }),
      'exception',
      /AIDAEXAMPLE/
    ],
    [
      'the id of a role that is still there is for judgement',
      role(trust({ AWS: deletedRole }), { role_id: deletedRole }),
      'needs-review',
      /still has/
    ],
    [
      'a provider that is listed passes',
      federated(okta, (e) => {
        e.answers('saml-providers', '')
        e.fact('saml_provider', {})
      }),
      'pass',
      /no deleted/
    ],
    [
      'a provider that the whole list lacks fails',
      federated(okta, (e) => e.answers('saml-providers', '')),
      'exception',
      /saml-provider\/okta, which is deleted/
    ],
    [
      'the same of OIDC',
      federated(github, (e) => e.answers('oidc-providers', '')),
      'exception',
      /oidc-provider\/token/
    ],
    [
      'a provider of which no list was received passes',
      federated(okta, () => undefined),
      'pass',
      /no deleted/
    ],
    ['a role without its trust policy is for judgement', role(null), 'needs-review', /not carry/]
  ],
  'role-chains': [
    [
      'a role that trusts itself fails',
      role(trust({ AWS: roleArn('worker') })),
      'exception',
      /trusts itself/
    ],
    ['a role without its trust policy is for judgement', role(null), 'needs-review', /not carry/],
    ['a trust policy that cannot be read is for judgement', role('{'), 'needs-review', /cannot be relied on/]
  ],
  'role-security-audit': [
    [
      'a role that people can take passes',
      held(trust({ AWS: rootOf(account) })),
      'pass',
      /SecurityAudit on role worker/
    ],
    [
      'a role that only services can take is for judgement',
      held(trust({ Service: 'lambda.amazonaws.com' })),
      'needs-review',
      /services but no people/
    ],
    ['a role without its trust policy is for judgement', held(null), 'needs-review', /who may take it/],
    ['no role fails', () => undefined, 'exception', /no role with SecurityAudit/],
    [
      'another policy does not count',
      (e) => {
        role(trust({ AWS: rootOf(account) }))(e)
        attach(e, 'ViewOnlyAccess')
      },
      'exception',
      /no role with SecurityAudit/
    ]
  ]
})

function held(document: unknown): Given {
  return (estate) => {
    role(document)(estate)
    attach(estate, 'SecurityAudit')
  }
}

/** Roles by name, each with the roles it trusts. */
function roles(
  estate: Estate,
  trusts: Readonly<Record<string, readonly string[]>>,
  action = 'sts:AssumeRole'
): void {
  for (const [name, trusted] of Object.entries(trusts))
    estate.fact('iam_role', {
      arn: roleArn(name),
      name,
      trust_document_id: estate.document(
        trust({ AWS: trusted.map((other) => roleArn(other)) }, undefined, action)
      )
    })
}

describe('chains of roles', () => {
  test('of two pass, of three are for judgement and are told', () => {
    const estate = openEstate()
    roles(estate, { a: ['nobody'], b: ['a'], c: ['b'] })

    expect(estate.verdicts('role-chains')).toEqual({
      [roleArn('b')]: 'pass: Role b is taken by roles that no other role takes.',
      [roleArn('c')]: expect.stringContaining(
        'needs-review: Role c ends a chain of roles: a takes b takes c;'
      )
    })
  })

  test('that close are circles, of whatever length', () => {
    const estate = openEstate()
    roles(estate, { a: ['d'], b: ['a'], c: ['b'], d: ['c'] })

    expect(Object.values(estate.statuses('role-chains'))).toEqual(Array(4).fill('exception'))
  })

  test('do not close where a role is only reached', () => {
    const estate = openEstate()
    roles(estate, { a: ['b'], b: ['a'], c: ['a'] })

    expect(estate.statuses('role-chains')).toEqual({
      [roleArn('a')]: 'exception',
      [roleArn('b')]: 'exception',
      [roleArn('c')]: 'needs-review'
    })
  })

  test('need an action that takes a role, in any spelling', () => {
    const tagging = openEstate()
    roles(tagging, { a: ['a'] }, 'sts:TagSession')
    const pattern = openEstate()
    roles(pattern, { a: ['a'] }, 'STS:Assume*')

    expect(tagging.run('role-chains').outcome).toBe('not-applicable')
    expect(pattern.statuses('role-chains')).toEqual({ [roleArn('a')]: 'exception' })
  })

  test('do not run through accounts as a whole or through other accounts', () => {
    const estate = openEstate()
    role(trust({ AWS: [rootOf(account), `arn:aws:iam::${sibling}:role/worker`] }))(estate)

    expect(estate.run('role-chains').outcome).toBe('not-applicable')
  })
})

describe('what others get wrong', () => {
  test('an id in place of an ARN is a deleted principal, not an unknown one', () => {
    const estate = openEstate()
    role(trust({ AWS: ['AIDAEXAMPLE1234567890', rootOf(account)] }))(estate)

    expect(estate.only('role-deleted-principals').status).toBe('exception')
    expect(documentsOf(estate, 'role-deleted-principals')).toEqual([{ document: 1, statements: [0] }])
  })

  test('an auditor’s policy on a user or group is no role', () => {
    const estate = openEstate()
    estate.fact('iam_attachment', {
      policy_arn: 'arn:aws:iam::aws:policy/SecurityAudit',
      policy_name: 'SecurityAudit'
    })

    expect(estate.only('role-security-audit')).toEqual({
      status: 'exception',
      detail: `Account ${account} has SecurityAudit on user ada and on no role.`
    })
  })

  test('a missing role is undecided where roles are missing from the export', () => {
    const partial = coverage({ 'account-authorization-details.roles': 'partial' })

    expect(openEstate().run('role-security-audit', partial)).toMatchObject({
      outcome: 'needs-review',
      exceptions: []
    })
  })
})
