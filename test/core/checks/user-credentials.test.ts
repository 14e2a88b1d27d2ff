import { describe, expect, test } from 'vitest'

import { defaultParameters } from '../../../src/shared/parameters.ts'
import { testCases } from './cases.ts'
import {
  account,
  coverage,
  daysAgo,
  groupArn,
  openEstate,
  roleArn,
  rootArn,
  userArn,
  type Estate
} from './database.ts'

const administratorAccess = 'arn:aws:iam::aws:policy/AdministratorAccess'
const virtualSerial = `arn:aws:iam::${account}:mfa/ada`
const keySerial = `arn:aws:iam::${account}:u2f/user/ada/key-ABCDEFGH`

function consoleUser(estate: Estate, given: { readonly mfa_active?: 0 | 1 | null } = {}): void {
  estate.fact('credential', { password_enabled: 1, mfa_active: 1, ...given })
}

function administrator(estate: Estate): void {
  estate.fact('iam_user', {})
  consoleUser(estate)
  estate.fact('iam_attachment', { policy_arn: administratorAccess })
}

testCases({
  'hardware-user-mfa': [
    [
      'a security key passes',
      (e) => {
        consoleUser(e)
        e.answers('mfa-devices', 'ada')
        e.fact('mfa_device', { serial: keySerial, type: 'fido' })
      },
      'pass',
      /has a hardware token, key or passkey \(arn:.+u2f/
    ],
    [
      'a hardware token with an app beside it passes',
      (e) => {
        consoleUser(e)
        e.fact('mfa_device', { serial: 'GAHT12345678', type: 'hardware' })
        e.fact('mfa_device', {})
      },
      'pass',
      /\(GAHT12345678\), and an app beside it/
    ],
    [
      'an app alone fails where the list of the user is whole',
      (e) => {
        consoleUser(e)
        e.answers('mfa-devices', 'ada')
        e.fact('mfa_device', {})
      },
      'exception',
      /has virtual MFA devices alone: arn:aws:iam::111122223333:mfa\/ada\.$/
    ],
    [
      'an app in the list of virtual devices leaves open what else there is',
      (e) => {
        consoleUser(e)
        e.fact('virtual_mfa_device', { serial: virtualSerial, user_arn: userArn('ada') })
      },
      'needs-review',
      /list-mfa-devices --user-name ada would say/
    ],
    [
      'MFA without any virtual device is a key or token',
      (e) => consoleUser(e),
      'pass',
      /none of the virtual devices, so a hardware token/
    ],
    [
      'a list without a device of a user with MFA is of another time',
      (e) => {
        consoleUser(e)
        e.answers('mfa-devices', 'ada')
      },
      'needs-review',
      /not of the same time/
    ],
    [
      'a user of whom the report does not say about MFA is undecided',
      (e) => consoleUser(e, { mfa_active: null }),
      'needs-review',
      /does not say whether user ada has MFA/
    ],
    [
      'a user of whom the report does not say about a password is undecided',
      (e) => e.fact('credential', { password_enabled: null, mfa_active: 1 }),
      'needs-review',
      /does not say whether user ada has a console password/
    ]
  ],
  'unassigned-mfa-devices': [
    [
      'a device of a user passes',
      (e) => {
        e.fact('credential', {})
        e.fact('virtual_mfa_device', { serial: virtualSerial, user_arn: userArn('ada') })
      },
      'pass',
      /belongs to user ada/
    ],
    [
      'a device named after the root user and assigned to nobody is left over',
      (e) => e.fact('virtual_mfa_device', {}),
      'needs-review',
      /root-account-mfa-device belongs to nobody/
    ],
    [
      'a device of a user the report does not list is for judgement',
      (e) => e.fact('virtual_mfa_device', { user_arn: userArn('gone') }),
      'needs-review',
      /user gone, whom the credential report does not list/
    ]
  ],
  'administrator-mfa-devices': [
    [
      'two devices pass',
      (e) => {
        administrator(e)
        e.fact('mfa_device', {})
        e.fact('mfa_device', { serial: keySerial, type: 'fido' })
      },
      'pass',
      /2 MFA devices/
    ],
    [
      'one device is for judgement',
      (e) => {
        administrator(e)
        e.answers('mfa-devices', 'ada')
        e.fact('mfa_device', {})
      },
      'needs-review',
      /one MFA device alone/
    ],
    [
      'none is for judgement',
      (e) => {
        administrator(e)
        e.answers('mfa-devices', 'ada')
      },
      'needs-review',
      /has no MFA device/
    ],
    ['no list is undecided', administrator, 'needs-review', /list-mfa-devices --user-name ada/],
    [
      'an administrator through a group in another spelling counts',
      (e) => {
        e.fact('iam_user', {})
        consoleUser(e)
        e.fact('iam_group', {})
        e.fact('iam_membership', { group_name: 'OPS' })
        e.fact('iam_attachment', {
          principal_arn: groupArn('ops'),
          principal_kind: 'group',
          policy_arn: administratorAccess
        })
      },
      'needs-review',
      /Administrator ada/
    ]
  ],
  'server-certificates': [
    [
      'a certificate that lasts passes',
      (e) => e.fact('server_certificate', {}),
      'pass',
      /web ends 100 days after/
    ],
    [
      'one that ended fails, counted from the export',
      (e) => e.fact('server_certificate', { expires_at: daysAgo(1) }),
      'exception',
      /web ended 1 day before the export \(2026-01-30\)/
    ],
    [
      'one about to end is for judgement',
      (e) => e.fact('server_certificate', { expires_at: daysAgo(-29) }),
      'needs-review',
      /ends 29 days after/
    ],
    [
      'one without an end is undecided',
      (e) => e.fact('server_certificate', { expires_at: null }),
      'needs-review',
      /does not say when it ends/
    ]
  ],
  'user-signing-certificates': [
    [
      'an active certificate of the report is for judgement',
      (e) => e.fact('credential', { cert_1_active: 1, cert_1_rotated_at: daysAgo(400) }),
      'needs-review',
      /certificate 1 of user ada is active since 400 days/
    ],
    [
      'an inactive one passes',
      (e) => e.fact('credential', { cert_2_active: 0, cert_2_rotated_at: daysAgo(400) }),
      'pass',
      /certificate 2 of user ada is inactive/
    ],
    [
      "the user's own list stands before the report",
      (e) => {
        e.fact('credential', { cert_1_active: 1, cert_1_rotated_at: daysAgo(100) })
        e.answers('signing-certificates', 'ada')
        e.fact('signing_certificate', { status: 'Inactive' })
      },
      'pass',
      /certificate CERTEXAMPLE of user ada is inactive/
    ]
  ]
})

describe('users beside others', () => {
  test('the root user and users without a password have no part in the hardware check', () => {
    const estate = openEstate()
    estate.fact('credential', { arn: rootArn, is_root: 1, password_enabled: 1, mfa_active: 1 })
    estate.fact('credential', { mfa_active: 1 })

    expect(estate.run('hardware-user-mfa').outcome).toBe('not-applicable')
  })

  test('a user named like the root user is not taken for it', () => {
    const estate = openEstate()
    estate.fact('credential', {
      arn: userArn('groot'),
      user_name: 'groot',
      password_enabled: 1,
      mfa_active: 1
    })
    estate.fact('virtual_mfa_device', { serial: `arn:aws:iam::${account}:mfa/groot`, user_arn: rootArn })

    expect(estate.only('hardware-user-mfa').status).toBe('pass')
    expect(
      estate.only('unassigned-mfa-devices', coverage({ 'credential-report': 'missing' })).detail
    ).toMatch(/belongs to the root user/)
  })

  test('without a whole list of virtual devices nobody is said to have a key', () => {
    const estate = openEstate()
    consoleUser(estate)

    const context = coverage({ 'virtual-mfa-devices': 'missing' })

    expect(estate.only('hardware-user-mfa', context).status).toBe('needs-review')
  })
})

describe('other-user-credentials', () => {
  /** Lists of both kinds for ada, the only user. */
  function listed(estate: Estate): void {
    estate.fact('credential', {})
    estate.answers('ssh-public-keys', 'ada')
    estate.answers('service-specific-credentials', 'ada')
  }

  test.each([
    ['a key within the limit passes', (e: Estate) => e.fact('ssh_public_key', {}), 'pass', /100 days before/],
    [
      'an old key fails',
      (e: Estate) => e.fact('ssh_public_key', { uploaded_at: daysAgo(181) }),
      'exception',
      /SSH public key APKAEXAMPLE of user ada was made 181 days .+ the limit is 180 days/
    ],
    [
      'an old key that is inactive passes',
      (e: Estate) => e.fact('ssh_public_key', { uploaded_at: daysAgo(500), status: 'Inactive' }),
      'pass',
      /is inactive/
    ],
    [
      'a key without a date is undecided',
      (e: Estate) => e.fact('ssh_public_key', { uploaded_at: null }),
      'needs-review',
      /does not say when/
    ],
    [
      'a password of a service within the limit passes without an end',
      (e: Estate) => e.fact('service_specific_credential', {}),
      'pass',
      /Credential for codecommit/
    ],
    [
      'an API key that never ends fails, however new',
      (e: Estate) =>
        e.fact('service_specific_credential', { service: 'bedrock.amazonaws.com', created_at: daysAgo(1) }),
      'exception',
      /API key that never ends/
    ],
    [
      'an API key that ends passes within the limit',
      (e: Estate) =>
        e.fact('service_specific_credential', {
          service: 'bedrock.amazonaws.com',
          created_at: daysAgo(1),
          expires_at: daysAgo(-30)
        }),
      'pass',
      /was made 1 day before/
    ],
    [
      'an API key that ended passes',
      (e: Estate) =>
        e.fact('service_specific_credential', { service: 'bedrock.amazonaws.com', expires_at: daysAgo(1) }),
      'pass',
      /ended on 2026-01-30/
    ]
  ] as const)('%s', (_, given, status, detail) => {
    const estate = openEstate()
    listed(estate)
    given(estate)

    const found = estate.only('other-user-credentials')

    expect(found.status).toBe(status)
    expect(found.detail).toMatch(detail)
  })

  test('users whose lists were not received are named, and their absence passes nothing', () => {
    const estate = openEstate()
    listed(estate)
    estate.fact('credential', { arn: userArn('bob.b'), user_name: 'bob.b' })
    estate.answers('ssh-public-keys', 'bob.b')
    estate.fact('ssh_public_key', { user_name: 'bob.b' })

    const { outcome, needsReview } = estate.run('other-user-credentials')

    expect(outcome).toBe('needs-review')
    expect(estate.statuses('other-user-credentials')).toMatchObject({
      [`${userArn('bob.b')}#APKAEXAMPLE`]: 'pass'
    })
    expect(needsReview).toMatchObject([
      {
        resource: account,
        detail:
          'In account 111122223333 service-specific credentials were received for 1 of 2 users (not bob.b); what the others hold is not in the files.'
      }
    ])
  })

  test('lists without anything are not applicable where every user has one', () => {
    const estate = openEstate()
    listed(estate)

    expect(estate.run('other-user-credentials').outcome).toBe('not-applicable')
  })

  test('without any list of users nobody can tell what is missing', () => {
    const estate = openEstate()
    estate.answers('ssh-public-keys', 'ada')

    expect(estate.only('other-user-credentials')).toMatchObject({
      status: 'needs-review',
      detail: expect.stringMatching(/No export names the users/) as string
    })
  })
})

describe('users-without-credentials', () => {
  test.each([
    [
      'an SSH key is a credential',
      (e: Estate) => e.fact('ssh_public_key', {}),
      'pass',
      /has an active SSH key/
    ],
    [
      'a service-specific credential is one',
      (e: Estate) => e.fact('service_specific_credential', {}),
      'pass',
      /an active service-specific credential/
    ],
    [
      'an inactive SSH key is none',
      (e: Estate) => e.fact('ssh_public_key', { status: 'Inactive' }),
      'needs-review',
      /not in the report/
    ],
    [
      'empty lists of both say that there is nothing',
      (e: Estate) => {
        e.answers('ssh-public-keys', 'ada')
        e.answers('service-specific-credentials', 'ada')
      },
      'needs-review',
      /has no credential of any kind/
    ]
  ] as const)('%s', (_, given, status, detail) => {
    const estate = openEstate()
    estate.fact('credential', {})
    given(estate)

    const found = estate.only('users-without-credentials')

    expect(found.status).toBe(status)
    expect(found.detail).toMatch(detail)
  })
})

describe('unused-services', () => {
  const worker = roleArn('worker')

  function reported(estate: Estate): void {
    estate.fact('iam_role', {})
    estate.answers('service-last-accessed', worker)
  }

  test.each([
    ['use of everything lately passes', () => undefined, 'pass', /Role worker used 1 service within 90 days/],
    [
      'a service without use is for judgement',
      (e: Estate) => e.fact('service_access', { service: 'ec2', last_used_at: null }),
      'needs-review',
      /may use 2 services and did not use 1 of them within 90 days \(ec2\)/
    ],
    [
      'a service used long ago is for judgement',
      (e: Estate) => e.fact('service_access', { service: 'ec2', last_used_at: daysAgo(91) }),
      'needs-review',
      /\(ec2\)/
    ],
    [
      'an action without use of a service in use is for judgement',
      (e: Estate) => e.fact('action_access', { action: 'DeleteBucket', last_used_at: null }),
      'needs-review',
      /did not use the actions s3:DeleteBucket/
    ]
  ] as const)('%s', (_, given, status, detail) => {
    const estate = openEstate()
    reported(estate)
    estate.fact('service_access', {})
    given(estate)

    const found = estate.only('unused-services')

    expect(found.status).toBe(status)
    expect(found.detail).toMatch(detail)
  })

  test('a new role may not use everything yet', () => {
    const estate = openEstate()
    estate.fact('iam_role', { created_at: daysAgo(5) })
    estate.answers('service-last-accessed', worker)
    estate.fact('service_access', { last_used_at: null })

    expect(estate.only('unused-services').status).toBe('pass')
  })

  test('principals without a report are counted, and roles AWS keeps are not among them', () => {
    const estate = openEstate()
    reported(estate)
    estate.fact('service_access', {})
    estate.fact('iam_user', {})
    estate.fact('iam_role', {
      arn: roleArn('AWSServiceRoleForSupport', '/aws-service-role/support.amazonaws.com/'),
      iam_path: '/aws-service-role/support.amazonaws.com/'
    })

    const { outcome, needsReview } = estate.run('unused-services')

    expect(outcome).toBe('needs-review')
    expect(needsReview.map(({ detail }) => detail)).toEqual([
      'Last access was received for 1 of 2 users and roles of account 111122223333; what the others use is not in the files.'
    ])
  })

  test('a report that does not say whose it is counts for nobody', () => {
    const estate = openEstate()
    estate.fact('iam_role', {})
    estate.answers('service-last-accessed', 'elsewhere.json')
    estate.fact('service_access', { principal_arn: '' })

    expect(estate.only('unused-services').detail).toMatch(/received for 0 of 1/)
  })

  test('the limit can be changed', () => {
    const estate = openEstate()
    reported(estate)
    estate.fact('service_access', {})

    const parameters = { ...defaultParameters(), unusedServiceDays: 2 }

    expect(estate.only('unused-services', { parameters }).status).toBe('needs-review')
  })
})

test('checks on lists nobody sent are not tested', () => {
  const estate = openEstate()
  const missing = coverage({
    'mfa-devices': 'missing',
    'virtual-mfa-devices': 'missing',
    'ssh-public-keys': 'missing',
    'service-specific-credentials': 'denied',
    'server-certificates': 'missing',
    'service-last-accessed': 'missing'
  })

  for (const check of [
    'hardware-user-mfa',
    'unassigned-mfa-devices',
    'administrator-mfa-devices',
    'other-user-credentials',
    'server-certificates',
    'unused-services'
  ])
    expect(estate.run(check, missing).outcome, check).toBe('not-tested')
})

describe('what others get wrong', () => {
  test('a user whose device is not among the virtual ones has hardware, and does not fail for missing there', () => {
    const estate = openEstate()
    consoleUser(estate)
    estate.answers('virtual-mfa-devices', '')

    expect(estate.only('hardware-user-mfa').status).toBe('pass')
  })

  test('users are told apart by their whole names: that of one may begin that of another', () => {
    const estate = openEstate()
    consoleUser(estate)
    estate.fact('credential', {
      arn: userArn('ada-lovelace'),
      user_name: 'ada-lovelace',
      password_enabled: 1,
      mfa_active: 1
    })
    estate.answers('mfa-devices', 'ada', 'ada-lovelace')
    estate.fact('mfa_device', { serial: keySerial, type: 'fido' })
    estate.fact('mfa_device', {
      serial: `arn:aws:iam::${account}:mfa/ada-lovelace`,
      user_name: 'ada-lovelace'
    })

    expect(estate.statuses('hardware-user-mfa')).toEqual({
      [userArn('ada')]: 'pass',
      [userArn('ada-lovelace')]: 'exception'
    })
  })
})
