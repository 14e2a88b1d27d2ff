import { describe, expect, it } from 'vitest'

import { render } from '../../../src/core/sheets/render.ts'
import { sheetOf } from '../../../src/core/sheets/index.ts'
import { daysAgo, only, stating } from './facts.ts'
import { audit, production } from './record.ts'

const role = (name: string): string => `arn:aws:iam::${production}:role/${name}`
const bucketArn = (name: string): string => `arn:aws:s3:::${name}`
const allow = (principal: unknown, condition?: unknown) => ({
  Effect: 'Allow',
  Principal: principal,
  Action: 's3:GetObject',
  Resource: '*',
  ...(condition === undefined ? {} : { Condition: condition })
})

describe('P04A Last access and P04B Services last used', () => {
  const { say, rows } = stating()
  const service = (arn: string, name: string, used: number | null) => ({
    principal_arn: arn,
    service: name,
    service_name: `Amazon ${name}`,
    last_used_at: used
  })
  say(
    'service_access',
    service(role('busy'), 's3', daysAgo(2)),
    service(role('busy'), 'kms', null),
    service(role('idle'), 's3', null),
    service(role('idle'), 'iam', null)
  )
  say(
    'action_access',
    { principal_arn: role('busy'), service: 's3', action: 'GetObject', last_used_at: daysAgo(2) },
    { principal_arn: role('busy'), service: 's3', action: 'PutObject', last_used_at: null }
  )

  it('counts for each principal what it used, and puts first who used nothing', () => {
    expect(
      only(
        rows('last-access'),
        'principal',
        'kind',
        'services',
        'used',
        'neverUsed',
        'unusedServices',
        'noteworthy'
      )
    ).toEqual([
      ['idle', 'Role', 2, 0, 2, 'iam, s3', 'Used none of the services it may use'],
      ['busy', 'Role', 2, 1, 1, 'kms', null]
    ])
  })

  it('lists every service of every principal, those never used first', () => {
    expect(only(rows('service-access'), 'principal', 'service', 'use', 'actions', 'unusedActions')).toEqual([
      ['busy', 'kms', 'Never', null, null],
      ['idle', 'iam', 'Never', null, null],
      ['idle', 's3', 'Never', null, null],
      ['busy', 's3', 'Used', '1 of 2', 'PutObject']
    ])
  })

  it('names some of many services and says how many more there are', () => {
    const many = stating()
    many.say(
      'service_access',
      ...Array.from({ length: 30 }, (_, n) =>
        service(role('wide'), `service-${String(n).padStart(2, '0')}`, null)
      )
    )

    expect(many.rows('last-access')[0]?.['unusedServices']).toMatch(/service-22, service-23, and 6 more$/)
  })
})

describe('P06B Resource policies', () => {
  it('says whom a policy lets in: anyone, other accounts, those no export names', () => {
    const { say, document, receive, rows } = stating()
    receive('resource-policies')
    const policies = {
      anyone: document({ Statement: [allow('*')] }),
      conditional: document({ Statement: [allow('*', { StringEquals: { 'aws:PrincipalOrgID': 'o-1' } })] }),
      shared: document({
        Statement: [allow({ AWS: [`arn:aws:iam::${audit}:root`, role('own'), '999988887777'] })]
      }),
      inside: document({ Statement: [allow({ AWS: role('own') })] }),
      broken: document('no policy')
    }
    for (const [name, id] of Object.entries(policies))
      say('resource_policy', { service: 's3', resource: name, document_id: id })
    say('resource_policy', {
      service: 'sqs',
      resource: `arn:aws:sqs:eu-west-1:${production}:q`,
      document_id: null
    })

    const found = new Map(rows('resource-policies').map((row) => [row['resource'], row]))

    expect(only([...found.values()], 'resource', 'anyone', 'noteworthy')).toEqual([
      ['anyone', 'Yes', 'Allows anyone, without a condition'],
      ['broken', 'Unreadable', 'Could not be read as a policy'],
      ['shared', 'No', 'Allows accounts that no export names'],
      ['conditional', 'Under a condition', null],
      ['inside', 'No', null],
      [`arn:aws:sqs:eu-west-1:${production}:q`, 'No policy', null]
    ])
    expect(found.get('shared')?.['outside']).toBe(`${audit} audit\n999988887777`)
    expect(found.get('inside')?.['outside']).toBeNull()
  })

  it("stands a bucket's policy beside AWS's verdict and the blocks of bucket and account", () => {
    const { say, document, receive, rows } = stating()
    receive('resource-policies')
    const open = document({ Statement: [allow('*')] })
    for (const resource of ['a', 'b']) say('resource_policy', { service: 's3', resource, document_id: open })
    say('public_access', { resource: 'a', policy_is_public: 1 })
    say('public_access', { resource: 'a', restricts_public_buckets: 1, blocks_public_acls: 1 })
    say('public_access', { resource: '', restricts_public_buckets: 0, blocks_public_acls: 0 })

    expect(only(rows('resource-policies'), 'resource', 'verdict', 'restricted')).toEqual([
      ['a', 'Yes', 'By the bucket'],
      ['b', null, 'Not exported']
    ])
  })
})

describe('P06C Public access', () => {
  it('unites the block and the verdict of a bucket, and puts what is not blocked first', () => {
    const { say, rows } = stating()
    const on = {
      blocks_public_acls: 1,
      ignores_public_acls: 1,
      blocks_public_policy: 1,
      restricts_public_buckets: 1
    } as const
    say(
      'public_access',
      { ...on, resource: '' },
      { ...on, resource: 'logs', blocks_public_policy: 0 },
      { resource: 'logs', policy_is_public: 1 }
    )

    expect(only(rows('public-access'), 'resource', 'noteworthy', 'verdict', 'source')).toEqual([
      [
        'logs',
        'Its policy makes it public, says AWS\nNot all public access is blocked',
        'Yes',
        'SF-001:2\nSF-001:3'
      ],
      ['The account', null, null, 'SF-001:1']
    ])
  })
})

describe('P06D KMS keys', () => {
  it('unites the description of a key and its rotation', () => {
    const { say, rows } = stating()
    const arn = `arn:aws:kms:eu-west-1:${production}:key/1`
    say('kms_key', { key_id: '1', arn, manager: 'CUSTOMER', state: 'Enabled', region: 'eu-west-1' })
    say('kms_key', { key_id: '1', rotates: 0 })
    say('kms_key', { key_id: '2', arn: `${arn}2`, manager: 'AWS', state: 'Enabled' })

    expect(only(rows('kms-keys'), 'key', 'manager', 'rotates', 'noteworthy')).toEqual([
      ['1', 'Customer', 'No', 'Does not rotate'],
      ['2', 'AWS', null, null]
    ])
  })
})

describe('P06E Grants', () => {
  it('puts grants to anyone and to other accounts first', () => {
    const { say, rows } = stating()
    const group = 'http://acs.amazonaws.com/groups/global/AllUsers'
    say(
      'resource_grant',
      { service: 's3', resource: 'logs', grantee: 'owner', permission: 'FULL_CONTROL' },
      { service: 's3', resource: 'logs', grantee: group, permission: 'READ' },
      { service: 'kms', resource: 'key', grantee: `arn:aws:iam::${audit}:root`, permission: 'Decrypt' },
      { service: 'kms', resource: 'key', grantee: role('own'), permission: 'Decrypt' }
    )

    expect(only(rows('resource-grants'), 'service', 'grantee', 'noteworthy')).toEqual([
      ['S3', group, 'Grants to anyone'],
      ['KMS', `arn:aws:iam::${audit}:root`, 'Grants to another account'],
      ['S3', 'owner', null],
      ['KMS', role('own'), null]
    ])
  })
})

describe('P11 IAM Access Analyzer', () => {
  const arn = `arn:aws:access-analyzer:eu-west-1:${production}:analyzer/main`
  const { say, covers, receive, rows } = stating()
  receive('analyzers')
  covers('eu-west-1')
  covers('us-east-1')
  say('access_analyzer', { arn, name: 'main', region: 'eu-west-1', type: 'ACCOUNT', status: 'ACTIVE' })
  const finding = {
    region: 'eu-west-1',
    analyzer_arn: arn,
    finding_type: 'ExternalAccess',
    resource_type: 'AWS::S3::Bucket'
  } as const
  say(
    'access_analyzer_finding',
    { ...finding, id: 'f-1', resource: bucketArn('a'), status: 'RESOLVED' },
    { ...finding, id: 'f-2', resource: bucketArn('b'), status: 'ARCHIVED', is_public: 1 },
    {
      ...finding,
      id: 'f-3',
      resource: bucketArn('c'),
      status: 'ACTIVE',
      principal: '{"AWS":"999988887777"}',
      actions: '["s3:GetObject","s3:PutObject"]',
      condition: '{"aws:SourceIp":"192.0.2.0/24"}'
    },
    { ...finding, id: 'f-4', resource: bucketArn('d'), status: 'ACTIVE', is_public: 1 },
    { ...finding, id: 'f-5', resource: role('idle'), status: 'ACTIVE', finding_type: 'UnusedIAMRole' }
  )
  say(
    'access_analyzer_archive_rule',
    { analyzer: 'main', region: 'eu-west-1', name: 'narrow', filter: '{"resource":{"contains":["x"]}}' },
    { analyzer: 'main', region: 'eu-west-1', name: 'all', filter: '{}' }
  )

  it('has a row for a region that answered with no analyzer, first', () => {
    expect(
      only(
        rows('access-analyzers'),
        'region',
        'analyzer',
        'active',
        'archived',
        'resolved',
        'rules',
        'source'
      )
    ).toEqual([
      ['us-east-1', 'None', null, null, null, null, 'SF-001:1'],
      ['eu-west-1', 'main', 3, 1, 1, 2, 'SF-001:1']
    ])
  })

  it('sorts active findings first, public ones before others', () => {
    expect(only(rows('analyzer-findings'), 'id', 'status', 'noteworthy')).toEqual([
      ['f-4', 'Active', 'Public, and nobody has put it aside'],
      ['f-3', 'Active', 'Access that nobody has put aside'],
      ['f-5', 'Active', 'Not used, and nobody has put it aside'],
      ['f-2', 'Archived', null],
      ['f-1', 'Resolved', null]
    ])
  })

  it('shows principals, actions and conditions in words', () => {
    const row = rows('analyzer-findings').find(({ id }) => id === 'f-3')

    expect(row).toMatchObject({
      principal: 'AWS: 999988887777',
      actions: 's3:GetObject, s3:PutObject',
      condition: 'aws:SourceIp: 192.0.2.0/24'
    })
  })

  it('puts a rule that archives everything first', () => {
    expect(only(rows('archive-rules'), 'rule', 'noteworthy')).toEqual([
      ['all', 'Archives every finding'],
      ['narrow', null]
    ])
  })
})

describe('a fact of an account nobody knows', () => {
  it('says so in the first column, which is never empty', () => {
    const { say, context } = stating()
    say('kms_key', { account_id: '', key_id: '1' })
    const sheet = sheetOf('kms-keys')

    expect(sheet && render(sheet, context()).rows[0]?.[0]).toBe('Not known')
  })
})
