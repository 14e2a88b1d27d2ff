import { expect, test } from 'vitest'

import { collect, sentences } from './collect.ts'

const logs = { name: 's3/logs.get-bucket-acl.json', accountHint: '111122223333' }
const owner = { ID: '75aa57f0', DisplayName: 'client' }

test('grants name groups by URI, accounts by id, and the owner as such', () => {
  const found = collect(
    JSON.stringify({
      Owner: owner,
      Grants: [
        { Grantee: { ID: '75aa57f0', Type: 'CanonicalUser' }, Permission: 'FULL_CONTROL' },
        { Grantee: { ID: 'bcaf1ffd', Type: 'CanonicalUser' }, Permission: 'READ' },
        {
          Grantee: { Type: 'Group', URI: 'http://acs.amazonaws.com/groups/global/AllUsers' },
          Permission: 'READ_ACP'
        },
        { Grantee: { Type: 'AmazonCustomerByEmail', EmailAddress: 'a@example.com' }, Permission: 'WRITE' }
      ]
    }),
    logs
  )

  expect(found.of('resource_grant')[0]).toEqual({
    account_id: '111122223333',
    region: null,
    service: 's3',
    resource: 'logs',
    grantee: 'owner',
    permission: 'FULL_CONTROL',
    line: 1,
    path: 'Grants[0]'
  })
  expect(found.of('resource_grant').map(({ grantee, permission }) => [grantee, permission])).toEqual([
    ['owner', 'FULL_CONTROL'],
    ['bcaf1ffd', 'READ'],
    ['http://acs.amazonaws.com/groups/global/AllUsers', 'READ_ACP'],
    ['a@example.com', 'WRITE']
  ])
  expect(found.coverage).toEqual({ '111122223333/logs': 'complete' })
})

test('the owner may stand after the grants, and in a second list of the same file', () => {
  const list = { Grants: [{ Grantee: { ID: '75aa57f0' }, Permission: 'FULL_CONTROL' }], Owner: owner }
  const found = collect(`${JSON.stringify(list)}\n${JSON.stringify(list)}`, logs)

  expect(found.of('resource_grant').map(({ grantee, path }) => [grantee, path])).toEqual([
    ['owner', 'Grants[0]'],
    ['owner', '[1].Grants[0]']
  ])
})

test.each<[string, string, string]>([
  ['no grants', JSON.stringify({ Owner: owner, Grants: [] }), 'complete'],
  [
    'a refusal',
    'An error occurred (AccessDenied) when calling the GetBucketAcl operation: User: arn:aws:iam::111122223333:user/a is not authorized to perform: s3:GetBucketAcl',
    'denied'
  ]
])('%s', (_, text, state) => {
  const found = collect(text, logs)

  expect([found.kind, found.coverage]).toEqual(['bucket-acl', { '111122223333/logs': state }])
})

test('a grant to nobody makes the list unreadable, and a list without a bucket asks for its name', () => {
  const broken = collect(
    JSON.stringify({ Owner: owner, Grants: [{ Grantee: {}, Permission: 'READ' }] }),
    logs
  )
  const unnamed = collect(JSON.stringify({ Owner: owner, Grants: [] }))

  expect(broken.unreadable?.message).toContain('neither URI, ID nor e-mail address')
  expect(sentences(unnamed, 'warning')).toContain('s3/<bucket>.get-bucket-acl.json')
})
