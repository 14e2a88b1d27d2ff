import { describe, expect, test } from 'vitest'

import { leftOutBecause, refusalOfBulk, type BulkTest } from '../../../src/shared/states/bulk.ts'
import type { Conclusion, Outcome } from '../../../src/shared/vocabulary.ts'

const passing: BulkTest = { automated: true, outcome: 'pass', standing: null }

describe('a test among several', () => {
  test.each<[string, Partial<BulkTest>, string | null]>([
    ['of the outcome', {}, null],
    ['of another outcome', { outcome: 'fail' }, 'its outcome is "Fail"'],
    ['before its check ran', { outcome: null }, 'its check has not run yet'],
    ['by hand', { automated: false, outcome: null }, 'a manual step is concluded on its own evidence'],
    ['concluded already', { standing: 'observation' }, 'it is concluded "Observation" already']
  ])('%s', (_, more, because) => {
    expect(leftOutBecause({ ...passing, ...more }, { outcome: 'pass' })).toBe(because)
  })
})

describe('a conclusion over several tests', () => {
  const reason = 'The whole population was tested.'
  test.each<[Outcome, Conclusion, string, RegExp | null]>([
    ['pass', 'effective', reason, null],
    ['fail', 'exception', reason, null],
    ['not-tested', 'inconclusive', reason, null],
    ['not-applicable', 'not-applicable', reason, null],
    [
      'fail',
      'effective',
      reason,
      /^"Effective" over "Fail" is an override; it is made control by control\.$/
    ],
    ['not-tested', 'effective', reason, /is an override/],
    ['pass', 'effective', '  seen  ', /what is concluded together is always explained/],
    ['pass', 'exception', '', /Write the reason in a sentence/]
  ])('%s as %s, "%s"', (outcome, conclusion, said, refusal) => {
    const given = refusalOfBulk({ outcome, conclusion, reason: said })
    if (refusal === null) expect(given).toBeNull()
    else expect(given).toMatch(refusal)
  })
})
