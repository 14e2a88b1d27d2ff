import { describe, expect, test } from 'vitest'

import { checks } from '../../../src/core/checks/index.ts'
import { defaultParameters } from '../../../src/shared/parameters.ts'
import { testCases, type Case } from './cases.ts'
import { account, daysAgo, openEstate, rootArn, userArn } from './database.ts'

const consoleUser = {
  password_enabled: 1,
  password_last_used_at: daysAgo(1),
  password_last_used_absence: null,
  password_last_changed_at: daysAgo(10)
} as const

testCases({
  'console-user-mfa': [
    [
      'a console user with MFA passes',
      (e) => e.fact('credential', { ...consoleUser, mfa_active: 1 }),
      'pass',
      /ada has/
    ],
    [
      'a console user without MFA fails by name',
      (e) => e.fact('credential', consoleUser),
      'exception',
      /User ada has a console password and no MFA device \(last sign-in 2026-01-30\)/
    ],
    [
      'a report without the MFA column is undecided',
      (e) => e.fact('credential', { ...consoleUser, mfa_active: null }),
      'needs-review',
      /does not say whether user ada has an MFA/
    ],
    [
      'a report without the password column is undecided',
      (e) => e.fact('credential', { ...consoleUser, password_enabled: null }),
      'needs-review',
      /console password/
    ]
  ],
  'user-mfa': [
    ['a user with MFA passes', (e) => e.fact('credential', { mfa_active: 1 }), 'pass', /has an MFA device/],
    [
      'a user without password fails too',
      (e) => e.fact('credential', { key_1_active: 1 }),
      'exception',
      /no MFA device \(an active access key\)/
    ],
    [
      'a report without the column is undecided',
      (e) => e.fact('credential', { mfa_active: null }),
      'needs-review',
      /not say/
    ]
  ],
  'password-age': [
    ...(
      [
        [90, 'pass'],
        [91, 'exception']
      ] as const
    ).map(([age, status]): Case => [
      `a password ${age} days old is ${status} under a policy of 90 days`,
      (e) => {
        e.fact('password_policy', {})
        e.fact('credential', { ...consoleUser, password_last_changed_at: daysAgo(age) })
      },
      status,
      new RegExp(`${age} days old`)
    ]),
    [
      'a date of change that has passed fails',
      (e) => {
        e.fact('password_policy', {})
        e.fact('credential', { ...consoleUser, password_next_rotation_at: daysAgo(5) })
      },
      'exception',
      /expired on 2026-01-26, 5 days before/
    ],
    [
      'a password without any date is undecided',
      (e) => {
        e.fact('password_policy', {})
        e.fact('credential', { ...consoleUser, password_last_changed_at: null })
      },
      'needs-review',
      /does not say when/
    ]
  ],
  'password-policy': [
    ['a policy passes', (e) => e.fact('password_policy', {}), 'pass', /has a password policy/],
    ['none fails', (e) => e.fact('password_policy', { is_set: 0 }), 'exception', /AWS's default applies/]
  ],
  'password-policy-length': [
    ['14 passes', (e) => e.fact('password_policy', {}), 'pass', /14 characters/],
    ['13 fails', (e) => e.fact('password_policy', { minimum_length: 13 }), 'exception', /13 .* at least 14/],
    [
      'none said is undecided',
      (e) => e.fact('password_policy', { minimum_length: null }),
      'needs-review',
      /not say/
    ]
  ],
  'password-policy-reuse': [
    ['24 passes', (e) => e.fact('password_policy', {}), 'pass', /24/],
    [
      '23 fails',
      (e) => e.fact('password_policy', { reuse_prevention: 23 }),
      'exception',
      /23 passwords, expected 24/
    ],
    [
      'an absent value means none and fails',
      (e) => e.fact('password_policy', { reuse_prevention: null }),
      'exception',
      /remembers no passwords/
    ]
  ],
  'password-policy-expiry': [
    ['90 days pass', (e) => e.fact('password_policy', {}), 'pass', /90 days/],
    ['91 days fail', (e) => e.fact('password_policy', { max_age_days: 91 }), 'exception', /at most 90 days/],
    [
      'no expiry fails',
      (e) => e.fact('password_policy', { expire_passwords: 0, max_age_days: null }),
      'exception',
      /no password expire/
    ],
    [
      'expiry without its days is undecided',
      (e) => e.fact('password_policy', { max_age_days: null }),
      'needs-review',
      /after how long/
    ]
  ],
  'password-policy-self-service': [
    ['allowed passes', (e) => e.fact('password_policy', {}), 'pass', /may change/],
    ['not allowed fails', (e) => e.fact('password_policy', { allow_change: 0 }), 'exception', /keeps users/],
    [
      'not said is undecided',
      (e) => e.fact('password_policy', { allow_change: null }),
      'needs-review',
      /not say/
    ]
  ],
  'password-policy-hard-expiry': [
    ['off passes with a note', (e) => e.fact('password_policy', {}), 'pass', /hard expiry is off/],
    ['on is for judgement', (e) => e.fact('password_policy', { hard_expiry: 1 }), 'needs-review', /judge/],
    ['no policy means off', (e) => e.fact('password_policy', { is_set: 0 }), 'pass', /hard expiry is off/]
  ],
  'password-policy-strength': [
    ['all of it passes', (e) => e.fact('password_policy', { minimum_length: 8 }), 'pass', /8 characters/],
    [
      'what lacks is listed',
      (e) => e.fact('password_policy', { minimum_length: 7, require_symbols: 0 }),
      'exception',
      /8 characters and a symbol/
    ]
  ],
  ...Object.fromEntries(
    (['uppercase', 'lowercase', 'symbols', 'numbers'] as const).map((name) => [
      `password-policy-${name}`,
      [
        ['required passes', (e) => e.fact('password_policy', {}), 'pass', /asks for/],
        [
          'not required fails',
          (e) => e.fact('password_policy', { [`require_${name}`]: 0 }),
          'exception',
          /not ask/
        ],
        [
          'not said is undecided',
          (e) => e.fact('password_policy', { [`require_${name}`]: null }),
          'needs-review',
          /not say/
        ]
      ] satisfies Case[]
    ])
  )
})

describe('the root user', () => {
  test.each([
    'console-user-mfa',
    'user-mfa',
    'unused-passwords',
    'passwords-never-used',
    'unused-access-keys'
  ])('is no member of %s', (check) => {
    const estate = openEstate()
    estate.fact('credential', {
      ...consoleUser,
      arn: rootArn,
      user_name: '<root_account>',
      is_root: 1,
      key_1_active: 1
    })

    expect(estate.run(check)).toMatchObject({ outcome: 'not-applicable', population: 0 })
  })
})

test('users without a password are no members of the check of console users', () => {
  const estate = openEstate()
  estate.fact('credential', {})
  estate.fact('credential', { ...consoleUser, arn: userArn('bea'), user_name: 'bea' })

  expect(estate.statuses('console-user-mfa')).toEqual({ [userArn('bea')]: 'exception' })
})

describe('password policy checks', () => {
  const ids = checks.filter(({ id }) => id.startsWith('password-policy')).map(({ id }) => id)

  test.each(ids)('%s has the account as its one member', (id) => {
    const estate = openEstate()
    estate.fact('password_policy', { is_set: 0 })

    expect(Object.keys(estate.statuses(id))).toEqual([account])
  })

  test('say where no IAM user has a password at all', () => {
    const estate = openEstate()
    estate.fact('password_policy', { minimum_length: 8 })
    estate.fact('credential', {})

    expect(estate.only('password-policy-length').detail).toMatch(/No IAM user has a console password\.$/)
  })
})

test('passwords have no age limit where the account has no policy that lets them expire', () => {
  const estate = openEstate()
  estate.fact('password_policy', { is_set: 0, max_age_days: null })
  estate.fact('credential', { ...consoleUser, password_last_changed_at: daysAgo(2000) })

  expect(estate.run('password-age').outcome).toBe('not-applicable')
})

describe('what others get wrong', () => {
  test.each([
    [24, 24, 'pass'],
    [24, 12, 'pass'],
    [12, 12, 'pass'],
    [11, 12, 'exception'],
    [null, 12, 'exception']
  ] as const)('%s remembered passwords, where at least %i are asked for, is %s', (held, asked, status) => {
    const estate = openEstate()
    estate.fact('password_policy', { reuse_prevention: held })

    expect(
      estate.only('password-policy-reuse', {
        parameters: { ...defaultParameters(), passwordReusePrevention: asked }
      }).status
    ).toBe(status)
  })

  test('the answer that there is no policy is a verdict, not an error', () => {
    const estate = openEstate()
    estate.fact('password_policy', { is_set: 0 })

    expect(estate.only('password-policy')).toMatchObject({
      status: 'exception',
      detail: expect.stringMatching(/AWS's default applies/) as string
    })
  })
})
