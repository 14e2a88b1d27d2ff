import { expect, test } from 'vitest'

import { at, collect, sentences } from './collect.ts'

const account = '111122223333'
const id = '12abc34d567e8fa901bc2d34e0123456'
const folder = `accounts/${account}/regions/eu-west-1`
const detector = {
  CreatedAt: '2017-12-22T22:51:31.940Z',
  FindingPublishingFrequency: 'SIX_HOURS',
  ServiceRole: `arn:aws:iam::${account}:role/aws-service-role/guardduty.amazonaws.com/AWSServiceRoleForAmazonGuardDuty`,
  Status: 'ENABLED',
  UpdatedAt: '2018-11-07T03:24:22.938Z',
  Tags: {},
  Features: [
    { Name: 'CLOUD_TRAIL', Status: 'ENABLED', UpdatedAt: '2025-11-02T12:00:00+00:00' },
    { Name: 'S3_DATA_EVENTS', Status: 'DISABLED' }
  ]
}

test('the list of a region names its detectors', () => {
  const found = collect(JSON.stringify({ DetectorIds: [id] }), {
    name: `${folder}/guardduty-list-detectors.json`,
    accountHint: account
  })

  expect(found.kind).toBe('guardduty-detectors')
  expect(found.of('guardduty_detector')).toEqual([
    {
      account_id: account,
      region: 'eu-west-1',
      id,
      status: null,
      publishing_frequency: null,
      features: null,
      created_at: null,
      line: 1,
      path: 'DetectorIds[0]'
    }
  ])
  expect(found.coverage).toEqual({ [`${account}/eu-west-1`]: 'complete' })
})

test('no detector is an answer: GuardDuty is off in the region', () => {
  const found = collect('{"DetectorIds": []}', { accountHint: account, region: 'eu-west-1' })

  expect([found.counts, found.coverage]).toEqual([{ detectors: 0 }, { [`${account}/eu-west-1`]: 'complete' }])
})

test.each([
  ["the file's name", { name: `${folder}/guardduty-get-detector.${id}.json` }],
  ['the command', { name: `${folder}/detector.json`, options: { 'detector-id': id } }]
])('the details are of the detector in %s, in the account of its role', (_, given) => {
  const found = collect(JSON.stringify(detector), given)

  expect(found.of('guardduty_detector')).toEqual([
    {
      account_id: account,
      region: 'eu-west-1',
      id,
      status: 'ENABLED',
      publishing_frequency: 'SIX_HOURS',
      features: '{"CLOUD_TRAIL":"ENABLED","S3_DATA_EVENTS":"DISABLED"}',
      created_at: at('2017-12-22T22:51:31Z'),
      line: 1,
      path: 'CreatedAt'
    }
  ])
  expect(found.coverage).toEqual({ [`${account}/eu-west-1/${id}`]: 'complete' })
  expect(found.notes).toEqual([])
})

test('data sources of an older answer stand under the names of features', () => {
  const [fact] = collect(
    JSON.stringify({
      Status: 'ENABLED',
      ServiceRole: detector.ServiceRole,
      DataSources: {
        CloudTrail: { Status: 'ENABLED' },
        Kubernetes: { AuditLogs: { Status: 'DISABLED' } },
        MalwareProtection: { ScanEc2InstanceWithFindings: { EbsVolumes: { Status: 'ENABLED' } } }
      }
    })
  ).of('guardduty_detector')

  expect(fact?.features).toBe(
    '{"CLOUD_TRAIL":"ENABLED","EKS_AUDIT_LOGS":"DISABLED","EBS_MALWARE_PROTECTION":"ENABLED"}'
  )
})

test('details of a detector nobody names are kept, and told of', () => {
  const found = collect(JSON.stringify(detector), { name: 'detector.json', region: 'eu-west-1' })

  expect(found.of('guardduty_detector').map((fact) => [fact.id, fact.status])).toEqual([['', 'ENABLED']])
  expect(sentences(found, 'warning')).toContain('guardduty-get-detector.<id of the detector>.json')
})

test('an id that is none is left out; details without a status are nothing to use', () => {
  const found = collect(JSON.stringify({ DetectorIds: [id, 7] }), {
    accountHint: account,
    region: 'eu-west-1'
  })

  expect(found.counts).toEqual({ detectors: 1 })
  expect(sentences(found, 'error')).toContain('The id of a detector was expected, found 7')
  expect(found.coverage).toEqual({ [`${account}/eu-west-1`]: 'partial' })
  expect(collect('{"FindingPublishingFrequency": "SIX_HOURS"}').unreadable?.message).toContain(
    '`Status` is missing'
  )
})

test('a refusal counts for the region, or for the detector asked about', () => {
  const refusal = (operation: string): string =>
    `An error occurred (AccessDeniedException) when calling the ${operation} operation: User: arn:aws:iam::${account}:user/x is not authorized to perform: guardduty:${operation}`

  expect(collect(refusal('ListDetectors'), { region: 'eu-west-1' }).coverage).toEqual({
    [`${account}/eu-west-1`]: 'denied'
  })
  expect(
    collect(refusal('GetDetector'), { name: `${folder}/guardduty-get-detector.${id}.json.err` }).coverage
  ).toEqual({ [`${account}/eu-west-1/${id}`]: 'denied' })
})
