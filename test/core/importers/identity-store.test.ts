import { expect, test } from 'vitest'

import { collect, sentences } from './collect.ts'

const user = {
  UserName: 'ana',
  UserId: '906719a9c3-aaaaaaaa-bbbb-cccc-dddd-eeeeeeeeeeee',
  ExternalIds: [{ Issuer: 'https://scim.aws.com/1', Id: '00a' }],
  Name: { FamilyName: 'Žižek', GivenName: 'Ana' },
  DisplayName: 'Ana Žižek',
  Emails: [
    { Value: 'home@example.com', Type: 'home' },
    { Value: 'ana@example.com', Type: 'work', Primary: true }
  ],
  UserStatus: 'ENABLED',
  IdentityStoreId: 'd-1234567890'
}
const group = {
  GroupId: '906719a9c3-11111111-2222-3333-4444-555555555555',
  DisplayName: 'Admins',
  Description: 'Those who may',
  ExternalIds: [],
  IdentityStoreId: 'd-1234567890'
}

test('users are read with their primary address and who provisions them', () => {
  const found = collect(JSON.stringify({ Users: [user, { UserId: 'u-2', IdentityStoreId: 'd-1234567890' }] }))

  expect(found.kind).toBe('identity-users')
  expect(found.of('identity_user')).toMatchObject([
    {
      account_id: '',
      identity_store_id: 'd-1234567890',
      user_id: user.UserId,
      user_name: 'ana',
      display_name: 'Ana Žižek',
      email: 'ana@example.com',
      status: 'ENABLED',
      external_issuer: 'https://scim.aws.com/1'
    },
    { user_id: 'u-2', user_name: '', email: null, status: null, external_issuer: null }
  ])
  expect(found.coverage).toEqual({ '/d-1234567890': 'complete' })
})

test('groups are read; a described user or group is not the list', () => {
  const groups = collect(JSON.stringify({ Groups: [group] }))

  expect(groups.kind).toBe('identity-groups')
  expect(groups.of('identity_group')).toMatchObject([
    { group_id: group.GroupId, name: 'Admins', description: 'Those who may', external_issuer: null }
  ])
  expect(collect(JSON.stringify(group)).coverage).toEqual({ [`/described ${group.GroupId}`]: 'complete' })
  expect(collect(JSON.stringify(user))).toMatchObject({
    kind: 'identity-users',
    coverage: { [`/described ${user.UserId}`]: 'complete' }
  })
})

test('users and groups of IAM are none of the identity store', () => {
  expect(
    collect('{"Users": [{"UserName": "a", "UserId": "AIDA", "Arn": "arn:aws:iam::111122223333:user/a"}]}')
      .kind
  ).not.toBe('identity-users')
  expect(
    collect('{"Groups": [{"GroupName": "a", "GroupId": "AGPA", "Arn": "arn:aws:iam::1:group/a"}]}').kind
  ).not.toBe('identity-groups')
})

test('an empty list of groups counts where something says that it is of Identity Center', () => {
  const empty = '{"Groups": []}'

  expect(collect(empty, { name: 'identity-center/list-groups.json' }).coverage).toEqual({ '/': 'complete' })
  expect(collect(empty, { options: { 'identity-store-id': 'd-1234567890' } }).coverage).toEqual({
    '/d-1234567890': 'complete'
  })
  expect(collect(empty, { name: 'list-groups.json' }).unreadable?.message).toContain(
    'whether it is one of IAM or of Identity Center'
  )
})

test('a page, a broken entry and refusals', () => {
  const error = (operation: string): string =>
    `An error occurred (AccessDeniedException) when calling the ${operation} operation: User: x is not authorized to perform: identitystore:${operation} on resource: y`

  expect(collect(JSON.stringify({ Groups: [group], NextToken: 'x' })).coverage).toEqual({
    '/d-1234567890': 'page'
  })
  const broken = collect(JSON.stringify({ Users: [user, { ...user, UserId: 7 }] }))
  expect(broken.of('identity_user')).toHaveLength(1)
  expect(sentences(broken, 'error')).toContain('`UserId` must be text')
  expect(collect(error('ListUsers'))).toMatchObject({ kind: 'identity-users', coverage: { '/': 'denied' } })
  expect(collect(error('DescribeGroup'))).toMatchObject({ kind: 'identity-groups', coverage: {} })
})
