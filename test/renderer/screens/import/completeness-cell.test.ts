/** How the completeness matrix says what is there and what is not. */
import { describe, expect, test } from 'vitest'

import { lookOf, shortTitle, tablesOf } from '../../../../src/renderer/screens/import/completeness-cell.ts'
import type { CompletenessCell } from '../../../../src/shared/records/source.ts'

const present: CompletenessCell = {
  column: 'credential-report',
  state: 'complete',
  required: true,
  label: '',
  sources: [3]
}

describe('a cell', () => {
  test('is a tick only where the export is complete, in date and without errors', () => {
    expect(lookOf(present)).toEqual({ tone: 'present', sign: '', words: 'Complete, 1 file' })
    expect(lookOf({ ...present, label: '15 d' })).toEqual({
      tone: 'noted',
      sign: '15 d',
      words: 'Complete, 15 d older than the newest, 1 file'
    })
    expect(lookOf({ ...present, label: '2 errors' })).toMatchObject({ tone: 'faulty', sign: '2 errors' })
  })

  test('a missing export is a gap where it is required and a dash where it is not', () => {
    const missing: CompletenessCell = { ...present, state: 'missing', label: 'missing', sources: [] }

    expect(lookOf(missing)).toEqual({ tone: 'absent', sign: 'missing', words: 'Missing, required' })
    expect(lookOf({ ...missing, required: false })).toEqual({
      tone: 'optional',
      sign: '–',
      words: 'Not received, optional'
    })
  })

  test('a refusal says that AWS refused the client', () => {
    expect(lookOf({ ...present, state: 'denied', label: 'refused' })).toMatchObject({
      tone: 'absent',
      words: 'Refused to the client, 1 file'
    })
  })
})

test('the organization and the accounts stand in a table each, with the columns of their own exports', () => {
  const columns = [
    { key: 'credential-report', title: 'Credential report', required: true, kinds: [] },
    { key: 'organization', title: 'Organization', required: true, kinds: [] }
  ]
  const row = (account: string, column: string) => ({
    account,
    name: account,
    cells: [{ ...present, column }]
  })
  const rows = [
    row('111122223333', 'organization'),
    row('111122223333', 'credential-report'),
    row('222233334444', 'credential-report')
  ]

  const tables = tablesOf({ columns, rows, present: 3, expected: 3, requiredMissing: 0 })

  expect(tables.map((table) => [table.columns.map(({ key }) => key), table.rows.length])).toEqual([
    [['organization'], 1],
    [['credential-report'], 2]
  ])
})

test('a column leaves out the word that all columns of its table share', () => {
  expect(shortTitle('Account authorization details')).toBe('Authoriza\u00adtion details')
  expect(shortTitle('Organization roots')).toBe('Roots')
  expect(shortTitle('Organization')).toBe('Organiza\u00adtion')
})
