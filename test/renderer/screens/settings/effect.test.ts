/** What is said of a changed threshold. */
import { expect, test } from 'vitest'

import { describeEffect } from '../../../../src/renderer/screens/settings/effect.ts'
import type { Overview } from '../../../../src/shared/records/overview.ts'

type Figures = Parameters<typeof describeEffect>[0]

test('no result changed is said in so many words', () => {
  expect(describeEffect(overview([9, 4]), overview([9, 4]))).toBe('No result changed.')
})

test('counts before and after, and how many places they are', () => {
  expect(describeEffect(overview([9, 4]), overview([14, 4]))).toBe(
    '13 → 18 exceptions; 1 topic of 1 account changed.'
  )
})

test('changes that outweigh each other are changes', () => {
  expect(describeEffect(overview([9, 4]), overview([8, 5]))).toBe('2 topics of 2 accounts changed.')
})

function overview(exceptions: readonly number[]): Figures {
  return {
    exceptions: exceptions.reduce((sum, n) => sum + n, 0),
    needsReview: 0,
    notTested: 1,
    rows: exceptions.map((n, at) => ({
      account: String(at).repeat(12),
      name: `account ${String(at)}`,
      cells: [
        {
          topic: 'keys',
          exceptions: n,
          needsReview: 0,
          notTested: 0,
          worst: null,
          passed: 0,
          concludedOtherwise: 0,
          concluded: 0,
          tests: 5,
          notApplicable: false
        }
      ] satisfies Overview['rows'][number]['cells'],
      exceptions: n,
      concluded: 0,
      tests: 5
    }))
  }
}
