import { expect, test } from 'vitest'

import { collect, sentences } from './collect.ts'

const account = '111122223333'
const block = {
  BlockPublicAcls: true,
  IgnorePublicAcls: true,
  BlockPublicPolicy: false,
  RestrictPublicBuckets: false
}
const text = JSON.stringify({ PublicAccessBlockConfiguration: block })

test.each([
  ['s3control-get-public-access-block.json', {}, ''],
  ['account-public-access-block.json', {}, ''],
  ['x.json', { 'account-id': account }, ''],
  ['s3/logs.get-public-access-block.json', {}, 'logs'],
  ['x.json', { bucket: 'logs' }, 'logs']
])('%s with %j is the setting of %j', (name, options, resource) => {
  const found = collect(text, { name: `accounts/${account}/${name}`, options, accountHint: account })

  expect(found.of('public_access')).toEqual([
    {
      account_id: account,
      resource,
      blocks_public_acls: 1,
      ignores_public_acls: 1,
      blocks_public_policy: 0,
      restricts_public_buckets: 0,
      policy_is_public: null,
      line: 1,
      path: 'PublicAccessBlockConfiguration'
    }
  ])
  expect(found.coverage).toEqual({ [`${account}/${resource}`]: 'complete' })
  expect(found.notes).toEqual([])
})

test('the account a command names is whose setting it is', () => {
  const found = collect(text, { options: { 'account-id': '444455556666' }, accountHint: account })

  expect(found.coverage).toEqual({ '444455556666/': 'complete' })
})

test('a file that says neither account nor bucket is never taken for the account', () => {
  const found = collect(text, { name: 'get-public-access-block.json', accountHint: account })

  expect(found.of('public_access')[0]?.resource).toBe('not named (get-public-access-block)')
  expect(sentences(found, 'warning')).toContain('s3control-get-public-access-block.json for the account')
})

test.each([
  ['s3control-get-public-access-block.json.err', ''],
  ['s3/logs.get-public-access-block.json.err', 'logs']
])('that nothing is set is an answer: %s', (name, resource) => {
  const found = collect(
    'An error occurred (NoSuchPublicAccessBlockConfiguration) when calling the GetPublicAccessBlock operation: The public access block configuration was not found',
    { name, accountHint: account }
  )

  expect(found.of('public_access')).toMatchObject([
    {
      resource,
      blocks_public_acls: 0,
      ignores_public_acls: 0,
      blocks_public_policy: 0,
      restricts_public_buckets: 0
    }
  ])
  expect(found.coverage).toEqual({ [`${account}/${resource}`]: 'complete' })
})

test.each([
  ['s3:GetAccountPublicAccessBlock', 's3control-get-public-access-block.json.err', ''],
  ['s3:GetBucketPublicAccessBlock', 's3/logs.get-public-access-block.json.err', 'logs']
])('a refusal names the action %s', (action, name, resource) => {
  const found = collect(
    `An error occurred (AccessDenied) when calling the GetPublicAccessBlock operation: User: arn:aws:iam::${account}:user/a is not authorized to perform: ${action} because no identity-based policy allows it`,
    { name }
  )

  expect([found.kind, found.coverage]).toEqual([
    'public-access-block',
    { [`${account}/${resource}`]: 'denied' }
  ])
})

test('an access point names itself', () => {
  const point = { Name: 'finance', Bucket: 'records', NetworkOrigin: 'Internet', CreationDate: '2020-01-01' }
  const of = (fields: object): string | undefined =>
    collect(JSON.stringify({ ...point, ...fields, PublicAccessBlockConfiguration: block }), {
      accountHint: account,
      region: 'eu-west-1'
    }).of('public_access')[0]?.resource

  expect(of({})).toBe(`arn:aws:s3:eu-west-1:${account}:accesspoint/finance`)
  expect(of({ AccessPointArn: `arn:aws:s3:us-east-1:${account}:accesspoint/finance` })).toBe(
    `arn:aws:s3:us-east-1:${account}:accesspoint/finance`
  )
})

test('a setting that is absent is not known, and a setting that is none is not read', () => {
  const absent = collect('{"PublicAccessBlockConfiguration": {"BlockPublicAcls": true}}', {
    options: { bucket: 'logs' }
  })

  expect(absent.of('public_access')).toMatchObject([{ blocks_public_acls: 1, blocks_public_policy: null }])
  expect(
    collect('{"PublicAccessBlockConfiguration": {"BlockPublicAcls": "yes"}}').unreadable?.message
  ).toContain('must be true or false')
  expect(collect('{"PublicAccessBlockConfiguration": null}').unreadable?.message).toContain('is missing')
})

test.each([
  [true, 1],
  [false, 0]
])('a policy that is public: %s', (isPublic, flag) => {
  const found = collect(JSON.stringify({ PolicyStatus: { IsPublic: isPublic } }), {
    name: 's3/logs.get-bucket-policy-status.json',
    accountHint: account
  })

  expect(found.kind).toBe('bucket-policy-status')
  expect(found.of('public_access')).toMatchObject([
    { account_id: account, resource: 'logs', blocks_public_acls: null, policy_is_public: flag }
  ])
  expect(found.coverage).toEqual({ [`${account}/logs`]: 'complete' })
})

test('a bucket without a policy is not public by it', () => {
  const found = collect(
    'An error occurred (NoSuchBucketPolicy) when calling the GetBucketPolicyStatus operation: The bucket policy does not exist',
    { name: 's3/logs.get-bucket-policy-status.json.err', accountHint: account }
  )

  expect(found.of('public_access')).toMatchObject([{ resource: 'logs', policy_is_public: 0 }])
  expect(found.coverage).toEqual({ [`${account}/logs`]: 'complete' })
})

test.each([
  ['an empty status', '{"PolicyStatus": {}}', 'partial'],
  [
    'a refusal',
    'An error occurred (AccessDenied) when calling the GetBucketPolicyStatus operation: Access Denied',
    'denied'
  ]
])('%s says nothing of the policy', (_, status, state) => {
  const found = collect(status, { options: { bucket: 'logs' }, accountHint: account })

  expect(found.kind).toBe('bucket-policy-status')
  expect(found.of('public_access')).toEqual([])
  expect(found.coverage).toEqual({ [`${account}/logs`]: state })
})

test('a status without a bucket asks for its name', () => {
  expect(sentences(collect('{"PolicyStatus": {"IsPublic": true}}'), 'warning')).toContain(
    's3/<bucket>.get-bucket-policy-status.json'
  )
})
