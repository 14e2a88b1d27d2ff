import { describe, expect, test } from 'vitest'

import { cellText, gridColumns, tabbed } from '../../../../src/renderer/screens/population/cell.ts'
import { rowsFinding } from '../../../../src/renderer/screens/population/wording.ts'
import type { ExplorerRow, FieldType, FieldView } from '../../../../src/shared/records/explorer.ts'
import { test as testView } from '../checklist/support.ts'

const field = (type: FieldType, words: Readonly<Record<string, string>> = {}): FieldView => ({
  key: 'x',
  title: 'X',
  type,
  words,
  shown: 'yes',
  width: 100
})
const nameOf = (account: string): string => `account ${account}`

describe('a cell', () => {
  test('says what is unknown, and never shows it as none or 0', () => {
    expect(cellText(field('integer'), null, nameOf)).toMatchObject({ text: 'unknown', tone: 'unknown' })
    expect(cellText(field('choice'), 'unknown', nameOf)).toMatchObject({ text: 'unknown', tone: 'unknown' })
    expect(cellText(field('text'), '', nameOf)).toMatchObject({ text: 'none', tone: 'muted' })
    expect(cellText(field('integer'), 0, nameOf)).toMatchObject({ text: '0', tone: 'muted' })
  })

  test('shows times as days with the time in the tooltip, and never as it is', () => {
    expect(cellText(field('time'), '2026-01-31T12:00:00Z', nameOf)).toMatchObject({
      text: '31 Jan 2026',
      title: '31 Jan 2026, 12:00 UTC'
    })
    expect(cellText(field('time'), 'never', nameOf).text).toBe('never')
  })

  test('names accounts and words of a choice', () => {
    expect(cellText(field('account'), '1', nameOf).text).toBe('account 1')
    expect(cellText(field('choice', { direct: 'Direct' }), 'direct', nameOf)).toMatchObject({
      text: 'Direct',
      tone: 'grave'
    })
  })
})

test('columns are those not hidden, at the width they were given; what is left over goes to the first', () => {
  const fields = [
    { ...field('text'), key: 'name' },
    { ...field('integer'), key: 'age' },
    { ...field('id'), key: 'arn' }
  ]

  expect(gridColumns(fields, new Set(['arn']), new Map([['age', 77]]))).toEqual([
    { key: 'name', title: 'X', width: 100, grow: 1, align: 'start', mono: false },
    { key: 'age', title: 'X', width: 77, grow: 0, align: 'end', mono: false }
  ])
})

test('a copied line holds no formula, no tab and no line break of a cell', () => {
  expect(tabbed(['=1+1', '-2', '@admin', 'a\tb\nc', '00123'])).toBe("'=1+1\t'-2\t'@admin\ta b c\t00123")
})

test('a finding on rows names them and counts those it does not', () => {
  const rows = Array.from({ length: 50 }, (_, n): ExplorerRow => ({
    key: `1/user-${n}`,
    account: '1',
    resource: `user-${n}`,
    source: 1,
    line: 1,
    path: null,
    cells: []
  }))

  const { condition } = rowsFinding(testView(), 'users', rows, 60, nameOf)

  const lines = condition.split('\n')
  expect(lines[0]).toBe('60 users do not meet the criterion:')
  expect(lines[1]).toBe('- user-0 (account 1)')
  expect(lines).toHaveLength(42)
  expect(lines.at(-1)).toBe('and 20 further ones.')
})
