import { describe, expect, test } from 'vitest'

import { testCases, type Case } from './cases.ts'
import { account, coverage, daysAgo, openEstate, policyArn, roleArn, trust, userArn } from './database.ts'

const password = { password_enabled: 1, password_last_used_absence: 'no_information' } as const

testCases({
  'unused-passwords': [
    ...(
      [
        [44, 'pass'],
        [45, 'exception'],
        [46, 'exception']
      ] as const
    ).map(([days, status]): Case => [
      `a password last used ${days} days ago is ${status}`,
      (e) => e.fact('credential', { ...password, password_last_used_at: daysAgo(days) }),
      status,
      new RegExp(`last used ${days} days`)
    ]),
    [
      'a password never used counts from its change',
      (e) => e.fact('credential', { ...password, password_last_changed_at: daysAgo(45) }),
      'exception',
      /never used and was set 45 days/
    ],
    [
      'a password never used and never changed counts from the creation of the user',
      (e) => e.fact('credential', password),
      'exception',
      /set 400 days/
    ],
    [
      'a new password never used passes',
      (e) => e.fact('credential', { ...password, password_last_changed_at: daysAgo(2) }),
      'pass',
      /set 2 days/
    ],
    [
      'a user without any date is undecided',
      (e) => e.fact('credential', { ...password, created_at: null }),
      'needs-review',
      /no date/
    ]
  ],
  'passwords-never-used': [
    [
      'a password that was used passes, however long ago',
      (e) => e.fact('credential', { ...password, password_last_used_at: daysAgo(900) }),
      'pass',
      /signed in/
    ],
    [
      'a password never used for 45 days fails',
      (e) => e.fact('credential', { ...password, password_last_changed_at: daysAgo(45) }),
      'exception',
      /never signed in/
    ],
    [
      'a password never used for 44 days passes',
      (e) => e.fact('credential', { ...password, password_last_changed_at: daysAgo(44) }),
      'pass',
      /44 days/
    ],
    [
      'a report without the column is undecided',
      (e) => e.fact('credential', { ...password, password_last_used_absence: null }),
      'needs-review',
      /does not say/
    ]
  ],
  'users-without-credentials': [
    [
      'a user with a key passes',
      (e) => e.fact('credential', { key_2_active: 1 }),
      'pass',
      /active access key/
    ],
    [
      'a user with a certificate passes',
      (e) => e.fact('credential', { cert_1_active: 1 }),
      'pass',
      /certificate/
    ],
    ['a user without any is for judgement', (e) => e.fact('credential', {}), 'needs-review', /SSH keys/]
  ],
  'users-without-permissions': [
    [
      'a user in a group passes',
      (e) => {
        e.fact('iam_user', {})
        e.fact('iam_membership', {})
      },
      'pass',
      /1 group/
    ],
    [
      'a boundary is no permission',
      (e) => e.fact('iam_user', { boundary_arn: policyArn('boundary') }),
      'needs-review',
      /no group, no attached and no inline policy/
    ]
  ],
  'unused-roles': [
    ...(
      [
        [90, 'pass'],
        [91, 'exception']
      ] as const
    ).map(([days, status]): Case => [
      `a role last used ${days} days ago is ${status}`,
      (e) => e.fact('iam_role', { last_used_at: daysAgo(days) }),
      status,
      new RegExp(`last used ${days} days`)
    ]),
    [
      'a role never used counts from its creation',
      (e) => e.fact('iam_role', {}),
      'exception',
      /made 400 days .*no recorded use/
    ],
    [
      'a role younger than the window passes though it was never used',
      (e) => e.fact('iam_role', { created_at: daysAgo(90) }),
      'pass',
      /may not be in use yet/
    ],
    [
      'an export without RoleLastUsed is undecided',
      (e) => e.fact('iam_role', { last_used_known: 0 }),
      'needs-review',
      /does not carry RoleLastUsed/
    ],
    [
      'a role without any date is undecided',
      (e) => e.fact('iam_role', { created_at: null }),
      'needs-review',
      /neither when role worker was used/
    ]
  ],
  'empty-groups': [
    [
      'a group with a member passes, whatever the case of its name',
      (e) => {
        e.fact('iam_group', {})
        e.fact('iam_membership', { group_name: 'OPS' })
      },
      'pass',
      /1 member\b/
    ],
    ['a group without any fails', (e) => e.fact('iam_group', {}), 'exception', /Group ops has no member/]
  ],
  'unattached-policies': [
    ['an attached policy passes', (e) => e.fact('iam_policy', {}), 'pass', /1 attachment/],
    [
      'an unattached policy fails',
      (e) => e.fact('iam_policy', { attachment_count: 0 }),
      'exception',
      /attached to nothing and is no permissions boundary/
    ],
    [
      'use as a boundary is use',
      (e) => e.fact('iam_policy', { attachment_count: 0, boundary_usage_count: 2 }),
      'pass',
      /2 uses as a boundary/
    ],
    [
      'an attachment counts where AWS gives no count',
      (e) => {
        e.fact('iam_policy', { attachment_count: null })
        e.fact('iam_attachment', {})
      },
      'pass',
      /1 attachment/
    ],
    [
      'a boundary of a role counts where AWS gives no count',
      (e) => {
        e.fact('iam_policy', { attachment_count: 0, boundary_usage_count: null })
        e.fact('iam_role', { boundary_arn: policyArn('deploy') })
      },
      'pass',
      /1 use as a boundary/
    ],
    [
      'no count and no attachment is undecided',
      (e) => e.fact('iam_policy', { attachment_count: null, boundary_usage_count: null }),
      'needs-review',
      /does not say/
    ]
  ],
  'instance-roles': [
    [
      'a role with an instance profile passes',
      (e) =>
        e.fact('iam_role', {
          trust_document_id: e.document(trust({ Service: 'ec2.amazonaws.com' })),
          instance_profiles: 1
        }),
      'pass',
      /1 instance profile/
    ],
    [
      'a role for EC2 without one is for judgement',
      (e) =>
        e.fact('iam_role', {
          trust_document_id: e.document(trust({ Service: ['ec2.amazonaws.com', 'ssm.amazonaws.com'] }))
        }),
      'needs-review',
      /no instance profile/
    ]
  ]
})

describe('roles that AWS keeps', () => {
  test('are no members of the check of unused roles', () => {
    const estate = openEstate()
    for (const [name, path] of [
      ['AWSServiceRoleForSupport', '/aws-service-role/support.amazonaws.com/'],
      ['AWSReservedSSO_Admin_0123456789abcdef', '/aws-reserved/sso.amazonaws.com/eu-west-1/']
    ] as const)
      estate.fact('iam_role', { arn: roleArn(name, path), name, iam_path: path })
    estate.fact('iam_role', { arn: roleArn('AWSServiceRoleForNothing'), name: 'AWSServiceRoleForNothing' })

    expect(Object.keys(estate.statuses('unused-roles'))).toEqual([roleArn('AWSServiceRoleForNothing')])
  })
})

test('a group without members is undecided where users are missing from the export', () => {
  const estate = openEstate()
  estate.fact('iam_group', {})

  const evaluation = estate.run(
    'empty-groups',
    coverage({ 'account-authorization-details.users': 'partial' })
  )

  expect(evaluation).toMatchObject({ outcome: 'needs-review', exceptions: [] })
  expect(evaluation.needsReview[0]?.detail).toMatch(/list of users is incomplete/)
})

test('a policy of another account or of AWS does not count as unattached', () => {
  const estate = openEstate()
  estate.fact('iam_policy', {
    arn: 'arn:aws:iam::aws:policy/ReadOnlyAccess',
    is_aws_managed: 1,
    attachment_count: 0
  })

  expect(estate.run('unattached-policies').outcome).toBe('not-applicable')
})

test('roles that do not trust EC2 need no instance profile', () => {
  const estate = openEstate()
  estate.fact('iam_role', { trust_document_id: estate.document(trust({ Service: 'lambda.amazonaws.com' })) })

  expect(estate.run('instance-roles').outcome).toBe('not-applicable')
})

describe('user-list-differences', () => {
  test('lists the users that one export has and the other has not', () => {
    const estate = openEstate()
    estate.fact('credential', {})
    estate.fact('iam_user', {})
    estate.fact('credential', { arn: userArn('gone'), user_name: 'gone' })
    estate.fact('iam_user', { arn: userArn('new'), name: 'new' })
    estate.fact('credential', {
      arn: `arn:aws:iam::${account}:root`,
      user_name: '<root_account>',
      is_root: 1
    })

    expect(estate.statuses('user-list-differences')).toEqual({
      [userArn('ada')]: 'pass',
      [userArn('gone')]: 'needs-review',
      [userArn('new')]: 'needs-review'
    })
  })
})

describe('what others get wrong', () => {
  test('a password and a key that were never used count from when they were made, and do not pass', () => {
    const estate = openEstate()
    estate.fact('credential', {
      ...password,
      password_last_changed_at: daysAgo(200),
      key_1_active: 1,
      key_1_rotated_at: daysAgo(200)
    })

    expect(estate.only('unused-passwords').status).toBe('exception')
    expect(estate.only('unused-access-keys').status).toBe('exception')
  })

  test('days count to the date of the report, whatever day it is read', () => {
    const estate = openEstate()
    estate.fact('credential', { ...password, password_last_used_at: daysAgo(40) })

    expect(estate.only('unused-passwords').status).toBe('pass')
    expect(estate.only('unused-passwords', { asOfOf: () => daysAgo(-5) }).status).toBe('exception')
  })

  test('a role made last week is not called unused', () => {
    const estate = openEstate()
    estate.fact('iam_role', { created_at: daysAgo(7) })

    expect(estate.only('unused-roles')).toMatchObject({
      status: 'pass',
      detail: expect.stringMatching(/may not be in use yet/) as string
    })
  })

  test('a policy that is a permissions boundary and nothing else is in use', () => {
    const estate = openEstate()
    estate.fact('iam_policy', { attachment_count: 0, boundary_usage_count: 3 })

    expect(estate.only('unattached-policies').status).toBe('pass')
  })

  test('signing certificates of users count, not those of the root user alone', () => {
    const estate = openEstate()
    estate.fact('credential', { cert_2_active: 1, cert_2_rotated_at: daysAgo(500) })

    expect(Object.values(estate.statuses('user-signing-certificates'))).not.toContain('pass')
    expect(Object.keys(estate.statuses('user-signing-certificates'))).toHaveLength(1)
  })
})
