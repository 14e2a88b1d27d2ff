import { expect, test } from 'vitest'

import { collect, sentences } from './collect.ts'

const id = 'ps-1234567890abcdef'
const named = { name: `permission-sets/${id}/provisioned-accounts.json` }

test('the accounts of a permission set are read, by the folder of the file', () => {
  const found = collect('{"AccountIds": ["111122223333", "002107485300"]}', named)

  expect(found.kind).toBe('permission-set-accounts')
  expect(
    found.of('permission_set_account').map((row) => [row.permission_set_arn, row.target_account_id])
  ).toEqual([
    [id, '111122223333'],
    [id, '002107485300']
  ])
  expect(found.coverage).toEqual({ [`/${id}`]: 'complete' })
})

test('an empty list is an answer, a page is none, a word is no account', () => {
  expect(collect('{"AccountIds": []}', named)).toMatchObject({
    coverage: { [`/${id}`]: 'complete' },
    counts: { accounts: 0 }
  })
  expect(collect('{"AccountIds": ["111122223333"], "NextToken": "x"}', named).coverage).toEqual({
    [`/${id}`]: 'page'
  })
  expect(sentences(collect('{"AccountIds": ["111122223333", "prod"]}', named), 'error')).toContain('"prod"')
})

test('where nothing names the permission set, that is said', () => {
  const found = collect('{"AccountIds": ["111122223333"]}', { name: 'accounts.json' })

  expect(found.coverage).toEqual({ '/accounts.json': 'partial' })
  expect(sentences(found, 'warning')).toContain('which permission set')
})

test('a refusal is of the permission set', () => {
  expect(
    collect(
      'An error occurred (AccessDeniedException) when calling the ListAccountsForProvisionedPermissionSet operation: no',
      named
    ).coverage
  ).toEqual({ [`/${id}`]: 'denied' })
})
