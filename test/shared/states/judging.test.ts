import fc from 'fast-check'
import { describe, expect, test } from 'vitest'

import {
  dispositions,
  refusalOfDisposition,
  type Disposition
} from '../../../src/shared/states/disposition.ts'
import {
  missingOfOverride,
  needsOverride,
  refusalOfApproval,
  shortestRationale
} from '../../../src/shared/states/override.ts'
import {
  attributeCode,
  marksLeft,
  refusalOfTick,
  tickMarks,
  type TickMark
} from '../../../src/shared/states/sample.ts'
import {
  conclusions,
  outcomes,
  proposedConclusion,
  type Conclusion,
  type Outcome
} from '../../../src/shared/vocabulary.ts'

const anyOutcome = fc.constantFrom(...(Object.keys(outcomes) as Outcome[]))
const anyConclusion = fc.constantFrom(...(Object.keys(conclusions) as Conclusion[]))

describe('an override', () => {
  test.each([
    ['fail', 'effective'],
    ['fail', 'not-applicable'],
    ['needs-review', 'effective'],
    ['not-tested', 'effective']
  ] as const)('is needed where a test that is "%s" is concluded "%s"', (outcome, conclusion) => {
    expect(needsOverride(outcome, conclusion)).toBe(true)
  })

  test('is never needed for what the result proposes, nor for a word that is no better', () => {
    fc.assert(
      fc.property(anyOutcome, anyConclusion, (outcome, conclusion) => {
        if (proposedConclusion(outcome) === conclusion) expect(needsOverride(outcome, conclusion)).toBe(false)
        if (['exception', 'observation', 'inconclusive'].includes(conclusion))
          expect(needsOverride(outcome, conclusion)).toBe(false)
      })
    )
  })

  test('lacks its reason, then its rationale, then its evidence', () => {
    const whole = { reason: 'other', rationale: 'x'.repeat(shortestRationale), evidence: 1 } as const

    expect(missingOfOverride({ ...whole, reason: null })).toMatch(/choose why/)
    expect(missingOfOverride({ ...whole, rationale: `  ${'x'.repeat(shortestRationale - 1)}  ` })).toMatch(
      /30 characters/
    )
    expect(missingOfOverride({ ...whole, evidence: 0 })).toMatch(/evidence/)
    expect(missingOfOverride(whole)).toBeNull()
  })

  test('is approved by nobody who made it, and by somebody who reviews, where people are kept apart', () => {
    const asked = {
      separation: 'strict',
      approver: 'R. Lind',
      role: 'reviewer',
      authors: ['M. Okafor']
    } as const

    expect(refusalOfApproval(asked)).toBeNull()
    expect(refusalOfApproval({ ...asked, authors: ['R. Lind'] })).toMatch(/somebody else/)
    expect(refusalOfApproval({ ...asked, role: 'preparer' })).toMatch(/A reviewer or partner/)
    expect(refusalOfApproval({ ...asked, role: null })).toMatch(/A reviewer or partner/)
    expect(refusalOfApproval({ ...asked, separation: 'single-auditor', authors: ['R. Lind'] })).toBeNull()
  })
})

test('a disposition has a reference exactly where it names a finding or an accepted risk', () => {
  const kinds = fc.constantFrom(...(Object.keys(dispositions) as Disposition[]))
  fc.assert(
    fc.property(
      kinds,
      kinds,
      fc.option(fc.constant('F-2026-001')),
      fc.string(),
      (from, to, ref, rationale) => {
        if (refusalOfDisposition({ from, to, ref, rationale }) !== null) return
        expect(ref !== null).toBe(to === 'finding' || to === 'risk-accepted')
        expect(from === 'open' && to === 'open').toBe(false)
        if (to === 'false-positive' || to === 'immaterial')
          expect(rationale.trim().length).toBeGreaterThanOrEqual(10)
      }
    )
  )
})

test('an exception on an item is never marked without a word', () => {
  const marks = fc.constantFrom(...(Object.keys(tickMarks) as TickMark[]))
  fc.assert(
    fc.property(marks, marks, fc.string(), (from, to, note) => {
      const refusal = refusalOfTick({ from, to, note })
      if (to === 'exception') expect(refusal === null).toBe(note.trim().length >= 10)
      else expect(refusal !== null).toBe(from === 'open' && to === 'open')
    })
  )
})

test('attributes are lettered, and marks left are counted down to none', () => {
  expect([0, 1, 11].map(attributeCode)).toEqual(['A', 'B', 'L'])
  expect(marksLeft(3, 2, 4)).toBe(2)
  expect(marksLeft(3, 0, 0)).toBe(0)
})
