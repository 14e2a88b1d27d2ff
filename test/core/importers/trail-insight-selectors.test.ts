import { expect, test } from 'vitest'

import { collect, sentences } from './collect.ts'

const account = '111122223333'
const arn = `arn:aws:cloudtrail:us-east-1:${account}:trail/main`
const refused = (code: string, message: string): string =>
  `An error occurred (${code}) when calling the GetInsightSelectors operation: ${message}`

test('each kind of insight is stated with its trail', () => {
  const found = collect(
    JSON.stringify({
      TrailARN: arn,
      InsightSelectors: [{ InsightType: 'ApiCallRateInsight' }, { InsightType: 'ApiErrorRateInsight' }]
    })
  )

  expect(found.kind).toBe('trail-insight-selectors')
  expect(found.of('trail_insight_selector')).toMatchObject([
    { account_id: account, trail: arn, region: 'us-east-1', type: 'ApiCallRateInsight' },
    { account_id: account, trail: arn, region: 'us-east-1', type: 'ApiErrorRateInsight' }
  ])
  expect(found.coverage).toEqual({ [`${account}/${arn}`]: 'complete' })
})

test('a trail alone has none, and an event data store stands for itself', () => {
  const store = `arn:aws:cloudtrail:us-east-1:${account}:eventdatastore/EXAMPLE`

  expect(collect(JSON.stringify({ TrailARN: arn }))).toMatchObject({
    kind: 'trail-insight-selectors',
    counts: { selectors: 0 },
    coverage: { [`${account}/${arn}`]: 'complete' }
  })
  expect(
    collect(
      JSON.stringify({ EventDataStoreArn: store, InsightSelectors: [{ InsightType: 'ApiCallRateInsight' }] })
    ).coverage
  ).toEqual({ [`${account}/${store}`]: 'complete' })
})

test('that Insights is not turned on is an answer, for the trail of the message or of the name', () => {
  const inMessage = collect(
    refused('InsightNotEnabledException', `Trail ${arn} does not have Insights enabled.`)
  )
  const inName = collect(refused('InsightNotEnabledException', 'Insights is not enabled.'), {
    name: 'cloudtrail-get-insight-selectors.main.json.err',
    accountHint: account
  })
  const nowhere = collect(refused('InsightNotEnabledException', 'Insights is not enabled.'), {
    name: 'x.err',
    accountHint: account
  })

  expect(inMessage.coverage).toEqual({ [`${account}/${arn}`]: 'complete' })
  expect(sentences(inMessage, 'info')).toContain('not turned on')
  expect(inName.coverage).toEqual({ [`${account}/main`]: 'complete' })
  expect(nowhere.coverage).toEqual({ [`${account}/x.err`]: 'partial' })
})

test('a refusal is one', () => {
  const found = collect(refused('AccessDeniedException', 'denied'), {
    options: { 'trail-name': arn },
    accountHint: account
  })

  expect(found.coverage).toEqual({ [`${account}/${arn}`]: 'denied' })
})

test('a selector without a type states nothing of its answer', () => {
  const found = collect(
    JSON.stringify({ TrailARN: arn, InsightSelectors: [{ InsightType: 'ApiCallRateInsight' }, {}] })
  )

  expect(found.unreadable?.message).toContain('`InsightType` is missing')
  expect(found.of('trail_insight_selector')).toEqual([])
})
