import { expect, test } from 'vitest'

import { collect, sentences } from './collect.ts'

test('every value is a fact, numbers written as text among them', () => {
  const found = collect('{"SummaryMap": {"Users": 27, "AccountMFAEnabled": "1"}}', {
    accountHint: '111122223333'
  })

  expect(
    found.of('account_summary').map(({ account_id, name, value, path }) => [account_id, name, value, path])
  ).toEqual([
    ['111122223333', 'Users', 27, 'SummaryMap.Users'],
    ['111122223333', 'AccountMFAEnabled', 1, 'SummaryMap.AccountMFAEnabled']
  ])
  expect(found.coverage).toEqual({ '111122223333/': 'complete' })
  expect(found.counts).toEqual({ values: 2 })
})

test('a value that is no number is left out alone', () => {
  const found = collect(
    '{"SummaryMap": {"Users": "many", "Groups": 2, "Roles": null, "__proto__": {"x": 1}}}'
  )

  expect(found.of('account_summary').map(({ name }) => name)).toEqual(['Groups'])
  expect(sentences(found, 'warning')).toContain('`Users` must be a whole number, found "many"')
  expect(found.coverage).toEqual({ '/': 'partial' })
})

test('an empty summary is unreadable', () => {
  expect(collect('{"SummaryMap": {}}').unreadable?.message).toContain('is empty')
})

test('a refusal is covered as such', () => {
  expect(
    collect('An error occurred (Throttling) when calling the GetAccountSummary operation: Rate exceeded')
      .coverage
  ).toEqual({ '/': 'denied' })
})
