import fc from 'fast-check'
import { describe, expect, it } from 'vitest'

import {
  isDone,
  monthAfter,
  periodAfter,
  periodStates,
  refusalOfMove,
  retentionOf,
  type PeriodMove,
  type PeriodState
} from '../../../src/shared/states/period.ts'

const moves = ['submit', 'reopen', 'issue', 'lock'] as const satisfies PeriodMove[]
const aMove = fc.constantFrom(...moves)
const aState = fc.constantFrom(...(Object.keys(periodStates) as PeriodState[]))

describe('the life of a period', () => {
  it('leads from fieldwork through review and issue to the lock', () => {
    let state: PeriodState = 'fieldwork'
    for (const move of ['submit', 'issue', 'lock'] as const) state = periodAfter(state, move) ?? state

    expect(state).toBe('locked')
  })

  it('never leaves the lock and never reaches it but through issuing', () => {
    fc.assert(
      fc.property(fc.array(aMove, { maxLength: 30 }), (sequence) => {
        let state: PeriodState = 'fieldwork'
        for (const move of sequence) {
          const next = periodAfter(state, move)
          if (state === 'locked') expect(next).toBeNull()
          if (next === 'locked') expect(state).toBe('issued')
          if (next === 'issued') expect(state).toBe('review')
          state = next ?? state
        }
      })
    )
  })

  it('says why a move is not open, and only then', () => {
    fc.assert(
      fc.property(aState, aMove, (state, move) => {
        const refusal = refusalOfMove('2026-01', state, move)
        expect(refusal === null).toBe(periodAfter(state, move) !== null)
        if (refusal !== null) expect(refusal).toMatch(/^2026-01 .*\.$/)
      })
    )
  })

  it('is done once it is issued', () => {
    expect((Object.keys(periodStates) as PeriodState[]).filter(isDone)).toEqual(['issued', 'locked'])
  })
})

describe('dates of a period', () => {
  it('count the months over the year', () => {
    expect(monthAfter('2026-01')).toBe('2026-02')
    expect(monthAfter('2026-12')).toBe('2027-01')
  })

  it('are computed from the report date', () => {
    expect(retentionOf('2026-02-20T10:00:00.000Z', 14, 7)).toEqual({
      lockBy: '2026-03-06',
      keepUntil: '2033-02-20'
    })
    expect(retentionOf('2028-02-29T10:00:00.000Z', 1, 7)).toEqual({
      lockBy: '2028-03-01',
      keepUntil: '2035-02-28'
    })
    expect(retentionOf(null, 14, 7)).toEqual({ lockBy: null, keepUntil: null })
  })
})
