import { expect, test } from 'vitest'

import { at, collect, sentences } from './collect.ts'

const account = '111122223333'
const analyzer = `arn:aws:access-analyzer:eu-west-1:${account}:analyzer/org`

function summary(id: string, more: object = {}): object {
  return {
    analyzedAt: '2026-01-30T08:11:02.101000+00:00',
    createdAt: '2025-11-02T10:00:00+00:00',
    updatedAt: '2026-01-30T08:11:02+00:00',
    resourceOwnerAccount: account,
    status: 'ACTIVE',
    id,
    resource: `arn:aws:iam::${account}:role/old-etl`,
    resourceType: 'AWS::IAM::Role',
    findingType: 'UnusedIAMRole',
    ...more
  }
}

const external = {
  principal: { AWS: '444455556666' },
  action: ['sts:AssumeRole'],
  isPublic: false,
  condition: { 'aws:PrincipalOrgID': 'o-exampleorgid' }
}

test('the first version of the list carries who may do what', () => {
  const found = collect(
    JSON.stringify({ findings: [{ ...summary('f-1', { findingType: undefined }), ...external }] }),
    { name: 'regions/eu-west-1/accessanalyzer-list-findings.json', accountHint: account }
  )

  expect(found.kind).toBe('analyzer-findings')
  expect(found.of('access_analyzer_finding')).toEqual([
    {
      account_id: account,
      id: 'f-1',
      region: 'eu-west-1',
      analyzer_arn: null,
      finding_type: 'ExternalAccess',
      resource: `arn:aws:iam::${account}:role/old-etl`,
      resource_type: 'AWS::IAM::Role',
      status: 'ACTIVE',
      is_public: 0,
      principal: '{"AWS":"444455556666"}',
      actions: '["sts:AssumeRole"]',
      condition: '{"aws:PrincipalOrgID":"o-exampleorgid"}',
      last_used_at: null,
      created_at: at('2025-11-02T10:00:00Z'),
      updated_at: at('2026-01-30T08:11:02Z'),
      line: 1,
      path: 'findings[0]'
    }
  ])
  expect(found.coverage).toEqual({ '111122223333/eu-west-1 with details': 'complete' })
  expect(found.latestAt).toBe(at('2026-01-30T08:11:02Z'))
})

test('the second version lists summaries, which have no actions, and is another answer', () => {
  const found = collect(JSON.stringify({ findings: [summary('f-1')] }), {
    accountHint: account,
    options: { 'analyzer-arn': analyzer }
  })

  expect(found.of('access_analyzer_finding')).toMatchObject([
    { analyzer_arn: analyzer, region: 'eu-west-1', finding_type: 'UnusedIAMRole', actions: null }
  ])
  expect(found.coverage).toEqual({ [`${account}/${analyzer}`]: 'complete' })
  expect(
    Object.keys(
      collect(JSON.stringify({ findings: [summary('f-1')] }), {
        options: { 'analyzer-arn': analyzer, filter: '{"status":{"eq":["ACTIVE"]}}' }
      }).coverage
    )
  ).toEqual([`${account}/${analyzer} {"status":{"eq":["ACTIVE"]}}`])
})

const details: readonly (readonly [string, readonly object[], object])[] = [
  [
    'ExternalAccess',
    [{ externalAccessDetails: { ...external, isPublic: true, condition: {} } }],
    {
      is_public: 1,
      principal: '{"AWS":"444455556666"}',
      actions: '["sts:AssumeRole"]',
      condition: '{}',
      last_used_at: null
    }
  ],
  [
    'InternalAccess',
    [
      {
        internalAccessDetails: {
          action: ['s3:GetObject', 's3:PutObject'],
          principal: { AWS: 'arn:aws:iam::111122223333:role/app' },
          accessType: 'INTRA_ACCOUNT'
        }
      }
    ],
    { is_public: null, actions: '["s3:GetObject","s3:PutObject"]', condition: null }
  ],
  [
    'UnusedIAMRole',
    [{ unusedIamRoleDetails: { lastAccessed: '2025-05-04T03:02:01+00:00' } }],
    { principal: null, actions: '[]', last_used_at: at('2025-05-04T03:02:01Z') }
  ],
  ['UnusedIAMRole', [{ unusedIamRoleDetails: {} }], { actions: '[]', last_used_at: null }],
  [
    'UnusedIAMUserAccessKey',
    [{ unusedIamUserAccessKeyDetails: { accessKeyId: 'AKIAIOSFODNN7EXAMPLE' } }],
    { principal: '{"AccessKeyId":"AKIAIOSFODNN7EXAMPLE"}', actions: '[]', last_used_at: null }
  ],
  [
    'UnusedIAMUserPassword',
    [{ unusedIamUserPasswordDetails: { lastAccessed: 1746327721 } }],
    { actions: '[]', last_used_at: 1746327721 }
  ],
  [
    'UnusedPermission',
    [
      {
        unusedPermissionDetails: {
          serviceNamespace: 's3',
          lastAccessed: '2026-01-10T00:00:00Z',
          actions: [
            { action: 'DeleteBucket' },
            { action: 'PutBucketPolicy', lastAccessed: '2025-08-01T00:00:00Z' }
          ]
        }
      },
      { unusedPermissionDetails: { serviceNamespace: 'dynamodb' } }
    ],
    {
      actions: '["s3:DeleteBucket","s3:PutBucketPolicy","dynamodb:*"]',
      last_used_at: at('2026-01-10T00:00:00Z')
    }
  ]
]

test.each(details)('a finding of %s is read with its details', (findingType, findingDetails, expected) => {
  const found = collect(JSON.stringify({ findingDetails, ...summary('f-1', { findingType, error: null }) }))

  expect(found.of('access_analyzer_finding')).toMatchObject([{ finding_type: findingType, ...expected }])
  expect(found.coverage).toEqual({ '111122223333/finding f-1': 'complete' })
})

test('findings fetched one by one into a file are each read', () => {
  const one = (id: string): string =>
    JSON.stringify({ ...summary(id), findingDetails: [{ unusedIamRoleDetails: {} }] })
  const found = collect(`${one('f-1')}\n${one('f-2')}\n`)

  expect(found.of('access_analyzer_finding').map(({ id, path }) => [id, path])).toEqual([
    ['f-1', '[0]'],
    ['f-2', '[1]']
  ])
  expect(found.counts).toEqual({ findings: 2 })
})

test('a finding whose details go on in another page is not whole', () => {
  const found = collect(
    JSON.stringify({
      ...summary('f-1', { findingType: 'UnusedPermission' }),
      findingDetails: [{ unusedPermissionDetails: { serviceNamespace: 's3' } }],
      nextToken: 'x'
    })
  )

  expect(found.coverage).toEqual({ '111122223333/finding f-1': 'page' })
})

test('a finding alone in the first version, and one as an event, are read', () => {
  const alone = collect(
    JSON.stringify({ finding: { ...summary('f-1', { findingType: undefined }), ...external } })
  )
  const event = collect(
    JSON.stringify({
      version: '0',
      id: 'e-1',
      'detail-type': 'Access Analyzer Finding',
      source: 'aws.access-analyzer',
      account,
      region: 'eu-west-1',
      resources: [analyzer],
      detail: {
        version: '1.0',
        id: 'f-1',
        status: 'ACTIVE',
        resourceType: 'AWS::S3::Bucket',
        resource: 'arn:aws:s3:::example',
        createdAt: '2025-11-02T10:00:00Z',
        accountId: '444455556666',
        ...external
      }
    })
  )

  expect(alone.of('access_analyzer_finding')).toMatchObject([{ id: 'f-1', actions: '["sts:AssumeRole"]' }])
  expect(event.of('access_analyzer_finding')).toMatchObject([
    { account_id: '444455556666', analyzer_arn: analyzer, region: 'eu-west-1', is_public: 0 }
  ])
})

test('findings of an organization belong to the owners of their resources, the list to the account of the analyzer', () => {
  const findings = [summary('f-1'), summary('f-2', { resourceOwnerAccount: '444455556666' })]
  const found = collect(JSON.stringify({ findings }), { options: { 'analyzer-arn': analyzer } })

  expect(found.of('access_analyzer_finding').map(({ account_id }) => account_id)).toEqual([
    '111122223333',
    '444455556666'
  ])
  expect(Object.keys(found.coverage)).toEqual([`${account}/${analyzer}`])
  expect(Object.keys(collect(JSON.stringify({ findings })).coverage)).toEqual(['/'])
})

test('an empty list is an answer where something says of which service', () => {
  const empty = '{"findings": []}'

  expect(
    collect(empty, {
      name: 'regions/eu-west-1/accessanalyzer-list-findings-v2.json',
      accountHint: account
    }).coverage
  ).toEqual({ '111122223333/eu-west-1': 'complete' })
  const unnamed = collect(empty, { name: 'findings.json', accountHint: account })
  expect(unnamed.coverage).toEqual({ '111122223333/findings.json': 'partial' })
  expect(sentences(unnamed, 'warning')).toContain('nothing says of which analyzer')
  expect(collect('{"Findings": []}').kind).not.toBe('analyzer-findings')
})

test('a resource that AWS could not analyse is said, a broken finding left out', () => {
  const found = collect(
    JSON.stringify({
      findings: [summary('f-1', { error: 'ACCESS_DENIED' }), summary('f-2', { status: 7 }), summary('')]
    })
  )

  expect(found.of('access_analyzer_finding').map(({ id }) => id)).toEqual(['f-1'])
  expect(sentences(found, 'warning')).toContain('could not analyse')
  expect(sentences(found, 'error')).toContain('`status` must be text')
  expect(Object.values(found.coverage)).toEqual(['partial'])
})

test('a refusal is of the list that was asked for', () => {
  const error = (operation: string): string =>
    `An error occurred (AccessDeniedException) when calling the ${operation} operation: User: arn:aws:iam::111122223333:user/a is not authorized to perform: access-analyzer:${operation} on resource: x`
  const name = 'regions/eu-west-1/x.json.err'

  expect(collect(error('ListFindingsV2'), { name }).coverage).toEqual({ '111122223333/eu-west-1': 'denied' })
  expect(collect(error('ListFindings'), { name }).coverage).toEqual({
    '111122223333/eu-west-1 with details': 'denied'
  })
  expect(collect(error('GetFindingV2'), { name }).coverage).toEqual({})
})
