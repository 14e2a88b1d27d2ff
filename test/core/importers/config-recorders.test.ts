import { describe, expect, test } from 'vitest'

import { at, collect, sentences } from './collect.ts'

const there = { accountHint: '111122223333', region: 'eu-west-1' }
const role = 'arn:aws:iam::111122223333:role/config'

function recorder(recordingGroup: unknown, more: object = {}): string {
  return JSON.stringify({
    ConfigurationRecorders: [{ name: 'default', roleARN: role, recordingGroup, ...more }]
  })
}

test('a recorder belongs to the account of its role and the region of its file', () => {
  const found = collect(
    recorder(
      { allSupported: true, includeGlobalResourceTypes: true, resourceTypes: [] },
      { recordingMode: { recordingFrequency: 'DAILY' } }
    ),
    { accountHint: '999999999999', name: 'regions/eu-west-1/config-describe-configuration-recorders.json' }
  )

  expect(found.of('config_recorder')).toEqual([
    {
      account_id: '111122223333',
      region: 'eu-west-1',
      name: 'default',
      role_arn: role,
      records_all: 1,
      records_global: 1,
      resource_types: null,
      frequency: 'DAILY',
      line: 1,
      path: 'ConfigurationRecorders[0]'
    }
  ])
  expect(found.coverage).toEqual({ '111122223333/eu-west-1': 'complete' })
})

test("a recorder's own ARN names account and region", () => {
  const found = collect(
    recorder({}, { arn: 'arn:aws:config:us-west-2:444455556666:configuration-recorder/default/1' })
  )

  expect(found.coverage).toEqual({ '444455556666/us-west-2': 'complete' })
})

const iam = ['AWS::IAM::User', 'AWS::IAM::Group', 'AWS::IAM::Role', 'AWS::IAM::Policy']

describe('what is recorded', () => {
  test.each([
    ['all but global', { allSupported: true, includeGlobalResourceTypes: false }, [1, 0, null]],
    [
      'a list with IAM',
      { allSupported: false, includeGlobalResourceTypes: false, resourceTypes: iam },
      [0, 1, JSON.stringify(iam)]
    ],
    [
      'a list with a part of IAM',
      { allSupported: false, resourceTypes: ['AWS::IAM::User'] },
      [0, 0, '["AWS::IAM::User"]']
    ],
    [
      'all but some',
      {
        allSupported: false,
        resourceTypes: [],
        exclusionByResourceTypes: { resourceTypes: ['AWS::EC2::Volume'] },
        recordingStrategy: { useOnly: 'EXCLUSION_BY_RESOURCE_TYPES' }
      },
      [0, 1, '["not AWS::EC2::Volume"]']
    ],
    [
      'all but IAM users',
      {
        exclusionByResourceTypes: { resourceTypes: ['AWS::IAM::User'] },
        recordingStrategy: { useOnly: 'EXCLUSION_BY_RESOURCE_TYPES' }
      },
      [0, 0, '["not AWS::IAM::User"]']
    ],
    ['nothing said', undefined, [null, null, null]]
  ])('%s', (_, group, expected) => {
    const [row] = collect(recorder(group), there).of('config_recorder')

    expect([row?.records_all, row?.records_global, row?.resource_types]).toEqual(expected)
  })
})

test.each<[string, string, string, string]>([
  ['no recorder', 'config-recorders', '{"ConfigurationRecorders": []}', 'complete'],
  ['no status', 'config-recorder-status', '{"ConfigurationRecordersStatus": []}', 'complete'],
  [
    'a recorder without a name',
    'config-recorders',
    `{"ConfigurationRecorders": [{"roleARN": "${role}"}, {"name": "a"}]}`,
    'partial'
  ],
  [
    'a refusal',
    'config-recorders',
    'An error occurred (AccessDeniedException) when calling the DescribeConfigurationRecorders operation: User: arn:aws:iam::111122223333:user/a is not authorized to perform: config:DescribeConfigurationRecorders',
    'denied'
  ],
  [
    'a recorder that was asked for by name and is not there',
    'config-recorder-status',
    'An error occurred (NoSuchConfigurationRecorderException) when calling the DescribeConfigurationRecorderStatus operation: Cannot find configuration recorder with the specified name',
    'denied'
  ]
])('%s', (_, kind, text, state) => {
  const found = collect(text, there)

  expect([found.kind, found.coverage]).toEqual([kind, { '111122223333/eu-west-1': state }])
})

test('a file without a region asks for it', () => {
  const found = collect(recorder({}))

  expect(found.coverage).toEqual({ '111122223333/': 'complete' })
  expect(sentences(found, 'warning')).toContain('named after the region')
})

test.each([
  ['epoch numbers', 1452193834.344, '2016-01-07T19:10:34Z'],
  ['times of the client', '2016-01-07T20:10:34.344000+01:00', '2016-01-07T19:10:34Z']
])('the status of a recorder, with %s', (_, started, iso) => {
  const found = collect(
    JSON.stringify({
      ConfigurationRecordersStatus: [
        {
          name: 'default',
          recording: false,
          lastStatus: 'FAILURE',
          lastErrorCode: 'AccessDenied',
          lastStartTime: started,
          lastStopTime: started
        }
      ]
    }),
    there
  )

  expect(found.of('config_recorder_status')).toEqual([
    {
      account_id: '111122223333',
      region: 'eu-west-1',
      name: 'default',
      is_recording: 0,
      last_status: 'FAILURE',
      last_error: 'AccessDenied',
      last_started_at: at(iso),
      last_stopped_at: at(iso),
      line: 1,
      path: 'ConfigurationRecordersStatus[0]'
    }
  ])
})

test('a delivery channel and its status are two answers', () => {
  const channel = collect(
    JSON.stringify({
      DeliveryChannels: [
        {
          name: 'default',
          s3BucketName: 'log-archive',
          snsTopicARN: 'arn:aws:sns:us-east-1:999999999999:config-topic'
        }
      ]
    }),
    there
  )
  const status = collect(
    JSON.stringify({
      DeliveryChannelsStatus: [
        {
          name: 'default',
          configHistoryDeliveryInfo: { lastStatus: 'SUCCESS', lastSuccessfulTime: 1450317838.412 },
          configSnapshotDeliveryInfo: { lastStatus: 'Failure', lastSuccessfulTime: 1450317000 },
          configStreamDeliveryInfo: { lastStatus: 'Not_Applicable' }
        }
      ]
    }),
    there
  )

  expect(channel.of('config_delivery_channel')).toMatchObject([
    { account_id: '111122223333', region: 'eu-west-1', bucket: 'log-archive', last_delivery_at: null }
  ])
  expect(channel.coverage).toEqual({ '111122223333/eu-west-1': 'complete' })
  expect(status.of('config_delivery_channel')).toMatchObject([
    { bucket: null, last_delivery_at: 1450317838, last_delivery_status: 'Failure' }
  ])
  expect(status.coverage).toEqual({ '111122223333/eu-west-1/status': 'complete' })
})

test('a refused status of delivery channels leaves the channels as they are', () => {
  const found = collect(
    'An error occurred (ThrottlingException) when calling the DescribeDeliveryChannelStatus operation: Rate exceeded',
    there
  )

  expect(found.coverage).toEqual({ '111122223333/eu-west-1/status': 'denied' })
})
