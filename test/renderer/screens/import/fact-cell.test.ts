/** How the facts read of a file stand in its grid. */
import { expect, test } from 'vitest'

import {
  factColumns,
  factText,
  placeColumn,
  placeWords
} from '../../../../src/renderer/screens/import/fact-cell.ts'
import type { FactPage } from '../../../../src/shared/records/source.ts'

const page: Pick<FactPage, 'columns'> = {
  columns: [
    { key: 'name', title: 'Name', type: 'text' },
    { key: 'created_at', title: 'Created', type: 'time' },
    { key: 'is_root', title: 'Is root', type: 'boolean' }
  ]
}
const fact = { line: 14, path: 'UserDetailList[3]', cells: ['alice', '2024-05-06T07:08:09Z', null] }

test('the place stands first, and the last column takes what is left over', () => {
  const columns = factColumns(page)

  expect(columns.map(({ key }) => key)).toEqual([placeColumn, 'name', 'created_at', 'is_root'])
  expect(columns.map(({ grow }) => grow ?? 0)).toEqual([0, 0, 0, 1])
})

test('a place is its line, with the path where the file has one', () => {
  expect(placeWords(fact)).toBe('14  UserDetailList[3]')
  expect(placeWords({ line: 41_207, path: null })).toBe('41,207')
})

test('a time says its hour, and what the file does not say is a dash', () => {
  expect(factText(page, fact, 'created_at').text).toBe('6 May 2024, 07:08 UTC')
  expect(factText(page, fact, 'is_root').text).toBe('–')
  expect(factText(page, fact, 'no-such-column').text).toBe('–')
})
