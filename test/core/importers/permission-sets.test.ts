import { expect, test } from 'vitest'

import { at, collect, sentences } from './collect.ts'

const arn = 'arn:aws:sso:::permissionSet/ssoins-1234567890abcdef/ps-1234567890abcdef'
const other = 'arn:aws:sso:::permissionSet/ssoins-1234567890abcdef/ps-fedcba0987654321'
const set = {
  Name: 'Admin',
  PermissionSetArn: arn,
  Description: 'All of it',
  CreatedDate: 1764000000.5,
  SessionDuration: 'PT8H',
  RelayState: 'https://console.aws.amazon.com/'
}

test('the list of permission sets gives their ARNs alone', () => {
  const found = collect(JSON.stringify({ PermissionSets: [arn, other] }), {
    name: 'identity-center/list-permission-sets.json'
  })

  expect(found.kind).toBe('permission-sets')
  expect(found.of('permission_set').map((row) => [row.arn, row.name, row.path])).toEqual([
    [arn, null, 'PermissionSets[0]'],
    [other, null, 'PermissionSets[1]']
  ])
  expect(found.coverage).toEqual({ '/': 'complete' })
})

test('a described permission set has its name and the length of a session', () => {
  const found = collect(JSON.stringify({ PermissionSet: set }))

  expect(found.of('permission_set')).toEqual([
    {
      account_id: '',
      arn,
      name: 'Admin',
      description: 'All of it',
      session_seconds: 28_800,
      relay_state: 'https://console.aws.amazon.com/',
      created_at: 1764000000,
      line: 1,
      path: 'PermissionSet'
    }
  ])
  expect(found.coverage).toEqual({ '/set ps-1234567890abcdef': 'complete' })
})

test('a length of a session that cannot be told is doubted and the permission set kept', () => {
  const found = collect(JSON.stringify({ PermissionSet: { ...set, SessionDuration: '8 hours' } }))

  expect(found.of('permission_set')).toMatchObject([{ name: 'Admin', session_seconds: null }])
  expect(sentences(found, 'warning')).toContain('found "8 hours"')
  expect(Object.values(found.coverage)).toEqual(['partial'])
})

test('the permission sets of one account say where they are, and not how many there are', () => {
  const content = JSON.stringify({ PermissionSets: [arn] })
  const found = collect(content, { options: { 'account-id': '444455556666' } })
  const unnamed = collect(content, { name: 'permission-sets-provisioned-to-account.json' })

  expect(found.of('permission_set_account')).toMatchObject([
    { permission_set_arn: arn, target_account_id: '444455556666' }
  ])
  expect(found.coverage).toEqual({ '/account 444455556666': 'complete' })
  expect(unnamed.of('permission_set_account')).toEqual([])
  expect(unnamed.coverage).toEqual({ '/permission-sets-provisioned-to-account.json': 'partial' })
  expect(sentences(unnamed, 'warning')).toContain('name the file after the account')
})

test('an empty list, a page and a broken entry', () => {
  expect(collect('{"PermissionSets": []}').coverage).toEqual({ '/': 'complete' })
  expect(collect(JSON.stringify({ PermissionSets: [arn], NextToken: 'x' })).coverage).toEqual({ '/': 'page' })
  const broken = collect(JSON.stringify({ PermissionSets: [arn, 7] }))
  expect(broken.of('permission_set')).toHaveLength(1)
  expect(broken.notes).toMatchObject([{ level: 'error', path: 'PermissionSets[1]' }])
})

test('a refusal is of what was asked: the list, one permission set, one account', () => {
  const error = (operation: string): string =>
    `An error occurred (AccessDeniedException) when calling the ${operation} operation: User: x is not authorized to perform: sso:${operation} on resource: y`

  expect(collect(error('ListPermissionSets')).coverage).toEqual({ '/': 'denied' })
  expect(
    collect(error('DescribePermissionSet'), { name: 'ps-1234567890abcdef/describe-permission-set.json.err' })
      .coverage
  ).toEqual({ '/set ps-1234567890abcdef': 'denied' })
  expect(
    collect(error('ListPermissionSetsProvisionedToAccount'), { name: '444455556666.json.err' }).coverage
  ).toEqual({ '/account 444455556666': 'denied' })
})

test('a time of creation in the time zone of the client is read', () => {
  const found = collect(
    JSON.stringify({ PermissionSet: { ...set, CreatedDate: '2026-11-23T18:05:00.442056-05:00' } })
  )

  expect(found.of('permission_set')[0]?.created_at).toBe(at('2026-11-23T23:05:00Z'))
})
