/** Whether the auditor relies on a file: what its row says and what may be decided. */
import { describe, expect, test } from 'vitest'

import {
  choicesFor,
  isAcceptable,
  isToDecide,
  proofsInShort,
  whyUndecidable
} from '../../../../src/renderer/screens/import/reliance.ts'

import { read } from './received.ts'

describe('the proofs of a file in short', () => {
  test.each([
    [{ failed: 1, open: 3 }, '1 differs', 'fail'],
    [{ failed: 2, open: 0 }, '2 differ', 'fail'],
    [{ failed: 0, open: 3 }, '3 open', 'unsure'],
    [{ failed: 0, open: 0 }, 'all agree', 'pass']
  ])('%j is %j', (proofs, words, tone) => {
    expect(proofsInShort({ proofs })).toMatchObject({ words, look: { tone } })
  })

  test('say nothing where a file needs none', () => {
    expect(proofsInShort({ proofs: null })).toBeNull()
  })
})

test('a file is acceptable as it is while no proof differs, also where some are open', () => {
  expect(isAcceptable({ ...read, proofs: { failed: 0, open: 4 } })).toBe(true)
  expect(isAcceptable({ ...read, proofs: { failed: 1, open: 0 } })).toBe(false)
})

test.each([
  ['was decided on', { ...read, acceptance: 'rejected' as const }],
  ['was superseded', { ...read, state: 'superseded' as const, acceptance: 'superseded' as const }],
  ['was not read', { ...read, state: 'unreadable' as const }],
  ['needs no proof', { ...read, proofs: null }]
])('a file that %s waits for no decision and is never accepted with the others', (_, source) => {
  expect(isToDecide(source)).toBe(false)
  expect(isAcceptable(source)).toBe(false)
})

test('a file that could not be read whole can only be rejected', () => {
  expect(choicesFor({ state: 'unreadable' }).map(({ value }) => value)).toEqual(['rejected'])
  expect(choicesFor({ state: 'read' })).toHaveLength(3)
})

test('why nothing can be decided is said', () => {
  expect(whyUndecidable({ state: 'superseded', kind: 'credential-report' })).toContain('later export')
  expect(whyUndecidable({ state: 'not-recognised', kind: null })).toContain('Nothing of it was read')
  expect(whyUndecidable(read)).toBeNull()
})
