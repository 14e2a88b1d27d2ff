import { expect, test } from 'vitest'

import { collect, sentences } from './collect.ts'

const account = '111122223333'
const given = {
  name: `accounts/${account}/regions/eu-west-1/logs-describe-metric-filters.json`,
  accountHint: account
}
const filter = {
  filterName: 'root-use',
  filterPattern: '{ $.userIdentity.type = "Root" && $.userIdentity.invokedBy NOT EXISTS }',
  metricTransformations: [{ metricName: 'RootUse', metricNamespace: 'CIS', metricValue: '1' }],
  creationTime: 1_580_000_000_000,
  logGroupName: '/aws/cloudtrail'
}

test('a filter is stated with its pattern and the metric it feeds', () => {
  const found = collect(JSON.stringify({ metricFilters: [filter] }), given)

  expect(found.kind).toBe('metric-filters')
  expect(found.of('metric_filter')).toEqual([
    {
      account_id: account,
      region: 'eu-west-1',
      log_group: '/aws/cloudtrail',
      name: 'root-use',
      pattern: filter.filterPattern,
      metric_namespace: 'CIS',
      metric_name: 'RootUse',
      line: 1,
      path: 'metricFilters[0]'
    }
  ])
  expect([found.counts, found.coverage]).toEqual([{ filters: 1 }, { [`${account}/eu-west-1`]: 'complete' }])
})

test('the answer as PowerShell writes it is the same', () => {
  const pascal = {
    FilterName: 'root-use',
    FilterPattern: 'x',
    MetricTransformations: [{ MetricName: 'RootUse', MetricNamespace: 'CIS' }],
    LogGroupName: '/aws/cloudtrail'
  }

  expect(collect(JSON.stringify({ MetricFilters: [pascal] }), given).of('metric_filter')).toMatchObject([
    { name: 'root-use', pattern: 'x', metric_name: 'RootUse', log_group: '/aws/cloudtrail' }
  ])
})

test('no filters is an answer, a page is a page', () => {
  expect(collect('{"metricFilters": []}', given).coverage).toEqual({ [`${account}/eu-west-1`]: 'complete' })
  expect(collect(JSON.stringify({ metricFilters: [filter], nextToken: 'x' }), given).coverage).toEqual({
    [`${account}/eu-west-1`]: 'page'
  })
})

test.each([
  ['of the command', { ...given, options: { 'log-group-name': 'trail' } }, 'trail'],
  [
    "of the file's name",
    { ...given, name: 'regions/eu-west-1/logs-describe-metric-filters.trail.json' },
    'trail'
  ]
])('the filters of one log group, %s, are not all of the region', (_, asked, group) => {
  const found = collect(JSON.stringify({ metricFilters: [{ filterName: 'a' }] }), asked)

  expect(found.of('metric_filter')).toMatchObject([{ log_group: group, pattern: '', metric_name: null }])
  expect(found.coverage).toEqual({ [`${account}/eu-west-1/${group}`]: 'complete' })
})

test('a filter without a name is left out, one with two metrics is a doubt', () => {
  const found = collect(
    JSON.stringify({
      metricFilters: [
        { ...filter, metricTransformations: [...filter.metricTransformations, { metricName: 'b' }] },
        { ...filter, filterName: null }
      ]
    }),
    given
  )

  expect(found.of('metric_filter').map(({ metric_name }) => metric_name)).toEqual(['RootUse'])
  expect(sentences(found, 'warning')).toContain('more than one metric')
  expect(sentences(found, 'error')).toContain('`filterName` is missing')
  expect(found.coverage).toEqual({ [`${account}/eu-west-1`]: 'partial' })
})

test('a refusal counts for the region', () => {
  const found = collect(
    `An error occurred (AccessDeniedException) when calling the DescribeMetricFilters operation: User: arn:aws:iam::${account}:user/x is not authorized to perform: logs:DescribeMetricFilters`,
    given
  )

  expect([found.kind, found.coverage]).toEqual(['metric-filters', { [`${account}/eu-west-1`]: 'denied' }])
})
