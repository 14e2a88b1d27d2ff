import { describe, expect, test } from 'vitest'

import { testCases } from './cases.ts'
import { account, coverage, openEstate, roleArn, trust, type Estate } from './database.ts'
import {
  allowedBut,
  attach,
  documentsOf,
  member,
  role,
  rootOf,
  sibling,
  stranger,
  vendor
} from './trust-roles.ts'

const externalId = { StringEquals: { 'sts:ExternalId': 'a1b2c3d4e5f6' } }
const mfa = { Bool: { 'aws:MultiFactorAuthPresent': 'true' } }
const broken = role('{"Statement": [{"Effect": "Allow"')

testCases({
  'role-external-id': [
    [
      'a vendor with an external id passes',
      role(trust({ AWS: rootOf(vendor) }, externalId)),
      'pass',
      /464622532012 \(Datadog\) for an external id/
    ],
    [
      'a vendor without one fails, organization or not',
      role(trust({ AWS: rootOf(vendor) })),
      'exception',
      /464622532012 \(Datadog\) without an external id and without MFA\.$/
    ],
    ['a stranger fails', member(trust({ AWS: stranger })), 'exception', /999988887777/],
    ['MFA in place of an external id passes', member(trust({ AWS: stranger }, mfa)), 'pass', /MFA/],
    [
      'a young enough MFA passes',
      member(trust({ AWS: stranger }, { NumericLessThan: { 'aws:MultiFactorAuthAge': '3600' } })),
      'pass',
      /MFA/
    ],
    [
      'an account of the organization is no third party',
      member(trust({ AWS: [rootOf(sibling), rootOf(stranger)] }, externalId)),
      'pass',
      /999988887777/
    ],
    [
      'one of two statements is enough to fail',
      member({
        Statement: [
          ...statementsOf(trust({ AWS: stranger }, externalId)),
          ...statementsOf(trust({ AWS: stranger }))
        ]
      }),
      'exception',
      /999988887777/
    ],
    [
      'IfExists asks for nothing',
      role(trust({ AWS: vendor }, { StringEqualsIfExists: { 'sts:ExternalId': 'a1b2c3d4e5f6' } })),
      'exception',
      /Datadog/
    ],
    [
      'ForAllValues asks for nothing',
      role(trust({ AWS: vendor }, { 'ForAllValues:StringEquals': { 'sts:ExternalId': 'a1b2c3d4e5f6' } })),
      'exception',
      /Datadog/
    ],
    [
      'a wildcard asks for nothing',
      role(trust({ AWS: vendor }, { StringLike: { 'sts:ExternalId': '*' } })),
      'exception',
      /Datadog/
    ],
    [
      'an exclusion asks for nothing',
      role(trust({ AWS: vendor }, { StringNotEquals: { 'sts:ExternalId': 'x' } })),
      'exception',
      /Datadog/
    ],
    [
      'BoolIfExists lets an access key in without MFA',
      member(trust({ AWS: stranger }, { BoolIfExists: { 'aws:MultiFactorAuthPresent': 'true' } })),
      'exception',
      /without MFA/
    ],
    [
      'the organization of the caller is no external id',
      member(trust({ AWS: stranger }, { StringEquals: { 'aws:PrincipalOrgID': 'o-otherorg12' } })),
      'exception',
      /999988887777/
    ],
    ['sts:* takes the role too', role(trust({ AWS: vendor }, undefined, 'sts:*')), 'exception', /Datadog/],
    [
      'a Deny without the external id asks for it',
      role(allowedBut({ AWS: vendor }, { StringNotEquals: { 'sts:ExternalId': 'a1b2c3d4e5f6' } })),
      'pass',
      /Datadog/
    ],
    [
      'a Deny without MFA asks for it',
      role(allowedBut({ AWS: vendor }, { BoolIfExists: { 'aws:MultiFactorAuthPresent': 'false' } })),
      'pass',
      /Datadog/
    ],
    [
      'a Deny that calls without the key do not meet asks for nothing by itself',
      role(allowedBut({ AWS: vendor }, { Bool: { 'aws:MultiFactorAuthPresent': 'false' } })),
      'needs-review',
      /also denies some/
    ],
    [
      'the account as external id is guessable',
      member(trust({ AWS: stranger }, { StringEquals: { 'sts:ExternalId': account } })),
      'needs-review',
      /others know/
    ],
    ['anyone without a condition fails', member(trust('*')), 'exception', /any principal/],
    ['anyone with an external id passes', member(trust('*', externalId)), 'pass', /whoever takes it/],
    [
      'anyone of an organization is for judgement',
      member(trust('*', { StringEquals: { 'aws:PrincipalOrgID': 'o-exampleorg1' } })),
      'needs-review',
      /neither an external id nor MFA/
    ],
    [
      'without the organization an account is undecided',
      role(trust({ AWS: stranger })),
      'needs-review',
      /aws organizations list-accounts/
    ],
    [
      'without the organization an external id passes',
      role(trust({ AWS: stranger }, externalId)),
      'pass',
      /999988887777/
    ],
    ['a role without its trust policy is for judgement', role(null), 'needs-review', /not carry/],
    ['a trust policy that cannot be read is for judgement', broken, 'needs-review', /cannot be relied on/]
  ],
  'role-whole-account': [
    [
      'the own account passes with a note',
      role(trust({ AWS: rootOf(account) })),
      'pass',
      /trusts its own account; the policies of the account decide/
    ],
    [
      'a named role of another account passes',
      role(trust({ AWS: `arn:aws:iam::${sibling}:role/deployer` })),
      'pass',
      /no other account as a whole/
    ],
    [
      'the root of another account fails',
      role(trust({ AWS: rootOf(sibling) })),
      'exception',
      /account 444455556666 lets take it\.$/
    ],
    ['the number of another account is the same', role(trust({ AWS: sibling })), 'exception', /444455556666/],
    [
      'a user called root is no account',
      role(trust({ AWS: `arn:aws:iam::${sibling}:user/root` })),
      'pass',
      /no other account/
    ],
    [
      'an account limited to a role passes',
      role(
        trust(
          { AWS: rootOf(sibling) },
          { ArnLike: { 'aws:PrincipalArn': `arn:aws:iam::${sibling}:role/deploy-*` } }
        )
      ),
      'pass',
      /no other account/
    ],
    [
      'all roles of the account are the account',
      role(
        trust({ AWS: rootOf(sibling) }, { ArnLike: { 'aws:PrincipalArn': `arn:aws:iam::${sibling}:role/*` } })
      ),
      'exception',
      /444455556666/
    ],
    [
      'the organization does not narrow the account',
      member(trust({ AWS: sibling }, { StringEquals: { 'aws:PrincipalOrgID': 'o-exampleorg1' } })),
      'exception',
      /444455556666/
    ],
    [
      'a supplier under an external id is the form AWS gives',
      role(trust({ AWS: rootOf(vendor) }, externalId)),
      'pass',
      /under an external id/
    ],
    [
      'tags of the caller are for judgement',
      role(trust({ AWS: sibling }, { StringEquals: { 'aws:PrincipalTag/team': 'payments' } })),
      'needs-review',
      /who may set those tags/
    ],
    [
      'the role AWS makes for the management account is for judgement',
      role(trust({ AWS: rootOf(sibling) }), {
        arn: roleArn('OrganizationAccountAccessRole'),
        name: 'OrganizationAccountAccessRole'
      }),
      'needs-review',
      /for the management account/
    ],
    [
      'a denial beside it is for judgement',
      role(allowedBut({ AWS: sibling }, { StringNotEquals: { 'aws:PrincipalTag/team': 'payments' } })),
      'needs-review',
      /also denies some/
    ],
    ['a role without its trust policy is for judgement', role(null), 'needs-review', /not carry/]
  ],
  'role-read-only-access': [
    [
      'a role of the own account passes',
      readOnly(trust({ AWS: rootOf(account) })),
      'pass',
      /cannot be taken from outside/
    ],
    [
      'a role of the organization passes',
      readOnly(trust({ AWS: rootOf(sibling) })),
      'pass',
      /cannot be taken from outside/
    ],
    [
      'a stranger fails',
      readOnly(trust({ AWS: rootOf(stranger) })),
      'exception',
      /account 999988887777 outside/
    ],
    [
      'a vendor with an external id fails too',
      readOnly(trust({ AWS: rootOf(vendor) }, externalId)),
      'exception',
      /Datadog/
    ],
    ['anyone fails', readOnly(trust('*')), 'exception', /any principal/],
    [
      'anyone under a condition is for judgement',
      readOnly(trust('*', { StringEquals: { 'aws:PrincipalOrgID': 'o-exampleorg1' } })),
      'needs-review',
      /whom that lets in/
    ],
    [
      'identities of a provider are for judgement',
      readOnly(
        trust(
          { Federated: `arn:aws:iam::${account}:saml-provider/okta` },
          undefined,
          'sts:AssumeRoleWithSAML'
        )
      ),
      'needs-review',
      /identities of a provider/
    ],
    ['a role without its trust policy is for judgement', readOnly(null), 'needs-review', /not carry/]
  ]
})

function readOnly(document: unknown) {
  return (estate: Estate): void => {
    member(document)(estate)
    attach(estate, 'ReadOnlyAccess')
  }
}

function statementsOf(document: object): readonly object[] {
  return (document as { Statement: readonly object[] }).Statement
}

describe('accounts that roles trust', () => {
  test('are undecided where the list of the organization is incomplete', () => {
    const partial = coverage({ 'organization-accounts': 'partial' })
    for (const check of ['role-external-id', 'role-read-only-access']) {
      const estate = openEstate()
      member(trust({ AWS: rootOf(stranger) }))(estate)
      attach(estate, 'ReadOnlyAccess')

      expect(estate.only(check, partial).status, check).toBe('needs-review')
    }
  })

  test('are no matter of roles that AWS keeps', () => {
    const estate = openEstate()
    role(trust({ AWS: rootOf(vendor) }), {
      arn: roleArn('AWSServiceRoleForX', '/aws-service-role/x.amazonaws.com/'),
      iam_path: '/aws-service-role/x.amazonaws.com/'
    })(estate)

    for (const check of ['role-external-id', 'role-whole-account', 'role-read-only-access'])
      expect(estate.run(check).outcome, check).toBe('not-applicable')
  })

  test('are decided by the statements that name them, which the viewer opens at', () => {
    const estate = openEstate()
    member({
      Statement: [
        ...statementsOf(trust({ AWS: sibling }, externalId)),
        ...statementsOf(trust({ AWS: `arn:aws:iam::${stranger}:root` }))
      ]
    })(estate)

    for (const check of ['role-external-id', 'role-whole-account', 'role-trust-accounts'])
      expect(documentsOf(estate, check), check).toEqual([
        { document: 1, statements: check === 'role-whole-account' ? [0, 1] : [1] }
      ])
  })
})

describe('what others get wrong', () => {
  test('an account is compared as a whole: its number inside another text is another account', () => {
    const estate = openEstate()
    member(trust({ AWS: `arn:aws:iam::${stranger}:role/${account}` }))(estate)

    expect(estate.only('role-external-id').status).toBe('exception')
  })

  test('actions are matched as patterns in any case, not by the name sts:AssumeRole alone', () => {
    for (const action of ['STS:assumerole', 'sts:Assume*', 'sts:AssumeRol?', '*']) {
      const estate = openEstate()
      member(trust({ AWS: rootOf(vendor) }, undefined, action))(estate)

      expect(estate.only('role-external-id').status, action).toBe('exception')
    }
  })

  test('an external id with an operator that asks for nothing is no external id', () => {
    const estate = openEstate()
    role(trust({ AWS: rootOf(vendor) }, { Null: { 'sts:ExternalId': 'false' } }))(estate)

    expect(estate.only('role-external-id').status).toBe('exception')
  })

  test('accounts are read in every partition and form, also from a session of a role', () => {
    for (const principal of [
      `arn:aws-us-gov:iam::${stranger}:root`,
      `arn:aws-cn:iam::${stranger}:user/division/ada`,
      `arn:aws:sts::${stranger}:assumed-role/deploy/session`
    ]) {
      const estate = openEstate()
      member(trust({ AWS: principal }))(estate)

      expect(estate.only('role-external-id').status, principal).toBe('exception')
    }
  })

  test('condition keys have no case', () => {
    const estate = openEstate()
    role(trust({ AWS: rootOf(vendor) }, { stringequals: { 'STS:externalid': 'a1b2c3d4e5f6' } }))(estate)

    expect(estate.only('role-external-id').status).toBe('pass')
  })
})
