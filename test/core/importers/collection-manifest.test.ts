import { expect, test } from 'vitest'

import { at, collect, sentences } from './collect.ts'

const header = 'path\trc\terror\tbytes\tsha256\tstarted_utc\tseconds\taccount\tregion\tcommand'
const sha256 = 'dad730b02474919d5cdce7d343847e3732bbc2ddf4e5b16e218e75509e5ea40e'

test('a call tells when a file was asked for and what came of it', () => {
  const found = collect(
    [
      header,
      `accounts/111122223333/account-summary.json\t0\t-\t525\t${sha256.toUpperCase()}\t2026-01-31T11:00:00Z\t2\t2107485300\tglobal\taws iam get-account-summary`,
      'organization/list-organizations-features.json\t252\t-\t0\t-\t2026-01-31T11:00:02Z\t1\t-\tglobal\taws iam list-organizations-features'
    ].join('\n')
  )

  expect(found.kind).toBe('collection-manifest')
  expect(found.of('collection_call')).toEqual([
    {
      account_id: '002107485300',
      name: 'accounts/111122223333/account-summary.json',
      sha256,
      started_at: at('2026-01-31T11:00:00Z'),
      command: 'aws iam get-account-summary',
      return_code: 0,
      line: 2,
      path: null
    },
    {
      account_id: null,
      name: 'organization/list-organizations-features.json',
      sha256: null,
      started_at: at('2026-01-31T11:00:02Z'),
      command: 'aws iam list-organizations-features',
      return_code: 252,
      line: 3,
      path: null
    }
  ])
  expect(found.coverage).toEqual({ '/': 'complete' })
})

test('a row cut short is left out', () => {
  const found = collect(`${header}\naccounts/x\t0\n`)

  expect(found.of('collection_call')).toEqual([])
  expect(sentences(found, 'error')).toContain('2 of 10 columns')
  expect(found.coverage).toEqual({ '/': 'partial' })
})
