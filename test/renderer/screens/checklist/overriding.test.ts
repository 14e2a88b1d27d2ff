import { expect, test as it } from 'vitest'

import { earlierMonths, carriedReason } from '../../../../src/renderer/screens/checklist/earlier.ts'
import {
  accountsToOverride,
  emptyOverride,
  missingInOverride
} from '../../../../src/renderer/screens/checklist/overriding.ts'
import { whatIsMissing } from '../../../../src/renderer/screens/checklist/readiness.ts'
import { canRestore, restorationOf } from '../../../../src/renderer/screens/checklist/restoration.ts'
import { nextUnmarked, unmarkedItems } from '../../../../src/renderer/screens/checklist/sample-cells.ts'
import type { OverrideView } from '../../../../src/shared/records/test.ts'
import { conclusion, evidence, result, test } from './support.ts'

const override: OverrideView = {
  ref: 'OV-001',
  outcome: 'fail',
  conclusion: 'effective',
  reason: 'other',
  rationale: 'The identity provider asks for a second factor.',
  evidence: ['E-0001'],
  author: 'Mara Okafor',
  proposedAt: '2026-02-02T09:00:00Z',
  approver: null,
  approvedAt: null,
  isSelfApproved: false
}
const failing = test({ results: [result('1', { outcome: 'fail' })], evidence: [evidence('1')] })

it('asks for an override only where the conclusion is better and none stays with it', () => {
  expect(accountsToOverride(failing, null)).toEqual([])
  expect(accountsToOverride(failing, 'exception')).toEqual([])
  expect(accountsToOverride(failing, 'effective')).toEqual(['1'])

  const held = { ...failing, conclusions: [conclusion('1', { reliedOutcome: 'fail', override })] }
  expect(accountsToOverride(held, 'effective')).toEqual([])
  expect(accountsToOverride(held, 'not-applicable')).toEqual(['1'])
  const moved = { ...failing, conclusions: [conclusion('1', { resultChanged: true, override })] }
  expect(accountsToOverride(moved, 'effective')).toEqual(['1'])
})

it('says what the override lacks before the conclusion can be recorded', () => {
  const draft = { conclusion: 'effective', reason: 'Everybody has a second factor.', steps: [] } as const
  expect(whatIsMissing(failing, draft, (id) => id)).toMatch(/choose why the result is overridden/)

  const written = { reason: 'other', rationale: override.rationale, evidence: [1] } as const
  expect(whatIsMissing(failing, { ...draft, override: written }, (id) => id)).toBeNull()
  expect(missingInOverride(failing, ['1'], { ...written, evidence: [2] })).toMatch(/evidence/)
  expect(missingInOverride(failing, ['1'], emptyOverride)).not.toBeNull()
})

it('puts an override back by undo, and never an approval', () => {
  const before = test({ conclusions: [conclusion('1', { override })], evidence: [evidence('1')] })
  expect(canRestore(before)).toBe(true)
  expect(restorationOf(before).held).toMatchObject([
    { accounts: ['1'], override: { reason: 'other', rationale: override.rationale, evidence: [1] } }
  ])

  expect(
    canRestore({ conclusions: [conclusion('1', { override: { ...override, approver: 'R. Lind' } })] })
  ).toBe(false)
})

it('shows a month once, with what its accounts share', () => {
  const earlier = {
    period: '2025-12',
    account: '1',
    outcome: 'fail',
    population: 10,
    exceptions: 2,
    conclusion: 'exception',
    reason: 'Two users.',
    concludedBy: 'Mara Okafor',
    findings: ['F-2025-004']
  } as const
  const [month] = earlierMonths([
    earlier,
    { ...earlier, account: '2', conclusion: 'effective', exceptions: 0 }
  ])

  expect(month).toEqual({
    period: '2025-12',
    conclusion: 'mixed',
    population: 20,
    exceptions: 2,
    reason: 'Two users.',
    concludedBy: 'Mara Okafor',
    findings: ['F-2025-004']
  })
  expect(month && carriedReason(month)).toBe('Carried from 2025-12: Two users.')
})

it('finds what is not marked yet, row by row', () => {
  const grid = {
    items: [
      { key: 'a', account: '1', resource: 'a' },
      { key: 'b', account: '1', resource: 'b' }
    ],
    attributes: [
      { code: 'A', text: 'The ticket was approved.' },
      { code: 'B', text: 'It ends.' }
    ],
    marks: [{ item: 'a', code: 'A', mark: 'pass', note: '', evidence: [], by: '', at: '' }]
  } as const

  expect(nextUnmarked(grid)).toEqual({ item: 'a', code: 'B' })
  expect(unmarkedItems(grid, 'A')).toEqual(['b'])
  expect(
    nextUnmarked({ ...grid, attributes: grid.attributes.slice(0, 1), items: grid.items.slice(0, 1) })
  ).toBeNull()
})
