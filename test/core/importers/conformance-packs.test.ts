import { expect, test } from 'vitest'

import { at, collect } from './collect.ts'

const there = { accountHint: '111122223333', region: 'eu-west-1' }

test('a conformance pack belongs to the account and region of its ARN', () => {
  const arn = 'arn:aws:config:us-east-1:444455556666:conformance-pack/cis/conformance-pack-1'
  const found = collect(
    JSON.stringify({
      ConformancePackDetails: [
        {
          ConformancePackName: 'cis',
          ConformancePackArn: arn,
          ConformancePackId: 'conformance-pack-1',
          ConformancePackInputParameters: []
        }
      ]
    }),
    there
  )

  expect(found.of('conformance_pack')).toEqual([
    {
      account_id: '444455556666',
      region: 'us-east-1',
      name: 'cis',
      arn,
      line: 1,
      path: 'ConformancePackDetails[0]'
    }
  ])
  expect(found.coverage).toEqual({ '444455556666/us-east-1': 'complete' })
})

test.each([
  ['before', ['ConformancePackName', 'ConformancePackRuleComplianceList']],
  ['after', ['ConformancePackRuleComplianceList', 'ConformancePackName']]
])("a pack's name may stand %s the verdicts on its rules", (_, order) => {
  const answer: Readonly<Record<string, unknown>> = {
    ConformancePackName: 'cis',
    ConformancePackRuleComplianceList: [
      { ConfigRuleName: 'mfa-conformance-pack-1', ComplianceType: 'NON_COMPLIANT', Controls: [] },
      { ConfigRuleName: 'keys-conformance-pack-1', ComplianceType: 'INSUFFICIENT_DATA' }
    ]
  }
  const found = collect(JSON.stringify(Object.fromEntries(order.map((key) => [key, answer[key]]))), there)

  expect(
    found.of('tool_result').map((row) => [row.tool, row.check_id, row.title, row.status, row.resource])
  ).toEqual([
    ['AWS Config', 'mfa-conformance-pack-1', 'mfa-conformance-pack-1 (conformance pack cis)', 'fail', ''],
    ['AWS Config', 'keys-conformance-pack-1', 'keys-conformance-pack-1 (conformance pack cis)', 'review', '']
  ])
  expect(found.coverage).toEqual({ '111122223333/eu-west-1/cis': 'complete' })
})

test('details of a pack name the resources', () => {
  const found = collect(
    JSON.stringify({
      ConformancePackName: 'cis',
      ConformancePackRuleEvaluationResults: [
        {
          ComplianceType: 'COMPLIANT',
          EvaluationResultIdentifier: {
            EvaluationResultQualifier: {
              ConfigRuleName: 'r',
              ResourceType: 'AWS::S3::Bucket',
              ResourceId: 'logs'
            }
          },
          ResultRecordedTime: 1769857200.5,
          Annotation: 'fine'
        }
      ],
      NextToken: 'x'
    }),
    there
  )

  expect(found.of('tool_result')).toMatchObject([
    {
      status: 'pass',
      resource: 'arn:aws:s3:::logs',
      detail: 'fine',
      assessed_at: at('2026-01-31T11:00:00Z')
    }
  ])
  expect(found.coverage).toEqual({ '111122223333/eu-west-1/cis/resources': 'page' })
})

test('packs one after the other keep their names apart', () => {
  const of = (pack: string): string =>
    JSON.stringify({
      ConformancePackName: pack,
      ConformancePackRuleComplianceList: [{ ConfigRuleName: `${pack}-rule`, ComplianceType: 'COMPLIANT' }]
    })
  const found = collect(`${of('a')}\n${of('b')}`, there)

  expect(found.of('tool_result').map((row) => row.title)).toEqual([
    'a-rule (conformance pack a)',
    'b-rule (conformance pack b)'
  ])
  expect(Object.keys(found.coverage)).toEqual(['111122223333/eu-west-1/a', '111122223333/eu-west-1/b'])
})

test.each([
  [
    {
      ConformancePackComplianceSummaryList: [
        { ConformancePackName: 'cis', ConformancePackComplianceStatus: 'NON_COMPLIANT' }
      ]
    },
    '111122223333/eu-west-1/all packs'
  ],
  [
    {
      AggregateComplianceByConformancePacks: [
        {
          ConformancePackName: 'cis',
          Compliance: { ComplianceType: 'NON_COMPLIANT', TotalRuleCount: 3 },
          AccountId: '444455556666',
          AwsRegion: 'us-east-1'
        }
      ]
    },
    '444455556666/us-east-1/all packs'
  ]
])('a verdict on a whole pack is one of all its rules', (answer, covered) => {
  const found = collect(JSON.stringify(answer), there)

  expect(found.of('tool_result')).toMatchObject([
    { check_id: 'cis', title: 'All rules of the conformance pack cis', status: 'fail', resource: '' }
  ])
  expect(found.coverage).toEqual({ [covered]: 'complete' })
})

test.each([
  ['{"ConformancePackDetails": []}', { '111122223333/eu-west-1': 'complete' }],
  [
    '{"ConformancePackName": "cis", "ConformancePackRuleComplianceList": []}',
    { '111122223333/eu-west-1/cis': 'complete' }
  ],
  [
    '{"ConformancePackName": "cis", "ConformancePackRuleComplianceList": [{"ConfigRuleName": "r", "ComplianceType": "COMPLIANT"}, {}]}',
    { '111122223333/eu-west-1/cis': 'partial' }
  ],
  [
    'An error occurred (500) when calling the DescribeConformancePacks operation (reached max retries: 0): <!doctype html>',
    { '111122223333/eu-west-1': 'denied' }
  ],
  [
    'An error occurred (NoSuchConformancePackException) when calling the DescribeConformancePackCompliance operation: no',
    { '111122223333/eu-west-1/cis': 'denied' }
  ]
])('%s', (text, coverage) => {
  const found = collect(text, { ...there, options: { 'conformance-pack-name': 'cis' } })

  expect([found.kind, found.coverage]).toEqual(['conformance-packs', coverage])
})
