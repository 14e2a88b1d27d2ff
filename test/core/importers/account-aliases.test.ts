import { expect, test } from 'vitest'

import { collect, sentences } from './collect.ts'

test('an alias belongs to the account known from outside', () => {
  const found = collect('{\n"AccountAliases": [\n"example"\n]\n}', { accountHint: '111122223333' })

  expect(found.of('account_alias')).toEqual([
    { account_id: '111122223333', alias: 'example', line: 3, path: 'AccountAliases[0]' }
  ])
  expect(found.coverage).toEqual({ '111122223333/': 'complete' })
})

test('no alias is an answer too', () => {
  expect(collect('{"AccountAliases": []}', { accountHint: '111122223333' })).toMatchObject({
    coverage: { '111122223333/': 'complete' },
    counts: { aliases: 0 }
  })
})

test('an alias that is no text is left out', () => {
  const found = collect('{"AccountAliases": [7, "example"]}')

  expect(found.of('account_alias')).toHaveLength(1)
  expect(sentences(found, 'error')).toContain('found 7')
  expect(found.coverage).toEqual({ '/': 'partial' })
})
