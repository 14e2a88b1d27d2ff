import fc from 'fast-check'
import { describe, expect, test } from 'vitest'

import { findingAfter, findingStates, missingElement, stageOf } from '../../../src/shared/states/finding.ts'
import {
  dueStateOf,
  isDay,
  isOver,
  remediationAfter,
  remediationStates,
  type RemediationMove,
  type RemediationState
} from '../../../src/shared/states/remediation.ts'
import {
  acceptanceDateFault,
  acceptanceStateOf,
  latestExpiry
} from '../../../src/shared/states/risk-acceptance.ts'

const states = Object.keys(remediationStates) as RemediationState[]
const moves: readonly RemediationMove[] = [
  'agree',
  'dispute',
  'plan',
  'extend',
  'start',
  'claim',
  'fail',
  'close',
  'accept',
  'end-acceptance',
  'drop'
]
const day = fc
  .integer({ min: Date.UTC(2020, 0, 1), max: Date.UTC(2040, 0, 1) })
  .map((at) => new Date(at).toISOString().slice(0, 10))

describe('a finding', () => {
  test('that is closed or withdrawn moves nowhere', () => {
    for (const state of ['closed', 'withdrawn'] as const)
      for (const move of ['issue', 'close', 'withdraw'] as const) expect(findingAfter(state, move)).toBeNull()
  })

  test('names its first missing element', () => {
    const all = { title: 't', condition: 'c', criteria: 'c', cause: 'c', effect: 'e', recommendation: 'r' }
    expect(missingElement(all)).toBeNull()
    expect(missingElement({ ...all, effect: '  ' })).toBe('effect')
  })

  test('has a stage in every state', () => {
    for (const state of Object.keys(findingStates) as (keyof typeof findingStates)[])
      for (const remediation of states)
        expect(stageOf(state, { state: remediation, hasResponse: true })).toBeTypeOf('string')
  })
})

describe('a remediation', () => {
  test('closes only once it was reported as done, and is over for good', () => {
    for (const state of states)
      for (const move of moves)
        for (const hasPlan of [true, false]) {
          const to = remediationAfter(state, move, hasPlan)
          if (to === 'closed') expect(state).toBe('implemented')
          if (to === 'retest-failed') expect(['implemented', 'retest-failed']).toContain(state)
          if (isOver(state)) expect(to).toBeNull()
          if (hasPlan) expect(to).not.toBe('awaiting-response')
        }
  })

  test('is overdue the day after its due date and never where nobody waits for it', () => {
    fc.assert(
      fc.property(day, day, fc.constantFrom(...states), (due, today, state) => {
        const stands = dueStateOf(state, due, today)
        if (isOver(state) || state === 'implemented' || state === 'risk-accepted') expect(stands).toBeNull()
        else expect(stands?.is === 'overdue').toBe(due < today)
      })
    )
    expect(dueStateOf('planned', '2026-03-04', '2026-02-02')?.is).toBe('due-soon')
    expect(dueStateOf('planned', '2026-03-05', '2026-02-02')?.is).toBe('on-time')
    expect(dueStateOf('planned', null, '2026-02-02')).toBeNull()
  })

  test.each([
    ['2026-02-28', true],
    ['2026-02-29', false],
    ['2024-02-29', true],
    ['2026-2-3', false],
    ['2026-13-01', false]
  ])('%s is a day: %s', (text, is) => {
    expect(isDay(text)).toBe(is)
  })
})

describe('a risk acceptance', () => {
  test('lasts at most twelve months, whatever the day', () => {
    expect(latestExpiry('2024-02-29')).toBe('2025-02-28')
    fc.assert(
      fc.property(day, fc.integer({ min: -500, max: 500 }), (from, days) => {
        const expiresAt = new Date(Date.parse(from) + days * 86_400_000).toISOString().slice(0, 10)
        const fault = acceptanceDateFault({ approvedAt: from, validFrom: from, expiresAt }, from)
        expect(fault === null).toBe(expiresAt > from && expiresAt <= latestExpiry(from))
        expect(isDay(latestExpiry(from))).toBe(true)
      })
    )
  })

  test('holds through its last day, unless something else ends it', () => {
    const facts = {
      validFrom: '2026-01-01',
      expiresAt: '2026-06-30',
      isEnded: false,
      isRenewed: false,
      hasChanged: false
    }
    expect(acceptanceStateOf(facts, '2026-06-30T23:59:59.000Z')).toBe('active')
    expect(acceptanceStateOf(facts, '2026-07-01')).toBe('expired')
    expect(acceptanceStateOf({ ...facts, hasChanged: true }, '2026-02-01')).toBe('changed')
    expect(acceptanceStateOf({ ...facts, hasChanged: true, isRenewed: true }, '2026-02-01')).toBe(
      'superseded'
    )
    expect(acceptanceStateOf({ ...facts, isEnded: true, isRenewed: true }, '2026-02-01')).toBe('ended')
  })
})
