import { describe, expect, test } from 'vitest'

import { testCases } from './cases.ts'
import { account, coverage, openEstate, trust } from './database.ts'
import { member, role, stranger } from './trust-roles.ts'

testCases({
  'role-trust-public': [
    [
      'a named service passes',
      role(trust({ Service: 'ec2.amazonaws.com' })),
      'pass',
      /names who may take it/
    ],
    ['a named account passes', role(trust({ AWS: stranger })), 'pass', /names who may take it/],
    ['the principal * fails', role(trust('*')), 'exception', /by any principal of any account\.$/],
    [
      'AWS * in a list fails',
      role(trust({ AWS: [`arn:aws:iam::${account}:root`, '*'] })),
      'exception',
      /any principal/
    ],
    [
      'NotPrincipal fails',
      role({ Statement: { Effect: 'Allow', NotPrincipal: { AWS: account }, Action: 'sts:AssumeRole' } }),
      'exception',
      /any principal/
    ],
    ['sts:* takes the role too', role(trust('*', undefined, 'sts:*')), 'exception', /any principal/],
    [
      'tagging a session alone takes no role',
      role(trust('*', undefined, 'sts:TagSession')),
      'pass',
      /names who/
    ],
    [
      'a condition on the organization is for judgement',
      role(trust('*', { StringEquals: { 'aws:PrincipalOrgID': 'o-exampleorg1' } })),
      'needs-review',
      /under a condition on aws:PrincipalOrgID/
    ],
    [
      'a condition that everyone meets fails',
      role(trust('*', { IpAddress: { 'aws:SourceIp': '0.0.0.0/0' } })),
      'exception',
      /condition on aws:SourceIp limits nobody/
    ],
    [
      'one open statement fails beside a limited one',
      role({
        Statement: [
          {
            Effect: 'Allow',
            Principal: '*',
            Action: 'sts:AssumeRole',
            Condition: { StringEquals: { 'aws:PrincipalOrgID': 'o-exampleorg1' } }
          },
          { Effect: 'Allow', Principal: '*', Action: 'sts:AssumeRole' }
        ]
      }),
      'exception',
      /any principal/
    ],
    [
      'an open statement beside a denial is for judgement',
      role({
        Statement: [
          { Effect: 'Allow', Principal: '*', Action: 'sts:AssumeRole' },
          {
            Effect: 'Deny',
            Principal: '*',
            Action: 'sts:AssumeRole',
            Condition: { StringNotEquals: { 'aws:PrincipalOrgID': 'o-exampleorg1' } }
          }
        ]
      }),
      'needs-review',
      /also denies some/
    ],
    [
      'a role without its trust policy is for judgement',
      (e) => e.fact('iam_role', {}),
      'needs-review',
      /not carry/
    ],
    ['a trust policy that cannot be read is for judgement', role('{'), 'needs-review', /cannot be relied on/]
  ],
  'role-trust-accounts': [
    [
      'the own account passes',
      member(trust({ AWS: `arn:aws:iam::${account}:root` })),
      'pass',
      /no account outside/
    ],
    [
      'an account of the organization passes',
      member(trust({ AWS: 'arn:aws:iam::444455556666:role/deployer' })),
      'pass',
      /no account outside/
    ],
    [
      'an unknown account fails',
      member(trust({ AWS: `arn:aws:iam::${stranger}:root` })),
      'exception',
      /999988887777/
    ],
    [
      'an unknown account without ARN fails',
      member(trust({ AWS: stranger })),
      'exception',
      /account 999988887777 outside/
    ],
    [
      'an account is compared as a whole, not as a part of a text',
      member(trust({ AWS: `arn:aws:iam::${stranger}:role/${account}` })),
      'exception',
      /999988887777/
    ],
    [
      'an account that a vendor publishes passes with its name',
      member(trust({ AWS: 'arn:aws:iam::464622532012:root' })),
      'pass',
      /464622532012 \(Datadog\)/
    ],
    [
      'a vendor does not excuse a stranger beside it',
      member(trust({ AWS: ['464622532012', stranger] })),
      'exception',
      /999988887777/
    ],
    [
      'without the organization an unknown account is undecided',
      role(trust({ AWS: stranger })),
      'needs-review',
      /aws organizations list-accounts/
    ],
    [
      'an organization that does not list the account itself proves nothing',
      (e) => {
        e.fact('org_account', {})
        role(trust({ AWS: stranger }))(e)
      },
      'needs-review',
      /aws organizations list-accounts/
    ],
    [
      'the id of a deleted principal is for judgement',
      member(trust({ AWS: 'AROAEXAMPLE1234567890' })),
      'needs-review',
      /AROAEXAMPLE1234567890/
    ],
    ['anyone fails', member(trust('*')), 'exception', /trusts any principal/],
    [
      'anyone under a condition is for judgement',
      member(trust('*', { StringEquals: { 'aws:PrincipalOrgID': 'o-exampleorg1' } })),
      'needs-review',
      /which accounts/
    ],
    ['a service is no account', member(trust({ Service: 'ec2.amazonaws.com' })), 'pass', /no account outside/]
  ]
})

describe('the accounts a role trusts', () => {
  test('are undecided where the list of the organization is incomplete', () => {
    const estate = openEstate()
    member(trust({ AWS: stranger }))(estate)

    expect(estate.run('role-trust-accounts', coverage({ 'organization-accounts': 'partial' }))).toMatchObject(
      {
        outcome: 'needs-review',
        exceptions: []
      }
    )
  })
})
