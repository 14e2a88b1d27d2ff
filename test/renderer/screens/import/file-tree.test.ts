/** How received files stand under the archives they came in. */
import { describe, expect, test } from 'vitest'

import { fileRows, type FileRow } from '../../../../src/renderer/screens/import/file-tree.ts'
import type { SourceView } from '../../../../src/shared/records/source.ts'

import { read } from './received.ts'

const archive = (id: number, name: string, container: number | null = null): SourceView => ({
  ...read,
  id,
  name,
  container,
  kind: 'archive',
  kindTitle: 'Archive',
  accounts: [],
  proofs: null
})
const file = (id: number, name: string, container: number | null = null): SourceView => ({
  ...read,
  id,
  name,
  container
})

const sources = [
  file(1, 'alone.csv'),
  archive(2, 'org.zip'),
  file(3, 'org.zip/1111/report.csv', 2),
  archive(4, 'org.zip/inner.tar', 2),
  file(5, 'org.zip/inner.tar/policy.json', 4),
  file(6, 'later.csv')
]
const everything = (): boolean => true

function drawn(rows: readonly FileRow[]): readonly string[] {
  return rows.map(({ level, name, isOpen }) => {
    const fold = isOpen === null ? '' : isOpen ? '- ' : '+ '
    return `${'  '.repeat(level - 1)}${fold}${name}`
  })
}

test('the newest come first, an archive before what was in it, names without the archive', () => {
  expect(drawn(fileRows(sources, new Set(), everything))).toEqual([
    'later.csv',
    '- org.zip',
    '  1111/report.csv',
    '  - inner.tar',
    '    policy.json',
    'alone.csv'
  ])
})

describe('folding', () => {
  test('leaves out what an archive holds, at every depth', () => {
    expect(drawn(fileRows(sources, new Set([2]), everything))).toEqual([
      'later.csv',
      '+ org.zip',
      'alone.csv'
    ])
    expect(drawn(fileRows(sources, new Set([4]), everything)).slice(1, 4)).toEqual([
      '- org.zip',
      '  1111/report.csv',
      '  + inner.tar'
    ])
  })

  test('an archive nothing came out of has nothing to fold', () => {
    expect(drawn(fileRows([archive(1, 'damaged.zip')], new Set(), everything))).toEqual(['damaged.zip'])
  })
})

test('a filter keeps the archives of the files it lets through, and no other', () => {
  expect(drawn(fileRows(sources, new Set(), ({ id }) => id === 5))).toEqual([
    '- org.zip',
    '  - inner.tar',
    '    policy.json'
  ])
})

test('an archive sums up what it holds: files, differing proofs and what is to decide', () => {
  const some = [
    archive(1, 'org.zip'),
    file(2, 'org.zip/a.csv', 1),
    { ...file(3, 'org.zip/b.csv', 1), proofs: { failed: 2, open: 0 } },
    { ...file(4, 'org.zip/c.csv', 1), acceptance: 'accepted' as const }
  ]

  expect(fileRows(some, new Set([1]), everything)[0]?.holds).toEqual({ files: 3, failed: 1, toDecide: 2 })
})

test('a file whose archive is not in the list stands by itself under its whole name', () => {
  expect(drawn(fileRows([file(3, 'org.zip/report.csv', 2)], new Set(), everything))).toEqual([
    'org.zip/report.csv'
  ])
})

test('ten thousand files of one archive are laid out in no time that is felt', () => {
  const many = [
    archive(1, 'org.zip'),
    ...Array.from({ length: 10_000 }, (_, at) => file(at + 2, `org.zip/${String(at)}.json`, 1))
  ]
  const began = performance.now()

  expect(fileRows(many, new Set(), everything)).toHaveLength(10_001)

  expect(performance.now() - began).toBeLessThan(500)
})
