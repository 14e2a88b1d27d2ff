import { describe, expect, test } from 'vitest'

import { at, collect, sentences } from './collect.ts'

const account = '111122223333'
const arn = `arn:aws:guardduty:us-east-1:${account}:detector/d4b040365221be2b54a6264dcexample/finding/1ab9`

/** A finding as `get-findings` answers it. */
const finding = {
  AccountId: account,
  Arn: arn,
  CreatedAt: '2026-01-26T22:21:48.385Z',
  Description: 'APIs commonly used to discover the users of an account were invoked.',
  Id: '1ab9',
  Partition: 'aws',
  Region: 'us-east-1',
  Resource: {
    ResourceType: 'AccessKey',
    AccessKeyDetails: {
      UserName: 'ada',
      UserType: 'IAMUser',
      PrincipalId: 'AIDACKCEVSQ6C2EXAMPLE',
      AccessKeyId: 'AKIAIOSFODNN7EXAMPLE'
    }
  },
  SchemaVersion: '2.0',
  Service: { Archived: false, Count: 5, ServiceName: 'guardduty' },
  Severity: 5,
  Title: 'Unusual reconnaissance by ada.',
  Type: 'Recon:IAMUser/UserPermissions',
  UpdatedAt: '2026-01-26T22:55:21.703Z'
}

/** The same as it is exported to S3. */
const exported = lowered(finding) as Readonly<Record<string, unknown>>

function lowered(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value).map(([key, below]) => [key.charAt(0).toLowerCase() + key.slice(1), lowered(below)])
  )
}

const result = {
  account_id: account,
  region: 'us-east-1',
  tool: 'GuardDuty',
  check_id: 'Recon:IAMUser/UserPermissions',
  title: 'Unusual reconnaissance by ada.',
  status: 'fail',
  said: 'severity 5',
  severity: 'MEDIUM',
  resource: 'ada',
  resource_type: 'IAMUser',
  detail: finding.Description,
  assessed_at: at('2026-01-26T22:55:21Z'),
  line: 1
}

describe('a finding says the same in every form', () => {
  test.each([
    ['the answer of get-findings', { Findings: [finding] }, 'Findings[0]'],
    ['a line of an export to S3', exported, '[0]'],
    ['a list', [exported], '[0]'],
    [
      'an event of EventBridge',
      { version: '0', 'detail-type': 'GuardDuty Finding', source: 'aws.guardduty', detail: exported },
      '[0].detail'
    ]
  ])('%s', (_, document, path) => {
    const found = collect(JSON.stringify(document), { name: 'findings.json' })

    expect([found.kind, found.counts]).toEqual(['guardduty-findings', { findings: 1 }])
    expect(found.of('tool_result')).toEqual([{ ...result, path }])
    expect(found.coverage).toEqual({ [`${account}/us-east-1/findings.json`]: 'partial' })
    expect(found.notes).toEqual([])
  })
})

function resultOf(change: object): object | undefined {
  return collect(JSON.stringify({ Findings: [{ ...finding, ...change }] })).of('tool_result')[0]
}

test('an archived finding was put aside, and a sample proves nothing', () => {
  expect(resultOf({ Service: { Archived: true } })).toMatchObject({
    status: 'suppressed',
    said: 'severity 5, archived'
  })
  for (const sample of [
    { Service: { AdditionalInfo: { Value: '{"sample": true}', Type: 'default' } } },
    { Service: { additionalInfo: { sample: true } } },
    { Title: '[SAMPLE] Unusual reconnaissance' }
  ])
    expect(resultOf(sample)).toMatchObject({ status: 'review', said: 'severity 5, sample finding' })
})

test.each([
  [1, 'LOW'],
  [3.9, 'LOW'],
  [4, 'MEDIUM'],
  [6.9, 'MEDIUM'],
  [7, 'HIGH'],
  ['8.0', 'HIGH'],
  [9, 'CRITICAL']
])('a severity of %s is %s', (Severity, word) => {
  expect(resultOf({ Severity })).toMatchObject({ severity: word, said: `severity ${Number(Severity)}` })
})

describe('the resource is named as far as the finding names it', () => {
  const bucket = { Name: 'logs', Arn: 'arn:aws:s3:::logs' }

  test.each([
    [
      'root',
      { AccessKeyDetails: { UserType: 'Root', UserName: 'Root' } },
      `arn:aws:iam::${account}:root`,
      'Root'
    ],
    [
      'a role',
      { AccessKeyDetails: { UserType: 'AssumedRole', UserName: 'deploy' } },
      'deploy',
      'AssumedRole'
    ],
    ['a key', { AccessKeyDetails: { AccessKeyId: 'ASIAEXAMPLE' } }, 'ASIAEXAMPLE', 'AccessKey'],
    ['a bucket', { ResourceType: 'S3Bucket', S3BucketDetails: [bucket, {}] }, bucket.Arn, 'S3Bucket'],
    ['an instance', { ResourceType: 'Instance', InstanceDetails: { InstanceId: 'i-1' } }, 'i-1', 'Instance'],
    ['nothing', { ResourceType: 'Other' }, '', 'Other']
  ])('%s', (_, resource, name, type) => {
    expect(resultOf({ Resource: { ResourceType: 'AccessKey', ...resource } })).toMatchObject({
      resource: name,
      resource_type: type
    })
  })
})

test('findings one a line are read one by one, and a broken one is left out', () => {
  const found = collect(
    [exported, { ...exported, severity: 'high' }, exported].map((line) => JSON.stringify(line)).join('\n')
  )

  expect(found.of('tool_result').map(({ line, path }) => [line, path])).toEqual([
    [1, '[0]'],
    [3, '[2]']
  ])
  expect(found.notes).toEqual([
    {
      level: 'error',
      sentence: '`severity` must be a number from 0 to 10; the finding was left out.',
      line: 2,
      path: '[1]'
    }
  ])
})

test('findings of Security Hub are not taken for these, nor these for those', () => {
  const asff = { ...finding, ProductArn: 'arn:aws:securityhub:us-east-1::product/aws/guardduty' }

  expect(collect(JSON.stringify({ Findings: [asff] })).kind).not.toBe('guardduty-findings')
  expect(collect('{"Findings": []}').kind).not.toBe('guardduty-findings')
})

test('a refusal counts for the region', () => {
  const found = collect(
    `An error occurred (AccessDeniedException) when calling the GetFindings operation: User: arn:aws:iam::${account}:user/x is not authorized to perform: guardduty:GetFindings`,
    { name: 'regions/us-east-1/guardduty-get-findings.json.err' }
  )

  expect(found.kind).toBe('guardduty-findings')
  expect(Object.values(found.coverage)).toEqual(['denied'])
  expect(sentences(found, 'error')).toContain('AccessDeniedException')
})
