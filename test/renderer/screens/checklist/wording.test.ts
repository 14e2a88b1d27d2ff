import { describe, expect, it } from 'vitest'

import {
  countsSentence,
  exceptionLines,
  findingDraft,
  referenceLabels,
  resultSentence,
  resultWords
} from '../../../../src/renderer/screens/checklist/wording.ts'
import { item, result, test } from './support.ts'

describe('the result in a few words', () => {
  it('counts who fails, and who is left to review', () => {
    expect(resultWords(item('KEY-01', { outcome: 'fail', population: 1214, exceptions: 9 }))).toBe(
      '9 of 1,214 fail'
    )
    expect(
      resultWords(item('KEY-01', { outcome: 'fail', population: 5, exceptions: 1, needsReview: 2 }))
    ).toBe('1 of 5 fails, 2 to review')
  })

  it('says why there is no count', () => {
    expect(resultWords(item('SSO-05', { check: null, outcome: null }))).toBe('needs inquiry')
    expect(resultWords(item('KEY-01', { outcome: 'not-tested' }))).toBe('not tested')
    expect(resultWords(item('KEY-01', { outcome: 'not-applicable' }))).toBe('not applicable')
    expect(resultWords(item('KEY-01', { outcome: null }))).toBe('not run yet')
  })

  it('needs review without a member in doubt where an export is incomplete', () => {
    expect(resultWords(item('KEY-01', { outcome: 'needs-review' }))).toBe('needs review')
  })
})

it('never says that what was not tested meets the criterion', () => {
  const counts = { population: 0, exceptions: 0, needsReview: 0 }

  expect(resultSentence('not-tested', counts)).toBe('What the test needs was not received.')
  expect(resultSentence('needs-review', counts)).toBe('The files leave it open; a person must judge.')
})

describe('the counts put into a reason', () => {
  it('name the exceptions and the accounts they are in', () => {
    const results = [
      result('1', { outcome: 'fail', exceptions: 2 }),
      result('2', { outcome: 'fail', exceptions: 1, needsReview: 1 }),
      result('3')
    ]

    expect(countsSentence(results)).toBe(
      '3 of 30 do not meet the criterion, in 2 of 3 accounts; 1 could not be decided from the files.'
    )
  })

  it('say which accounts could not be tested', () => {
    const untested = result('2', { outcome: 'not-tested', population: 0 })

    expect(countsSentence([result('1'), untested])).toBe(
      'The whole population of 10 was tested and meets the criterion. 1 account could not be tested, because what the test needs was not received.'
    )
    expect(countsSentence([untested])).toBe('Not tested, because what the test needs was not received.')
  })
})

it('exceptions are quoted one a line, with how many there are beside them', () => {
  expect(exceptionLines([{ detail: 'One.' }, { detail: 'Two.' }], 5)).toBe(
    'One.\nTwo.\nAnd 3 more exceptions.'
  )
  expect(exceptionLines([{ detail: 'One.' }], 1)).toBe('One.')
})

it('references stand with the newest CIS version first, then NIST', () => {
  const references = [
    { framework: 'NIST SP 800-53 r4', ids: ['AC-2'] },
    { framework: 'CIS AWS Foundations 1.4', ids: ['1.4'] },
    { framework: 'NIST SP 800-53 r5', ids: ['AC-2', 'IA-2(1)', 'IA-5'] },
    { framework: 'CIS AWS Foundations 7.0', ids: ['2.4'] }
  ]

  expect(referenceLabels(references).map(({ short }) => short)).toEqual([
    'CIS 7.0 2.4',
    'CIS 1.4 1.4',
    'NIST 800-53 r5 AC-2, IA-2(1) +1',
    'NIST 800-53 r4 AC-2'
  ])
  expect(referenceLabels(references)[2]?.full).toBe('NIST SP 800-53 r5: AC-2, IA-2(1), IA-5')
})

it('a finding starts from the test and leaves the cause to the auditor', () => {
  const failing = test({
    results: [result('1', { outcome: 'fail', population: 1, exceptions: 1 })],
    references: [{ framework: 'CIS AWS Foundations 7.0', ids: ['2.4'] }]
  })

  expect(findingDraft(failing, [{ detail: 'Root user of 1 has an active access key.' }])).toEqual({
    title: 'Not met: The root user has no active access key',
    condition: '1 of 1 does not meet the criterion.\nRoot user of 1 has an active access key.',
    criteria: 'The root user has no active access key (CIS 7.0 2.4).',
    cause: '',
    effect: 'Whoever holds it controls the account.',
    recommendation: 'Delete the key.'
  })
})
