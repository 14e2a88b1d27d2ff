import { describe, expect, test } from 'vitest'

import { testCases, type Case } from './cases.ts'
import { account, coverage, daysAgo, openEstate, rootArn, userArn, type Estate } from './database.ts'

function root(estate: Estate, row: Parameters<typeof estate.fact<'credential'>>[1] = {}): void {
  estate.fact('credential', {
    arn: rootArn,
    user_name: '<root_account>',
    is_root: 1,
    password_enabled: 1,
    password_last_used_absence: 'no_information',
    password_last_changed_at: daysAgo(100),
    mfa_active: 1,
    ...row
  })
}

function summary(estate: Estate, values: Readonly<Record<string, number>>): void {
  for (const [name, value] of Object.entries(values)) estate.fact('account_summary', { name, value })
}

function virtualDevice(estate: Estate, user: string | null): void {
  estate.fact('virtual_mfa_device', { user_arn: user })
}

const cases: Readonly<Record<string, readonly Case[]>> = {
  'root-access-keys': [
    ['no key in the report is a pass', (e) => root(e), 'pass', /has no active access key/],
    [
      'an active second key fails though the first is inactive',
      (e) =>
        root(e, {
          key_1_active: 0,
          key_1_rotated_at: daysAgo(900),
          key_2_active: 1,
          key_2_rotated_at: daysAgo(300)
        }),
      'exception',
      /active access key 2 \(300 days old, no recorded use\)/
    ],
    [
      'the account summary decides alone',
      (e) => summary(e, { AccountAccessKeysPresent: 1 }),
      'exception',
      /the account summary counts an access key\.$/
    ],
    [
      'a key in the summary only fails and names the disagreement',
      (e) => {
        root(e)
        summary(e, { AccountAccessKeysPresent: 2 })
      },
      'exception',
      /disagree/
    ],
    [
      'a report without the columns is undecided',
      (e) => root(e, { key_1_active: null, key_2_active: null }),
      'needs-review',
      /do not say/
    ]
  ],
  'root-mfa': [
    ['MFA in the report is a pass', (e) => root(e), 'pass', /has an MFA device/],
    [
      'no MFA fails',
      (e) => root(e, { mfa_active: 0 }),
      'exception',
      /Root user of 111122223333 has no MFA device\.$/
    ],
    [
      'the account summary decides alone',
      (e) => summary(e, { AccountMFAEnabled: 0 }),
      'exception',
      /no MFA device/
    ],
    [
      'one export without MFA fails and names the disagreement',
      (e) => {
        root(e)
        summary(e, { AccountMFAEnabled: 0 })
      },
      'exception',
      /in one of two exports; .*disagree/
    ],
    [
      'a root user without any credential needs none',
      (e) => {
        root(e, { mfa_active: 0, password_enabled: 0 })
        e.fact('org_feature', {})
      },
      'pass',
      /managed centrally/
    ],
    [
      'a report that does not say looks for the password in the summary',
      (e) => {
        root(e, { mfa_active: 0, password_enabled: null })
        summary(e, { AccountPasswordPresent: 0 })
      },
      'pass',
      /no password and no access key/
    ],
    [
      'an access key without MFA fails though there is no password',
      (e) => root(e, { mfa_active: 0, password_enabled: 0, key_1_active: 1 }),
      'exception',
      /no MFA device/
    ],
    [
      'central management without word of the password is undecided',
      (e) => {
        root(e, { mfa_active: 0, password_enabled: null })
        e.fact('org_feature', {})
      },
      'needs-review',
      /Ask for the account summary/
    ],
    [
      'an old report without MFA fails',
      (e) => root(e, { mfa_active: 0, password_enabled: null }),
      'exception',
      /no MFA/
    ]
  ],
  'root-hardware-mfa': [
    ['MFA and no virtual device is a pass', (e) => root(e), 'pass', /none that is virtual/],
    [
      'a virtual device of the root user fails whatever its name',
      (e) => {
        root(e)
        e.fact('virtual_mfa_device', { serial: `arn:aws:iam::${account}:mfa/phone`, user_arn: rootArn })
      },
      'exception',
      /virtual MFA device: arn:aws:iam::111122223333:mfa\/phone/
    ],
    [
      'a virtual device of a user named groot is not the root user’s',
      (e) => {
        root(e)
        virtualDevice(e, userArn('groot'))
      },
      'pass',
      /none that is virtual/
    ],
    [
      'a device named for root and assigned to nobody does not count',
      (e) => {
        root(e)
        virtualDevice(e, null)
      },
      'pass',
      /none that is virtual/
    ],
    [
      'a user of an account whose user is named root is not the root user',
      (e) => {
        root(e)
        virtualDevice(e, userArn('root'))
      },
      'pass',
      /none that is virtual/
    ],
    ['no MFA at all fails', (e) => root(e, { mfa_active: 0 }), 'exception', /has no MFA device/],
    ['no word of MFA is undecided', (e) => root(e, { mfa_active: null }), 'needs-review', /do not say/]
  ],
  'root-use': [
    ['no recorded use is a pass', (e) => root(e), 'pass', /no recorded use/],
    [
      'a use 91 days ago is outside the window',
      (e) => root(e, { password_last_used_at: daysAgo(91), password_last_used_absence: null }),
      'pass',
      /91 days before/
    ],
    [
      'a use 90 days ago is inside the window',
      (e) => root(e, { password_last_used_at: daysAgo(90), password_last_used_absence: null }),
      'exception',
      /90 days before the report \(limit 90 days\)/
    ],
    [
      'a key used after an old sign-in counts, the newest use decides',
      (e) =>
        root(e, {
          password_last_used_at: daysAgo(500),
          password_last_used_absence: null,
          key_2_active: 1,
          key_2_last_used_at: daysAgo(3)
        }),
      'exception',
      /used access key 2 on 2026-01-28/
    ],
    [
      'a root user without password and use is a pass',
      (e) => root(e, { password_enabled: 0, password_last_used_absence: 'N/A' }),
      'pass',
      /no recorded use/
    ],
    [
      'a report without the column is undecided',
      (e) => root(e, { password_last_used_absence: null }),
      'needs-review',
      /does not say/
    ]
  ],
  'root-signing-certificates': [
    ['none is a pass', (e) => root(e), 'pass', /no active signing certificate/],
    [
      'an active one fails',
      (e) => root(e, { cert_2_active: 1 }),
      'exception',
      /has an active signing certificate/
    ],
    [
      'the account summary decides too',
      (e) => summary(e, { AccountSigningCertificatesPresent: 1 }),
      'exception',
      /has an active/
    ],
    [
      'no word of it is undecided',
      (e) => root(e, { cert_1_active: null, cert_2_active: null }),
      'needs-review',
      /do not/
    ]
  ],
  'root-password-age': [
    [
      '365 days are within the limit',
      (e) => root(e, { password_last_changed_at: daysAgo(365) }),
      'pass',
      /365 days/
    ],
    [
      '366 days are for judgement',
      (e) => root(e, { password_last_changed_at: daysAgo(366) }),
      'needs-review',
      /judge its age/
    ],
    ['no password is a pass', (e) => root(e, { password_enabled: 0 }), 'pass', /has no password/],
    [
      'an old report does not say',
      (e) => root(e, { password_last_changed_at: null }),
      'needs-review',
      /does not say/
    ]
  ]
}

testCases(cases)

test.each(Object.keys(cases))('%s is not applicable in AWS GovCloud', (check) => {
  const estate = openEstate()
  root(estate, {
    arn: `arn:aws-us-gov:iam::${account}:root`,
    partition: 'aws-us-gov',
    mfa_active: 0,
    key_1_active: 1
  })

  expect(estate.run(check)).toMatchObject({ outcome: 'not-applicable', population: 0 })
})

test('the member of a root check is the root user itself, also where only the summary is there', () => {
  const estate = openEstate()
  summary(estate, { AccountMFAEnabled: 1 })

  expect(estate.statuses('root-mfa')).toEqual({ [rootArn]: 'pass' })
})

test('an account summary of GovCloud is known by the ARNs beside it', () => {
  const estate = openEstate()
  summary(estate, { AccountMFAEnabled: 0 })
  estate.fact('caller_identity', { arn: `arn:aws-us-gov:sts::${account}:assumed-role/audit/x` })

  expect(estate.run('root-mfa').outcome).toBe('not-applicable')
})

test('root hardware MFA is not tested without the list of virtual devices', () => {
  const estate = openEstate()
  root(estate)

  expect(estate.run('root-hardware-mfa', coverage({ 'virtual-mfa-devices': 'missing' }))).toMatchObject({
    outcome: 'not-tested',
    reason: 'virtual-mfa-devices is missing.'
  })
})

test('root access keys are tested where either witness is there', () => {
  const estate = openEstate()
  summary(estate, { AccountAccessKeysPresent: 0 })

  expect(estate.run('root-access-keys', coverage({ 'credential-report.root': 'missing' })).outcome).toBe(
    'pass'
  )
})

describe('root-credential-management', () => {
  function organization(estate: Estate): void {
    estate.fact('org_organization', {})
    estate.fact('org_account', { id: account, name: 'management' })
    estate.fact('org_account', {})
  }
  const memberRoot = {
    arn: 'arn:aws:iam::444455556666:root',
    account_id: '444455556666',
    is_root: 1
  } as const

  test('fails where the feature is not enabled', () => {
    const estate = openEstate()
    organization(estate)

    const { outcome, exceptions } = estate.run('root-credential-management')

    expect(outcome).toBe('fail')
    expect(exceptions[0]?.resource).toBe(`arn:aws:organizations::${account}:organization/o-exampleorg1`)
  })

  test('passes where the features are on and no member has root credentials', () => {
    const estate = openEstate()
    organization(estate)
    estate.fact('org_feature', {})
    estate.fact('org_feature', { feature: 'RootSessions' })
    estate.fact('credential', { ...memberRoot, password_enabled: 0 })

    expect(estate.only('root-credential-management')).toMatchObject({
      status: 'pass',
      detail: expect.stringMatching(/none is left in 1 member\./)
    })
  })

  test.each([
    [
      'a member still has a root password',
      (e: Estate) => e.fact('credential', { ...memberRoot, password_enabled: 1 }),
      /444455556666/
    ],
    [
      'a member still has a root key by its summary',
      (e: Estate) =>
        e.fact('account_summary', { account_id: '444455556666', name: 'AccountAccessKeysPresent', value: 1 }),
      /444455556666/
    ],
    ['no export says of a member', () => undefined, /for 1 of 1 member no export/]
  ])('is for judgement where %s', (_, given, detail) => {
    const estate = openEstate()
    organization(estate)
    estate.fact('org_feature', {})
    estate.fact('org_feature', { feature: 'RootSessions' })
    given(estate)

    const member = estate.only('root-credential-management')

    expect(member.status).toBe('needs-review')
    expect(member.detail).toMatch(detail)
  })

  test('is not applicable in AWS GovCloud', () => {
    const estate = openEstate()
    estate.fact('org_organization', { partition: 'aws-us-gov' })

    expect(estate.run('root-credential-management').outcome).toBe('not-applicable')
  })
})

describe('what others get wrong', () => {
  test.each(['groot', 'root', 'root-admin'])(
    'a virtual device of user %s, whose name holds "root", is none of the root user',
    (name) => {
      const estate = openEstate()
      root(estate)
      virtualDevice(estate, userArn(name))

      expect(estate.only('root-hardware-mfa').status).toBe('pass')
    }
  )

  test('a device that is named after the root user and assigned to nobody is none of it', () => {
    const estate = openEstate()
    root(estate)
    estate.fact('virtual_mfa_device', {
      serial: `arn:aws:iam::${account}:mfa/root-account-mfa-device`,
      user_arn: null
    })

    expect(estate.only('root-hardware-mfa').status).toBe('pass')
  })

  test('the newest use of the root user decides, not the first that has a date', () => {
    const estate = openEstate()
    root(estate, { password_last_used_at: daysAgo(400), key_2_last_used_at: daysAgo(3) })

    expect(estate.only('root-use')).toMatchObject({
      status: 'exception',
      detail: expect.stringMatching(/used access key 2 on .*, 3 days before the report/) as string
    })
  })

  test('a use of a key counts, also where the root user never signed in', () => {
    const estate = openEstate()
    root(estate, { password_enabled: 0, password_last_used_absence: 'N/A', key_1_last_used_at: daysAgo(10) })

    expect(estate.only('root-use').status).toBe('exception')
  })

  test('a root user without a password, whose last use is N/A, is no error', () => {
    const estate = openEstate()
    root(estate, { password_enabled: 0, password_last_used_absence: 'N/A', mfa_active: 0 })

    expect(estate.only('root-use').status).toBe('pass')
  })

  test('a root user without any credential has its verdict and is not left out', () => {
    const estate = openEstate()
    root(estate, { password_enabled: 0, mfa_active: 0 })
    estate.fact('org_feature', { feature: 'RootCredentialsManagement' })

    expect(estate.only('root-mfa')).toMatchObject({
      status: 'pass',
      detail: expect.stringMatching(
        /no password and no access key; its credentials are managed centrally/
      ) as string
    })
  })
})
