import { expect, it } from 'vitest'

import type { ReviewNote } from '../../../src/shared/records/review.ts'
import type { SignOffView } from '../../../src/shared/records/sign-off.ts'
import { sheetOf } from '../../../src/core/sheets/index.ts'
import { contextOf, explained, note, signOff } from './context.ts'
import { filledRecord, production } from './record.ts'

const period: SignOffView = {
  ...signOff,
  id: 2,
  scope: 'period',
  ref: '2026-01',
  role: 'reviewer',
  name: 'S. Lindqvist',
  title: 'Manager',
  state: 'valid',
  withdrawal: null
}
const management: SignOffView = { ...period, id: 3, role: 'management', name: 'T. Braun', isSigned: false }

it('lists sign-offs, the period first, with what each is worth', () => {
  const context = contextOf(filledRecord(), { signOffs: [signOff, period, management] })

  expect(sheetOf('sign-offs')?.rows(context)).toMatchObject([
    {
      scope: 'Period',
      role: 'Reviewer',
      title: 'Manager',
      state: 'Valid',
      method: 'Ed25519 key',
      withdrawn: null
    },
    { scope: 'Period', role: 'Management', method: 'On paper' },
    {
      scope: 'Test',
      ref: `ROOT-01/${production}`,
      title: null,
      state: 'Withdrawn',
      withdrawn: 'The wrong console.',
      contentHash: 'a'.repeat(12),
      chain: `12 ${'b'.repeat(12)}`
    }
  ])
  expect(sheetOf('sign-offs')?.count(context)).toBe(3)
})

it('names who prepared and reviewed the period on the cover, as long as that stands', () => {
  const index = [{ id: 'summary', name: '02A Summary', ref: '02A', title: 'Summary', rows: 1 }]
  const reviewer = (signOffs: readonly SignOffView[]) =>
    sheetOf('cover')?.rows(contextOf(filledRecord(), { signOffs, index }))[0]?.reviewedBy

  expect(reviewer([])).toBe('Not recorded')
  expect(reviewer([period])).toBe('S. Lindqvist, 2026-02-02')
  expect(reviewer([{ ...period, state: 'stale' }])).toBe('Not recorded')
})

it('lists review notes, open ones first, with what was answered', () => {
  const open: ReviewNote = { ...note, id: 2, ref: 'N-002', state: 'open', replies: [], pointsForward: true }
  const context = contextOf(filledRecord(), { reviewNotes: [note, open] })

  expect(sheetOf('review-notes')?.rows(context)).toMatchObject([
    { ref: 'N-002', state: 'Open', replies: null, settledBy: null, forward: 'Yes' },
    {
      ref: 'N-001',
      class: 'Must fix',
      state: 'Cleared',
      replies: 'M. Okafor: Confirmed.',
      settledBy: 'S. Lindqvist',
      settledAt: '2026-02-02T12:00:00.000Z'
    }
  ])
})

it('keeps why warnings stood at close-out', () => {
  const context = contextOf(filledRecord(), { explainedWarnings: [explained] })

  expect(sheetOf('explained-warnings')?.rows(context)).toEqual([
    {
      warning: 'W9',
      title: 'More than one person worked',
      sentence: 'One account.',
      by: 'P. Adler',
      at: '2026-02-02T12:00:00.000Z'
    }
  ])
})
