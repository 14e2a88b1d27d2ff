/**
 * What holds of every verdict, whatever the check: unknown is not good, less knowledge never makes a better result, what nobody in the
 * account can change is no fault of it, and a limit means the same day everywhere.
 */
import { beforeAll, describe, expect, test } from 'vitest'

import { isAutomated, type AutomatedCheck } from '../../../src/core/checks/check.ts'
import { checks } from '../../../src/core/checks/index.ts'
import { iterateMembers, runCheck } from '../../../src/core/procedures/run-check.ts'
import { defaultParameters, type ParameterName } from '../../../src/shared/parameters.ts'
import type { CoverageState, MemberStatus } from '../../../src/shared/vocabulary.ts'
import { filesOf, sitDown, type Desk } from '../procedures/desk.ts'
import {
  account,
  allow,
  asOf,
  coverage,
  daysAgo,
  openEstate,
  policyArn,
  roleArn,
  rootArn,
  trust,
  userArn,
  type Estate
} from './database.ts'

const automated = checks.filter(isAutomated)
const named = automated.map((check) => [check.id, check] as const)
const administratorAccess = (partition: string) => `arn:${partition}:iam::aws:policy/AdministratorAccess`

describe('over a real collection', () => {
  let desk: Desk
  let accounts: readonly string[]

  beforeAll(async () => {
    desk = sitDown()
    await desk.receive(filesOf('test/estates/troubled'))
    const found = desk.db.all<{ account_id: string }>(
      'select distinct account_id from credential union select distinct account_id from iam_role'
    )
    accounts = found.map(({ account_id }) => account_id)
  })

  function statusesOf(check: AutomatedCheck, state: CoverageState): ReadonlyMap<string, MemberStatus> {
    return new Map(
      accounts.flatMap((id) =>
        Array.from(
          iterateMembers(desk.db, check, {
            account: id,
            parameters: defaultParameters(),
            coverageOf: () => ({ state, sentence: state }),
            asOfOf: () => asOf
          }),
          ({ resource, source_id, line, status }): [string, MemberStatus] => [
            [id, resource, source_id, line].join(' '),
            status
          ]
        )
      )
    )
  }

  test('there are members to judge', () => {
    expect(accounts.length).toBeGreaterThan(1)
    expect(automated.filter((check) => statusesOf(check, 'complete').size > 0).length).toBeGreaterThan(50)
  })

  test.each(named)('%s makes nothing better or worse by knowing less, only less certain', (_, check) => {
    const whole = statusesOf(check, 'complete')
    for (const state of ['partial', 'missing'] as const)
      for (const [member, status] of statusesOf(check, state)) {
        const known = whole.get(member) ?? status
        expect([known, 'needs-review'], `${member}, ${known} where all is known`).toContain(status)
      }
  })

  test.each(named)(
    '%s finds when it runs what the whole population shows, and leaves nobody out',
    (_, check) => {
      for (const id of accounts) {
        const context = {
          account: id,
          parameters: defaultParameters(),
          coverageOf: () => ({ state: 'complete' as const, sentence: '' }),
          asOfOf: () => asOf
        }
        const members = [...iterateMembers(desk.db, check, context)]
        const withStatus = (wanted: MemberStatus) =>
          members.filter(({ status }) => status === wanted).map(({ resource }) => resource)
        const { population, exceptions, needsReview } = runCheck(desk.db, check, context)

        expect(population).toBe(members.length)
        expect(exceptions.map(({ resource }) => resource)).toEqual(withStatus('exception'))
        expect(needsReview.map(({ resource }) => resource)).toEqual(withStatus('needs-review'))
      }
    }
  )

  test.each(named)('%s does not pass an incomplete export', (_, check) => {
    for (const id of accounts) {
      const { outcome } = runCheck(desk.db, check, {
        account: id,
        parameters: defaultParameters(),
        coverageOf: () => ({ state: 'partial', sentence: 'The export was cut short.' }),
        asOfOf: () => asOf
      })
      expect(['fail', 'needs-review']).toContain(outcome)
    }
  })

  test.each(named)('%s names in its sentence what fails', (_, check) => {
    for (const id of accounts) {
      const context = {
        account: id,
        parameters: defaultParameters(),
        coverageOf: () => ({ state: 'complete' as const, sentence: '' }),
        asOfOf: () => asOf
      }
      for (const { status, detail } of iterateMembers(desk.db, check, context)) {
        expect(detail).toMatch(/[.?]$/)
        expect(detail).not.toMatch(/undefined|\bnull\b|NaN|\[object/)
        if (status === 'exception') expect(detail.length).toBeGreaterThan(20)
      }
    }
  })
})

describe('an export that is not there', () => {
  test.each(named)('leaves %s untested, and says which', (id, check) => {
    const estate = openEstate()
    const everything = Object.fromEntries(check.needs.flat().map((need) => [need, 'missing' as const]))

    const { outcome, reason, population } = estate.run(id, coverage(everything))

    expect([outcome, population]).toEqual(['not-tested', 0])
    expect(reason).toMatch(/is missing\./)
  })
})

describe('a value the export does not carry', () => {
  const unknown = {
    created_at: null,
    password_enabled: null,
    password_last_used_absence: null,
    password_last_changed_absence: null,
    mfa_active: null,
    key_1_active: null,
    key_2_active: null,
    cert_1_active: null,
    cert_2_active: null
  }

  const ofUsers = named.filter(
    ([, { needs, topic }]) =>
      topic !== 'root' &&
      topic !== 'inputs' &&
      needs.length === 1 &&
      needs.flat().join() === 'credential-report'
  )

  test('concerns the checks of users by the credential report', () => {
    expect(ofUsers.length).toBeGreaterThan(10)
  })

  test.each(ofUsers)('is decided by nobody: %s neither passes nor fails the user', (id) => {
    const estate = openEstate()
    estate.fact('credential', unknown)

    const statuses = Object.values(estate.statuses(id))

    // Whether somebody is one user too many does not hang on what the report says of them.
    if (id !== 'federated-people') expect(statuses).not.toContain('pass')
    expect(statuses).not.toContain('exception')
  })

  const ofRoot = named.filter(([, { needs }]) => needs.flat().includes('credential-report.root'))

  test.each(ofRoot)('is decided by nobody: %s neither passes nor fails the root user', (id) => {
    const estate = openEstate()
    estate.fact('credential', { ...unknown, arn: rootArn, user_name: '<root_account>', is_root: 1 })
    estate.answers('virtual-mfa-devices', '')

    expect(new Set(Object.values(estate.statuses(id)))).toEqual(new Set(['needs-review']))
  })

  test('of one witness is taken from the other', () => {
    const estate = openEstate()
    estate.fact('credential', { ...unknown, arn: rootArn, user_name: '<root_account>', is_root: 1 })
    estate.fact('account_summary', { name: 'AccountMFAEnabled', value: 1 })

    expect(estate.only('root-mfa').status).toBe('pass')
  })

  test.each([
    [0, 'pass'],
    [1, 'exception']
  ] as const)('of the root password is taken from the account summary, which says %i', (present, status) => {
    const estate = openEstate()
    estate.fact('credential', {
      arn: rootArn,
      user_name: '<root_account>',
      is_root: 1,
      password_enabled: null,
      mfa_active: 0
    })
    estate.fact('account_summary', { name: 'AccountPasswordPresent', value: present })

    expect(estate.only('root-mfa').status).toBe(status)
  })
})

describe('a document that the export does not carry, or that is no policy', () => {
  test.each([
    [
      'customer-policy-administrators',
      (e: Estate, id: number | null) => {
        e.fact('iam_policy', { document_id: id })
        e.fact('iam_attachment', {})
      }
    ],
    ['policy-not-action', (e: Estate, id: number | null) => e.fact('iam_policy', { document_id: id })],
    ['role-trust-public', (e: Estate, id: number | null) => e.fact('iam_role', { trust_document_id: id })],
    ['role-trust-accounts', (e: Estate, id: number | null) => e.fact('iam_role', { trust_document_id: id })]
  ])('leaves %s undecided for that member, and the others tested', (check, give) => {
    for (const text of [null, '{"Statement": "broken"', '[]', '']) {
      const estate = openEstate()
      give(estate, text === null ? null : estate.document(text))

      expect(estate.only(check).status, text ?? 'no document').toBe('needs-review')
    }
  })

  test('hides nothing that another statement of it shows', () => {
    const estate = openEstate()
    estate.fact('iam_policy', {
      document_id: estate.document({
        Statement: [{ Effect: 'Perhaps' }, { Effect: 'Allow', Action: '*', Resource: '*' }]
      })
    })
    estate.fact('iam_attachment', {})

    expect(estate.only('customer-policy-administrators').status).toBe('exception')
  })

  test('leaves the rest of the population tested', () => {
    const estate = openEstate()
    estate.fact('iam_policy', { document_id: estate.document('no policy') })
    estate.fact('iam_policy', {
      arn: policyArn('read'),
      name: 'read',
      document_id: estate.document(allow('s3:GetObject'))
    })

    expect(estate.statuses('policy-not-action')).toEqual({
      [policyArn('deploy')]: 'needs-review',
      [policyArn('read')]: 'pass'
    })
  })
})

describe('roles that AWS keeps', () => {
  const serviceLinked = roleArn('AWSServiceRoleForX', '/aws-service-role/x.amazonaws.com/')
  const reserved = roleArn(
    'AWSReservedSSO_Admin_0123456789abcdef',
    '/aws-reserved/sso.amazonaws.com/eu-west-1/'
  )

  function keptRoles(estate: Estate): void {
    const saml = `arn:aws:iam::${account}:saml-provider/AWSSSO_0123456789abcdef_DO_NOT_DELETE`
    for (const [arn, trusted] of [
      [serviceLinked, { Service: 'x.amazonaws.com' }],
      [reserved, { Federated: saml }]
    ] as const) {
      estate.fact('iam_role', {
        arn,
        name: arn.split('/').at(-1) ?? '',
        iam_path: arn.slice(arn.indexOf('role/') + 4, arn.lastIndexOf('/') + 1),
        trust_document_id: estate.document(
          trust(trusted, { StringEquals: { 'SAML:aud': 'https://signin.aws.amazon.com/saml' } }, [
            'sts:AssumeRole',
            'sts:AssumeRoleWithSAML',
            'sts:TagSession'
          ])
        )
      })
      estate.fact('iam_attachment', {
        principal_arn: arn,
        principal_kind: 'role',
        policy_arn: administratorAccess('aws'),
        policy_name: 'AdministratorAccess'
      })
      estate.fact('iam_inline_policy', {
        principal_arn: arn,
        principal_kind: 'role',
        document_id: estate.document(allow(['*', 'iam:PassRole']))
      })
    }
  }

  const ofAccount = named.filter(([, { scope, topic }]) => scope === 'account' && topic !== 'identity-center')

  test.each(ofAccount)('are no exception of %s: nobody in the account can change them', (id) => {
    const estate = openEstate()
    keptRoles(estate)

    const faulted = Object.entries(estate.statuses(id))
      .filter(([, status]) => status === 'exception')
      .map(([resource]) => resource)

    expect(faulted.filter((resource) => /aws-service-role|aws-reserved/.test(resource))).toEqual([])
  })
})

describe('names', () => {
  test('are the last part of an ARN with a path, and the whole ARN is the resource', () => {
    const arn = `arn:aws:iam::${account}:user/division/team/ada`
    const estate = openEstate()
    estate.fact('credential', { arn, user_name: 'ada', password_enabled: 1 })
    estate.fact('iam_user', { arn, iam_path: '/division/team/' })
    estate.fact('iam_attachment', {
      principal_arn: arn,
      policy_arn: administratorAccess('aws'),
      policy_name: 'AdministratorAccess'
    })

    expect(estate.verdicts('console-user-mfa')).toEqual({
      [arn]: expect.stringMatching(/^exception: User ada has/) as string
    })
    expect(estate.verdicts('administrator-users')).toEqual({
      [arn]: expect.stringMatching(/^exception: User ada has/) as string
    })
    expect(estate.statuses('user-list-differences')).toEqual({ [arn]: 'pass' })
  })

  test('of groups are the same whatever their case', () => {
    const estate = openEstate()
    estate.fact('iam_user', {})
    estate.fact('iam_group', { arn: `arn:aws:iam::${account}:group/Ops`, name: 'Ops' })
    estate.fact('iam_membership', { group_name: 'OPS' })

    expect(Object.values(estate.statuses('empty-groups'))).toEqual(['pass'])
  })

  test('of a user called root, or <root_account> in another account, are not the root user', () => {
    const estate = openEstate()
    estate.fact('credential', { arn: userArn('root'), user_name: 'root', password_enabled: 1 })
    estate.fact('credential', {
      account_id: '444455556666',
      arn: 'arn:aws:iam::444455556666:root',
      user_name: '<root_account>',
      is_root: 1
    })

    expect(Object.keys(estate.statuses('console-user-mfa'))).toEqual([userArn('root')])
    expect(estate.run('root-access-keys').population).toBe(0)
  })
})

describe('partitions', () => {
  test.each(['aws', 'aws-cn', 'aws-us-gov'])(
    '%s: AdministratorAccess is known by its own ARN',
    (partition) => {
      const arn = `arn:${partition}:iam::${account}:user/ada`
      const estate = openEstate()
      estate.fact('iam_user', { arn })
      estate.fact('iam_attachment', {
        principal_arn: arn,
        policy_arn: administratorAccess(partition),
        policy_name: 'AdministratorAccess'
      })

      expect(estate.statuses('administrator-users')).toEqual({ [arn]: 'exception' })
    }
  )

  test.each(['root-access-keys', 'root-mfa', 'root-use', 'root-signing-certificates'])(
    '%s is not applicable to AWS GovCloud, whose root user cannot sign in',
    (id) => {
      const estate = openEstate()
      estate.fact('credential', {
        arn: `arn:aws-us-gov:iam::${account}:root`,
        partition: 'aws-us-gov',
        user_name: '<root_account>',
        is_root: 1,
        key_1_active: 1
      })

      expect(estate.run(id)).toMatchObject({ outcome: 'not-applicable', population: 0 })
    }
  )

  test('aws-cn: the root user is tested as elsewhere', () => {
    const estate = openEstate()
    estate.fact('credential', {
      arn: `arn:aws-cn:iam::${account}:root`,
      partition: 'aws-cn',
      user_name: '<root_account>',
      is_root: 1,
      key_1_active: 1
    })

    expect(estate.run('root-access-keys').outcome).toBe('fail')
  })
})

describe('limits in days', () => {
  const day = 86_400
  /** `from`: the first day that fails · `beyond`: the last that passes. Ages are whole days of 86,400 seconds, rounded down. */
  const limits: readonly (readonly [
    string,
    ParameterName,
    'from' | 'beyond',
    (e: Estate, at: number) => void
  ])[] = [
    [
      'unused-passwords',
      'unusedCredentialDays',
      'from',
      (e, at) =>
        e.fact('credential', {
          password_enabled: 1,
          password_last_used_at: at,
          password_last_used_absence: null
        })
    ],
    [
      'unused-access-keys',
      'unusedCredentialDays',
      'from',
      (e, at) => e.fact('credential', { key_1_active: 1, key_1_rotated_at: at, key_1_last_used_at: at })
    ],
    [
      'passwords-never-used',
      'unusedCredentialDays',
      'from',
      (e, at) =>
        e.fact('credential', {
          password_enabled: 1,
          password_last_used_absence: 'no_information',
          password_last_changed_at: at
        })
    ],
    [
      'access-key-age',
      'maxAccessKeyAgeDays',
      'beyond',
      (e, at) => e.fact('credential', { key_1_active: 1, key_1_rotated_at: at })
    ],
    [
      'access-keys-never-used',
      'newKeyGraceDays',
      'beyond',
      (e, at) => e.fact('credential', { key_1_active: 1, key_1_rotated_at: at })
    ],
    [
      'unused-roles',
      'unusedRoleDays',
      'beyond',
      (e, at) => e.fact('iam_role', { last_used_at: at, created_at: daysAgo(800) })
    ]
  ]

  test.each(limits)('%s: %s is the same day everywhere (%s)', (check, parameter, kind, give) => {
    const limit = defaultParameters()[parameter]
    const first = kind === 'from' ? limit : limit + 1
    const statusAt = (seconds: number): MemberStatus => {
      const estate = openEstate()
      give(estate, asOf - seconds)
      return estate.only(check).status
    }

    expect(statusAt(first * day)).toBe('exception')
    expect(statusAt(first * day + 1)).toBe('exception')
    expect(statusAt(first * day - 1)).toBe('pass')
  })

  test('of the root user count a use on the last day as one within the period', () => {
    const statusAt = (days: number): MemberStatus => {
      const estate = openEstate()
      estate.fact('credential', {
        arn: rootArn,
        user_name: '<root_account>',
        is_root: 1,
        password_enabled: 1,
        password_last_used_at: daysAgo(days),
        password_last_used_absence: null
      })
      return estate.only('root-use').status
    }

    expect([statusAt(90), statusAt(91)]).toEqual(['exception', 'pass'])
  })
})
