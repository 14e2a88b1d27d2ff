/** Regions, subscriptions, settings of buckets, instances, enrolment and Roles Anywhere: one answer of each kind, and what is wrong with it. */
import { describe, expect, test } from 'vitest'

import { collect, sentences } from './collect.ts'

const account = '111122223333'
const region = 'eu-west-1'
const given = { accountHint: account, region }
const topic = `arn:aws:sns:${region}:${account}:security`

describe('enabled regions', () => {
  test('of Account Management and of EC2 are the same, each in its own words', () => {
    const ofAccount = collect(
      JSON.stringify({
        Regions: [
          { RegionName: 'eu-west-1', RegionOptStatus: 'ENABLED_BY_DEFAULT' },
          { RegionName: 'me-south-1', RegionOptStatus: 'DISABLED' }
        ]
      }),
      given
    )
    const ofEc2 = collect(
      JSON.stringify({
        Regions: [
          { RegionName: 'eu-west-1', OptInStatus: 'opt-in-not-required', Endpoint: 'x' },
          { RegionName: 'me-south-1', OptInStatus: 'not-opted-in', Endpoint: 'x' }
        ]
      }),
      given
    )

    for (const found of [ofAccount, ofEc2]) {
      expect(found.kind).toBe('enabled-regions')
      expect(found.of('enabled_region').map(({ region, is_enabled }) => [region, is_enabled])).toEqual([
        ['eu-west-1', 1],
        ['me-south-1', 0]
      ])
      expect(found.coverage).toEqual({ [`${account}/`]: 'complete' })
    }
  })

  test('a region without a name leaves the list incomplete, and a refusal is one', () => {
    const broken = collect(
      '{"Regions": [{"RegionName": "eu-west-1"}, {"RegionName": "us-east-1"}, {"RegionOptStatus": "ENABLED"}]}',
      given
    )
    const refused = collect(
      'An error occurred (AccessDeniedException) when calling the ListRegions operation: not authorized',
      given
    )

    expect(broken.coverage).toEqual({ [`${account}/`]: 'partial' })
    expect(refused.coverage).toEqual({ [`${account}/`]: 'denied' })
  })
})

describe('subscriptions', () => {
  const subscription = {
    SubscriptionArn: `${topic}:1c1`,
    Owner: account,
    Protocol: 'email',
    Endpoint: 'security@example.com',
    TopicArn: topic
  }

  test('of one topic answer for it, those of all topics for the region', () => {
    const content = JSON.stringify({ Subscriptions: [subscription] })

    expect(collect(content, { ...given, options: { 'topic-arn': topic } }).coverage).toEqual({
      [`${account}/${region}/security`]: 'complete'
    })
    expect(
      collect(content, { ...given, name: 'regions/eu-west-1/sns-list-subscriptions-by-topic.security.json' })
        .coverage
    ).toEqual({ [`${account}/${region}/security`]: 'complete' })
    expect(
      collect(content, { ...given, name: 'regions/eu-west-1/sns-list-subscriptions.json' }).coverage
    ).toEqual({ [`${account}/${region}`]: 'complete' })
  })

  test('of which nothing says how many topics they are of answer for no topic', () => {
    const found = collect(JSON.stringify({ Subscriptions: [subscription] }), given)

    expect(found.coverage).toEqual({ [`${account}/${region}/of a topic that nothing names`]: 'complete' })
    expect(sentences(found, 'warning')).toContain('sns-list-subscriptions.json')
  })

  test('that nobody confirmed are not confirmed', () => {
    const found = collect(
      JSON.stringify({
        Subscriptions: [subscription, { ...subscription, SubscriptionArn: 'PendingConfirmation' }]
      }),
      given
    )

    expect(found.of('topic_subscription').map(({ is_confirmed }) => is_confirmed)).toEqual([1, 0])
  })
})

describe('settings of a bucket', () => {
  test.each([
    [
      'get-bucket-logging',
      { LoggingEnabled: { TargetBucket: 'access-logs', TargetPrefix: 'trail/' } },
      { logging_target: 'access-logs', versioning: null, has_mfa_delete: null },
      'logging'
    ],
    [
      'get-bucket-versioning',
      { Status: 'Enabled', MFADelete: 'Enabled' },
      { logging_target: null, versioning: 'Enabled', has_mfa_delete: 1 },
      'versioning'
    ],
    [
      'get-bucket-versioning',
      { Status: 'Suspended' },
      { logging_target: null, versioning: 'Suspended', has_mfa_delete: 0 },
      'versioning'
    ]
  ])('%s: %j', (command, answer, setting, part) => {
    const found = collect(JSON.stringify(answer), { ...given, name: `s3/trail-logs.${command}.json` })

    expect(found.of('bucket_setting')).toMatchObject([
      { account_id: account, resource: 'trail-logs', ...setting }
    ])
    expect(found.coverage).toEqual({ [`${account}/trail-logs/${part}`]: 'complete' })
  })

  test('that name no bucket say so', () => {
    expect(
      sentences(collect('{"LoggingEnabled": {"TargetBucket": "b"}}', { ...given, name: 'x.json' }), 'warning')
    ).toContain('does not say of which bucket')
  })

  test('without a target are unreadable', () => {
    expect(collect('{"LoggingEnabled": {"TargetPrefix": "x"}}', given).unreadable?.message).toContain(
      'TargetBucket'
    )
  })

  test('another answer with a status is none of them', () => {
    expect(collect('{"Status": "ACTIVE"}', given).kind).not.toBe('bucket-settings')
  })
})

test('instances are of the account and zone they name', () => {
  const found = collect(
    JSON.stringify({
      Reservations: [
        {
          OwnerId: '444455556666',
          Instances: [
            {
              InstanceId: 'i-1',
              State: { Name: 'running' },
              Placement: { AvailabilityZone: 'us-west-2-lax-1a' },
              IamInstanceProfile: { Arn: 'arn:aws:iam::444455556666:instance-profile/web' },
              LaunchTime: '2026-01-01T00:00:00Z'
            },
            { InstanceId: 'i-2', State: { Name: 'stopped' }, Placement: { AvailabilityZone: 'us-west-2b' } }
          ]
        }
      ]
    }),
    given
  )

  expect(
    found.of('ec2_instance').map(({ instance_id, region, profile_arn }) => [instance_id, region, profile_arn])
  ).toEqual([
    ['i-1', 'us-west-2', 'arn:aws:iam::444455556666:instance-profile/web'],
    ['i-2', 'us-west-2', null]
  ])
  expect(found.coverage).toEqual({ '444455556666/us-west-2': 'complete' })
  expect(collect('{"Reservations": []}', given).coverage).toEqual({ [`${account}/${region}`]: 'complete' })
})

test.each([
  [{ AutoEnable: true, MemberAccountLimitReached: false, AutoEnableStandards: 'DEFAULT' }, 'securityhub', 1],
  [{ AutoEnable: false, MemberAccountLimitReached: false, AutoEnableStandards: 'NONE' }, 'securityhub', 0],
  [
    {
      AutoEnable: false,
      AutoEnableStandards: 'NONE',
      OrganizationConfiguration: { ConfigurationType: 'CENTRAL', Status: 'ENABLED' }
    },
    'securityhub',
    null
  ],
  [{ AutoEnable: false, AutoEnableOrganizationMembers: 'ALL', Features: [] }, 'guardduty', 1],
  [{ AutoEnable: false, AutoEnableOrganizationMembers: 'NONE' }, 'guardduty', 0]
])('enrolment: %j is %s %s', (answer, service, enrols) => {
  const found = collect(JSON.stringify(answer), given)

  expect(found.of('service_enrolment')).toMatchObject([
    { account_id: account, region, service, takes_new: enrols }
  ])
  expect(found.coverage).toEqual({ [`${account}/${region} ${service}`]: 'complete' })
})

test('profiles and anchors of Roles Anywhere are two answers', () => {
  const profiles = collect(
    JSON.stringify({
      profiles: [
        {
          profileArn: `arn:aws:rolesanywhere:${region}:${account}:profile/1`,
          name: 'build',
          enabled: true,
          durationSeconds: 3600,
          roleArns: [`arn:aws:iam::${account}:role/build`],
          managedPolicyArns: [],
          sessionPolicy: '{"Version":"2012-10-17","Statement":[]}'
        }
      ]
    })
  )
  const anchors = collect(
    JSON.stringify({
      trustAnchors: [
        {
          trustAnchorArn: `arn:aws:rolesanywhere:${region}:${account}:trust-anchor/1`,
          name: 'pki',
          enabled: true,
          source: { sourceType: 'AWS_ACM_PCA' }
        }
      ]
    })
  )

  expect(profiles.of('anywhere_profile')).toMatchObject([
    { name: 'build', is_enabled: 1, session_seconds: 3600, roles: `["arn:aws:iam::${account}:role/build"]` }
  ])
  expect(profiles.documents).toHaveLength(1)
  expect(profiles.coverage).toEqual({ [`${account}/${region} profiles`]: 'complete' })
  expect(anchors.of('anywhere_anchor')).toMatchObject([{ name: 'pki', type: 'AWS_ACM_PCA' }])
  expect(anchors.coverage).toEqual({ [`${account}/${region} anchors`]: 'complete' })
})
