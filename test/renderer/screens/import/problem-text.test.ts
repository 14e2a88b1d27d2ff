/** How a problem names its place, and how problems read as text. */
import { describe, expect, test } from 'vitest'

import { matches, placeOf, problemsAsText } from '../../../../src/renderer/screens/import/problem-text.ts'
import type { Problem } from '../../../../src/shared/records/source.ts'

const problem: Problem = {
  id: 1,
  source: 4,
  sourceName: 'gaad_legacy.json',
  line: 41207,
  path: 'Policies[118]',
  level: 'error',
  sentence: 'Policy document must be JSON, found an unexpected end at column 2048.'
}

test('the place is the file with its line, grouped for reading', () => {
  expect(placeOf(problem)).toBe('gaad_legacy.json:41,207')
  expect(placeOf({ ...problem, line: null })).toBe('gaad_legacy.json')
})

test('as text a problem is one line that an editor can follow', () => {
  expect(
    problemsAsText([problem, { ...problem, line: null, path: null, level: 'warning', sentence: 'Odd.' }])
  ).toBe(
    'gaad_legacy.json:41207 (Policies[118]): Error: Policy document must be JSON, found an unexpected end at column 2048.\n' +
      'gaad_legacy.json: Warning: Odd.'
  )
})

describe('the filter', () => {
  test('finds words wherever they stand, in any order and case', () => {
    expect(matches(problem, 'JSON legacy')).toBe(true)
    expect(matches(problem, 'policies[118] error')).toBe(true)
  })

  test('asks for all of them', () => {
    expect(matches(problem, 'legacy warning')).toBe(false)
  })
})
