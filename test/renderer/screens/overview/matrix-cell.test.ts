/** The cells of the matrix: what is green, what is not, and what is said of each. */
import { describe, expect, test } from 'vitest'

import { lookOf } from '../../../../src/renderer/screens/overview/matrix-cell.ts'
import type { OverviewCell } from '../../../../src/shared/records/overview.ts'

const cell: OverviewCell = {
  topic: 'keys',
  exceptions: 0,
  needsReview: 0,
  notTested: 0,
  worst: null,
  passed: 4,
  concludedOtherwise: 0,
  concluded: 4,
  tests: 4,
  notApplicable: false
}

describe('exceptions', () => {
  test('a tick stands where tests passed and nothing speaks against it', () => {
    expect(lookOf(cell, 'exceptions')).toMatchObject({ isTick: true, tone: 'pass', words: 'no exceptions' })
  })

  test.each([
    ['a test that could not be run', { notTested: 1 }],
    ['a test that could not be decided', { needsReview: 1 }],
    ['a conclusion other than effective', { concludedOtherwise: 1 }],
    ['no automated test', { passed: 0 }],
    ['only tests that do not apply', { passed: 0, notApplicable: true }],
    ['no test', { passed: 0, tests: 0, concluded: 0, notApplicable: true }]
  ])('%s is never green', (_what, changed) => {
    const { isTick, tone } = lookOf({ ...cell, ...changed }, 'exceptions')

    expect(isTick).toBe(false)
    expect(tone).not.toBe('pass')
  })

  test('the number has the colour of the worst severity and says it in words', () => {
    const look = lookOf({ ...cell, exceptions: 1204, worst: 'high' }, 'exceptions')

    expect(look).toMatchObject({ sign: '1,204', tone: 'high', words: '1,204 exceptions, worst high' })
  })

  test('exceptions do not hide that other tests of the cell could not be run', () => {
    const look = lookOf({ ...cell, exceptions: 1, worst: 'low', notTested: 2 }, 'exceptions')

    expect(look).toMatchObject({
      sign: '1',
      isPartial: true,
      words: '1 exception, worst low, 2 tests not tested'
    })
  })

  test('a test that does not apply and a topic without tests are told apart in words', () => {
    expect(lookOf({ ...cell, passed: 0, notApplicable: true }, 'exceptions').words).toBe('not applicable')
    expect(lookOf({ ...cell, passed: 0, tests: 0 }, 'exceptions').words).toBe('no test for this account')
  })
})

describe('coverage', () => {
  test('what is left is counted, whatever was found', () => {
    expect(lookOf({ ...cell, exceptions: 3, worst: 'critical', concluded: 1 }, 'coverage')).toMatchObject({
      sign: '3 left',
      tone: 'left'
    })
  })

  test('a concluded cell is not green, as its conclusions may be exceptions', () => {
    expect(lookOf(cell, 'coverage')).toMatchObject({ isTick: true, tone: 'done', words: 'all 4 concluded' })
  })
})
