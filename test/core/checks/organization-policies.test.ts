import { describe, expect, test } from 'vitest'

import { account, allow, openEstate, type Estate } from './database.ts'
import { attached, deny, fullAccess, memberId, organization, rootArn, unitId } from './organization-estate.ts'

const policyArn = `arn:aws:organizations::${account}:policy/o-exampleorg1/service_control_policy/p-guardrail`
const unitArn = `arn:aws:organizations::${account}:ou/o-exampleorg1/${unitId}`

function given(build: (estate: Estate) => void): Estate {
  const estate = openEstate()
  organization(estate)
  build(estate)
  return estate
}

function detach(estate: Estate, target: string): void {
  estate.db.run('delete from org_policy_target where policy_id = :policy and target_id = :target', {
    policy: 'p-FullAWSAccess',
    target
  })
}

describe('organization-idle-policies', () => {
  const verdictOn = (estate: Estate, resource = policyArn) =>
    estate.verdicts('organization-idle-policies')[resource]
  const statement = (condition: object) => deny('s3:DeleteBucket', condition)

  test('passes a policy that limits a member, and every level that allows something', () => {
    const verdicts = given((e) => attached(e, deny('s3:DeleteBucket'), unitId)).verdicts(
      'organization-idle-policies'
    )

    expect(verdicts).toEqual({
      [policyArn]: 'pass: Policy Guardrails (p-guardrail) limits 1 active member account.',
      [rootArn]: 'pass: On root Root (r-abcd), FullAWSAccess allows.',
      [unitArn]: `pass: On OU Workloads (${unitId}), FullAWSAccess allows.`,
      [memberId]: `pass: On account production (${memberId}), FullAWSAccess allows.`
    })
  })

  test.each<[string, (estate: Estate) => void, RegExp]>([
    ['is attached to nothing', (e) => attached(e, deny('*'), 'nothing'), /is attached to nothing/],
    [
      'is on the management account alone',
      (e) => attached(e, deny('*'), account),
      /management account alone/
    ],
    [
      'is of a type that is off',
      (e) => {
        attached(e, deny('*'))
        e.db.run('delete from org_policy_type')
      },
      /type is not enabled/
    ],
    [
      'allows what FullAWSAccess beside it allows anyway',
      (e) => attached(e, allow(['s3:*', 'ec2:*']), unitId),
      /it allows what FullAWSAccess beside it allows anyway/
    ],
    [
      'asks for a value and forbids it',
      (e) =>
        attached(
          e,
          statement({
            StringEquals: { 'aws:RequestedRegion': 'us-east-1' },
            StringNotLike: { 'aws:requestedregion': 'us-*' }
          })
        ),
      /asks for StringEquals aws:RequestedRegion "us-east-1" and for StringNotLike aws:requestedregion "us-\*" at once/
    ],
    [
      'asks for two values at once',
      (e) =>
        attached(
          e,
          statement({
            StringEquals: { 'aws:PrincipalAccount': '111111111111' },
            StringLike: { 'aws:PrincipalAccount': '2*' }
          })
        ),
      /at once/
    ],
    [
      'asks for a key that must be missing',
      (e) =>
        attached(
          e,
          statement({
            Null: { 'aws:PrincipalTag/team': 'true' },
            StringEquals: { 'aws:PrincipalTag/team': 'ops' }
          })
        ),
      /at once/
    ],
    [
      'takes a wildcard for a letter',
      (e) => attached(e, statement({ StringEquals: { 'aws:PrincipalArn': 'arn:aws:iam::*:role/ops' } })),
      /StringEquals takes wildcards as letters/
    ]
  ])('fails a policy that %s', (_, build, reason) => {
    const verdict = verdictOn(given(build))

    expect(verdict).toMatch(/^exception: /)
    expect(verdict).toMatch(reason)
  })

  test('fails one idle statement of a policy that otherwise bites, by its name', () => {
    const document = {
      Statement: [
        { Sid: 'Trail', Effect: 'Deny', Action: 'cloudtrail:*', Resource: '*' },
        {
          Sid: 'Never',
          Effect: 'Deny',
          Action: '*',
          Resource: '*',
          Condition: { StringEquals: { 'aws:PrincipalArn': 'arn:aws:iam::*:root' } }
        }
      ]
    }

    expect(verdictOn(given((e) => attached(e, document)))).toMatch(
      /^exception: .*: statement Never does nothing/
    )
  })

  test.each([
    [
      'a Deny unless',
      {
        StringNotEquals: { 'aws:RequestedRegion': 'eu-west-1' },
        ArnNotLike: { 'aws:PrincipalArn': 'arn:aws:iam::*:role/x' }
      }
    ],
    [
      'values that overlap',
      {
        StringEquals: { 'aws:RequestedRegion': ['us-east-1', 'eu-west-1'] },
        StringNotEquals: { 'aws:RequestedRegion': 'us-east-1' }
      }
    ],
    [
      'sets of values',
      {
        'ForAllValues:StringEquals': { 'aws:TagKeys': 'a' },
        'ForAnyValue:StringNotEquals': { 'aws:TagKeys': 'a' }
      }
    ],
    [
      'a key that may be missing',
      { StringEqualsIfExists: { 'aws:SourceVpc': 'vpc-1' }, Null: { 'aws:SourceVpc': 'true' } }
    ],
    ['a tag with a star', { StringEquals: { 'aws:PrincipalTag/scope': '*' } }]
  ])('sees no contradiction in %s', (_, condition) => {
    expect(verdictOn(given((e) => attached(e, statement(condition))))).toMatch(/^pass/)
  })

  test('leaves a Deny that stands above already for judgement', () => {
    const estate = given((e) => {
      attached(e, deny(['S3:DeleteBucket']), 'r-abcd', { id: 'p-above', name: 'Above' })
      attached(e, deny('s3:deletebucket'), unitId)
    })

    expect(verdictOn(estate)).toMatch(/^needs-review: .*adds nothing: policy Above above it denies the same/)
  })

  test('is for judgement where an allow list names a service that does not exist', () => {
    const estate = given((e) => {
      attached(e, allow(['s3:*', 'cloudtrial:*']), unitId)
      detach(e, unitId)
    })

    expect(verdictOn(estate)).toMatch(/^needs-review: .*names services that AWS does not have: cloudtrial/)
  })

  test('is undecided without targets or document', () => {
    expect(verdictOn(given((e) => attached(e, deny('*'), 'unknown')))).toMatch(
      /^needs-review: .*list-targets/
    )
    expect(verdictOn(given((e) => attached(e, null)))).toMatch(/^needs-review: .*describe-policy/)
  })

  test('leaves a level where nothing allows for judgement, and says when lists look broken', () => {
    const quarantine = given((e) => {
      attached(e, deny('s3:*'), unitId)
      detach(e, unitId)
    })
    const bare = given((e) => detach(e, unitId))

    expect(verdictOn(quarantine, unitArn)).toMatch(
      /^needs-review: No policy on OU Workloads .* allows anything/
    )
    expect(verdictOn(bare, unitArn)).toMatch(/^needs-review: .*AWS keeps at least one on each/)
  })
})

describe('organization-resource-control-policies', () => {
  const perimeter = (
    condition: object,
    action: unknown = ['s3:*', 'kms:*', 'sqs:*', 'secretsmanager:*', 'sts:*']
  ) => ({
    Statement: [{ Effect: 'Deny', Principal: '*', Action: action, Resource: '*', Condition: condition }]
  })
  const strangers = {
    StringNotEqualsIfExists: { 'aws:PrincipalOrgID': 'o-exampleorg1' },
    BoolIfExists: { 'aws:PrincipalIsAWSService': 'false' }
  }
  const rcp = { type: 'RESOURCE_CONTROL_POLICY', name: 'Perimeter' } as const

  function enabled(build: (estate: Estate) => void): Estate {
    return given((e) => {
      e.fact('org_policy_type', { type: rcp.type })
      fullAccess(e, rcp.type)
      build(e)
    })
  }
  const verdictOf = (estate: Estate) => estate.verdicts('organization-resource-control-policies')[memberId]

  test.each(['r-abcd', unitId, memberId])('passes where strangers are denied at %s', (target) => {
    const estate = enabled((e) => attached(e, perimeter(strangers), target, rcp))

    expect(estate.verdicts('organization-resource-control-policies')).toEqual({
      [rootArn]: 'pass: Resource control policies are enabled on root Root.',
      [memberId]:
        'pass: Strangers are denied S3, KMS, SQS, Secrets Manager and STS of account 444455556666 (production) by Perimeter.'
    })
  })

  test.each<[string, (estate: Estate) => void, RegExp]>([
    [
      'some services are left out',
      (e) => attached(e, perimeter(strangers, 's3:*'), 'r-abcd', rcp),
      /denied S3, not denied KMS, SQS/
    ],
    [
      'anonymous callers are let through',
      (e) =>
        attached(
          e,
          perimeter({ 'ForAnyValue:StringNotEquals': { 'aws:PrincipalOrgID': 'o-exampleorg1' } }),
          'r-abcd',
          rcp
        ),
      /not denied S3/
    ],
    [
      'some resources are exempt',
      (e) =>
        attached(
          e,
          perimeter({ ...strangers, StringNotEquals: { 'aws:ResourceTag/public': 'yes' } }),
          'r-abcd',
          rcp
        ),
      /with exceptions/
    ],
    [
      'it is of another organization',
      (e) =>
        attached(e, perimeter({ StringEquals: { 'aws:PrincipalOrgID': 'o-exampleorg1' } }), 'r-abcd', rcp),
      /not denied S3/
    ],
    ['the default stands alone', () => undefined, /No resource control policy but RCPFullAWSAccess/],
    [
      'it is attached elsewhere',
      (e) => attached(e, perimeter(strangers), 'ou-abcd-99999999', rcp),
      /No resource control policy but/
    ],
    [
      'its targets are unknown',
      (e) => attached(e, perimeter(strangers), 'unknown', rcp),
      /list-targets-for-policy/
    ],
    ['its document is missing', (e) => attached(e, null, 'r-abcd', rcp), /describe-policy/]
  ])('is for judgement where %s', (_, build, reason) => {
    expect(verdictOf(enabled(build))).toMatch(/^needs-review: /)
    expect(verdictOf(enabled(build))).toMatch(reason)
  })

  test('fails where the type is not enabled or only about to be, and asks for no account then', () => {
    const off = given(() => undefined)
    const pending = given((e) => e.fact('org_policy_type', { type: rcp.type, status: 'PENDING_ENABLE' }))

    expect(off.verdicts('organization-resource-control-policies')).toEqual({
      [rootArn]: 'exception: Resource control policies are not enabled on root Root.'
    })
    expect(pending.verdicts('organization-resource-control-policies')).toEqual({
      [rootArn]: 'exception: Resource control policies are not enabled on root Root (PENDING_ENABLE).'
    })
  })
})
