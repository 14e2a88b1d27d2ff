import { expect, test } from 'vitest'

import { callPatterns } from '../../../src/core/checks/basis/call-pattern.ts'
import { defaultParameters } from '../../../src/shared/parameters.ts'
import { collected } from './collected.ts'
import { account, daysAgo, openEstate, userArn, type Estate } from './database.ts'

const yesterday = `${userArn('ada')}#2026-01-30`
const unseen = `${account}/events not received`

function calls(estate: Estate, names: readonly string[], row: object = {}): void {
  for (const event_name of names)
    estate.fact('cloudtrail_event', { event_id: `${event_name} ${JSON.stringify(row)}`, event_name, ...row })
}

function callsOf(id: string): readonly string[] {
  return callPatterns.find((pattern) => pattern.id === id)?.calls ?? []
}

test.each([
  ['enumeration', 11, 'needs-review'],
  ['enumeration', 10, 'pass'],
  ['escalation', 4, 'needs-review'],
  ['escalation', 3, 'pass'],
  ['model-abuse', 5, 'needs-review'],
  ['model-abuse', 4, 'pass']
] as const)('%s: %i of the listed calls in a day is %s', (id, count, status) => {
  const estate = openEstate()
  calls(estate, callsOf(id).slice(0, count))

  expect(estate.statuses('call-patterns')).toEqual({ [yesterday]: status })
})

test('the same call made often counts once, and two days do not add up', () => {
  const estate = openEstate()
  const escalation = callsOf('escalation')
  for (const second of [1, 2, 3, 4, 5])
    calls(estate, ['CreateUser'], { event_id: `${second}`, happened_at: daysAgo(1) + second })
  calls(estate, escalation.slice(0, 3), { happened_at: daysAgo(3) })
  calls(estate, escalation.slice(3, 6), { happened_at: daysAgo(4) })

  expect(new Set(Object.values(estate.statuses('call-patterns')))).toEqual(new Set(['pass']))
})

test('the share is a parameter', () => {
  const estate = openEstate()
  calls(estate, callsOf('escalation').slice(0, 4))

  const parameters = { ...defaultParameters(), escalationPercent: 50 }
  expect(estate.statuses('call-patterns', { parameters })).toEqual({ [yesterday]: 'pass' })
})

test.each([
  ['of a service of AWS', { identity_type: 'AWSService' }],
  ['made by a service for somebody', { invoked_by: 'cloudformation.amazonaws.com' }],
  ['that are insights', { event_type: 'AwsCloudTrailInsight' }],
  ['without a time', { happened_at: null }]
])('calls %s do not count', (_, row) => {
  const estate = openEstate()
  calls(estate, callsOf('escalation'), row)

  expect(estate.statuses('call-patterns')).toEqual({})
})

test('names the calls made, and an identity by the best name it has', () => {
  const estate = openEstate()
  calls(estate, callsOf('escalation').slice(0, 4), {
    identity_arn: null,
    identity_type: null,
    user_name: 'root'
  })

  expect(estate.verdicts('call-patterns')).toEqual({
    'root#2026-01-30':
      'needs-review: On 2026-01-30 root made 4 of 20 calls that gain rights (AddUserToGroup, AttachGroupPolicy, AttachRolePolicy and AttachUserPolicy); ask its owner.'
  })
})

test('lookups for one attribute never pass', () => {
  const estate = openEstate()
  estate.answers('cloudtrail-events', 'us-east-1/root', 'us-east-1/ConsoleLogin')

  expect(estate.verdicts('call-patterns')).toEqual({
    [unseen]: expect.stringMatching(
      /^needs-review: The events received .* are a part of what happened/
    ) as string
  })
})

test('lookups of all events pass where every enabled region has one', () => {
  const estate = openEstate()
  collected(estate, ['eu-west-1', 'us-east-1'])
  estate.answers('cloudtrail-events', 'eu-west-1')

  expect(estate.verdicts('call-patterns')[unseen]).toMatch(/^needs-review: .* 1 is missing: us-east-1/)
  estate.answers('cloudtrail-events', 'us-east-1')
  expect(estate.verdicts('call-patterns')[unseen]).toMatch(/^pass/)
})
