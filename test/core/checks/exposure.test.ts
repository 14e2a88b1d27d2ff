import { describe, expect, test } from 'vitest'

import type { FactTables } from '../../../src/core/iam/facts.ts'
import { account, coverage, openEstate, type Estate } from './database.ts'

const bucketArn = 'arn:aws:s3:::reports'
const stranger = '777788889999'

interface Given {
  readonly principal?: unknown
  readonly action?: string | readonly string[]
  readonly condition?: object
  readonly others?: readonly object[]
}

/** A bucket policy of one Allow statement, and others beside it. */
function bucketPolicy(
  estate: Estate,
  { principal = '*', action = 's3:GetObject', condition, others = [] }: Given
): void {
  const statement = {
    Effect: 'Allow',
    Principal: principal,
    Action: action,
    Resource: `${bucketArn}/*`,
    Condition: condition
  }
  estate.fact('resource_policy', { document_id: estate.document({ Statement: [statement, ...others] }) })
}

function finding(estate: Estate, given: Partial<FactTables['access_analyzer_finding']>): void {
  estate.fact('access_analyzer_finding', {
    account_id: account,
    line: 1,
    path: null,
    id: 'finding-1',
    region: 'eu-west-1',
    analyzer_arn: null,
    finding_type: 'ExternalAccess',
    resource: bucketArn,
    resource_type: 'AWS::S3::Bucket',
    status: 'ACTIVE',
    is_public: 1,
    principal: null,
    actions: '[]',
    condition: null,
    last_used_at: null,
    created_at: null,
    updated_at: null,
    ...given
  })
}

const plainHttp = {
  Effect: 'Deny',
  Principal: '*',
  Action: 's3:*',
  Resource: '*',
  Condition: { Bool: { 'aws:SecureTransport': 'false' } }
}
const allButOrganization = {
  Effect: 'Deny',
  Principal: '*',
  Action: 's3:*',
  Resource: '*',
  Condition: { StringNotEquals: { 'aws:PrincipalOrgID': 'o-exampleorg1' } }
}

/** What is said of the bucket. */
function bucket(
  check: string,
  given: (estate: Estate) => void,
  context: ReturnType<typeof coverage> = coverage({})
): { readonly status: string | undefined; readonly detail: string } {
  const estate = openEstate()
  estate.source('resource-policies')
  given(estate)
  const { exceptions, needsReview } = estate.run(check, context)
  const listed = [...exceptions, ...needsReview].find(({ resource }) => resource === 'reports')
  return { status: estate.statuses(check, context)['reports'], detail: listed?.detail ?? '' }
}

describe('resource-policy-public', () => {
  test.each<readonly [string, (estate: Estate) => void, string, RegExp]>([
    [
      'any principal fails',
      (e) => bucketPolicy(e, {}),
      'exception',
      /open to anyone: its policy names any principal/
    ],
    [
      'any principal in another form fails',
      (e) => bucketPolicy(e, { principal: { AWS: ['*'] } }),
      'exception',
      /any/
    ],
    [
      'everyone but one (NotPrincipal) fails',
      (e) =>
        e.fact('resource_policy', {
          document_id: e.document({
            Statement: [
              {
                Effect: 'Allow',
                NotPrincipal: { AWS: `arn:aws:iam::${stranger}:root` },
                Action: 's3:*',
                Resource: '*'
              }
            ]
          })
        }),
      'exception',
      /any principal/
    ],
    [
      'a denial of plain HTTP changes nothing',
      (e) => bucketPolicy(e, { others: [plainHttp] }),
      'exception',
      /any principal/
    ],
    [
      'a denial of all but the organization is for judgement',
      (e) => bucketPolicy(e, { others: [allButOrganization] }),
      'needs-review',
      /which a denial limits/
    ],
    [
      'any principal of the organization passes',
      (e) => bucketPolicy(e, { condition: { StringEquals: { 'aws:PrincipalOrgID': 'o-exampleorg1' } } }),
      'pass',
      /^$/
    ],
    [
      'an account told by its own condition passes',
      (e) => bucketPolicy(e, { condition: { StringEquals: { 'AWS:SourceOwner': account } } }),
      'pass',
      /^$/
    ],
    [
      'a network is for judgement',
      (e) => bucketPolicy(e, { condition: { IpAddress: { 'aws:SourceIp': '192.0.2.0/24' } } }),
      'needs-review',
      /of a network or through a service/
    ],
    [
      'the whole internet as a network fails',
      (e) => bucketPolicy(e, { condition: { IpAddress: { 'aws:SourceIp': '0.0.0.0/0' } } }),
      'exception',
      /any principal/
    ],
    [
      'named principals pass',
      (e) => bucketPolicy(e, { principal: { AWS: `arn:aws:iam::${stranger}:root` } }),
      'pass',
      /^$/
    ],
    ['no policy passes', (e) => e.fact('resource_policy', {}), 'pass', /^$/],
    [
      'a block of the bucket keeps it from taking effect',
      (e) => {
        bucketPolicy(e, {})
        e.fact('public_access', { restricts_public_buckets: 1 })
      },
      'needs-review',
      /public access block keeps from taking effect/
    ],
    [
      'a block of the account does too',
      (e) => {
        bucketPolicy(e, {})
        e.fact('public_access', { resource: '', restricts_public_buckets: 1 })
      },
      'needs-review',
      /public access block/
    ],
    [
      'a block that stops new policies alone does not',
      (e) => {
        bucketPolicy(e, {})
        e.fact('public_access', { blocks_public_policy: 1, restricts_public_buckets: 0 })
      },
      'exception',
      /any principal/
    ],
    [
      'AWS counts the policy as public where it was not received',
      (e) => e.fact('public_access', { policy_is_public: 1 }),
      'exception',
      /AWS counts its policy as public/
    ],
    [
      'AWS does not count a policy as public that seems to be',
      (e) => {
        bucketPolicy(e, {})
        e.fact('public_access', { policy_is_public: 0 })
      },
      'needs-review',
      /AWS does not count it as public/
    ],
    [
      'an access list for everyone fails',
      (e) =>
        e.fact('resource_grant', {
          grantee: 'http://acs.amazonaws.com/groups/global/AllUsers',
          permission: 'READ'
        }),
      'exception',
      /its access list gives READ to AllUsers/
    ],
    [
      'an access list for everyone that is ignored is for judgement',
      (e) => {
        e.fact('resource_grant', {
          grantee: 'http://acs.amazonaws.com/groups/global/AuthenticatedUsers',
          permission: 'WRITE'
        })
        e.fact('public_access', { resource: '', ignores_public_acls: 1 })
      },
      'needs-review',
      /WRITE to AuthenticatedUsers, which the public access block ignores/
    ],
    [
      'a public finding fails by the ARN of the bucket',
      (e) => finding(e, {}),
      'exception',
      /IAM Access Analyzer finds it public/
    ],
    [
      'an archived public finding is for judgement',
      (e) => finding(e, { status: 'ARCHIVED' }),
      'needs-review',
      /was archived/
    ],
    [
      'a policy that cannot be read is undecided',
      (e) => e.fact('resource_policy', { document_id: e.document('{}') }),
      'needs-review',
      /cannot be relied on/
    ]
  ])('%s', (_, given, status, detail) => {
    const found = bucket('resource-policy-public', given)

    expect(found.status).toBe(status)
    expect(found.detail).toMatch(detail)
  })

  test("keys that AWS manages for a service of the account are limited by the caller's account", () => {
    const estate = openEstate()
    estate.fact('resource_policy', {
      service: 'kms',
      resource: `arn:aws:kms:eu-west-1:${account}:key/key-1`,
      document_id: estate.document({
        Statement: [
          {
            Effect: 'Allow',
            Principal: { AWS: '*' },
            Action: 'kms:Decrypt',
            Resource: '*',
            Condition: {
              StringEquals: { 'kms:ViaService': 'rds.eu-west-1.amazonaws.com', 'kms:CallerAccount': account }
            }
          }
        ]
      })
    })

    expect(estate.statuses('resource-policy-public')).toEqual({
      [`arn:aws:kms:eu-west-1:${account}:key/key-1`]: 'pass'
    })
  })

  test('findings that are not public, are resolved or are of roles belong elsewhere', () => {
    const estate = openEstate()
    finding(estate, { is_public: 0 })
    finding(estate, { id: 'finding-2', status: 'RESOLVED' })
    finding(estate, {
      id: 'finding-3',
      resource: `arn:aws:iam::${account}:role/a`,
      resource_type: 'AWS::IAM::Role'
    })

    expect(estate.run('resource-policy-public').population).toBe(0)
  })

  test('what was not received keeps the rest from passing, and the sentence says what was seen', () => {
    const estate = openEstate()
    estate.source('resource-policies')
    estate.fact('resource_policy', {})
    estate.fact('resource_policy', { service: 'kms', resource: 'key-1' })

    const { outcome, needsReview } = estate.run('resource-policy-public')

    expect(outcome).toBe('needs-review')
    expect(needsReview.map(({ resource, detail }) => [resource, detail])).toEqual([
      [
        account,
        'Policies of resources were received by service: kms 1 and s3 1; no external access analyzer was seen. What resources of other services and regions allow is not in the files.'
      ]
    ])
  })
})

describe('resource-policy-changes', () => {
  test.each<readonly [string, (estate: Estate) => void, string, RegExp]>([
    ['reading alone passes', (e) => bucketPolicy(e, {}), 'pass', /^$/],
    [
      'anyone may change it fails',
      (e) => bucketPolicy(e, { action: 's3:*' }),
      'exception',
      /lets anyone change it/
    ],
    [
      'the account itself passes',
      (e) => bucketPolicy(e, { principal: { AWS: `arn:aws:iam::${account}:root` }, action: 's3:*' }),
      'pass',
      /^$/
    ],
    [
      'an account outside the organization fails',
      (e) => {
        e.fact('org_account', { id: account })
        bucketPolicy(e, { principal: { AWS: stranger }, action: 's3:Put*' })
      },
      'exception',
      /lets account 777788889999 change it, outside the organization/
    ],
    [
      'an account is undecided without the organization',
      (e) => bucketPolicy(e, { principal: { AWS: stranger }, action: 's3:PutBucketPolicy' }),
      'needs-review',
      /without the organization's list/
    ],
    [
      'another account of the organization is for judgement',
      (e) => {
        e.fact('org_account', { id: account })
        e.fact('org_account', {})
        bucketPolicy(e, { principal: { AWS: '444455556666' }, action: 's3:PutBucketAcl' })
      },
      'needs-review',
      /judge why/
    ],
    [
      'anyone of the own account passes, as in the policies AWS makes',
      (e) => bucketPolicy(e, { action: 's3:*', condition: { StringEquals: { 'AWS:SourceOwner': account } } }),
      'pass',
      /^$/
    ],
    [
      'anyone of the organization is for judgement',
      (e) =>
        bucketPolicy(e, {
          action: 's3:*',
          condition: { StringEquals: { 'aws:PrincipalOrgID': 'o-exampleorg1' } }
        }),
      'needs-review',
      /under a condition/
    ],
    [
      'a service whose actions are not known is for judgement',
      (e) => e.fact('resource_policy', { service: 'glacier', document_id: e.document({ Statement: [] }) }),
      'needs-review',
      /judged by hand/
    ]
  ])('%s', (_, given, status, detail) => {
    const found = bucket('resource-policy-changes', given)

    expect(found.status).toBe(status)
    expect(found.detail).toMatch(detail)
  })
})

describe('kms-key-rotation', () => {
  const keyArn = `arn:aws:kms:eu-west-1:${account}:key/key-1`

  test.each<readonly [string, (estate: Estate) => void, string | undefined]>([
    [
      'a key that rotates passes, told in two files',
      (e) => {
        e.fact('kms_key', {})
        e.fact('kms_key', { arn: null, manager: null, state: null, rotates: 1 })
      },
      'pass'
    ],
    [
      'a key that does not fails',
      (e) => {
        e.fact('kms_key', {})
        e.fact('kms_key', { arn: null, manager: null, state: null, rotates: 0 })
      },
      'exception'
    ],
    [
      'a disabled key passes',
      (e) => {
        e.fact('kms_key', { state: 'PendingDeletion' })
        e.fact('kms_key', { arn: null, manager: null, state: null, rotates: 0 })
      },
      'pass'
    ],
    ['a key AWS manages is left out', (e) => e.fact('kms_key', { manager: 'AWS', rotates: 0 }), undefined],
    ['a key without an answer about rotation is undecided', (e) => e.fact('kms_key', {}), 'needs-review'],
    [
      'a key that cannot rotate passes',
      (e) => {
        e.answers('kms-keys', 'key-1', 'key-1/rotation')
        e.fact('kms_key', {})
      },
      'pass'
    ]
  ])('%s', (_, given, status) => {
    const estate = openEstate()
    given(estate)

    expect(estate.statuses('kms-key-rotation')[keyArn]).toBe(status)
  })

  test('a key that does not rotate is undecided where nobody says who manages it', () => {
    const estate = openEstate()
    estate.fact('kms_key', { arn: null, manager: null, state: null, rotates: 0 })

    expect(estate.only('kms-key-rotation')).toMatchObject({
      status: 'needs-review',
      detail: expect.stringMatching(/describe-key --key-id key-1/) as string
    })
  })

  test('keys nobody sent keep the others from passing, and the regions seen are named', () => {
    const estate = openEstate()
    estate.answers('kms-keys', 'key-1')
    estate.fact('kms_key', { rotates: 1 })

    const { outcome, needsReview } = estate.run('kms-key-rotation')

    expect(outcome).toBe('needs-review')
    expect(needsReview.map(({ detail }) => detail)).toEqual([
      expect.stringMatching(
        /^1 key of account 111122223333 was received in eu-west-1; no export lists all keys/
      )
    ])
  })
})

test('without policies or findings nothing of resources is tested', () => {
  const estate = openEstate()
  const missing = coverage({
    'resource-policies': 'missing',
    'analyzer-findings': 'denied',
    'kms-keys': 'missing'
  })

  for (const check of ['resource-policy-public', 'resource-policy-changes', 'kms-key-rotation'])
    expect(estate.run(check, missing).outcome, check).toBe('not-tested')
})
