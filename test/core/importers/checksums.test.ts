import { expect, test } from 'vitest'

import { collect, sentences } from './collect.ts'

const one = 'dad730b02474919d5cdce7d343847e3732bbc2ddf4e5b16e218e75509e5ea40e'
const two = 'd041b361c538fd1f6eead84d2c74871f118ad150742e28838e6174660ac03b7a'

test('each line is a file of the folder with its digest', () => {
  const found = collect(
    `${one}  accounts/111122223333/users/smith,john/list-access-keys.json\n${two.toUpperCase()} *./manifest.tsv\r\n`,
    { name: 'exports/SHA256SUMS' }
  )

  expect(found.kind).toBe('checksums')
  expect(found.of('collection_call')).toEqual([
    {
      account_id: null,
      name: 'accounts/111122223333/users/smith,john/list-access-keys.json',
      sha256: one,
      started_at: null,
      command: 'sha256sum',
      return_code: null,
      line: 1,
      path: null
    },
    {
      account_id: null,
      name: 'manifest.tsv',
      sha256: two,
      started_at: null,
      command: 'sha256sum',
      return_code: null,
      line: 2,
      path: null
    }
  ])
  expect(found.counts).toEqual({ files: 2 })
  expect(found.coverage).toEqual({ '/': 'complete' })
})

test('a list longer than its head is known by it, also where the head ends inside a line', () => {
  const lines = Array.from({ length: 500 }, (_, n) => `${one}  organization/policies/${n}.json`)

  expect(collect(lines.join('\n')).counts).toEqual({ files: 500 })
})

test('a line that is no digest is left out and said', () => {
  const lines = Array.from({ length: 60 }, (_, n) => `${one}  accounts/${n}.json`)
  const found = collect([...lines, 'sha256sum: accounts: Is a directory'].join('\n'))

  expect(found.counts).toEqual({ files: 60 })
  expect(sentences(found, 'error')).toContain('found "sha256sum: accounts: Is a directory"')
  expect(found.coverage).toEqual({ '/': 'partial' })
})

test.each([[`${one}`], [`${one.slice(1)}  a.json`], [`${one}  a.json\nhello\n`], [`{"a": "${one}  b"}`]])(
  '%j is no list of digests',
  (text) => {
    expect(collect(text, { name: 'SHA256SUMS' }).kind).not.toBe('checksums')
  }
)
