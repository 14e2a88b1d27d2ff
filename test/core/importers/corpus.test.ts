/** The corpus holds every kind on the shelf, each recognised as what it is and read. */
import { expect, test } from 'vitest'

import { importers } from '../../../src/core/importers/index.ts'
import { collect } from './collect.ts'
import { corpus, textOf } from './corpus.ts'

test('every importer on the shelf has an example in the corpus', () => {
  const kinds = new Set(corpus.map(({ kind }) => kind))

  expect(importers.map(({ kind }) => kind).filter((kind) => !kinds.has(kind))).toEqual([])
  expect([...kinds].filter((kind) => !importers.some((importer) => importer.kind === kind))).toEqual([])
})

test.each(corpus.map((seed, n) => [seed.kind, n, seed] as const))(
  '%s (%i) is read as what it is',
  (kind, _, seed) => {
    const found = collect(textOf(seed), {
      accountHint: '111122223333',
      ...(seed.name === undefined ? {} : { name: seed.name }),
      ...(seed.options === undefined ? {} : { options: seed.options })
    })

    expect(found.kind ?? found.tried).toBe(kind)
    expect(found.unreadable).toBeNull()
    expect(found.notes.filter(({ level }) => level === 'error')).toEqual([])
  }
)
