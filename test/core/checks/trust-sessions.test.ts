import { describe, expect, test } from 'vitest'

import { defaultParameters } from '../../../src/shared/parameters.ts'
import { testCases } from './cases.ts'
import { account, allow, coverage, openEstate, policyArn, roleArn, trust, userArn } from './database.ts'
import { allowedBut, attach, inline, member, role, rootOf, stranger, type Given } from './trust-roles.ts'

const externalId = { StringEquals: { 'sts:ExternalId': 'a1b2c3d4e5f6' } }
const mfa = { Bool: { 'aws:MultiFactorAuthPresent': 'true' } }

/** An administrator role, listed with the longest session it allows. */
function session(
  seconds: number | null,
  give: Given = (estate) => attach(estate, 'AdministratorAccess')
): Given {
  return (estate) => {
    role(trust({ AWS: rootOf(account) }))(estate)
    give(estate)
    estate.fact('iam_role_listing', {
      account_id: account,
      arn: roleArn('worker'),
      name: 'worker',
      description: null,
      max_session_seconds: seconds,
      line: 7,
      path: null
    })
  }
}

testCases({
  'session-tags': [
    [
      'a named role may tag',
      role(
        trust({ AWS: `arn:aws:iam::${account}:role/broker` }, undefined, ['sts:AssumeRole', 'sts:TagSession'])
      ),
      'pass',
      /only the principals/
    ],
    [
      'a service may tag',
      role(trust({ Service: 'pods.eks.amazonaws.com' }, undefined, ['sts:AssumeRole', 'sts:TagSession'])),
      'pass',
      /only the principals/
    ],
    [
      'a stranger may not',
      member(trust({ AWS: rootOf(stranger) }, externalId, ['sts:AssumeRole', 'sts:TagSession'])),
      'exception',
      /lets account 999988887777 tag/
    ],
    ['anyone may not', member(trust('*', undefined, 'sts:*')), 'exception', /any principal tag/],
    [
      'a stranger limited to values passes',
      member(
        trust({ AWS: rootOf(stranger) }, { StringEquals: { 'aws:RequestTag/team': ['red', 'blue'] } }, [
          'sts:AssumeRole',
          'sts:TagSession'
        ])
      ),
      'pass',
      /only as its trust policy names/
    ],
    [
      'a stranger limited to keys passes',
      member(
        trust({ AWS: rootOf(stranger) }, { 'ForAllValues:StringEquals': { 'aws:TagKeys': ['team'] } }, [
          'sts:AssumeRole',
          'sts:TagSession'
        ])
      ),
      'pass',
      /only as its trust policy names/
    ],
    [
      'any value is no limit',
      member(
        trust({ AWS: rootOf(stranger) }, { StringLike: { 'aws:RequestTag/team': '*' } }, [
          'sts:AssumeRole',
          'sts:TagSession'
        ])
      ),
      'exception',
      /999988887777/
    ],
    [
      'one tag of many is no limit',
      member(
        trust({ AWS: rootOf(stranger) }, { 'ForAnyValue:StringEquals': { 'aws:TagKeys': ['team'] } }, [
          'sts:AssumeRole',
          'sts:TagSession'
        ])
      ),
      'exception',
      /999988887777/
    ],
    [
      'the whole of the own account is for judgement',
      role(trust({ AWS: rootOf(account) }, undefined, ['sts:AssumeRole', 'sts:TagSession'])),
      'needs-review',
      /all of account 111122223333/
    ],
    [
      'an unknown account is undecided',
      role(trust({ AWS: rootOf(stranger) }, undefined, ['sts:AssumeRole', 'sts:TagSession'])),
      'needs-review',
      /aws organizations list-accounts/
    ],
    [
      'a denial beside it is for judgement',
      member(
        allowedBut(
          { AWS: rootOf(stranger) },
          { StringNotEquals: { 'aws:RequestTag/team': 'red' } },
          'sts:TagSession'
        )
      ),
      'needs-review',
      /denies some/
    ],
    ['a role without its trust policy is for judgement', role(null), 'needs-review', /not carry/]
  ],
  'role-mfa': [
    ['a user who must use MFA passes', role(trust({ AWS: userArn('ada') }, mfa)), 'pass', /for MFA/],
    [
      'a user without MFA fails',
      role(trust({ AWS: userArn('ada') })),
      'exception',
      /without MFA by arn:aws:iam::111122223333:user\/ada\.$/
    ],
    [
      'BoolIfExists lets access keys in',
      role(trust({ AWS: userArn('ada') }, { BoolIfExists: { 'aws:MultiFactorAuthPresent': 'true' } })),
      'exception',
      /without MFA/
    ],
    [
      'MFA that must be absent is no MFA',
      role(trust({ AWS: userArn('ada') }, { Bool: { 'aws:MultiFactorAuthPresent': 'false' } })),
      'exception',
      /without MFA/
    ],
    [
      'a Deny without MFA asks for it',
      role(allowedBut({ AWS: userArn('ada') }, { BoolIfExists: { 'aws:MultiFactorAuthPresent': 'false' } })),
      'pass',
      /for MFA/
    ],
    [
      'a Deny that access keys do not meet leaves it open',
      role(allowedBut({ AWS: userArn('ada') }, { Bool: { 'aws:MultiFactorAuthPresent': 'false' } })),
      'needs-review',
      /also denies some/
    ],
    ['the whole account with MFA passes', role(trust({ AWS: rootOf(account) }, mfa)), 'pass', /for MFA/],
    [
      'the whole account without MFA is for judgement where there are users',
      (e) => {
        e.fact('iam_user', {})
        role(trust({ AWS: account }))(e)
      },
      'needs-review',
      /which has 1 IAM user; judge/
    ],
    ['the whole account without users passes', role(trust({ AWS: rootOf(account) })), 'pass', /no IAM user/],
    ['a role without its trust policy is for judgement', role(null), 'needs-review', /not carry/]
  ],
  'role-session-length': [
    ['an hour passes', session(3600), 'pass', /may last 1 hour, the limit is 1 hour\.$/],
    [
      'more fails',
      session(5400),
      'exception',
      /may last 90 minutes, the limit is 1 hour for an administrator/
    ],
    ['twelve hours fail', session(43_200), 'exception', /12 hours/],
    ['more than AWS allows cannot be right', session(86_400), 'needs-review', /no more than 12 hours/],
    ['an inline policy makes an administrator too', session(7200, (e) => inline(e)), 'exception', /2 hours/],
    [
      'a role that may be an administrator is undecided',
      session(7200, (e) =>
        e.fact('iam_attachment', {
          principal_arn: roleArn('worker'),
          principal_kind: 'role',
          policy_arn: policyArn('elsewhere')
        })
      ),
      'needs-review',
      /1 policy of it cannot be read/
    ],
    ['a list without the time is undecided', session(null), 'needs-review', /does not say how long/],
    [
      'a role that the list lacks is undecided',
      (e) => {
        role(trust({ AWS: rootOf(account) }))(e)
        attach(e, 'AdministratorAccess')
      },
      'needs-review',
      /not in the list of roles/
    ]
  ]
})

describe('sessions', () => {
  test('of roles that are no administrators may last', () => {
    const estate = openEstate()
    session(43_200, (e) => inline(e, allow('s3:GetObject')))(estate)

    expect(estate.run('role-session-length').outcome).toBe('not-applicable')
  })

  test('have the limit of the engagement', () => {
    const estate = openEstate()
    session(14_400)(estate)

    const parameters = { ...defaultParameters(), maxAdministratorSessionHours: 4 }

    expect(estate.only('role-session-length', { parameters }).status).toBe('pass')
  })

  test('are not tested without the list of roles', () => {
    const estate = openEstate()
    session(43_200)(estate)

    expect(estate.run('role-session-length', coverage({ 'roles-list': 'missing' })).outcome).toBe(
      'not-tested'
    )
  })

  test('do not pass for lack of users where the users were not received', () => {
    const estate = openEstate()
    role(trust({ AWS: rootOf(account) }))(estate)

    expect(
      estate.only('role-mfa', coverage({ 'account-authorization-details.users': 'missing' })).status
    ).toBe('needs-review')
  })

  test('are tagged by an unknown account where the list of the organization is incomplete', () => {
    const estate = openEstate()
    member(trust({ AWS: rootOf(stranger) }, undefined, ['sts:AssumeRole', 'sts:TagSession']))(estate)

    expect(estate.only('session-tags', coverage({ 'organization-accounts': 'partial' })).status).toBe(
      'needs-review'
    )
  })

  test('cannot be tagged where the trust policy does not allow it', () => {
    const estate = openEstate()
    role(trust('*', undefined, ['sts:AssumeRole', 'sts:SetSourceIdentity']))(estate)

    expect(estate.run('session-tags').outcome).toBe('not-applicable')
  })
})

describe('what others get wrong', () => {
  test('roles of services are not asked for MFA', () => {
    const estate = openEstate()
    role(trust({ Service: 'ec2.amazonaws.com' }))(estate)

    expect(estate.run('role-mfa').outcome).toBe('not-applicable')
  })

  test('a statement that denies is evaluated, not passed over', () => {
    const estate = openEstate()
    role(allowedBut({ AWS: userArn('ada') }, { BoolIfExists: { 'aws:MultiFactorAuthPresent': 'false' } }))(
      estate
    )

    expect(estate.only('role-mfa').status).toBe('pass')
  })
})
