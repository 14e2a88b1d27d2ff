/** How a problem names its place, and how problems read as text. */
import { describe, expect, test } from 'vitest'

import {
  askAgainText,
  listedProblems,
  matches,
  placeOf,
  problemsAsText
} from '../../../../src/renderer/screens/import/problem-text.ts'
import type { Problem, SourceView } from '../../../../src/shared/records/source.ts'

import { read } from './received.ts'

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

describe('the list', () => {
  const source: SourceView = { ...read, id: 4, name: 'gaad_legacy.json' }
  const old: SourceView = { ...read, id: 5, state: 'superseded' }

  test('puts superseded files at the end, as information, whatever was wrong with them', () => {
    const listed = listedProblems([{ ...problem, id: 2, source: 5 }, problem], [source, old])

    expect(listed.map((one) => [one.problem.id, one.level])).toEqual([
      [1, 'error'],
      [2, 'info']
    ])
  })

  test('says how many problems the file of each has', () => {
    const listed = listedProblems(
      [problem, { ...problem, id: 2 }, { ...problem, id: 3, source: 5 }],
      [source]
    )

    expect(listed.map(({ inFile }) => inFile)).toEqual([2, 2, 1])
  })
})

describe('the filter', () => {
  const listed = { problem, level: problem.level }

  test('finds words wherever they stand, in any order and case', () => {
    expect(matches(listed, 'JSON legacy')).toBe(true)
    expect(matches(listed, 'policies[118] error')).toBe(true)
  })

  test('asks for all of them', () => {
    expect(matches(listed, 'legacy warning')).toBe(false)
  })

  test('knows the level the list gives', () => {
    expect(matches({ problem, level: 'info' }, 'note')).toBe(true)
  })
})

describe('asking for a file again', () => {
  const source: SourceView = {
    ...read,
    id: 4,
    kind: 'account-authorization-details',
    kindTitle: 'Authorization details'
  }
  const request = {
    account: '111122223333',
    accountName: 'hl-management',
    kind: 'account-authorization-details',
    title: 'Authorization details',
    family: 'identities' as const,
    required: true,
    command: 'aws iam get-account-authorization-details --output json',
    why: ''
  }

  test('names export, account, place and reason, and gives the command of the request list', () => {
    expect(askAgainText({ problem, source }, [{ ...request, account: '999900001111' }, request])).toBe(
      [
        'Please export again: Authorization details of 111122223333',
        'gaad_legacy.json:41207 (Policies[118]): Policy document must be JSON, found an unexpected end at column 2048.',
        'aws iam get-account-authorization-details --output json'
      ].join('\n')
    )
  })

  test('a file nothing is known of is asked for by its name', () => {
    const unknown: SourceView = { ...read, kind: null, kindTitle: null, accounts: [] }

    expect(askAgainText({ problem, source: unknown }, [request])).toMatch(
      /^Please export again: gaad_legacy\.json\n/
    )
    expect(askAgainText({ problem, source: unknown }, [request])).not.toContain('aws iam')
  })
})
