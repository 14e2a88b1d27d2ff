import { describe, expect, test } from 'vitest'

import { testCases } from './cases.ts'
import {
  account,
  allow,
  groupArn,
  openEstate,
  policyArn,
  roleArn,
  trust,
  userArn,
  type Estate
} from './database.ts'

const version = '2012-10-17'

/** A customer managed policy attached to a user. */
function attach(estate: Estate, document: unknown, principal = userArn('ada'), name = 'deploy'): void {
  estate.fact('iam_policy', { arn: policyArn(name), name, document_id: estate.document(document) })
  estate.fact('iam_attachment', {
    policy_arn: policyArn(name),
    policy_name: name,
    principal_arn: principal,
    principal_kind: principal.includes(':role/') ? 'role' : principal.includes(':group/') ? 'group' : 'user'
  })
}

const read = (condition: object, effect = 'Allow') => ({
  Version: version,
  Statement: [
    { Effect: effect, Action: 's3:GetObject', Resource: 'arn:aws:s3:::reports/*', Condition: condition }
  ]
})

testCases({
  'unconditional-policies': [
    [
      'changes of everything without a condition are for judgement',
      (estate) => attach(estate, allow(['ec2:*'])),
      'needs-review',
      /Policy deploy allows people changes of every resource without a condition, \d+ of ec2 \(statement 1: ec2:\*\)\. Attached to user ada\./
    ],
    [
      'the same under a condition passes',
      (estate) => attach(estate, allow('ec2:*', '*', { IpAddress: { 'aws:SourceIp': '198.51.100.0/24' } })),
      'pass',
      /no changes of every resource without a condition/
    ],
    ['reading passes', (estate) => attach(estate, allow('s3:Get*')), 'pass', /no changes/],
    [
      'changes of named resources pass',
      (estate) => attach(estate, allow('s3:PutObject', 'arn:aws:s3:::reports/*')),
      'pass',
      /no changes/
    ],
    [
      'a policy without its document is undecided',
      (estate) => {
        estate.fact('iam_policy', { document_id: null })
        estate.fact('iam_attachment', {})
      },
      'needs-review',
      /does not carry its document/
    ],
    [
      'a document that cannot be read is undecided',
      (estate) => attach(estate, '{"Statement": ['),
      'needs-review',
      /could not be read as a policy/
    ]
  ],
  'conditions-known': [
    [
      'known operators and keys pass',
      (estate) =>
        attach(
          estate,
          read({ StringEquals: { 'aws:PrincipalOrgID': 'o-a', 's3:ExistingObjectTag/team': 'a' } })
        ),
      'pass',
      /conditions on keys its actions carry/
    ],
    [
      'an operator AWS does not have is an exception',
      (estate) => attach(estate, read({ StringEqual: { 'aws:PrincipalOrgID': 'o-a' } })),
      'exception',
      /the condition operator "stringequal", which there is not/
    ],
    [
      'a key that is not known is for judgement',
      (estate) => attach(estate, read({ StringEquals: { 'aws:PrincipalOrgld': 'o-a' } })),
      'needs-review',
      /"aws:PrincipalOrgld", which is no known key \(AWS actions as of \d{4}/
    ],
    [
      'a key of another service is for judgement',
      (estate) => attach(estate, read({ StringEquals: { 'ec2:Region': 'eu-west-1' } })),
      'needs-review',
      /"ec2:Region", which none of its actions carries/
    ]
  ],
  'conditions-limit': [
    [
      'a limit passes',
      (estate) => attach(estate, read({ IpAddress: { 'aws:SourceIp': '198.51.100.0/24' } })),
      'pass',
      /conditions that limit something/
    ],
    [
      'the whole internet is an exception in an Allow',
      (estate) => attach(estate, read({ IpAddress: { 'aws:SourceIp': ['10.0.0.0/8', '0.0.0.0/0'] } })),
      'exception',
      /IpAddress aws:SourceIp "10\.0\.0\.0\/8", "0\.0\.0\.0\/0", which every request meets/
    ],
    [
      'any principal is an exception in an Allow',
      (estate) => attach(estate, read({ StringLike: { 'aws:PrincipalArn': '*' } })),
      'exception',
      /which every request meets/
    ],
    [
      'the same in a Deny is for judgement',
      (estate) => attach(estate, read({ StringLike: { 'aws:PrincipalArn': '*' } }, 'Deny')),
      'needs-review',
      /which every request meets/
    ],
    [
      'a key that may be absent is for judgement',
      (estate) => attach(estate, read({ StringEqualsIfExists: { 'aws:SourceVpc': 'vpc-1' } })),
      'needs-review',
      /meets that lacks the key/
    ],
    [
      'a wildcard under StringEquals is for judgement',
      (estate) => attach(estate, read({ StringEquals: { 'aws:PrincipalArn': 'arn:aws:iam::*:role/a' } })),
      'needs-review',
      /ordinary character under this operator/
    ]
  ],
  'conditions-quantifiers': [
    [
      'a quantifier with a list passes',
      (estate) =>
        attach(estate, read({ 'ForAnyValue:StringEquals': { 'aws:CalledVia': 'athena.amazonaws.com' } })),
      'pass',
      /quantifiers where they belong/
    ],
    [
      'ForAllValues on one value is an exception in an Allow',
      (estate) => attach(estate, read({ 'ForAllValues:StringEquals': { 'aws:PrincipalOrgID': 'o-a' } })),
      'exception',
      /met by every request that lacks this key of one value/
    ],
    [
      'ForAnyValue on one value is for judgement',
      (estate) => attach(estate, read({ 'ForAnyValue:StringEquals': { 'aws:PrincipalOrgID': 'o-a' } })),
      'needs-review',
      /though the key has one value/
    ],
    [
      'a list without a quantifier is an exception',
      (estate) => attach(estate, read({ StringEquals: { 'aws:TagKeys': 'team' } })),
      'exception',
      /without ForAllValues or ForAnyValue/
    ]
  ]
})

describe('policies that people hold', () => {
  test('are those of users, groups and roles of a SAML provider, inline ones too', () => {
    const estate = openEstate()
    const saml = estate.document(
      trust({ Federated: `arn:aws:iam::${account}:saml-provider/okta` }, undefined, 'sts:AssumeRoleWithSAML')
    )
    estate.fact('iam_role', { arn: roleArn('staff'), name: 'staff', trust_document_id: saml })
    estate.fact('iam_role', { trust_document_id: estate.document(trust({ Service: 'ec2.amazonaws.com' })) })
    attach(estate, allow('ec2:*'), roleArn('staff'), 'for-staff')
    attach(estate, allow('ec2:*'), roleArn('worker'), 'for-machines')
    estate.fact('iam_inline_policy', {
      principal_arn: groupArn('ops'),
      principal_kind: 'group',
      document_id: estate.document(allow('s3:*', 'arn:aws:s3:::reports/*'))
    })

    expect(estate.statuses('unconditional-policies')).toEqual({
      [policyArn('for-staff')]: 'needs-review',
      [`${groupArn('ops')}#adhoc`]: 'pass'
    })
  })
})

describe('tags that decide about their own holder', () => {
  const byTag = {
    Version: version,
    Statement: [
      {
        Effect: 'Allow',
        Action: 'ec2:StartInstances',
        Resource: '*',
        Condition: {
          StringEquals: {
            'aws:ResourceTag/team': '${aws:PrincipalTag/team}',
            'aws:PrincipalTag/admin': 'yes'
          }
        }
      }
    ]
  }

  function worker(estate: Estate, ...documents: readonly unknown[]): Estate {
    estate.fact('iam_role', {})
    for (const [n, document] of documents.entries())
      attach(estate, document, roleArn('worker'), `policy-${n}`)
    return estate
  }

  test('a role that may tag itself without a condition is an exception', () => {
    const estate = worker(openEstate(), byTag, allow('iam:Tag*'))

    expect(estate.only('tag-control')).toEqual({
      status: 'exception',
      detail:
        'Role worker has access by aws:PrincipalTag/admin and aws:ResourceTag/team and may set tags through iam:TagRole.'
    })
  })

  test('a role that may tag the resources is an exception, and with conditions on the tags it passes', () => {
    expect(worker(openEstate(), byTag, allow('ec2:CreateTags')).only('tag-control')).toMatchObject({
      status: 'exception',
      detail: expect.stringContaining('the tag actions of ec2') as string
    })
    expect(
      worker(
        openEstate(),
        byTag,
        allow('ec2:CreateTags', '*', { 'ForAllValues:StringEquals': { 'aws:TagKeys': ['name'] } })
      ).only('tag-control').status
    ).toBe('pass')
  })

  test.each([
    ['on some resources', [allow('iam:TagRole', roleArn('other'))]],
    [
      'under another condition',
      [allow('iam:TagRole', '*', { Bool: { 'aws:MultiFactorAuthPresent': 'true' } })]
    ],
    [
      'beside a denial',
      [
        allow('iam:TagRole'),
        { Version: version, Statement: [{ Effect: 'Deny', Action: 'iam:TagRole', Resource: '*' }] }
      ]
    ]
  ])('a right %s is for judgement', (_, documents) => {
    expect(worker(openEstate(), byTag, ...documents).only('tag-control').status).toBe('needs-review')
  })

  test('a boundary makes it a matter of judgement', () => {
    const estate = openEstate()
    estate.fact('iam_role', { boundary_arn: policyArn('boundary') })
    attach(estate, byTag, roleArn('worker'), 'by-tag')
    attach(estate, allow('iam:TagRole'), roleArn('worker'), 'tagging')

    expect(estate.only('tag-control')).toMatchObject({
      status: 'needs-review',
      detail: expect.stringContaining('within a permissions boundary') as string
    })
  })

  test('without rights over tags it passes, with a policy that is not described it is undecided', () => {
    expect(worker(openEstate(), byTag).only('tag-control').status).toBe('pass')

    const estate = worker(openEstate(), byTag)
    estate.fact('iam_attachment', {
      principal_arn: roleArn('worker'),
      principal_kind: 'role',
      policy_arn: policyArn('unknown'),
      policy_name: 'unknown'
    })
    expect(estate.only('tag-control')).toMatchObject({
      status: 'needs-review',
      detail: expect.stringContaining('holds unknown, which the export does not describe') as string
    })
  })

  test('a user reaches both through groups', () => {
    const estate = openEstate()
    estate.fact('iam_user', {})
    estate.fact('iam_group', {})
    estate.fact('iam_membership', { group_name: 'OPS' })
    attach(estate, byTag, groupArn('ops'), 'by-tag')
    attach(estate, allow(['iam:TagUser', 'iam:TagRole']), userArn('ada'), 'tagging')

    expect(estate.only('tag-control')).toMatchObject({
      status: 'exception',
      detail: expect.stringMatching(/^User ada .* through iam:TagUser\.$/) as string
    })
  })

  test('an administrator is left to least privilege', () => {
    expect(worker(openEstate(), byTag, allow('*')).only('tag-control').status).toBe('pass')
  })

  test('a condition over all services but some is about the tags of any', () => {
    const estate = worker(
      openEstate(),
      {
        Version: version,
        Statement: [
          {
            Effect: 'Allow',
            NotAction: 'iam:*',
            Resource: '*',
            Condition: { StringEquals: { 'aws:ResourceTag/team': 'a' } }
          }
        ]
      },
      allow('sqs:TagQueue')
    )

    expect(estate.only('tag-control')).toMatchObject({
      status: 'exception',
      detail: expect.stringContaining('the tag actions of sqs') as string
    })
  })

  test('users and roles without conditions on tags are not in the population', () => {
    expect(worker(openEstate(), allow('iam:TagRole')).run('tag-control').outcome).toBe('not-applicable')
  })
})

describe('what others get wrong', () => {
  test('set operators are read in any spelling, ForAnyValue too', () => {
    const estate = openEstate()
    attach(estate, read({ 'foranyvalue:stringequals': { 'AWS:PrincipalOrgId': 'o-a' } }))

    expect(estate.only('conditions-known').status).toBe('pass')
    expect(estate.only('conditions-quantifiers').status).toBe('needs-review')
  })

  test('a condition that is there is not taken for a good one', () => {
    const estate = openEstate()
    attach(estate, allow('ec2:*', '*', { StringLike: { 'aws:PrincipalArn': '*' } }))

    expect(estate.only('unconditional-policies').status).toBe('pass')
    expect(estate.only('conditions-limit').status).toBe('exception')
  })

  test('IfExists on a key every request carries is no way around it', () => {
    const estate = openEstate()
    attach(estate, read({ StringEqualsIfExists: { 'aws:RequestedRegion': 'eu-west-1' } }))

    expect(estate.only('conditions-limit').status).toBe('pass')
  })

  test('a condition on a resource tag counts as good only while its holder cannot set the tag', () => {
    const estate = openEstate()
    estate.fact('iam_user', {})
    attach(estate, {
      Version: version,
      Statement: [
        {
          Effect: 'Allow',
          Action: 'ec2:StartInstances',
          Resource: '*',
          Condition: { StringEquals: { 'ec2:ResourceTag/team': 'a' } }
        },
        { Effect: 'Allow', Action: ['ec2:CreateTags', 'ec2:DeleteTags'], Resource: '*' }
      ]
    })

    expect(estate.only('tag-control').status).toBe('exception')
  })
})
