import { expect, test } from 'vitest'

import { at, collect, sentences } from './collect.ts'

const hub = {
  HubArn: 'arn:aws:securityhub:eu-west-1:111122223333:hub/default',
  SubscribedAt: '2020-10-05T12:00:00.000Z',
  AutoEnableControls: true,
  ControlFindingGenerator: 'SECURITY_CONTROL'
}
const there = { accountHint: '111122223333', region: 'eu-west-1' }

test('a hub belongs to the account and region of its ARN', () => {
  const found = collect(JSON.stringify(hub), { accountHint: '999999999999', region: 'us-east-1' })

  expect(found.of('security_hub')).toEqual([
    {
      account_id: '111122223333',
      arn: hub.HubArn,
      region: 'eu-west-1',
      version: 1,
      subscribed_at: at('2020-10-05T12:00:00Z'),
      auto_enables_controls: 1,
      finding_generator: 'SECURITY_CONTROL',
      line: 1,
      path: 'HubArn'
    }
  ])
  expect(found.coverage).toEqual({ '111122223333/eu-west-1': 'complete' })
  expect(found.readsName).toBe(false)
})

test('the hub of 2025 is another answer about the same region', () => {
  const found = collect(
    JSON.stringify({
      HubV2Arn: 'arn:aws:securityhub:eu-west-1:111122223333:hubv2/6d60f6a2',
      SubscribedAt: '2025-12-02T08:00:00+00:00',
      Features: { Exposure: { FeatureStatus: 'ENABLED' } }
    })
  )

  expect(found.of('security_hub').map(({ version, region }) => [version, region])).toEqual([[2, 'eu-west-1']])
  expect(found.coverage).toEqual({ '111122223333/eu-west-1/v2': 'complete' })
  expect(found.notes).toEqual([])
})

test('hubs of several regions may stand in one file, one after the other', () => {
  const other = { ...hub, HubArn: 'arn:aws:securityhub:us-east-1:111122223333:hub/default' }
  const found = collect(`${JSON.stringify(hub)}\n${JSON.stringify(other)}`)

  expect(found.counts).toEqual({ hubs: 2 })
  expect(found.coverage).toEqual({
    '111122223333/eu-west-1': 'complete',
    '111122223333/us-east-1': 'complete'
  })
})

test.each([
  ['Account 111122223333 is not subscribed to AWS Security Hub', 'DescribeHub', '111122223333/eu-west-1'],
  [
    'AccountId: 111122223333 is not enabled for securityhub. Currentstate: false',
    'DescribeHub',
    '111122223333/eu-west-1'
  ],
  ['Account is not subscribed to AWS Security Hub', 'DescribeHub', '444455556666/eu-west-1']
])('that Security Hub is off is an answer: %s', (message, operation, covered) => {
  const found = collect(
    `An error occurred (InvalidAccessException) when calling the ${operation} operation: ${message}`,
    { accountHint: '444455556666', region: 'eu-west-1' }
  )

  expect(found.kind).toBe('security-hub')
  expect(found.of('security_hub')).toEqual([])
  expect(found.coverage).toEqual({ [covered]: 'complete' })
  expect(sentences(found, 'info')).toContain('Security Hub is off in eu-west-1')
})

test('an answer of the API saved as JSON says by its words that it is of Security Hub', () => {
  const found = collect(
    JSON.stringify({
      Error: {
        Code: 'InvalidAccessException',
        Message: 'AccountId: 111122223333 is not enabled for securityhub'
      }
    }),
    there
  )

  expect([found.kind, found.coverage]).toEqual(['security-hub', { '111122223333/eu-west-1': 'complete' }])
})

test('the hub of 2025 is off where it is not found', () => {
  const found = collect(
    'An error occurred (ResourceNotFoundException) when calling the DescribeSecurityHubV2 operation: Hub not found',
    there
  )

  expect(found.coverage).toEqual({ '111122223333/eu-west-1/v2': 'complete' })
})

test('a refusal is no answer', () => {
  const found = collect(
    'An error occurred (AccessDeniedException) when calling the DescribeHub operation: User: arn:aws:sts::111122223333:assumed-role/audit/x is not authorized to perform: securityhub:DescribeHub',
    { region: 'eu-west-1' }
  )

  expect(found.coverage).toEqual({ '111122223333/eu-west-1': 'denied' })
  expect(sentences(found, 'error')).toContain('aws securityhub describe-hub')
})

test('a hub that is off in an unknown region asks for the region', () => {
  const found = collect(
    'An error occurred (InvalidAccessException) when calling the DescribeHub operation: Account 111122223333 is not subscribed to AWS Security Hub'
  )

  expect(found.coverage).toEqual({ '111122223333/': 'complete' })
  expect(sentences(found, 'warning')).toContain('regions/eu-west-1/')
})

test('a hub whose ARN is no text is not read', () => {
  expect(collect('{"HubArn": 5}').unreadable?.message).toContain('`HubArn` must be text, found 5')
})

const subscription = {
  StandardsSubscriptionArn:
    'arn:aws:securityhub:eu-west-1:111122223333:subscription/cis-aws-foundations-benchmark/v/3.0.0',
  StandardsArn: 'arn:aws:securityhub:eu-west-1::standards/cis-aws-foundations-benchmark/v/3.0.0',
  StandardsInput: {},
  StandardsStatus: 'READY'
}

test('standards belong to the region of their subscription', () => {
  const found = collect(JSON.stringify({ StandardsSubscriptions: [subscription] }))

  expect(found.kind).toBe('security-hub-standards')
  expect(found.of('security_hub_standard')).toEqual([
    {
      account_id: '111122223333',
      region: 'eu-west-1',
      standard_arn: subscription.StandardsArn,
      subscription_arn: subscription.StandardsSubscriptionArn,
      status: 'READY',
      line: 1,
      path: 'StandardsSubscriptions[0]'
    }
  ])
  expect(found.coverage).toEqual({ '111122223333/eu-west-1': 'complete' })
})

test.each<[string, string, string]>([
  ['no standard', '{"StandardsSubscriptions": []}', 'complete'],
  [
    'Security Hub off',
    'An error occurred (InvalidAccessException) when calling the GetEnabledStandards operation: Account 111122223333 is not subscribed to AWS Security Hub',
    'complete'
  ],
  [
    'a failed call',
    'An error occurred (404) when calling the GetEnabledStandards operation (reached max retries: 0): <!doctype html>',
    'denied'
  ],
  ['a page', JSON.stringify({ StandardsSubscriptions: [subscription], NextToken: 'x' }), 'page'],
  [
    'a broken entry',
    JSON.stringify({ StandardsSubscriptions: [subscription, { StandardsArn: 'x' }] }),
    'partial'
  ]
])('standards: %s', (_, text, state) => {
  expect(collect(text, there).coverage).toEqual({ '111122223333/eu-west-1': state })
})
