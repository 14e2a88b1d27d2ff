import { expect, test } from 'vitest'

import { at, collect, sentences } from './collect.ts'

const there = { accountHint: '111122223333', region: 'eu-west-1' }

function evaluation(rule: string, type: string, id: string, more: object = {}): object {
  return {
    EvaluationResultIdentifier: {
      EvaluationResultQualifier: { ConfigRuleName: rule, ResourceType: type, ResourceId: id },
      OrderingTimestamp: '2026-01-30T00:00:00+00:00'
    },
    ComplianceType: 'NON_COMPLIANT',
    ResultRecordedTime: '2026-01-31T08:00:30+00:00',
    ...more
  }
}

test('a verdict on a rule is about the account as a whole', () => {
  const found = collect(
    JSON.stringify({
      ComplianceByConfigRules: [
        {
          ConfigRuleName: 'iam-user-mfa-enabled',
          Compliance: {
            ComplianceType: 'NON_COMPLIANT',
            ComplianceContributorCount: { CappedCount: 3, CapExceeded: false }
          }
        },
        { ConfigRuleName: 'root-account-mfa-enabled', Compliance: { ComplianceType: 'COMPLIANT' } },
        { ConfigRuleName: 'new', Compliance: { ComplianceType: 'INSUFFICIENT_DATA' } },
        { ConfigRuleName: 'other', Compliance: { ComplianceType: 'NOT_APPLICABLE' } }
      ]
    }),
    there
  )

  expect(found.of('tool_result')[0]).toEqual({
    account_id: '111122223333',
    region: 'eu-west-1',
    tool: 'AWS Config',
    check_id: 'iam-user-mfa-enabled',
    title: 'iam-user-mfa-enabled',
    status: 'fail',
    said: 'NON_COMPLIANT',
    severity: null,
    resource: '',
    resource_type: null,
    detail: '3 resources led to this',
    assessed_at: null,
    line: 1,
    path: 'ComplianceByConfigRules[0]'
  })
  expect(found.of('tool_result').map((row) => row.status)).toEqual(['fail', 'pass', 'review', 'review'])
  expect(found.coverage).toEqual({ '111122223333/eu-west-1': 'complete' })
})

test('an aggregator says of each verdict whose it is', () => {
  const verdict = { ConfigRuleName: 'r', Compliance: { ComplianceType: 'COMPLIANT' } }
  const found = collect(
    JSON.stringify({
      AggregateComplianceByConfigRules: [
        { ...verdict, AccountId: '444455556666', AwsRegion: 'us-east-1' },
        { ...verdict, AccountId: '777788889999', AwsRegion: 'eu-west-1' }
      ]
    }),
    there
  )

  expect(found.coverage).toEqual({
    '444455556666/us-east-1': 'complete',
    '777788889999/eu-west-1': 'complete'
  })
})

test('the details of a rule name each resource, by its ARN where its id makes one', () => {
  const found = collect(
    JSON.stringify({
      EvaluationResults: [
        evaluation('r', 'AWS::IAM::User', 'AIDAEXAMPLE', { Annotation: 'No MFA device.' }),
        evaluation('r', 'AWS::S3::Bucket', 'logs'),
        evaluation('r', 'AWS::KMS::Key', '1234abcd'),
        evaluation('r', 'AWS::CloudTrail::Trail', 'arn:aws:cloudtrail:eu-west-1:111122223333:trail/main'),
        evaluation('r', 'AWS::::Account', '111122223333', { ComplianceType: 'COMPLIANT' })
      ]
    }),
    there
  )

  expect(found.of('tool_result').map((row) => [row.resource, row.status])).toEqual([
    ['AIDAEXAMPLE', 'fail'],
    ['arn:aws:s3:::logs', 'fail'],
    ['arn:aws:kms:eu-west-1:111122223333:key/1234abcd', 'fail'],
    ['arn:aws:cloudtrail:eu-west-1:111122223333:trail/main', 'fail'],
    ['', 'pass']
  ])
  expect(found.of('tool_result')[0]).toMatchObject({
    detail: 'No MFA device.',
    resource_type: 'AWS::IAM::User',
    assessed_at: at('2026-01-31T08:00:30Z')
  })
  expect(found.coverage).toEqual({ '111122223333/eu-west-1/r': 'complete' })
})

test('buckets in China and GovCloud are of their own partition, and no ARN is made where the account is not known', () => {
  const rows = [evaluation('r', 'AWS::S3::Bucket', 'logs'), evaluation('r', 'AWS::KMS::Key', '12ab')]
  const of = (region: string): readonly string[] =>
    collect(JSON.stringify({ EvaluationResults: rows }), { region })
      .of('tool_result')
      .map((row) => row.resource)

  expect(of('cn-north-1')).toEqual(['arn:aws-cn:s3:::logs', '12ab'])
  expect(of('us-gov-west-1')).toEqual(['arn:aws-us-gov:s3:::logs', '12ab'])
})

test('details of an aggregator belong to the accounts they name', () => {
  const found = collect(
    JSON.stringify({
      AggregateEvaluationResults: [
        evaluation('r', 'AWS::IAM::Role', 'AROA', { AccountId: '444455556666', AwsRegion: 'us-east-1' })
      ]
    })
  )

  expect(found.coverage).toEqual({ '444455556666/us-east-1/r': 'complete' })
})

test('a verdict on a resource is one of all rules', () => {
  const found = collect(
    JSON.stringify({
      ComplianceByResources: [
        {
          ResourceType: 'AWS::EC2::Instance',
          ResourceId: 'i-1a2b ',
          Compliance: {
            ComplianceType: 'NON_COMPLIANT',
            ComplianceContributorCount: { CappedCount: 25, CapExceeded: true }
          }
        }
      ]
    }),
    there
  )

  expect(found.of('tool_result')).toMatchObject([
    {
      check_id: 'all rules',
      resource: 'arn:aws:ec2:eu-west-1:111122223333:instance/i-1a2b',
      detail: 'more than 25 rules led to this'
    }
  ])
  expect(found.coverage).toEqual({ '111122223333/eu-west-1/resources': 'complete' })
})

test('no details are an answer about the rule the command asked for', () => {
  const found = collect('{"EvaluationResults": []}', {
    ...there,
    options: { 'config-rule-name': 'iam-user-mfa-enabled' }
  })

  expect(found.coverage).toEqual({ '111122223333/eu-west-1/iam-user-mfa-enabled': 'complete' })
})

test.each([
  ['DescribeComplianceByConfigRule', '111122223333/eu-west-1'],
  ['DescribeComplianceByResource', '111122223333/eu-west-1/resources'],
  ['GetComplianceDetailsByConfigRule', '111122223333/eu-west-1/r']
])('a refused %s is no answer', (operation, covered) => {
  const found = collect(
    `An error occurred (AccessDeniedException) when calling the ${operation} operation: not authorized to perform: config:${operation}`,
    { ...there, options: { 'config-rule-name': 'r' } }
  )

  expect([found.kind, found.coverage]).toEqual(['config-rule-compliance', { [covered]: 'denied' }])
})

test('what the simulator of IAM answers is none of this', () => {
  expect(
    collect('{"EvaluationResults": [{"EvalActionName": "s3:GetObject", "EvalDecision": "allowed"}]}').kind
  ).toBeNull()
})

test('a page is a page, and entries without a verdict are left out', () => {
  const good = { ConfigRuleName: 'r', Compliance: { ComplianceType: 'COMPLIANT' } }
  const page = collect(JSON.stringify({ ComplianceByConfigRules: [good], NextToken: 'x' }), there)
  const broken = collect(
    JSON.stringify({ ComplianceByConfigRules: [good, { ConfigRuleName: 'x' }, { Compliance: {} }] }),
    there
  )

  expect(page.coverage).toEqual({ '111122223333/eu-west-1': 'page' })
  expect(broken.coverage).toEqual({ '111122223333/eu-west-1': 'partial' })
  expect(sentences(broken, 'error')).toContain('`Compliance` is missing')
})
