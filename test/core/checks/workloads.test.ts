import { describe, expect, test } from 'vitest'

import { testCases } from './cases.ts'
import { account, openEstate, trust, type Estate } from './database.ts'

/** All regions of the account are known, and all of them answered. */
function answered(estate: Estate): void {
  estate.fact('enabled_region', {})
  estate.answers('enabled-regions', '')
  estate.answers('ec2-instances', 'eu-west-1')
}

describe('instance-profiles', () => {
  test.each([
    [
      'with a profile passes',
      {},
      /^pass: Instance i-\w+ \(running\) in eu-west-1 runs with instance profile web\.$/
    ],
    ['running without one fails', { profile_arn: null }, /^exception: .* runs without an instance profile/],
    [
      'stopped without one is for judgement',
      { profile_arn: null, state: 'stopped' },
      /^needs-review: .* not running/
    ]
  ])('an instance %s', (_, instance, verdict) => {
    const estate = openEstate()
    answered(estate)
    estate.fact('ec2_instance', { instance_id: 'i-0123456789abcdef0', ...instance })

    expect(estate.verdicts('instance-profiles')['i-0123456789abcdef0']).toMatch(verdict)
  })

  test('a terminated instance is none', () => {
    const estate = openEstate()
    answered(estate)
    estate.fact('ec2_instance', { state: 'terminated', profile_arn: null })

    expect(estate.run('instance-profiles')).toMatchObject({ outcome: 'pass', population: 1 })
  })

  test('an account whose enabled regions all answered with no instance passes', () => {
    const estate = openEstate()
    answered(estate)

    expect(estate.verdicts('instance-profiles')).toEqual({
      [`${account}/other regions`]: expect.stringMatching(/^pass: .* all 1 region enabled there/) as string
    })
  })

  test('a region that did not answer is undecided', () => {
    const estate = openEstate()
    answered(estate)
    estate.fact('enabled_region', { region: 'us-east-1' })

    expect(estate.verdicts('instance-profiles')[`${account}/other regions`]).toMatch(
      /^needs-review: .* 1 is missing: us-east-1\. Ask for aws ec2 describe-instances/
    )
  })

  test('a region that is disabled is not missed', () => {
    const estate = openEstate()
    answered(estate)
    estate.fact('enabled_region', { region: 'me-south-1', is_enabled: 0 })

    expect(estate.run('instance-profiles').outcome).toBe('pass')
  })
})

function anywhere(estate: Estate, condition: object | undefined, profile: object = {}): void {
  estate.fact('iam_role', {
    trust_document_id: estate.document(
      trust({ Service: 'rolesanywhere.amazonaws.com' }, condition, ['sts:AssumeRole', 'sts:TagSession'])
    )
  })
  estate.fact('anywhere_anchor', {})
  estate.fact('anywhere_profile', profile)
}

const ofAnchor = {
  ArnEquals: { 'aws:SourceArn': 'arn:aws:rolesanywhere:eu-west-1:111122223333:trust-anchor/1' }
}

testCases({
  'roles-anywhere-profiles': [
    [
      'a narrow profile passes',
      (e) => anywhere(e, ofAnchor),
      'pass',
      /narrows its sessions, and its role names who/
    ],
    [
      'the subject of a certificate narrows as well',
      (e) => anywhere(e, { StringEquals: { 'aws:PrincipalTag/x509Subject/CN': 'build.example.com' } }),
      'pass',
      /narrows/
    ],
    [
      'a role that any certificate takes fails',
      (e) => anywhere(e, undefined),
      'exception',
      /gives worker, whose trust names neither an anchor nor the subject/
    ],
    [
      'a role that is not in the exports is undecided',
      (e) => e.fact('anywhere_profile', {}),
      'needs-review',
      /worker, whose trust policy was not received/
    ],
    [
      'no session policy is for judgement',
      (e) => anywhere(e, ofAnchor, { managed_policies: '[]' }),
      'needs-review',
      /no session policy narrows it/
    ],
    [
      'long sessions are for judgement',
      (e) => anywhere(e, ofAnchor, { session_seconds: 43_200 }),
      'needs-review',
      /sessions last 12 hours, more than 1/
    ],
    [
      'a disabled profile gives nothing',
      (e) => anywhere(e, undefined, { is_enabled: 0 }),
      'pass',
      /is disabled/
    ]
  ]
})
