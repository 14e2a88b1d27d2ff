/** Which policies are tested, and what meets them beside their own words. */
import { describe, expect, test } from 'vitest'

import type { AutomatedCheck } from '../../../src/core/checks/check.ts'
import { checkOf } from '../../../src/core/checks/index.ts'
import { iterateMembers } from '../../../src/core/procedures/run-check.ts'
import { defaultParameters } from '../../../src/shared/parameters.ts'
import {
  account,
  allow,
  asOf,
  groupArn,
  openEstate,
  policyArn,
  roleArn,
  userArn,
  type Estate
} from './database.ts'
import { allowing, attached, denying, policy } from './policy-cases.ts'

describe('a policy in use', () => {
  test('is one that is attached, or inline, and no AWS managed policy, nor one of IAM Identity Center', () => {
    const estate = openEstate()
    const document_id = estate.document(allow('s3:*'))
    estate.fact('iam_policy', { arn: policyArn('attached'), name: 'attached', document_id })
    estate.fact('iam_policy', { arn: policyArn('free'), name: 'free', attachment_count: 0, document_id })
    estate.fact('iam_policy', {
      arn: 'arn:aws:iam::aws:policy/AmazonS3FullAccess',
      name: 'AmazonS3FullAccess',
      is_aws_managed: 1,
      document_id
    })
    estate.fact('iam_inline_policy', { document_id })
    estate.fact('iam_inline_policy', {
      principal_arn: roleArn('AWSReservedSSO_Reader_0123456789abcdef', '/aws-reserved/sso.amazonaws.com/'),
      principal_kind: 'role',
      document_id
    })

    expect(estate.statuses('policy-service-wildcards')).toEqual({
      [policyArn('attached')]: 'exception',
      [`${userArn('ada')}#adhoc`]: 'exception'
    })
  })

  test('is not reported for what another policy denies to all who hold it', () => {
    const estate = openEstate()
    holdAndDeny(estate, ['worker'], ['worker'])

    expect(estate.statuses('policy-pass-role')[policyArn('deploy')]).toBe('pass')
  })

  test('is reported where one of its holders is not denied', () => {
    const estate = openEstate()
    holdAndDeny(estate, ['worker', 'builder'], ['worker'])

    expect(estate.statuses('policy-pass-role')[policyArn('deploy')]).toBe('exception')
  })

  test('is reported where AWS counts more holders than the export shows', () => {
    const estate = openEstate()
    holdAndDeny(estate, ['worker'], ['worker'], 2)

    expect(estate.statuses('policy-pass-role')[policyArn('deploy')]).toBe('exception')
  })

  test('of a group is met by the denials of the group', () => {
    const estate = openEstate()
    estate.fact('iam_group', {})
    estate.fact('iam_policy', { document_id: estate.document(allow('sts:AssumeRole')) })
    estate.fact('iam_attachment', { principal_arn: groupArn('ops'), principal_kind: 'group' })
    estate.fact('iam_inline_policy', {
      principal_arn: groupArn('ops'),
      principal_kind: 'group',
      document_id: estate.document(policy(denying('sts:*')))
    })

    expect(estate.statuses('policy-assume-role')).toEqual({
      [policyArn('deploy')]: 'pass',
      [`${groupArn('ops')}#adhoc`]: 'pass'
    })
  })

  test('of a user is met by the denials of the user’s group', () => {
    const estate = openEstate()
    estate.fact('iam_user', {})
    estate.fact('iam_group', {})
    estate.fact('iam_membership', { group_name: 'OPS' })
    estate.fact('iam_inline_policy', { document_id: estate.document(allow('sts:AssumeRole')) })
    estate.fact('iam_inline_policy', {
      principal_arn: groupArn('ops'),
      principal_kind: 'group',
      document_id: estate.document(policy(denying('sts:AssumeRole')))
    })

    expect(estate.statuses('policy-assume-role')[`${userArn('ada')}#adhoc`]).toBe('pass')
  })

  test('longer than any AWS accepts is for judgement, whatever it hides', () => {
    const estate = openEstate()
    const many = Array.from({ length: 10_000 }, (_, n) => `s3:Get${n}`)
    estate.fact('iam_inline_policy', {
      document_id: estate.document(policy(allowing([...many, 'iam:PassRole'])))
    })

    expect(estate.only('policy-pass-role')).toMatchObject({
      status: 'needs-review',
      detail: expect.stringMatching(/more than any policy AWS accepts/) as string
    })
  })

  test('names the statements that decided', () => {
    const estate = openEstate()
    const document_id = estate.document(policy(allowing('s3:ListAllMyBuckets'), allowing('iam:PassRole')))
    estate.fact('iam_inline_policy', { document_id })
    const check = checkOf('policy-pass-role') as AutomatedCheck

    const [member] = iterateMembers(estate.db, check, {
      account,
      parameters: defaultParameters(),
      coverageOf: () => ({ state: 'complete', sentence: '' }),
      asOfOf: () => asOf
    })

    expect(member?.documents).toEqual([{ document: document_id, statements: [1] }])
  })
})

describe('what others get wrong', () => {
  test.each([
    ['policy-service-wildcards', allowing('SQS:**')],
    ['policy-pass-role', allowing('iam:Pass?ole')],
    ['policy-pass-role', allowing('i*:PASSROLE')],
    ['policy-assume-role', { Effect: 'Allow', NotAction: ['s3:*'], Resource: ['*'] }],
    ['policy-assume-role', allowing('sts:AssumeRole', ['arn:aws:iam::444455556666:role/one', '*'])],
    ['policy-trail-and-key-access', { Effect: 'Allow', NotAction: 's3:*', Resource: '*' }],
    ['policy-data-access', allowing('s3:*Object*', 'arn:aws:s3:::*/*')],
    ['policy-decryption', allowing('KMS:decrypt', 'arn:aws-us-gov:kms:*:*:key/*')],
    ['policy-unlimited-writes', allowing('ec2:TerminateInstances', 'arn:aws:ec2:*:*:instance/*')],
    ['policy-unlimited-writes', allowing('ec2:TerminateInstances', ['arn:aws:ec2:*:*:instance/i-1', '*'])]
  ])('%s sees %j, which is not written literally', (check, statement) => {
    const estate = openEstate()
    attached(statement)(estate)

    expect(estate.only(check).status).toBe('exception')
  })

  test('a statement is one object, its action and resource one text: read all the same', () => {
    const estate = openEstate()
    estate.fact('iam_inline_policy', {
      document_id: estate.document({ Statement: { Effect: 'Allow', Action: 'iam:PassRole', Resource: '*' } })
    })

    expect(estate.only('policy-pass-role').status).toBe('exception')
  })

  test('a denial narrower than the allowance takes nothing away', () => {
    const estate = openEstate()
    attached(allowing('iam:PassRole'), denying('iam:PassRole', roleArn('admin')))(estate)

    expect(estate.only('policy-pass-role').status).toBe('exception')
  })

  test('a role whose name begins like a service-linked one is no service-linked role', () => {
    const estate = openEstate()
    estate.fact('iam_inline_policy', {
      principal_arn: roleArn('AWSServiceRoleForNobody'),
      principal_kind: 'role',
      document_id: estate.document(allow('iam:PassRole'))
    })

    expect(estate.only('policy-pass-role').status).toBe('exception')
  })

  test('actions that cannot be limited to resources are no wildcard of anybody’s making', () => {
    const estate = openEstate()
    attached(allowing(['ec2:DescribeInstances', 'support:CreateCase', 'ecr:GetAuthorizationToken']))(estate)

    expect(estate.only('policy-unlimited-writes').status).toBe('pass')
    expect(estate.only('policy-data-access').status).toBe('pass')
  })
})

function holdAndDeny(
  estate: Estate,
  holders: readonly string[],
  denied: readonly string[],
  attachment_count = holders.length
): void {
  estate.fact('iam_policy', { document_id: estate.document(allow('iam:PassRole')), attachment_count })
  for (const name of holders)
    estate.fact('iam_attachment', { principal_arn: roleArn(name), principal_kind: 'role' })
  for (const name of denied)
    estate.fact('iam_inline_policy', {
      principal_arn: roleArn(name),
      principal_kind: 'role',
      name: 'denial',
      document_id: estate.document(policy(denying('iam:*')))
    })
}
