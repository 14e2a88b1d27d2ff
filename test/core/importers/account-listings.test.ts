import { describe, expect, test } from 'vitest'

import type { FactTable } from '../../../src/core/iam/facts.ts'
import { at, collect, sentences } from './collect.ts'

const date = '2026-01-31T12:00:00+00:00'
const arn = (rest: string): string => `arn:aws:iam::111122223333:${rest}`

/** Kind, key, operation, table, a record with what it becomes. */
const lists: readonly (readonly [string, string, string, FactTable, object, object])[] = [
  [
    'users-list',
    'Users',
    'ListUsers',
    'iam_user_listing',
    {
      Path: '/team/',
      UserName: 'ada',
      UserId: 'AIDACKCEVSQ6C2EXAMPLE',
      Arn: arn('user/team/ada'),
      CreateDate: '2020-01-01T00:00:00Z',
      PasswordLastUsed: date
    },
    { arn: arn('user/team/ada'), name: 'ada', password_last_used_at: at(date) }
  ],
  [
    'roles-list',
    'Roles',
    'ListRoles',
    'iam_role_listing',
    {
      Path: '/',
      RoleName: 'deploy',
      RoleId: 'AROAJ52OTH4H7LEXAMPLE',
      Arn: arn('role/deploy'),
      AssumeRolePolicyDocument: { Version: '2012-10-17', Statement: [] },
      Description: 'Deploys the shop',
      MaxSessionDuration: 43200
    },
    { arn: arn('role/deploy'), name: 'deploy', description: 'Deploys the shop', max_session_seconds: 43200 }
  ],
  [
    'instance-profiles',
    'InstanceProfiles',
    'ListInstanceProfiles',
    'instance_profile',
    {
      Path: '/',
      InstanceProfileName: 'web',
      InstanceProfileId: 'AIPAIXEU4NUHUPEXAMPLE',
      Arn: arn('instance-profile/web'),
      CreateDate: date,
      Roles: [{ RoleName: 'web', Arn: arn('role/web') }]
    },
    { arn: arn('instance-profile/web'), name: 'web', role_arn: arn('role/web'), created_at: at(date) }
  ],
  [
    'server-certificates',
    'ServerCertificateMetadataList',
    'ListServerCertificates',
    'server_certificate',
    {
      Path: '/cloudfront/',
      ServerCertificateName: 'shop',
      ServerCertificateId: 'ASCAEXAMPLE456EXAMPLE',
      Arn: arn('server-certificate/cloudfront/shop'),
      UploadDate: date,
      Expiration: '2299-12-31T21:17:09+00:00'
    },
    {
      arn: arn('server-certificate/cloudfront/shop'),
      name: 'shop',
      iam_path: '/cloudfront/',
      uploaded_at: at(date),
      expires_at: at('2299-12-31T21:17:09Z')
    }
  ]
]

describe.each(lists)('%s', (kind, key, operation, table, record, becomes) => {
  const listed = (members: readonly unknown[], rest: object = {}): string =>
    JSON.stringify({ [key]: members, ...rest })

  test('a record becomes a fact of the account in its ARN', () => {
    const found = collect(listed([record]))

    expect(found.kind).toBe(kind)
    expect(found.of(table)).toEqual([{ account_id: '111122223333', ...becomes, line: 1, path: `${key}[0]` }])
    expect(found.coverage).toEqual({ '111122223333/': 'complete' })
    expect(Object.values(found.counts)).toEqual([1])
  })

  test('a time that lies ahead does not date the account', () => {
    expect(collect(listed([record])).latestAt ?? 0).toBeLessThanOrEqual(at(date))
  })

  test('an empty list is an answer about the account known from outside', () => {
    const found = collect(listed([]), { accountHint: '111122223333' })

    expect(found.kind).toBe(kind)
    expect(found.coverage).toEqual({ '111122223333/': 'complete' })
    expect(Object.values(found.counts)).toEqual([0])
  })

  test('a key may begin in lower case', () => {
    const lower = key.charAt(0).toLowerCase() + key.slice(1)

    expect(collect(JSON.stringify({ [lower]: [record] })).coverage).toEqual({ '111122223333/': 'complete' })
  })

  test('a page is a page, and a broken record makes the list incomplete', () => {
    const broken = collect(listed([record, { ...record, Arn: 7 }, { ...record, Arn: '' }]))

    expect(collect(listed([record], { NextToken: 'x' })).coverage).toEqual({ '111122223333/': 'page' })
    expect(broken.of(table)).toHaveLength(1)
    expect(broken.coverage).toEqual({ '111122223333/': 'partial' })
    expect(broken.notes.map(({ path }) => path)).toEqual([`${key}[1]`, `${key}[2]`])
  })

  test('a list narrowed to a path is not the account', () => {
    const found = collect(listed([record]), { options: { 'path-prefix': '/team/' } })

    expect(found.coverage).toEqual({ '111122223333//team/': 'partial' })
    expect(sentences(found, 'warning')).toContain('narrowed to the path /team/')
    expect(collect(listed([record]), { options: { 'path-prefix': '/' } }).coverage).toEqual({
      '111122223333/': 'complete'
    })
  })

  test('a refusal is of the caller and names no answer', () => {
    const found = collect(
      `An error occurred (AccessDenied) when calling the ${operation} operation: User: arn:aws:iam::111122223333:user/auditor is not authorized to perform: iam:${operation} on resource: *`
    )

    expect(found.kind).toBe(kind)
    expect(found.coverage).toEqual({ '111122223333/': 'denied' })
    expect(sentences(found, 'error')).toContain('AWS refused the call to the client')
  })
})

test('users of an identity store or of a group are not the users of the account', () => {
  const user = { UserName: 'ada', Arn: arn('user/ada') }

  expect(collect('{"Users": [{"UserName": "ada", "UserId": "x", "IdentityStoreId": "d-1"}]}').kind).not.toBe(
    'users-list'
  )
  expect(collect(JSON.stringify({ Group: { GroupName: 'g' }, Users: [user] })).kind).toBeNull()
})

test('an empty list of users from an identity store is refused by its folder or command', () => {
  expect(collect('{"Users": []}', { name: 'identity-center/list-users.json' }).unreadable?.message).toContain(
    'of an identity store, not of IAM'
  )
  expect(collect('{"Users": []}', { options: { 'identity-store-id': 'd-1' } }).unreadable?.message).toContain(
    'of an identity store, not of IAM'
  )
})

test('one role by itself answers for its name', () => {
  const found = collect(
    JSON.stringify({ Role: { RoleName: 'deploy', Arn: arn('role/ci/deploy'), MaxSessionDuration: 3600 } })
  )

  expect(found.kind).toBe('roles-list')
  expect(found.of('iam_role_listing')).toMatchObject([{ name: 'deploy', description: null, path: 'Role' }])
  expect(found.coverage).toEqual({ '111122223333/deploy': 'complete' })
  expect(
    collect(
      'An error occurred (NoSuchEntity) when calling the GetRole operation: The role with name deploy cannot be found.',
      { accountHint: '111122223333', options: { 'role-name': 'deploy' } }
    ).coverage
  ).toEqual({ '111122223333/deploy': 'denied' })
})

test('a role of another service in the same place is none', () => {
  expect(collect('{"Role": "arn:aws:iam::111122223333:role/x", "Runtime": "nodejs24.x"}').kind).toBeNull()
})

test.each([
  [{ options: { 'role-name': 'web' } }, 'web'],
  [{ name: 'list-instance-profiles-for-role/web.json' }, 'web'],
  [{ name: 'accounts/1/list-instance-profiles-for-role.web.json' }, 'web'],
  [{ name: 'list_instance_profiles_for_role.json' }, 'list_instance_profiles_for_role']
])('the instance profiles of one role answer for that role: %j', (given, role) => {
  const found = collect(JSON.stringify({ InstanceProfiles: [] }), { accountHint: '111122223333', ...given })

  expect(found.coverage).toEqual({ [`111122223333/${role}`]: 'complete' })
})

test('an instance profile may be without a role, and with two is doubted', () => {
  const profile = { InstanceProfileName: 'web', Arn: arn('instance-profile/web') }
  const role = { Arn: arn('role/web') }
  const found = collect(
    JSON.stringify({
      InstanceProfiles: [
        { ...profile, Roles: [] },
        { ...profile, Roles: [role, role] }
      ]
    })
  )

  expect(found.of('instance_profile').map(({ role_arn }) => role_arn)).toEqual([null, arn('role/web')])
  expect(found.coverage).toEqual({ '111122223333/': 'partial' })
})

test('instance profiles of other services are none of IAM', () => {
  expect(
    collect('{"InstanceProfiles": [{"InstanceProfileArn": "x", "InstanceProfileName": "y"}]}').kind
  ).toBeNull()
})

test.each([
  [
    'user',
    'users-list',
    { Users: [{ Arn: arn('user/ada'), UserName: 'ada', Tags: [{ Key: 'owner', Value: 'a' }] }] },
    'Users[0]'
  ],
  [
    'role',
    'roles-list',
    { Role: { Arn: arn('role/deploy'), RoleName: 'deploy', Tags: [{ Key: 'owner', Value: 'a' }] } },
    'Role'
  ]
] as const)('a %s that carries its tags tells them (%s)', (kind, importer, answer, path) => {
  const found = collect(JSON.stringify(answer))

  expect(found.kind).toBe(importer)
  expect(found.of('principal_tag')).toEqual([
    {
      account_id: '111122223333',
      principal_arn: arn(kind === 'user' ? 'user/ada' : 'role/deploy'),
      principal_kind: kind,
      key: 'owner',
      value: 'a',
      line: 1,
      path: `${path}.Tags[0]`
    }
  ])
})
