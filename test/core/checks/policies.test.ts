import { describe, expect, test } from 'vitest'

import { defaultParameters } from '../../../src/shared/parameters.ts'
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

const aws = (name: string) => `arn:aws:iam::aws:policy/${name}`

function inline(estate: Estate, document: unknown, principal = userArn('ada'), name = 'adhoc'): void {
  estate.fact('iam_inline_policy', {
    principal_arn: principal,
    principal_kind: principal.includes(':role/') ? 'role' : principal.includes(':group/') ? 'group' : 'user',
    name,
    document_id: estate.document(document)
  })
}

function managed(estate: Estate, name: string, document: unknown): void {
  estate.fact('iam_policy', { arn: policyArn(name), name, document_id: estate.document(document) })
}

function attach(estate: Estate, policy: string, principal: string): void {
  estate.fact('iam_attachment', {
    policy_arn: policy,
    policy_name: policy.split('/').at(-1) ?? '',
    principal_arn: principal,
    principal_kind: principal.includes(':role/') ? 'role' : principal.includes(':group/') ? 'group' : 'user'
  })
}

testCases({
  'aws-policies-of-people': [
    [
      'a user with a policy of AWS is an exception',
      (estate) => {
        estate.fact('iam_user', {})
        attach(estate, aws('AmazonS3FullAccess'), userArn('ada'))
      },
      'exception',
      /^User ada holds AmazonS3FullAccess, which AWS writes and changes\.$/
    ],
    [
      'one for a job function passes',
      (estate) => {
        estate.fact('iam_user', {})
        attach(estate, aws('job-function/Billing'), userArn('ada'))
        attach(estate, aws('SecurityAudit'), userArn('ada'))
        attach(estate, aws('IAMUserChangePassword'), userArn('ada'))
      },
      'pass',
      /for job functions and own credentials only/
    ],
    [
      'a customer managed policy passes',
      (estate) => {
        estate.fact('iam_user', {})
        attach(estate, policyArn('deploy'), userArn('ada'))
      },
      'pass',
      /holds no policy of AWS/
    ],
    [
      "the quarantine of leaked keys is not the client's",
      (estate) => {
        estate.fact('iam_user', {})
        attach(estate, aws('AWSCompromisedKeyQuarantineV2'), userArn('ada'))
      },
      'pass',
      /for job functions and own credentials only/
    ],
    [
      'a group nobody is in passes',
      (estate) => {
        estate.fact('iam_group', {})
        attach(estate, aws('AmazonS3FullAccess'), groupArn('ops'))
      },
      'pass',
      /nobody is in the group/
    ],
    [
      'a group with a member is an exception, whatever the case of its name',
      (estate) => {
        estate.fact('iam_group', {})
        estate.fact('iam_membership', { group_name: 'OPS' })
        attach(estate, aws('AmazonS3FullAccess'), groupArn('ops'))
      },
      'exception',
      /^Group ops holds AmazonS3FullAccess/
    ],
    [
      'a role of a SAML provider is an exception',
      (estate) => {
        estate.fact('iam_role', {
          trust_document_id: estate.document(
            trust(
              { Federated: `arn:aws:iam::${account}:saml-provider/okta` },
              undefined,
              'sts:AssumeRoleWithSAML'
            )
          )
        })
        attach(estate, aws('AmazonS3FullAccess'), roleArn('worker'))
      },
      'exception',
      /^Role worker holds AmazonS3FullAccess/
    ]
  ],
  'policy-quotas': [
    [
      'a small policy passes',
      (estate) => managed(estate, 'deploy', allow('s3:GetObject')),
      'pass',
      /below 90 percent of every quota/
    ],
    [
      'a policy close to its size is for judgement',
      (estate) =>
        managed(
          estate,
          'deploy',
          allow(
            's3:GetObject',
            Array.from({ length: 130 }, (_, n) => `arn:aws:s3:::a-bucket-with-a-long-name-${n}/*`)
          )
        ),
      'needs-review',
      /^Policy deploy has 5\d{3}|6\d{3} of 6144 characters\.$/
    ],
    [
      'a policy without its document is undecided',
      (estate) => estate.fact('iam_policy', { document_id: null }),
      'needs-review',
      /does not carry its document/
    ],
    [
      'a user with nine attached policies is for judgement',
      (estate) => {
        estate.fact('iam_user', {})
        for (let n = 0; n < 9; n++) attach(estate, policyArn(`p${n}`), userArn('ada'))
      },
      'needs-review',
      /^User ada has 9 of 10 attached policies\.$/
    ],
    [
      'inline policies of a user are counted together',
      (estate) => {
        estate.fact('iam_user', {})
        for (let n = 0; n < 2; n++)
          inline(
            estate,
            allow(
              's3:GetObject',
              Array.from({ length: 22 }, (_, m) => `arn:aws:s3:::bucket-with-a-name-${n}-${m}/*`)
            ),
            userArn('ada'),
            `p${n}`
          )
      },
      'needs-review',
      /^User ada has \d+ of 2048 characters of inline policies\.$/
    ],
    [
      'groups of a user are counted',
      (estate) => {
        estate.fact('iam_user', {})
        for (let n = 0; n < 10; n++) estate.fact('iam_membership', { group_name: `g${n}` })
      },
      'needs-review',
      /^User ada has 10 of 10 groups\.$/
    ],
    [
      'a long trust policy is for judgement',
      (estate) =>
        estate.fact('iam_role', {
          trust_document_id: estate.document(
            trust({ AWS: Array.from({ length: 50 }, (_, n) => `arn:aws:iam::${account}:role/deployer-${n}`) })
          )
        }),
      'needs-review',
      /^Role worker has \d+ of 2048 characters of its trust policy\.$/
    ]
  ]
})

test('a quota AWS raised for the account is taken from the account summary', () => {
  const estate = openEstate()
  estate.fact('iam_user', {})
  for (let n = 0; n < 9; n++) attach(estate, policyArn(`p${n}`), userArn('ada'))
  estate.fact('account_summary', { name: 'AttachedPoliciesPerUserQuota', value: 20 })
  expect(estate.only('policy-quotas').status).toBe('pass')

  for (let n = 9; n < 18; n++) attach(estate, policyArn(`p${n}`), userArn('ada'))
  expect(estate.only('policy-quotas').detail).toBe('User ada has 18 of 20 attached policies.')
})

describe('repeated inline policies', () => {
  test('the same in another layout, order and under other names is found', () => {
    const estate = openEstate()
    inline(
      estate,
      '{"Version":"2012-10-17","Statement":[{"Sid":"A","Effect":"Allow","Action":["s3:GetObject","s3:PutObject"],"Resource":"*"}]}'
    )
    inline(
      estate,
      '{\n "Statement": {"Resource": ["*"], "Action": ["s3:PutObject", "s3:GetObject"], "Effect": "Allow"}, "Version": "2012-10-17"}',
      roleArn('worker'),
      'copy'
    )
    inline(estate, allow('s3:GetObject'), groupArn('ops'))

    expect(estate.verdicts('repeated-inline-policies')).toEqual({
      [`${userArn('ada')}#adhoc`]:
        'needs-review: Inline policy adhoc of user ada is written 2 times in the account, also as copy of worker.',
      [`${roleArn('worker')}#copy`]:
        'needs-review: Inline policy copy of role worker is written 2 times in the account, also as adhoc of ada.',
      [`${groupArn('ops')}#adhoc`]:
        'pass: Inline policy adhoc of group ops says what no other inline policy says.'
    })
  })

  test('a copy in another account does not count', () => {
    const estate = openEstate()
    inline(estate, allow('s3:GetObject'))
    estate.fact('iam_inline_policy', {
      account_id: '444455556666',
      principal_arn: 'arn:aws:iam::444455556666:user/ada',
      document_id: estate.document(allow('s3:GetObject'))
    })

    expect(estate.only('repeated-inline-policies').status).toBe('pass')
  })

  test('texts that cannot be read are compared as they are', () => {
    const estate = openEstate()
    inline(estate, '{"Statement": [')
    inline(estate, '{"Statement": [', userArn('bob'))

    expect(Object.values(estate.statuses('repeated-inline-policies'))).toEqual([
      'needs-review',
      'needs-review'
    ])
  })
})

describe('similar policies', () => {
  const reading = [
    's3:GetObject',
    's3:GetObjectAcl',
    's3:GetObjectTagging',
    's3:GetObjectVersion',
    's3:ListBucket',
    's3:GetBucketAcl',
    's3:GetBucketPolicy',
    's3:GetBucketTagging',
    's3:GetBucketLocation',
    's3:GetBucketLogging'
  ]

  test('nine of ten actions shared is close, other services are not compared', () => {
    const estate = openEstate()
    managed(estate, 'one', allow(reading))
    managed(estate, 'two', allow(reading.slice(1)))
    managed(estate, 'queue', allow(['sqs:SendMessage']))

    expect(estate.verdicts('similar-policies')).toEqual({
      [policyArn('one')]:
        'needs-review: Policy one allows 90 percent of the same actions as policy two; compare their resources and conditions.',
      [policyArn('two')]:
        'needs-review: Policy two allows 90 percent of the same actions as policy one; compare their resources and conditions.',
      [policyArn('queue')]: 'pass: Policy queue is not close to a policy of the same services.'
    })
  })

  test('the same actions spelled by wildcard are the same', () => {
    const estate = openEstate()
    managed(estate, 'one', allow(['sqs:*']))
    managed(estate, 'two', allow(['SQS:*', 'sqs:Send*'], 'arn:aws:sqs:eu-west-1:111122223333:a'))

    expect(estate.verdicts('similar-policies')[policyArn('one')]).toContain(
      'allows the same actions as policy two'
    )
  })

  test('the share asked for is a parameter', () => {
    const estate = openEstate()
    managed(estate, 'one', allow(reading))
    managed(estate, 'two', allow(reading.slice(4)))

    expect(new Set(Object.values(estate.statuses('similar-policies')))).toEqual(new Set(['pass']))
    const parameters = { ...defaultParameters(), similarPolicyPercent: 60 }
    expect(new Set(Object.values(estate.statuses('similar-policies', { parameters })))).toEqual(
      new Set(['needs-review'])
    )
  })

  test('a policy without its document is undecided, and two without actions are not alike', () => {
    const estate = openEstate()
    estate.fact('iam_policy', { document_id: null })
    managed(estate, 'one', '{}')
    managed(estate, 'two', '{"Statement": []}')

    expect(estate.statuses('similar-policies')).toEqual({
      [policyArn('deploy')]: 'needs-review',
      [policyArn('one')]: 'pass',
      [policyArn('two')]: 'pass'
    })
  })

  test('compares as many policies as the largest account may have', () => {
    const estate = openEstate()
    for (let n = 0; n < 1500; n++)
      managed(
        estate,
        `policy-${n}`,
        allow([`s3:Get*`, `ec2:Describe${n % 7}*`, 'iam:List*'], `arn:aws:s3:::bucket-${n}/*`)
      )

    expect(estate.run('similar-policies').population).toBe(1500)
  })
})

describe('policies of a hub account', () => {
  const handOn = allow('sts:AssumeRole', `arn:aws:iam::444455556666:role/admin`)

  test('may only hand on to roles', () => {
    const estate = openEstate()
    inline(estate, handOn)
    inline(estate, allow(['sts:AssumeRole', 's3:GetObject']), userArn('bob'))

    expect(estate.verdicts('hub-account-policies')).toEqual({
      [`${userArn('ada')}#adhoc`]: 'pass: Inline policy adhoc of user ada allows nothing but to take roles.',
      [`${userArn('bob')}#adhoc`]:
        'needs-review: Inline policy adhoc of user bob allows s3:GetObject beside taking roles.'
    })
  })

  test('an account whose users do other things is no hub', () => {
    const estate = openEstate()
    inline(estate, allow('s3:GetObject'))

    expect(estate.run('hub-account-policies')).toMatchObject({ outcome: 'not-applicable' })
  })

  test('NotAction allows more, a Deny nothing, and what cannot be read is undecided', () => {
    const estate = openEstate()
    inline(estate, handOn)
    inline(estate, { Statement: [{ Effect: 'Allow', NotAction: 'iam:*', Resource: '*' }] }, userArn('bob'))
    inline(estate, { Statement: [{ Effect: 'Deny', Action: 's3:*', Resource: '*' }] }, userArn('cleo'))
    inline(estate, '{"Statement": [', userArn('dan'))

    expect(estate.statuses('hub-account-policies')).toEqual({
      [`${userArn('ada')}#adhoc`]: 'pass',
      [`${userArn('bob')}#adhoc`]: 'needs-review',
      [`${userArn('cleo')}#adhoc`]: 'pass',
      [`${userArn('dan')}#adhoc`]: 'needs-review'
    })
  })
})

describe('shared policies', () => {
  test('a policy of a user and of the role of a service is for judgement', () => {
    const estate = openEstate()
    const service = estate.document(trust({ Service: 'ec2.amazonaws.com' }))
    estate.fact('iam_role', { trust_document_id: service })
    estate.fact('iam_role', {
      arn: roleArn('staff'),
      name: 'staff',
      trust_document_id: estate.document(trust({ AWS: account }))
    })
    for (const name of ['both', 'people', 'machines', 'nobody']) managed(estate, name, allow('s3:GetObject'))
    attach(estate, policyArn('both'), userArn('ada'))
    attach(estate, policyArn('both'), roleArn('worker'))
    attach(estate, policyArn('people'), groupArn('ops'))
    attach(estate, policyArn('people'), roleArn('staff'))
    attach(estate, policyArn('machines'), roleArn('worker'))

    expect(estate.verdicts('shared-policies')).toEqual({
      [policyArn('both')]: 'needs-review: Policy both is held by ada and by the service roles worker.',
      [policyArn('people')]: 'pass: Policy people is held by users and groups only.',
      [policyArn('machines')]: 'pass: Policy machines is held by roles of services only.'
    })
  })
})

describe('what others get wrong', () => {
  test('AWS policies count where people hold them, not only on roles', () => {
    const estate = openEstate()
    estate.fact('iam_user', {})
    estate.fact('iam_role', { trust_document_id: estate.document(trust({ Service: 'ec2.amazonaws.com' })) })
    attach(estate, aws('AmazonS3FullAccess'), userArn('ada'))
    attach(estate, aws('AmazonS3FullAccess'), roleArn('worker'))

    expect(estate.statuses('aws-policies-of-people')).toEqual({ [userArn('ada')]: 'exception' })
  })

  test('a boundary is no grant and does not count as attached', () => {
    const estate = openEstate()
    estate.fact('iam_user', { boundary_arn: aws('AmazonS3FullAccess') })

    expect(estate.only('aws-policies-of-people').status).toBe('pass')
  })

  test('white space does not bring a policy closer to its quota', () => {
    const estate = openEstate()
    managed(
      estate,
      'deploy',
      JSON.stringify(
        allow(
          's3:GetObject',
          Array.from({ length: 60 }, (_, n) => `arn:aws:s3:::bucket-${n}/*`)
        ),
        null,
        60
      )
    )

    expect(estate.only('policy-quotas').status).toBe('pass')
  })

  test('the old version matters where there are variables', () => {
    const old = (resource: string) => ({
      Version: '2008-10-17',
      Statement: [{ Effect: 'Allow', Action: 's3:GetObject', Resource: resource }]
    })
    const estate = openEstate()
    managed(estate, 'plain', old('arn:aws:s3:::reports/*'))
    managed(estate, 'home', old('arn:aws:s3:::home/${aws:username}/*'))

    expect(estate.statuses('policy-variables')).toEqual({
      [policyArn('plain')]: 'pass',
      [policyArn('home')]: 'exception'
    })
  })
})
