import { describe, expect, test } from 'vitest'

import { testCases } from './cases.ts'
import {
  account,
  allow,
  asOf,
  coverage,
  openEstate,
  policyArn,
  roleArn,
  userArn,
  type Estate
} from './database.ts'

const hour = 3600
/** Sources are received at 2026-01-31T13:00:00Z in these tests. */
const received = asOf + hour

function report(estate: Estate, generatedAt: number | null): void {
  const id = estate.source('credential-report')
  estate.db.run('update source set generated_at = :generatedAt where id = :id', { id, generatedAt })
}

function details(estate: Estate, latestAt: number): void {
  const id = estate.source('account-authorization-details')
  estate.db.run('update source set latest_at = :latestAt where id = :id', { id, latestAt })
}

testCases({
  'credential-report-age': [
    [
      'a report of the day passes',
      (estate) => report(estate, received - 5 * hour),
      'pass',
      /made on 2026-01-31, 0 days before it was received/
    ],
    [
      'seven days are no more than normal',
      (estate) => report(estate, received - 7 * 24 * hour),
      'pass',
      /7 days before/
    ],
    [
      'eight days are for judgement',
      (estate) => report(estate, received - 8 * 24 * hour),
      'needs-review',
      /made on 2026-01-23, 8 days before it was received on 2026-01-31/
    ],
    [
      'a report without a time is for judgement',
      (estate) => report(estate, null),
      'needs-review',
      /does not say when it was made/
    ],
    [
      'one much older than the details is for judgement',
      (estate) => {
        report(estate, received - 48 * hour)
        details(estate, received - 2 * hour)
      },
      'needs-review',
      /the authorization details tell of 46 hours later/
    ],
    [
      'one some hours older passes',
      (estate) => {
        report(estate, received - 10 * hour)
        details(estate, received - 2 * hour)
      },
      'pass',
      /0 days before/
    ]
  ],
  'account-summary-counts': [
    [
      'as many users as AWS counts passes',
      (estate) => {
        estate.fact('account_summary', { name: 'Users', value: 1 })
        estate.fact('iam_user', {})
        estate.fact('credential', {})
        estate.fact('credential', { arn: `arn:aws:iam::${account}:root`, is_root: 1 })
        estate.fact('iam_user_listing', { arn: userArn('ada'), name: 'ada', password_last_used_at: null })
      },
      'pass',
      /^Users is 1 in the account summary and in the authorization details, the credential report and the list of users\.$/
    ],
    [
      'fewer in one export is for judgement',
      (estate) => {
        estate.fact('account_summary', { name: 'Users', value: 2 })
        estate.fact('iam_user', {})
        estate.fact('iam_user', { arn: userArn('bob'), name: 'bob' })
        estate.fact('credential', {})
      },
      'needs-review',
      /^Users is 2 in the account summary and 1 in the credential report and 0 in the list of users\.$/
    ],
    [
      'policies of AWS do not count',
      (estate) => {
        estate.fact('account_summary', { name: 'Policies', value: 1 })
        estate.fact('iam_policy', {})
        estate.fact('iam_policy', {
          arn: 'arn:aws:iam::aws:policy/ReadOnlyAccess',
          name: 'ReadOnlyAccess',
          is_aws_managed: 1
        })
      },
      'pass',
      /^Policies is 1/
    ],
    [
      'a key of root that one denies is for judgement',
      (estate) => {
        estate.source('credential-report')
        estate.fact('account_summary', { name: 'AccountAccessKeysPresent', value: 1 })
        estate.fact('credential', { arn: `arn:aws:iam::${account}:root`, is_root: 1 })
      },
      'needs-review',
      /AccountAccessKeysPresent is 1 in the account summary and 0 in the root row/
    ],
    [
      'two keys of root are keys of root',
      (estate) => {
        estate.source('credential-report')
        estate.fact('account_summary', { name: 'AccountAccessKeysPresent', value: 2 })
        estate.fact('credential', { arn: `arn:aws:iam::${account}:root`, is_root: 1, key_1_active: 1 })
      },
      'pass',
      /AccountAccessKeysPresent is 2/
    ]
  ],
  'missing-policy-documents': [
    [
      'a policy with its document passes',
      (estate) => {
        estate.fact('iam_policy', { document_id: estate.document(allow('s3:GetObject')) })
        estate.fact('iam_attachment', {})
      },
      'pass',
      /^Policy deploy is in the export with its document\.$/
    ],
    [
      'an attached policy that is not there is for judgement',
      (estate) => {
        estate.fact('iam_attachment', {})
        estate.fact('iam_attachment', { principal_arn: roleArn('worker'), principal_kind: 'role' })
      },
      'needs-review',
      /^Policy deploy, in use 2 times, is not in the export; what it allows is not known\.$/
    ],
    [
      'one without its document is for judgement',
      (estate) => {
        estate.fact('iam_policy', { document_id: null })
        estate.fact('iam_attachment', {})
      },
      'needs-review',
      /in use 1 time, is in the export without its document/
    ],
    [
      'a boundary that is not there is for judgement',
      (estate) => {
        estate.fact('iam_user', { boundary_arn: 'arn:aws:iam::aws:policy/PowerUserAccess' })
      },
      'needs-review',
      /^AWS policy PowerUserAccess, in use 1 time, is not in the export/
    ]
  ],
  'duplicate-identities': [
    ['a user that stands once passes', (estate) => estate.fact('iam_user', {}), 'pass', /stands once/]
  ]
})

test('a report without a time is dated by the manifest of its collection', () => {
  const estate = openEstate()
  report(estate, null)
  estate.fact('collection_call', { sha256: '00', started_at: received - 9 * 24 * hour })

  expect(estate.only('credential-report-age').detail).toContain('9 days before it was received')
})

describe('counts of the account summary', () => {
  test('are compared with exports that answer whole, and with no other', () => {
    const estate = openEstate()
    estate.fact('account_summary', { name: 'Users', value: 2 })
    estate.fact('iam_user', {})

    expect(
      estate.only(
        'account-summary-counts',
        coverage({
          'account-authorization-details.users': 'partial',
          'credential-report': 'missing',
          'users-list': 'missing'
        })
      )
    ).toEqual({
      status: 'needs-review',
      detail: 'No export that is complete holds what Users counts, so nothing confirms it.'
    })
  })

  test('of things no export holds are not in the population', () => {
    const estate = openEstate()
    estate.fact('account_summary', { name: 'UsersQuota', value: 5000 })
    estate.fact('account_summary', { name: 'InstanceProfiles', value: 3 })

    expect(estate.run('account-summary-counts').outcome).toBe('not-applicable')
  })
})

describe('the same twice', () => {
  test('is found by unique id and by name without case and path', () => {
    const estate = openEstate()
    estate.fact('iam_user', { user_id: 'AIDA1' })
    estate.fact('iam_user', { arn: userArn('bob'), name: 'bob', user_id: 'AIDA1' })
    estate.fact('iam_role', { role_id: 'AROA1' })
    estate.fact('iam_role', { arn: roleArn('Worker', '/team/'), name: 'Worker', role_id: 'AROA2' })
    estate.fact('iam_group', { name: 'worker', group_id: '' })

    const verdicts = estate.verdicts('duplicate-identities')

    expect(verdicts[userArn('ada')]).toBe('needs-review: User ada has the unique id AIDA1 of user/bob.')
    expect(verdicts[userArn('bob')]).toBe('needs-review: User bob has the unique id AIDA1 of user/ada.')
    expect(verdicts[roleArn('worker')]).toBe('needs-review: Role worker has the name of role/team/Worker.')
    expect(Object.values(verdicts).filter((verdict) => verdict.startsWith('pass'))).toHaveLength(1)
  })
})

describe('what others get wrong', () => {
  test('a policy that is missing does not end the test of the others', () => {
    const estate = openEstate()
    estate.fact('iam_attachment', {})
    estate.fact('iam_policy', {
      arn: policyArn('read'),
      name: 'read',
      document_id: estate.document(allow('s3:GetObject'))
    })
    estate.fact('iam_attachment', { policy_arn: policyArn('read'), policy_name: 'read' })

    expect(estate.statuses('missing-policy-documents')).toEqual({
      [policyArn('deploy')]: 'needs-review',
      [policyArn('read')]: 'pass'
    })
  })

  test('a report of another account says nothing of the age of this one', () => {
    const estate = openEstate()
    report(estate, received)
    estate.db.run("update source_coverage set account_id = '444455556666'")

    expect(estate.run('credential-report-age').outcome).toBe('not-applicable')
  })
})
