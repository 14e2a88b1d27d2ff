import { expect, test } from 'vitest'

import { at, collect, sentences } from './collect.ts'

const there = { accountHint: '111122223333', region: 'eu-west-1' }
const queryInfo = { SelectFields: [{ Name: 'resourceId' }] }
const user = {
  accountId: '444455556666',
  awsRegion: 'global',
  resourceType: 'AWS::IAM::User',
  resourceId: 'AIDAEXAMPLE',
  resourceName: 'ada',
  arn: 'arn:aws:iam::444455556666:user/ada',
  configuration: { userName: 'ada', attachedManagedPolicies: [] }
}

function query(...rows: readonly unknown[]): string {
  return JSON.stringify({ Results: rows.map((row) => JSON.stringify(row)), QueryInfo: queryInfo })
}

test('a row of a query is a resource of the account it names', () => {
  const found = collect(query(user), there)

  expect(found.of('config_item')).toEqual([
    {
      account_id: '444455556666',
      region: 'global',
      resource_type: 'AWS::IAM::User',
      resource_id: 'AIDAEXAMPLE',
      resource_name: 'ada',
      arn: 'arn:aws:iam::444455556666:user/ada',
      status: null,
      captured_at: null,
      configuration: '{"userName":"ada","attachedManagedPolicies":[]}',
      line: 1,
      path: 'Results[0]'
    }
  ])
})

test('a query of many accounts answers for the kinds of resource in it', () => {
  const found = collect(
    query(user, { ...user, accountId: '777788889999' }, { ...user, resourceType: 'AWS::IAM::Role' })
  )

  expect(found.coverage).toEqual({
    '444455556666/global/AWS::IAM::User': 'complete',
    '777788889999/global/AWS::IAM::User': 'complete',
    '444455556666/global/AWS::IAM::Role': 'complete'
  })
})

test('a query for the configuration alone still tells the type and account, by the ARN in it', () => {
  const found = collect(
    query(
      { resourceId: 'AROA', configuration: { arn: 'arn:aws:iam::444455556666:role/team/r' } },
      { configuration: { arn: 'arn:aws:iam::444455556666:group/g' } }
    )
  )

  expect(
    found.of('config_item').map((row) => [row.account_id, row.region, row.resource_type, row.resource_id])
  ).toEqual([
    ['444455556666', 'global', 'AWS::IAM::Role', 'AROA'],
    ['444455556666', 'global', 'AWS::IAM::Group', 'arn:aws:iam::444455556666:group/g']
  ])
})

test('rows that count resources name none', () => {
  const found = collect(query({ 'COUNT(*)': 5 }, user))

  expect(sentences(found, 'error')).toContain('does not say of which resource it is')
  expect(found.coverage).toEqual({ '444455556666/global/AWS::IAM::User/AIDAEXAMPLE': 'partial' })
  expect(sentences(collect(JSON.stringify({ Results: ['{'], QueryInfo: queryInfo })), 'error')).toContain(
    'not valid JSON'
  )
})

const file = {
  configurationItemVersion: '1.3',
  awsAccountId: '111122223333',
  awsRegion: 'eu-west-1',
  resourceType: 'AWS::S3::Bucket',
  resourceId: 'logs',
  ARN: 'arn:aws:s3:::logs',
  configurationItemStatus: 'OK',
  configurationItemCaptureTime: '2026-01-31T11:00:00.000Z',
  configuration: { name: 'logs' }
}

test('a snapshot answers for the kinds of resource in it', () => {
  const found = collect(
    JSON.stringify({
      fileVersion: '1.0',
      configSnapshotId: 'x',
      configurationItems: [file, { ...file, resourceId: 'b' }]
    })
  )

  expect(found.of('config_item')).toMatchObject([
    {
      arn: 'arn:aws:s3:::logs',
      status: 'OK',
      captured_at: at('2026-01-31T11:00:00Z'),
      path: 'configurationItems[0]'
    },
    { resource_id: 'b' }
  ])
  expect(found.coverage).toEqual({ '111122223333/eu-west-1/AWS::S3::Bucket': 'complete' })
  expect(found.notes).toEqual([])
})

test('a history file answers for itself, as other files hold other changes', () => {
  const found = collect(
    JSON.stringify({ fileVersion: '1.0', configurationItems: [file, { ...file, resourceId: 'b' }] }),
    { name: 'Config/111122223333_Config_eu-west-1_ConfigHistory_AWS__S3__Bucket_20260131T110000Z_1.json.gz' }
  )

  expect(Object.keys(found.coverage)[0]).toContain('eu-west-1/111122223333_Config_eu-west-1_ConfigHistory')
})

test.each([
  ['latest first', ['2026-01-31T11:00:00Z', '2026-01-01T00:00:00Z'], 1],
  ['earliest first', ['2026-01-01T00:00:00Z', '2026-01-31T11:00:00Z'], 2]
])('of several states of a resource the latest stands last, %s', (_, times, stated) => {
  const found = collect(
    JSON.stringify({
      configurationItems: times.map((time) => ({ ...file, configurationItemCaptureTime: time })),
      nextToken: 'x'
    })
  )

  expect(found.of('config_item')).toHaveLength(stated)
  expect(found.of('config_item').at(-1)?.captured_at).toBe(at('2026-01-31T11:00:00Z'))
  expect(found.coverage).toEqual({ '111122223333/eu-west-1/AWS::S3::Bucket/logs': 'page' })
})

test('a batch keeps the configuration as the API writes it, and tells what AWS left out', () => {
  const found = collect(
    JSON.stringify({
      baseConfigurationItems: [
        {
          version: '1.3',
          accountId: '111122223333',
          arn: 'arn:aws:s3:::logs',
          awsRegion: 'eu-west-1',
          resourceType: 'AWS::S3::Bucket',
          resourceId: 'logs',
          configurationItemCaptureTime: 1769857200,
          configuration: '{"name":"logs"}'
        }
      ],
      unprocessedResourceKeys: [{ resourceType: 'AWS::S3::Bucket', resourceId: 'b' }]
    })
  )

  expect(found.of('config_item')).toMatchObject([
    { configuration: '{"name":"logs"}', captured_at: 1769857200 }
  ])
  expect(Object.values(found.coverage)).toEqual(['partial'])
  expect(sentences(found, 'warning')).toContain('AWS left this resource out')
})

test.each([
  [JSON.stringify({ Results: [], QueryInfo: queryInfo }), 'complete'],
  [
    'An error occurred (AccessDeniedException) when calling the SelectResourceConfig operation: not authorized to perform: config:SelectResourceConfig',
    'denied'
  ]
])('%s', (text, state) => {
  const found = collect(text, there)

  expect([found.kind, Object.values(found.coverage)]).toEqual(['config-items', [state]])
})
