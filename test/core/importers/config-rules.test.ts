import { expect, test } from 'vitest'

import { collect, sentences } from './collect.ts'

const there = { accountHint: '111122223333', region: 'eu-west-1' }

test('a rule says whose code evaluates it, with which parameters', () => {
  const found = collect(
    JSON.stringify({
      ConfigRules: [
        {
          ConfigRuleName: 'access-keys-rotated',
          ConfigRuleArn: 'arn:aws:config:eu-west-1:111122223333:config-rule/config-rule-abcdef',
          Source: { Owner: 'AWS', SourceIdentifier: 'ACCESS_KEYS_ROTATED' },
          InputParameters: '{"maxAccessKeyAge":"90"}',
          ConfigRuleState: 'ACTIVE'
        },
        { ConfigRuleName: 'bare' }
      ]
    })
  )

  expect(found.of('config_rule')[0]).toEqual({
    account_id: '111122223333',
    region: 'eu-west-1',
    name: 'access-keys-rotated',
    arn: 'arn:aws:config:eu-west-1:111122223333:config-rule/config-rule-abcdef',
    owner: 'AWS',
    identifier: 'ACCESS_KEYS_ROTATED',
    parameters: '{"maxAccessKeyAge":"90"}',
    state: 'ACTIVE',
    line: 1,
    path: 'ConfigRules[0]'
  })
  expect(found.of('config_rule')[1]).toMatchObject({ name: 'bare', arn: null, owner: null })
  expect(found.counts).toEqual({ rules: 2 })
})

test.each<[string, string, string, string]>([
  ['no rules', 'config-rules', '{"ConfigRules": []}', 'complete'],
  ['a page', 'config-rules', '{"ConfigRules": [{"ConfigRuleName": "a"}], "NextToken": "x"}', 'page'],
  ['a broken rule', 'config-rules', '{"ConfigRules": [{"ConfigRuleName": "a"}, 5]}', 'partial'],
  [
    'a rule asked for by name that is not there',
    'config-rules',
    'An error occurred (NoSuchConfigRuleException) when calling the DescribeConfigRules operation: The ConfigRule provided in the request is invalid.',
    'denied'
  ],
  ['no aggregators', 'config-aggregators', '{"ConfigurationAggregators": []}', 'complete'],
  [
    'a refused list of aggregators',
    'config-aggregators',
    'An error occurred (AccessDeniedException) when calling the DescribeConfigurationAggregators operation: no',
    'denied'
  ]
])('%s', (_, kind, text, state) => {
  const found = collect(text, there)

  expect([found.kind, found.coverage]).toEqual([kind, { '111122223333/eu-west-1': state }])
})

test('an aggregator of the organization is told from one of accounts', () => {
  const arn = 'arn:aws:config:eu-west-1:111122223333:config-aggregator/config-aggregator-1'
  const found = collect(
    JSON.stringify({
      ConfigurationAggregators: [
        {
          ConfigurationAggregatorName: 'organization',
          ConfigurationAggregatorArn: arn,
          OrganizationAggregationSource: {
            RoleArn: 'arn:aws:iam::111122223333:role/a',
            AllAwsRegions: true
          }
        },
        {
          ConfigurationAggregatorName: 'accounts',
          ConfigurationAggregatorArn: arn,
          AccountAggregationSources: [
            { AccountIds: ['111122223333'], AllAwsRegions: true },
            { AccountIds: ['444455556666'], AllAwsRegions: false, AwsRegions: ['eu-west-1'] }
          ]
        },
        {
          ConfigurationAggregatorName: 'silent',
          ConfigurationAggregatorArn: arn,
          AccountAggregationSources: [{ AccountIds: ['111122223333'] }]
        },
        { ConfigurationAggregatorArn: arn }
      ]
    })
  )

  expect(
    found
      .of('config_aggregator')
      .map(({ name, covers_organization, covers_all_regions }) => [
        name,
        covers_organization,
        covers_all_regions
      ])
  ).toEqual([
    ['organization', 1, 1],
    ['accounts', 0, 0],
    ['silent', 0, null]
  ])
  expect(found.coverage).toEqual({ '111122223333/eu-west-1': 'partial' })
  expect(sentences(found, 'error')).toContain('`ConfigurationAggregatorName` is missing')
})
