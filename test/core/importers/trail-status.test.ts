import { describe, expect, test } from 'vitest'

import { at, collect, sentences } from './collect.ts'

const account = '111122223333'
const arn = `arn:aws:cloudtrail:us-east-1:${account}:trail/main`
const status = {
  IsLogging: true,
  LatestDeliveryTime: '2026-01-31T11:50:00+00:00',
  StartLoggingTime: 1446834998.695,
  LatestCloudWatchLogsDeliveryTime: '2026-01-31T06:51:00.5-05:00',
  LatestDeliveryAttemptTime: '2026-01-31T11:50:00Z',
  LatestNotificationAttemptTime: '',
  TimeLoggingStarted: '2015-11-06T18:36:38Z',
  TimeLoggingStopped: ''
}
const name = `accounts/${account}/regions/eu-west-1/cloudtrail-get-trail-status.main.json`

test('the trail is the one the command asked about, in the region it was asked in', () => {
  const found = collect(JSON.stringify(status), { name, options: { name: arn } })

  expect(found.kind).toBe('trail-status')
  expect(found.of('trail_status')).toEqual([
    {
      account_id: account,
      trail: arn,
      region: 'eu-west-1',
      is_logging: 1,
      latest_delivery_at: at('2026-01-31T11:50:00Z'),
      latest_delivery_error: null,
      latest_log_group_delivery_at: at('2026-01-31T11:51:00Z'),
      started_at: at('2015-11-06T18:36:38Z'),
      stopped_at: null,
      line: 1,
      path: 'IsLogging'
    }
  ])
  expect(found.coverage).toEqual({ [`${account}/eu-west-1/${arn}`]: 'complete' })
  expect(found.notes).toEqual([])
})

describe("without a manifest the trail is the one in the file's name", () => {
  test.each([
    ['cloudtrail-get-trail-status.main.json', 'main'],
    ['get-trail-status.my.trail_1.json', 'my.trail_1'],
    ['trail_status-main.json', 'main'],
    [`cloudtrail-get-trail-status.${encodeURIComponent(arn)}.json`, arn]
  ])('%s', (file, trail) => {
    const found = collect(JSON.stringify(status), { name: `regions/eu-west-1/${file}`, accountHint: account })

    expect(found.of('trail_status').map((fact) => [fact.trail, fact.region])).toEqual([[trail, 'eu-west-1']])
    expect(found.coverage).toEqual({ [`${account}/eu-west-1/${trail}`]: 'complete' })
  })

  test('and where it is not there either, the status is kept and proves nothing', () => {
    const found = collect(JSON.stringify(status), { name: 'status.json', accountHint: account })

    expect(found.of('trail_status').map(({ trail }) => trail)).toEqual([''])
    expect(found.coverage).toEqual({ [`${account}//status.json`]: 'partial' })
    expect(sentences(found, 'warning')).toContain('cloudtrail-get-trail-status.<name of the trail>.json')
  })
})

test('a trail that was stopped says so, with the error of its last delivery', () => {
  const [fact] = collect(
    JSON.stringify({
      IsLogging: false,
      LatestDeliveryError: 'NoSuchBucket',
      TimeLoggingStarted: '2015-11-06T18:36:38Z',
      TimeLoggingStopped: '2016-11-06T18:36:38Z'
    }),
    { name }
  ).of('trail_status')

  expect(fact).toMatchObject({
    is_logging: 0,
    latest_delivery_error: 'NoSuchBucket',
    started_at: at('2015-11-06T18:36:38Z'),
    stopped_at: at('2016-11-06T18:36:38Z')
  })
})

test('several statuses in one file are of trails nobody names', () => {
  const found = collect(`${JSON.stringify(status)}\n${JSON.stringify(status)}`, {
    name,
    accountHint: account
  })

  expect(found.of('trail_status').map(({ trail }) => trail)).toEqual(['', ''])
  expect(found.coverage).toEqual({ [`${account}/eu-west-1/${name}`]: 'partial' })
})

test('a broken flag leaves nothing to use; a broken time is a doubt', () => {
  expect(collect('{"IsLogging": "perhaps"}', { name }).unreadable?.message).toContain('`IsLogging` must be')

  const found = collect('{"IsLogging": true, "StartLoggingTime": "yesterday"}', {
    name,
    accountHint: account
  })
  expect(found.of('trail_status').map(({ started_at }) => started_at)).toEqual([null])
  expect(found.coverage).toEqual({ [`${account}/eu-west-1/main`]: 'partial' })
})

test('a refusal counts for the trail and the region', () => {
  const found = collect(
    'An error occurred (TrailNotFoundException) when calling the GetTrailStatus operation: Unknown trail: main for the user: 111122223333',
    { name: `${name}.err`, accountHint: account }
  )

  expect([found.kind, found.coverage]).toEqual(['trail-status', { [`${account}/eu-west-1/main`]: 'denied' }])
})
