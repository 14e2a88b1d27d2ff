/** Where things stand on a previewed sheet: the same rows and columns as in the workbook. */
import { describe, expect, test } from 'vitest'

import { cellsAt, shownColumn, textAt } from '../../../../src/renderer/screens/workbook/sheet-content.ts'
import {
  columnsIn,
  frozenIn,
  gutter,
  layOut
} from '../../../../src/renderer/screens/workbook/sheet-layout.ts'
import type { SheetPreview } from '../../../../src/shared/records/workbook.ts'
import { sheetHeaderRow as headerRow } from '../../../../src/shared/sheet-look.ts'

const preview: SheetPreview = {
  id: 'access-keys',
  name: 'P02 Access keys',
  ref: 'P02',
  title: 'Access keys of IAM users',
  heading: ['Client', 'Period', 'Prepared by', 'Purpose', 'Source', 'Procedure', 'Results'].map((label) => ({
    label,
    text: `${label} in words`
  })),
  columns: [
    { key: 'account', title: 'Account', type: 'id', width: 14 },
    { key: 'slot', title: 'Key', type: 'integer', width: 6 },
    { key: 'found', title: 'What was found', type: 'long', width: 48 }
  ],
  hiddenColumns: 0,
  frozenColumns: 1,
  rows: [],
  total: 1
}

describe('rows', () => {
  test('title, heading, way back, header and table follow each other', () => {
    const text = (row: number, column: number) =>
      textAt(preview, false, row, column, row > headerRow ? ['011122223333', 1, 'Old.'] : undefined)

    expect(text(1, 0)).toBe('P02  Access keys of IAM users')
    expect([text(2, 0), text(2, 1)]).toEqual(['Client', 'Client in words'])
    expect([text(8, 0), text(8, 1)]).toEqual(['Results', 'Results in words'])
    expect([text(9, 0), text(9, 1)]).toEqual(['← Index', ''])
    expect(text(headerRow, 2)).toBe('What was found')
    expect([text(11, 0), text(11, 1)]).toEqual(['011122223333', '1'])
  })

  test('the index does not lead back to itself', () => {
    expect(textAt(preview, true, 9, 0, undefined)).toBe('')
  })

  test('title and heading are wider than one column', () => {
    expect(cellsAt(preview, false, 1, [0, 1, 2], undefined)).toHaveLength(1)
    expect(cellsAt(preview, false, 3, [0, 1, 2], undefined).map(({ isWide }) => isWide)).toEqual([
      false,
      true
    ])
    expect([shownColumn(1, 2), shownColumn(3, 2), shownColumn(11, 2)]).toEqual([0, 1, 2])
  })

  test('a long text of many lines is shown by its beginning, in one line', () => {
    const [, , found] = cellsAt(
      preview,
      false,
      11,
      [0, 1, 2],
      ['011122223333', 1, `one\ntwo ${'x'.repeat(5000)}`]
    )

    expect(found?.text).toMatch(/^one two x+$/)
    expect(found?.text.length).toBeLessThan(300)
  })
})

describe('columns', () => {
  const layout = layOut(preview)

  test('frozen columns stay while they leave half of the view', () => {
    expect(frozenIn(layout, 1, 800)).toBe(1)
    expect(frozenIn(layout, 1, 120)).toBe(0)
    expect(frozenIn(layout, 9, 10_000)).toBe(3)
  })

  test('of the others those in sight are drawn', () => {
    expect(columnsIn(layout, 1, 0, gutter + 110)).toEqual([0, 1])
    expect(columnsIn(layout, 1, 200, 600)).toEqual([0, 2])
    expect(columnsIn(layout, 0, 0, 2000)).toEqual([0, 1, 2])
  })
})
