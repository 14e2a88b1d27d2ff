import { expect, test } from 'vitest'

import { at, collect, sentences } from './collect.ts'

function account(id: unknown, more: object = {}): object {
  return {
    Id: id,
    Arn: `arn:aws:organizations::111122223333:account/o-exampleorgid/${String(id)}`,
    Email: 'a@example.com',
    Name: 'name',
    Status: 'ACTIVE',
    JoinedMethod: 'CREATED',
    JoinedTimestamp: 1481835795.536,
    ...more
  }
}

test('accounts are read with state before status, and paths give their parents', () => {
  const found = collect(
    JSON.stringify({
      Accounts: [
        account('111122223333', { Paths: ['o-exampleorgid/r-ab12/111122223333/'], State: 'ACTIVE' }),
        account('002107485300', {
          Paths: ['o-exampleorgid/r-ab12/ou-ab12-11111111/002107485300/'],
          State: 'CLOSED',
          Status: 'SUSPENDED'
        }),
        account('444455556666', { Status: 'SUSPENDED', JoinedTimestamp: '2020-10-05T12:00:00.123000+02:00' })
      ]
    }),
    { name: 'organization/list-accounts.json' }
  )

  expect(
    found
      .of('org_account')
      .map(({ account_id, id, status, joined_at }) => [account_id, id, status, joined_at])
  ).toEqual([
    ['111122223333', '111122223333', 'ACTIVE', 1481835795],
    ['111122223333', '002107485300', 'CLOSED', 1481835795],
    ['111122223333', '444455556666', 'SUSPENDED', at('2020-10-05T10:00:00Z')]
  ])
  expect(found.of('org_parent').map(({ child_id, parent_id }) => [child_id, parent_id])).toEqual([
    ['111122223333', 'r-ab12'],
    ['002107485300', 'ou-ab12-11111111']
  ])
  expect(found.coverage).toEqual({ '/': 'complete' })
})

test('the accounts of one parent are placed below it and are not all accounts', () => {
  const found = collect(JSON.stringify({ Accounts: [account('444455556666')] }), {
    name: 'organization/accounts-for-parent/ou-ab12-11111111.json'
  })

  expect(found.of('org_account')).toHaveLength(1)
  expect(found.of('org_parent')).toMatchObject([{ child_id: '444455556666', parent_id: 'ou-ab12-11111111' }])
  expect(found.coverage).toEqual({ '/ou-ab12-11111111': 'complete' })
  expect(found.readsName).toBe(true)
})

test('the accounts of a parent nobody names are accounts still', () => {
  const found = collect(JSON.stringify({ Accounts: [account('444455556666')] }), {
    name: 'list-accounts-for-parent.json'
  })

  expect(found.of('org_account')).toHaveLength(1)
  expect(found.of('org_parent')).toEqual([])
  expect(found.coverage).toEqual({ '/list-accounts-for-parent.json': 'partial' })
  expect(sentences(found, 'warning')).toContain("name the file after the parent's id")
})

test('an id that is no account is left out, one that lost its zeros is put right', () => {
  const found = collect(JSON.stringify({ Accounts: [account('5.28758E+11'), account(2107485300)] }), {
    name: 'list-accounts.json'
  })

  expect(found.of('org_account').map(({ id }) => id)).toEqual(['002107485300'])
  expect(sentences(found, 'warning')).toContain('leading zeros')
  expect(sentences(found, 'error')).toContain('5.28758E+11')
  expect(Object.values(found.coverage)).toEqual(['partial'])
})

test('a page and an empty list are not all accounts', () => {
  expect(collect(JSON.stringify({ Accounts: [account('444455556666')], NextToken: 'x' })).coverage).toEqual({
    '/': 'page'
  })
  expect(collect('{"Accounts": []}', { name: 'list-accounts.json' }).coverage).toEqual({ '/': 'partial' })
  expect(collect('{"Accounts": []}', { name: 'accounts-for-parent/r-ab12.json' }).notes).toEqual([])
})

test('a refusal for one parent does not refuse the list of all', () => {
  const error = (operation: string): string =>
    `An error occurred (AccessDeniedException) when calling the ${operation} operation: no`

  expect(collect(error('ListAccounts')).coverage).toEqual({ '/': 'denied' })
  expect(collect(error('ListAccountsForParent')).coverage).toEqual({})
  expect(collect(error('ListAccountsForParent'), { name: 'r-ab12.json.err' }).coverage).toEqual({
    '/r-ab12': 'denied'
  })
  expect(collect(error('DescribeAccount'), { name: '444455556666.json.err' }).coverage).toEqual({
    '/444455556666': 'denied'
  })
})

test('one account described by itself is an account and not the list of all', () => {
  const found = collect(
    JSON.stringify({
      Account: account('444455556666', {
        Paths: ['o-exampleorgid/r-ab12/444455556666/'],
        JoinedTimestamp: undefined,
        JoinedTimeStamp: 1481756563.134
      })
    }),
    { name: 'describe-account.json' }
  )

  expect(found.kind).toBe('organization-accounts')
  expect(found.of('org_account')).toMatchObject([
    { account_id: '111122223333', id: '444455556666', joined_at: 1481756563, path: 'Account' }
  ])
  expect(found.of('org_parent')).toMatchObject([{ child_id: '444455556666', parent_id: 'r-ab12' }])
  expect(found.coverage).toEqual({ '/444455556666': 'complete' })
})

test('the command says which parent was asked about, whatever the file is called', () => {
  const found = collect(JSON.stringify({ Accounts: [account('444455556666')] }), {
    name: 'accounts.json',
    options: { 'parent-id': 'r-ab12' }
  })

  expect(found.of('org_parent')).toMatchObject([{ child_id: '444455556666', parent_id: 'r-ab12' }])
  expect(found.coverage).toEqual({ '/r-ab12': 'complete' })
})
