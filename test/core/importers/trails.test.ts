import { describe, expect, test } from 'vitest'

import { collect, sentences } from './collect.ts'

const account = '111122223333'
const management = '999988887777'
const arnOf = (name: string, region = 'us-east-1', owner = account): string =>
  `arn:aws:cloudtrail:${region}:${owner}:trail/${name}`

/** A trail as `describe-trails` lists it. */
const main = {
  Name: 'main',
  S3BucketName: 'trail-bucket',
  S3KeyPrefix: 'logs',
  SnsTopicName: 'topic',
  SnsTopicARN: `arn:aws:sns:us-east-1:${account}:topic`,
  IncludeGlobalServiceEvents: true,
  IsMultiRegionTrail: true,
  HomeRegion: 'us-east-1',
  TrailARN: arnOf('main'),
  LogFileValidationEnabled: false,
  CloudWatchLogsLogGroupArn: `arn:aws:logs:us-east-1:${account}:log-group:CloudTrail:*`,
  CloudWatchLogsRoleArn: `arn:aws:iam::${account}:role/CloudTrail`,
  KmsKeyId: `arn:aws:kms:us-east-1:${account}:key/11111111-2222-3333-4444-555555555555`,
  HasCustomEventSelectors: true,
  HasInsightSelectors: false,
  IsOrganizationTrail: false
}
const single = { TrailARN: arnOf('own', 'eu-west-1'), HomeRegion: 'eu-west-1', IsMultiRegionTrail: false }
const organizations = {
  ...main,
  Name: 'all',
  TrailARN: arnOf('all', 'us-east-1', management),
  IsOrganizationTrail: true
}

function listed(...trails: readonly object[]): string {
  return JSON.stringify({ trailList: trails })
}

test('a trail is stated with all that it says of itself, and the list counts for its region', () => {
  const found = collect(listed(main), { name: `accounts/${account}/regions/eu-west-1/trails.json` })

  expect([found.kind, found.counts]).toEqual(['trails', { trails: 1 }])
  expect(found.of('trail')).toEqual([
    {
      account_id: account,
      arn: arnOf('main'),
      name: 'main',
      home_region: 'us-east-1',
      is_multi_region: 1,
      is_organization: 0,
      includes_global_events: 1,
      validates_log_files: 0,
      kms_key: main.KmsKeyId,
      bucket: 'trail-bucket',
      log_group_arn: main.CloudWatchLogsLogGroupArn,
      sns_topic_arn: main.SnsTopicARN,
      has_event_selectors: 1,
      has_insight_selectors: 0,
      line: 1,
      path: 'trailList[0]'
    }
  ])
  expect(found.coverage).toEqual({ [`${account}/eu-west-1`]: 'complete' })
})

test('what an older client leaves out is not known, and name and home region are those of the ARN', () => {
  const [trail] = collect(listed({ TrailARN: arnOf('main') }), { region: 'us-east-1' }).of('trail')

  expect(trail).toMatchObject({
    name: 'main',
    home_region: 'us-east-1',
    is_multi_region: null,
    is_organization: null,
    validates_log_files: null,
    kms_key: null
  })
})

describe('the region of the list', () => {
  test('follows from a trail of one region where nothing else says it', () => {
    const found = collect(listed(main, single), { name: 'trails.json' })

    expect(found.coverage).toEqual({ [`${account}/eu-west-1`]: 'complete' })
    expect(found.notes).toEqual([])
  })

  test('is not the home region of a trail of all regions: lists of unknown regions stand side by side', () => {
    const found = collect(listed(main), { name: 'client/trails-2.json' })

    expect(found.coverage).toEqual({ [`${account}/client/trails-2.json`]: 'complete' })
    expect(sentences(found, 'warning')).toContain('of which region the list of trails is')
  })
})

describe('the trail of an organization', () => {
  const name = `accounts/${account}/regions/us-east-1/cloudtrail-describe-trails.json`

  test('counts for the account whose list it stands in', () => {
    const found = collect(listed(organizations), { name, accountHint: account })

    expect(found.of('trail').map(({ account_id, arn }) => [account_id, arn])).toEqual([
      [account, organizations.TrailARN]
    ])
    expect(found.coverage).toEqual({ [`${account}/us-east-1`]: 'complete' })
  })

  test('counts for the account of a trail beside it', () => {
    const found = collect(listed(organizations, main), { region: 'us-east-1', accountHint: '202601311200' })

    expect(found.of('trail').map(({ account_id }) => account_id)).toEqual([account, account])
    expect(found.coverage).toEqual({ [`${account}/us-east-1`]: 'complete' })
  })

  test('counts for the account in its ARN where nothing says whose the list is', () => {
    const found = collect(listed(organizations), { region: 'us-east-1' })

    expect(found.coverage).toEqual({ [`${management}/us-east-1`]: 'complete' })
  })
})

test('no trails is an answer', () => {
  const found = collect('{"trailList": []}', { accountHint: account, region: 'eu-west-1' })

  expect([found.kind, found.counts]).toEqual(['trails', { trails: 0 }])
  expect(found.coverage).toEqual({ [`${account}/eu-west-1`]: 'complete' })
})

test('one trail by itself is covered by its ARN and says nothing of how many there are', () => {
  const found = collect(JSON.stringify({ Trail: main }))

  expect(found.of('trail').map(({ arn, path }) => [arn, path])).toEqual([[arnOf('main'), 'Trail']])
  expect(found.coverage).toEqual({ [`${account}/trail ${arnOf('main')}`]: 'complete' })
})

test('lists of several regions in one file are each covered', () => {
  const found = collect(
    `${listed(single)}\n${listed({ ...single, TrailARN: arnOf('b', 'us-east-2'), HomeRegion: 'us-east-2' })}`
  )

  expect(found.coverage).toEqual({
    [`${account}/eu-west-1`]: 'complete',
    [`${account}/us-east-2`]: 'complete'
  })
})

test('a trail without an ARN, or with a word where true or false belongs, is left out and named', () => {
  const found = collect(listed(main, { Name: 'x' }, { ...main, IsMultiRegionTrail: 'maybe' }), {
    region: 'us-east-1'
  })

  expect(found.of('trail')).toHaveLength(1)
  expect(found.notes.map(({ path, sentence }) => [path, sentence])).toEqual([
    ['trailList[1]', '`TrailARN` is missing; the entry was left out.'],
    ['trailList[2]', '`IsMultiRegionTrail` must be true or false, found "maybe"; the entry was left out.']
  ])
  expect(found.coverage).toEqual({ [`${account}/us-east-1`]: 'partial' })
})

test('a refusal counts for the region, or for the one trail asked about', () => {
  const refusal = (operation: string): string =>
    `An error occurred (AccessDeniedException) when calling the ${operation} operation: User: arn:aws:iam::${account}:user/x is not authorized to perform: cloudtrail:${operation}`

  expect(collect(refusal('DescribeTrails'), { region: 'eu-west-1' }).coverage).toEqual({
    [`${account}/eu-west-1`]: 'denied'
  })
  expect(collect(refusal('GetTrail'), { options: { name: 'main' } }).coverage).toEqual({
    [`${account}/trail main`]: 'denied'
  })
})
