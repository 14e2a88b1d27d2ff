import { expect, it } from 'vitest'

import {
  cellText,
  cellTitle,
  gridColumns,
  placeText,
  shortResource
} from '../../../../src/renderer/screens/checklist/cell-text.ts'

it('a value reads by its type, and what is not known is a dash', () => {
  expect(cellText(true, 'boolean')).toBe('Yes')
  expect(cellText(null, 'boolean')).toBe('–')
  expect(cellText(1204, 'integer')).toBe('1,204')
  expect(cellText('2026-01-31T06:12:00Z', 'time')).toBe('31 Jan 2026')
  expect(cellTitle('2026-01-31T06:12:00Z', 'time')).toBe('31 Jan 2026, 06:12 UTC')
  expect(cellText('needs-review', 'outcome')).toBe('Needs review')
})

it('text that looks like a number or formula stays as it is', () => {
  expect(cellText('00123', 'text')).toBe('00123')
  expect(cellText('=1+1', 'text')).toBe('=1+1')
  expect(cellText('constructor', 'outcome')).toBe('constructor')
})

it('an ARN is shown without what every one of them shares', () => {
  expect(shortResource('arn:aws-us-gov:iam::111122223333:user/ci/deploy#access-key-1')).toBe(
    'user/ci/deploy#access-key-1'
  )
  expect(shortResource('111122223333')).toBe('111122223333')
})

it('a place is the file without its folders, and the line', () => {
  expect(placeText('prod/credential-report.csv', 14)).toBe('credential-report.csv:14')
})

it('the account has a column only where several are looked at', () => {
  const columns = [{ key: 'user', title: 'User', type: 'text' }] as const

  expect(gridColumns(columns, false).map(({ title }) => title)).toEqual([
    'Resource',
    'Disposition',
    'User',
    'Status',
    'Detail',
    'Source'
  ])
  expect(gridColumns(columns, true)[1]?.title).toBe('Account')
})
