import { describe, expect, test } from 'vitest'

import {
  accountsShown,
  chosenIn,
  filterWords,
  sampleShown,
  sameFilters,
  withChoice,
  withFilter
} from '../../../../src/renderer/screens/population/filters.ts'
import type { ExplorerView, FieldView, Filter } from '../../../../src/shared/records/explorer.ts'

const field = (key: string, more: Partial<FieldView> = {}): FieldView => ({
  key,
  title: key,
  type: 'text',
  words: {},
  shown: 'yes',
  width: 100,
  ...more
})
const fields = [
  field('mfa', { title: 'MFA', type: 'choice', words: { yes: 'Yes', no: 'No', unknown: 'Unknown' } }),
  field('account', { title: 'Account', type: 'account' }),
  field('last_used', { title: 'Last used', type: 'time' })
]
const is = (key: string, ...values: string[]): Filter => ({ field: key, operator: 'is', values })
const nameOf = (account: string): string => (account === '111122223333' ? 'ledger' : account)

describe('a filter in words', () => {
  test('says field, operator and what the values are called', () => {
    expect(filterWords(is('mfa', 'no'), fields, nameOf)).toEqual({
      field: 'MFA',
      operator: 'is',
      values: 'No'
    })
    expect(filterWords(is('account', '111122223333'), fields, nameOf).values).toBe('ledger')
  })

  test('names two values and counts the rest', () => {
    expect(filterWords(is('mfa', 'yes', 'no', 'unknown'), fields, nameOf).values).toBe('Yes or No +1')
  })

  test('a time that is none never was', () => {
    expect(filterWords({ field: 'last_used', operator: 'empty', values: [] }, fields, nameOf)).toEqual({
      field: 'Last used',
      operator: 'is never',
      values: ''
    })
  })
})

describe('choosing in a facet', () => {
  test('adds a value to the filter of its field, in its place', () => {
    const filters = [is('mfa', 'no'), is('account', '1')]

    expect(withChoice(filters, 'mfa', 'unknown', true)).toEqual([
      is('mfa', 'no', 'unknown'),
      is('account', '1')
    ])
  })

  test('takes the filter away with its last value', () => {
    expect(withChoice([is('mfa', 'no')], 'mfa', 'no', false)).toEqual([])
  })

  test('leaves filters of other operators on the same field alone', () => {
    const not: Filter = { field: 'mfa', operator: 'is-not', values: ['no'] }

    expect(withChoice([not], 'mfa', 'yes', true)).toEqual([not, is('mfa', 'yes')])
    expect(chosenIn([not], 'mfa')).toEqual([])
  })
})

test('a filter is added, or put in the place of another', () => {
  expect(withFilter([is('a', '1')], is('b', '2'), null)).toEqual([is('a', '1'), is('b', '2')])
  expect(withFilter([is('a', '1'), is('b', '2')], is('c', '3'), 0)).toEqual([is('c', '3'), is('b', '2')])
})

test('filters are the same whatever the order of their properties', () => {
  expect(sameFilters([{ values: ['1'], operator: 'is', field: 'a' }], [is('a', '1')])).toBe(true)
  expect(sameFilters([is('a', '1')], [is('a', '2')])).toBe(false)
})

test('one sample alone is shown as such', () => {
  expect(sampleShown([is('sample', 'S-001')])).toBe('S-001')
  expect(sampleShown([is('sample', 'S-001', 'S-002')])).toBeNull()
  expect(sampleShown([])).toBeNull()
})

test('the accounts of the rows shown are those with rows, and chosen where any is', () => {
  const view = (filters: readonly Filter[]): ExplorerView => ({
    view: 1,
    query: { kind: 'users', search: '', filters, sort: null },
    count: 3,
    total: 3,
    kinds: [],
    sort: { field: 'name', descending: false },
    fields,
    facets: [
      {
        field: 'account',
        title: 'Account',
        values: [
          { value: '1', label: '1', count: 2 },
          { value: '2', label: '2', count: 1 },
          { value: '3', label: '3', count: 0 }
        ]
      }
    ],
    milliseconds: 1
  })

  expect(accountsShown(view([]))).toEqual(['1', '2'])
  expect(accountsShown(view([is('account', '2')]))).toEqual(['2'])
})
