import { expect, test } from 'vitest'

import { collect, sentences } from './collect.ts'

const account = '111122223333'
const arn = `arn:aws:cloudwatch:eu-west-1:${account}:alarm:root-use`
const topic = `arn:aws:sns:eu-west-1:${account}:security`
const alarm = {
  AlarmName: 'root-use',
  AlarmArn: arn,
  ActionsEnabled: true,
  OKActions: [],
  AlarmActions: [topic],
  InsufficientDataActions: [],
  StateValue: 'OK',
  StateUpdatedTimestamp: '2026-01-31T11:00:00+00:00',
  MetricName: 'RootUse',
  Namespace: 'CIS',
  Statistic: 'Sum',
  Threshold: 1.0
}

test('an alarm is stated with its metric and whom it tells', () => {
  const found = collect(JSON.stringify({ MetricAlarms: [alarm], CompositeAlarms: [] }))

  expect(found.kind).toBe('metric-alarms')
  expect(found.of('metric_alarm')).toEqual([
    {
      account_id: account,
      region: 'eu-west-1',
      arn,
      name: 'root-use',
      metric_namespace: 'CIS',
      metric_name: 'RootUse',
      actions_enabled: 1,
      alarm_actions: JSON.stringify([topic]),
      state: 'OK',
      line: 1,
      path: 'MetricAlarms[0]'
    }
  ])
  expect([found.counts, found.coverage]).toEqual([{ alarms: 1 }, { [`${account}/eu-west-1`]: 'complete' }])
  expect(found.notes).toEqual([])
})

test('an alarm on a calculation watches the first metric in it; one without any watches none', () => {
  const calculated = {
    AlarmArn: arn,
    Metrics: [
      { Id: 'e', Expression: 'm * 2' },
      { Id: 'm', MetricStat: { Metric: { Namespace: 'CIS', MetricName: 'RootUse' }, Stat: 'Sum' } }
    ]
  }

  expect(
    collect(JSON.stringify({ MetricAlarms: [calculated, { AlarmArn: `${arn}2`, AlarmName: 'x' }] })).of(
      'metric_alarm'
    )
  ).toMatchObject([
    {
      name: 'root-use',
      metric_namespace: 'CIS',
      metric_name: 'RootUse',
      actions_enabled: null,
      alarm_actions: '[]'
    },
    { name: 'x', metric_namespace: null, metric_name: null }
  ])
})

test('no alarms is an answer, and composite alarms are told of', () => {
  const found = collect('{"MetricAlarms": [], "CompositeAlarms": [{"AlarmName": "all"}]}', {
    accountHint: account,
    region: 'eu-west-1'
  })

  expect([found.counts, found.coverage]).toEqual([{ alarms: 0 }, { [`${account}/eu-west-1`]: 'complete' }])
  expect(sentences(found, 'info')).toContain('1 composite alarm ')
})

test('alarms asked for by name are not all of the region, and a page is a page', () => {
  expect(
    collect(JSON.stringify({ MetricAlarms: [alarm] }), { options: { 'alarm-name-prefix': 'root' } }).coverage
  ).toEqual({ [`${account}/eu-west-1/root`]: 'complete' })
  expect(collect(JSON.stringify({ MetricAlarms: [alarm], NextToken: 'x' })).coverage).toEqual({
    [`${account}/eu-west-1`]: 'page'
  })
})

test('an alarm without an ARN is left out and named', () => {
  const found = collect(JSON.stringify({ MetricAlarms: [alarm, { AlarmName: 'x' }] }))

  expect(sentences(found, 'error')).toContain('`AlarmArn` is missing')
  expect(found.coverage).toEqual({ [`${account}/eu-west-1`]: 'partial' })
})

test('a refusal counts for the region', () => {
  const found = collect(
    `An error occurred (AccessDenied) when calling the DescribeAlarms operation: User: arn:aws:iam::${account}:user/x is not authorized to perform: cloudwatch:DescribeAlarms`,
    { region: 'eu-west-1' }
  )

  expect([found.kind, found.coverage]).toEqual(['metric-alarms', { [`${account}/eu-west-1`]: 'denied' }])
})
