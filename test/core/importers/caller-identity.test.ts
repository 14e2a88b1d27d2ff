import { expect, test } from 'vitest'

import { collect, sentences } from './collect.ts'

const arn = 'arn:aws:sts::002107485300:assumed-role/AuditRole/auditor'

test('the caller names the account', () => {
  const found = collect(
    JSON.stringify({ UserId: 'AROAX:auditor', Account: '002107485300', Arn: arn }, null, 4)
  )

  expect(found.of('caller_identity')).toEqual([
    { account_id: '002107485300', arn, user_id: 'AROAX:auditor', line: 3, path: 'Account' }
  ])
  expect(found.coverage).toEqual({ '002107485300/': 'complete' })
})

test('leading zeros lost with a number are put back, and said so', () => {
  const found = collect(JSON.stringify({ UserId: 'x', Account: 2107485300, Arn: arn }))

  expect(found.coverage).toEqual({ '002107485300/': 'complete' })
  expect(sentences(found, 'warning')).toContain('leading zeros')
})

test.each([['"5.28758E+11"'], ['"x"'], ['null'], ['{}']])('account %s is unreadable', (account) => {
  const found = collect(`{"UserId": "x", "Account": ${account}, "Arn": "${arn}"}`)

  expect(found.unreadable?.message).toContain('must be an account id of 12 digits')
})
