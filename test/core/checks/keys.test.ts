import { describe, expect, test } from 'vitest'

import type { FactTables } from '../../../src/core/iam/facts.ts'
import { testCases, type Case } from './cases.ts'
import { daysAgo, openEstate, userArn } from './database.ts'

type Credential = Partial<FactTables['credential']>

function user(row: Credential): Case[1] {
  return (estate) => estate.fact('credential', row)
}

/** A row with one active key, made and last used so many days ago; null: never used. */
function key(made: number | null, used: number | null, row: Credential = {}): Case[1] {
  return user({
    key_1_active: 1,
    key_1_rotated_at: made === null ? null : daysAgo(made),
    key_1_last_used_at: used === null ? null : daysAgo(used),
    ...row
  })
}

const password = {
  password_enabled: 1,
  password_last_used_at: daysAgo(1),
  password_last_used_absence: null
} as const

testCases({
  'access-key-age': [
    ['a key of 90 days passes', key(90, 1), 'pass', /Access key 1 of user ada is 90 days old/],
    ['a key of 91 days fails', key(91, 1), 'exception', /91 days old .*, the limit is 90 days/],
    ['a key without a date is undecided', key(null, 1), 'needs-review', /does not say since when/],
    [
      'a report without the column is undecided',
      user({ key_1_active: null }),
      'needs-review',
      /whether it exists and is active/
    ]
  ],
  'access-key-count': [
    ['one active key passes', key(10, 1), 'pass', /at most one/],
    [
      'two active keys fail once',
      key(10, 1, { key_2_active: 1, key_2_rotated_at: daysAgo(5) }),
      'exception',
      /two active access keys, since 2026-01-21 and 2026-01-26/
    ],
    ['an inactive second key passes', key(10, 1, { key_2_rotated_at: daysAgo(5) }), 'pass', /at most one/],
    [
      'a report without the column is undecided',
      key(10, 1, { key_2_active: null }),
      'needs-review',
      /which access keys/
    ]
  ],
  'access-keys-at-setup': [
    [
      'a key made with its user and never used fails',
      key(400, null, password),
      'exception',
      /made with the user on 2024-12-27 and never used/
    ],
    ['a key made with its user and in use passes', key(400, 3, password), 'pass', /in use/],
    ['a key made a day later passes', key(399, null, password), 'pass', /after the user was set up/],
    [
      'the second key counts like the first',
      user({ ...password, key_2_active: 1, key_2_rotated_at: daysAgo(400) }),
      'exception',
      /Access key 2/
    ],
    [
      'a key without a date is undecided',
      key(null, null, password),
      'needs-review',
      /when key and user were made/
    ]
  ],
  'console-users-with-access-keys': [
    ['a password alone passes', user(password), 'pass', /no active access key/],
    [
      'a password and a key are for judgement',
      key(10, 1, password),
      'needs-review',
      /judge whether a person needs both/
    ],
    [
      'a report without the column is undecided',
      user({ ...password, key_2_active: null }),
      'needs-review',
      /not say/
    ]
  ],
  'inactive-access-keys': [
    ['an active key passes', key(10, 1), 'pass', /is active/],
    [
      'an inactive key that still has a date fails',
      user({ key_2_active: 0, key_2_rotated_at: daysAgo(200) }),
      'exception',
      /Access key 2 of user ada, made on 2025-07-15, is inactive/
    ],
    ['a report without the column is undecided', user({ key_1_active: null }), 'needs-review', /does not say/]
  ],
  'unused-access-keys': [
    ...(
      [
        [44, 'pass'],
        [45, 'exception'],
        [46, 'exception']
      ] as const
    ).map(([days, status]): Case => [
      `a key last used ${days} days ago is ${status}`,
      key(300, days),
      status,
      new RegExp(`last used ${days} days`)
    ]),
    [
      'a key never used counts from its rotation',
      key(45, null),
      'exception',
      /never used and was made 45 days/
    ],
    ['a new key never used passes', key(44, null), 'pass', /made 44 days/],
    ['a key never used without a date counts from the user', key(null, null), 'exception', /made 400 days/],
    ['a key without any date is undecided', key(null, null, { created_at: null }), 'needs-review', /no date/]
  ],
  'access-keys-never-used': [
    ['a key in use passes', key(300, 100), 'pass', /in use/],
    ['a key of 7 days is within the grace', key(7, null), 'pass', /within the grace of 7 days/],
    ['a key of 8 days fails', key(8, null), 'exception', /8 days before the report, and never used/],
    ['a key without any date is undecided', key(null, null, { created_at: null }), 'needs-review', /no date/]
  ]
})

describe('keys', () => {
  test('are members each by itself, so that an inactive first key hides no second one', () => {
    const estate = openEstate()
    estate.fact('credential', {
      key_1_active: 0,
      key_1_rotated_at: daysAgo(900),
      key_2_active: 1,
      key_2_rotated_at: daysAgo(500),
      key_2_last_used_at: daysAgo(100)
    })

    expect(estate.statuses('unused-access-keys')).toEqual({ [`${userArn('ada')}#access-key-2`]: 'exception' })
    expect(estate.statuses('access-key-age')).toEqual({ [`${userArn('ada')}#access-key-2`]: 'exception' })
    expect(estate.statuses('inactive-access-keys')).toEqual({
      [`${userArn('ada')}#access-key-1`]: 'exception',
      [`${userArn('ada')}#access-key-2`]: 'pass'
    })
  })

  test('of users without any are not tested as if they passed', () => {
    const estate = openEstate()
    estate.fact('credential', {})

    expect(estate.run('access-key-age')).toMatchObject({
      outcome: 'not-applicable',
      reason: 'No IAM user has an active access key.'
    })
  })

  test('at setup concern console users only', () => {
    const estate = openEstate()
    estate.fact('credential', { key_1_active: 1, key_1_rotated_at: daysAgo(400) })

    expect(estate.run('access-keys-at-setup').outcome).toBe('not-applicable')
  })
})

describe('what others get wrong', () => {
  test('an inactive first key hides no active second one', () => {
    const estate = openEstate()
    estate.fact('credential', {
      key_1_active: 0,
      key_1_rotated_at: daysAgo(300),
      key_2_active: 1,
      key_2_rotated_at: daysAgo(300),
      key_2_last_used_at: daysAgo(200)
    })

    expect(estate.statuses('unused-access-keys')).toEqual({ [`${userArn('ada')}#access-key-2`]: 'exception' })
  })

  test('keys belong to the user of the whole name, not to one whose name begins with it', () => {
    const estate = openEstate()
    const active = { key_1_active: 1, key_1_rotated_at: daysAgo(10) } as const
    for (const name of ['ada', 'ada2', 'a_a'])
      estate.fact('credential', { ...active, arn: userArn(name), user_name: name })

    expect(new Set(Object.values(estate.statuses('access-key-count')))).toEqual(new Set(['pass']))
  })

  test('a second key made at set-up counts as well as a first', () => {
    const estate = openEstate()
    estate.fact('credential', {
      ...password,
      created_at: daysAgo(100),
      key_2_active: 1,
      key_2_rotated_at: daysAgo(100)
    })

    expect(estate.statuses('access-keys-at-setup')).toEqual({
      [`${userArn('ada')}#access-key-2`]: 'exception'
    })
  })

  test('an inactive key that still has a date of rotation exists', () => {
    const estate = openEstate()
    estate.fact('credential', { key_1_active: 0, key_1_rotated_at: daysAgo(10) })

    expect(Object.keys(estate.statuses('inactive-access-keys'))).toEqual([`${userArn('ada')}#access-key-1`])
  })
})
