import { describe, expect, test } from 'vitest'

import { collect, sentences, type Given } from './collect.ts'

const statement = { Effect: 'Allow', Principal: '*', Action: 's3:GetObject' }
const account = '111122223333'
const there = { accountHint: account, region: 'eu-west-1' }

function policyOn(...resources: string[]): string {
  return JSON.stringify({
    Version: '2012-10-17',
    Statement: resources.map((Resource) => ({ ...statement, Resource }))
  })
}

function answer(fields: object, given: Given = there): ReturnType<typeof collect> {
  return collect(JSON.stringify(fields), given)
}

const anything = policyOn('*')

describe('the resource of a policy stands in the answer', () => {
  test.each([
    [
      'a secret',
      {
        ARN: 'arn:aws:secretsmanager:us-east-1:444455556666:secret:db-ksfznC',
        Name: 'db',
        ResourcePolicy: anything
      },
      'secretsmanager',
      'arn:aws:secretsmanager:us-east-1:444455556666:secret:db-ksfznC',
      '444455556666',
      'us-east-1'
    ],
    [
      'a topic',
      { Attributes: { TopicArn: 'arn:aws:sns:us-east-1:444455556666:alerts', Policy: anything } },
      'sns',
      'arn:aws:sns:us-east-1:444455556666:alerts',
      '444455556666',
      'us-east-1'
    ],
    [
      'a queue',
      { Attributes: { QueueArn: 'arn:aws:sqs:us-east-1:444455556666:jobs', Policy: anything } },
      'sqs',
      'arn:aws:sqs:us-east-1:444455556666:jobs',
      '444455556666',
      'us-east-1'
    ],
    [
      'a repository',
      { registryId: '444455556666', repositoryName: 'team/app', policyText: anything },
      'ecr',
      'arn:aws:ecr:eu-west-1:444455556666:repository/team/app',
      '444455556666',
      'eu-west-1'
    ],
    [
      'an organization',
      {
        ResourcePolicy: {
          ResourcePolicySummary: {
            Id: 'rp-1',
            Arn: 'arn:aws:organizations::444455556666:resourcepolicy/o-1/rp-1'
          },
          Content: anything
        }
      },
      'organizations',
      'arn:aws:organizations::444455556666:resourcepolicy/o-1/rp-1',
      '444455556666',
      null
    ]
  ])('of %s', (_, fields, service, resource, owner, region) => {
    const found = answer(fields)

    expect(found.kind).toBe('resource-policies')
    expect(found.of('resource_policy')).toMatchObject([
      { account_id: owner, service, resource, region, document_id: 1 }
    ])
    expect(found.documents).toEqual([anything])
    expect(found.coverage).toEqual({ [`${owner}/${service}/${resource}`]: 'complete' })
    expect(found.notes).toEqual([])
  })
})

describe('the resource of a policy stands in the command', () => {
  test.each([
    ['bucket', 'logs', 's3', 'logs'],
    ['bucket', 'arn:aws:s3:::logs', 's3', 'logs'],
    ['key-id', '12ab', 'kms', 'arn:aws:kms:eu-west-1:111122223333:key/12ab'],
    [
      'key-id',
      'arn:aws:kms:us-east-1:444455556666:key/12ab',
      'kms',
      'arn:aws:kms:us-east-1:444455556666:key/12ab'
    ],
    ['key-id', 'alias/main', 'kms', 'alias/main'],
    ['function-name', 'f', 'lambda', 'arn:aws:lambda:eu-west-1:111122223333:function:f'],
    [
      'queue-url',
      'https://sqs.us-east-1.amazonaws.com/444455556666/jobs',
      'sqs',
      'arn:aws:sqs:us-east-1:444455556666:jobs'
    ]
  ])('--%s %s', (option, value, service, resource) => {
    const found = answer({ Policy: anything }, { ...there, options: { [option]: value } })

    expect(found.of('resource_policy').map((row) => [row.service, row.resource])).toEqual([
      [service, resource]
    ])
  })

  test('of an access point', () => {
    const found = answer(
      { Policy: anything },
      { region: 'eu-west-1', accountHint: account, options: { 'account-id': account, name: 'finance' } }
    )

    expect(found.of('resource_policy')[0]?.resource).toBe(
      'arn:aws:s3:eu-west-1:111122223333:accesspoint/finance'
    )
  })
})

describe("the resource of a policy stands in the file's name", () => {
  test.each([
    ['s3/logs.get-bucket-policy.json', 's3', 'logs'],
    ['s3/my.dotted.bucket.get-bucket-policy.json', 's3', 'my.dotted.bucket'],
    ['s3api-get-bucket-policy.logs.json', 's3', 'logs'],
    ['s3/logs/get-bucket-policy.json', 's3', 'logs'],
    ['kms/12ab.get-key-policy.json', 'kms', 'arn:aws:kms:eu-west-1:111122223333:key/12ab'],
    ['lambda/f.get-policy.json', 'lambda', 'arn:aws:lambda:eu-west-1:111122223333:function:f']
  ])('%s', (name, service, resource) => {
    const found = answer({ Policy: anything }, { ...there, name })

    expect(found.of('resource_policy').map((row) => [row.service, row.resource])).toEqual([
      [service, resource]
    ])
    expect(found.coverage).toEqual({ [`111122223333/${service}/${resource}`]: 'complete' })
  })

  test('but not in a folder that may be called anything', () => {
    const found = answer({ Policy: anything }, { ...there, name: 'evidence/get-bucket-policy.json' })

    expect(found.of('resource_policy').map((row) => [row.service, row.resource])).toEqual([
      ['s3', 'not named (get-bucket-policy)']
    ])
    expect(sentences(found, 'warning')).toContain('<bucket>.get-bucket-policy.json')
  })
})

describe('the resource of a policy stands in the policy', () => {
  test.each([
    [['arn:aws:s3:::logs', 'arn:aws:s3:::logs/*'], 's3', 'logs', null],
    [
      ['arn:aws:s3:us-east-1:444455556666:accesspoint/ap/object/*'],
      's3',
      'arn:aws:s3:us-east-1:444455556666:accesspoint/ap',
      'us-east-1'
    ],
    [
      ['arn:aws:lambda:us-east-1:444455556666:function:f:prod'],
      'lambda',
      'arn:aws:lambda:us-east-1:444455556666:function:f',
      'us-east-1'
    ]
  ])('%j', (resources, service, resource, region) => {
    const found = answer({ Policy: policyOn(...resources) })

    expect(found.of('resource_policy')).toMatchObject([{ service, resource, region }])
  })

  test('an object of a policy, as the documentation of Lambda prints it, is a policy too', () => {
    const document = JSON.parse(policyOn('arn:aws:lambda:us-east-1:444455556666:function:f')) as object
    const found = answer({ Policy: document, RevisionId: 'x' })

    expect(found.of('resource_policy')).toMatchObject([{ service: 'lambda', account_id: '444455556666' }])
    expect(found.documents).toEqual([JSON.stringify(document)])
  })

  test('two resources decide nothing, and the actions still tell the service', () => {
    const found = answer({ Policy: policyOn('arn:aws:s3:::a', 'arn:aws:s3:::b/*') })

    expect(found.of('resource_policy').map((row) => [row.service, row.resource])).toEqual([
      ['s3', 'not named (export)']
    ])
    expect(sentences(found, 'warning')).toContain('does not say to which resource it belongs')
  })
})

test('policies one after the other are told apart by themselves alone', () => {
  const found = collect(
    [policyOn('arn:aws:s3:::a/*'), policyOn('arn:aws:s3:::b/*')]
      .map((Policy) => JSON.stringify({ Policy }))
      .join('\n'),
    { ...there, name: 's3/logs.get-bucket-policy.json' }
  )

  expect(found.of('resource_policy').map((row) => row.resource)).toEqual(['a', 'b'])
})

describe('a resource without a policy is an answer', () => {
  test.each([
    [
      'An error occurred (NoSuchBucketPolicy) when calling the GetBucketPolicy operation: The bucket policy does not exist',
      's3/logs.get-bucket-policy.json.err',
      's3',
      'logs'
    ],
    [
      '{"Error": {"Code": "NoSuchBucketPolicy", "Message": "The bucket policy does not exist"}}',
      's3/logs.get-bucket-policy.json',
      's3',
      'logs'
    ],
    [
      'An error occurred (ResourceNotFoundException) when calling the GetPolicy operation: The resource you requested does not exist.',
      'lambda/f.get-policy.json.err',
      'lambda',
      'arn:aws:lambda:eu-west-1:111122223333:function:f'
    ],
    [
      'An error occurred (RepositoryPolicyNotFoundException) when calling the GetRepositoryPolicy operation: Repository policy does not exist',
      'ecr/app.get-repository-policy.json.err',
      'ecr',
      'arn:aws:ecr:eu-west-1:111122223333:repository/app'
    ],
    [
      'An error occurred (ResourcePolicyNotFoundException) when calling the DescribeResourcePolicy operation: no',
      'organization/describe-resource-policy.json.err',
      'organizations',
      'organization'
    ],
    [
      '{"ARN": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:db-1", "Name": "db"}',
      'secretsmanager/db-1.get-resource-policy.json',
      'secretsmanager',
      'arn:aws:secretsmanager:eu-west-1:111122223333:secret:db-1'
    ],
    [
      '{"Attributes": {"QueueArn": "arn:aws:sqs:eu-west-1:111122223333:jobs", "VisibilityTimeout": "30"}}',
      'sqs/jobs.get-queue-attributes.json',
      'sqs',
      'arn:aws:sqs:eu-west-1:111122223333:jobs'
    ]
  ])('%s', (text, name, service, resource) => {
    const found = collect(text, { ...there, name })

    expect(found.of('resource_policy')).toMatchObject([
      { account_id: account, service, resource, document_id: null }
    ])
    expect(found.coverage).toEqual({ [`111122223333/${service}/${resource}`]: 'complete' })
    expect(sentences(found, 'warning')).toBe('')
  })
})

test.each([
  [
    'An error occurred (AccessDenied) when calling the GetBucketPolicy operation: User: arn:aws:iam::111122223333:user/a is not authorized to perform: s3:GetBucketPolicy on resource: "arn:aws:s3:::logs"',
    's3/logs.get-bucket-policy.json.err',
    's3/logs'
  ],
  [
    'An error occurred (AccessDeniedException) when calling the GetKeyPolicy operation: User: arn:aws:iam::111122223333:user/a is not authorized to perform: kms:GetKeyPolicy',
    'kms/12ab.get-key-policy.json.err',
    'kms/arn:aws:kms:eu-west-1:111122223333:key/12ab'
  ],
  [
    'An error occurred (ResourceNotFoundException) when calling the GetPolicy operation: Function not found: arn:aws:lambda:eu-west-1:111122223333:function:f',
    'lambda/f.get-policy.json.err',
    'lambda/arn:aws:lambda:eu-west-1:111122223333:function:f'
  ],
  [
    "An error occurred (ResourceNotFoundException) when calling the GetResourcePolicy operation: Secrets Manager can't find the specified secret.",
    'secretsmanager/db.get-resource-policy.json.err',
    'secretsmanager/db'
  ]
])('a refusal or a resource that is not there is no answer: %s', (text, name, part) => {
  const found = collect(text, { ...there, name })

  expect(found.kind).toBe('resource-policies')
  expect(found.of('resource_policy')).toEqual([])
  expect(found.coverage).toEqual({ [`111122223333/${part}`]: 'denied' })
})

test('a refusal of IAM, which has a GetPolicy of its own, is none of a resource', () => {
  const found = collect(
    'An error occurred (AccessDenied) when calling the GetPolicy operation: User: arn:aws:iam::111122223333:user/a is not authorized to perform: iam:GetPolicy'
  )

  expect(found.kind).toBeNull()
})

test('attributes that were asked for without the policy leave it open', () => {
  const found = answer({ Attributes: { QueueArn: 'arn:aws:sqs:eu-west-1:111122223333:jobs' } })

  expect(found.of('resource_policy')).toEqual([])
  expect(Object.values(found.coverage)).toEqual(['partial'])
  expect(sentences(found, 'warning')).toContain('--attribute-names All')
})

test('a policy that cannot be read is not taken for none', () => {
  const found = collect(
    '{"ARN": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:db-1", "Name": "db", "ResourcePolicy": "a\nb"}'
  )

  expect(found.of('resource_policy')).toEqual([])
  expect(Object.values(found.coverage)).toEqual(['partial'])
})

test.each([
  ['a policy of IAM', { Policy: { PolicyName: 'p', Arn: 'arn:aws:iam::111122223333:policy/p' } }],
  ['a policy of the organization', { Policy: { PolicySummary: { Id: 'p-1' }, Content: '{}' } }],
  [
    'a subscription',
    { Attributes: { SubscriptionArn: 'x', TopicArn: 'arn:aws:sns:eu-west-1:111122223333:a' } }
  ],
  ['another answer with ARN and name', { ARN: 'arn:aws:rds:eu-west-1:111122223333:db:a', Name: 'a' }]
])('%s is none of this', (_, fields) => {
  expect(answer(fields).kind).not.toBe('resource-policies')
})
