import { expect, it } from 'vitest'

import { sheetOf } from '../../../src/core/sheets/index.ts'
import { contextOf } from './context.ts'
import { filledRecord, production } from './record.ts'

it('names each item of a sample with its marks and all that is needed to draw it again', () => {
  const rows = sheetOf('samples')?.rows(contextOf(filledRecord()))

  expect(rows).toEqual([
    {
      sample: 'S-001',
      control: 'MFA-01',
      item: 1,
      account: production,
      accountName: 'prod',
      resource: `arn:aws:iam::${production}:user/bob`,
      A: '✓',
      B: '✗',
      C: '–',
      notes: 'B: Left in May.',
      population: 'All users',
      populationSize: 2,
      size: 1,
      method: 'Random, by hash rank',
      basis: 'Quarterly control: one.',
      seed: '0012e5',
      drawnBy: 'M. Okafor',
      drawnAt: '2026-02-02T10:30:00.000Z',
      hash: '5'.repeat(64),
      key: `${production}/arn:aws:iam::${production}:user/bob`
    }
  ])
})

it('says what the codes over the marks stand for, and totals the marks', () => {
  const context = contextOf(filledRecord())
  expect(sheetOf('sample-attributes')?.rows(context)).toMatchObject([
    { code: 'A', text: 'The ticket was approved.', items: 1, passed: 1, exceptions: 0, left: 0 },
    { code: 'B', passed: 0, exceptions: 1, left: 0 },
    { code: 'C', passed: 0, exceptions: 0, notApplicable: 0, left: 1 }
  ])
})
