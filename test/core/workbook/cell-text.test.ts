import fc from 'fast-check'
import { describe, expect, it } from 'vitest'

import { cellText, looksLikeError, serialOf } from '../../../src/core/workbook/cell-text.ts'
import { heightOf, linesOf } from '../../../src/core/workbook/row-heights.ts'

describe('the text of a cell', () => {
  it('is never longer than a cell and always well formed', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary', maxLength: 400 }),
        fc.integer({ min: 120, max: 300 }),
        (text, longest) => {
          const cell = cellText(text, longest, 'sheet 01')
          return cell.length <= longest && cell.isWellFormed()
        }
      )
    )
  })

  it('is left as it is where it fits', () => {
    expect(cellText('=cmd|calc', 100, 'sheet 01')).toBe('=cmd|calc')
  })

  it('is known where the writer would take it for an error value', () => {
    expect(looksLikeError('#N/A')).toBe(true)
    expect(looksLikeError('#N/A ')).toBe(false)
  })
})

describe('the number of a day', () => {
  it.each([
    ['1970-01-01', 'day', 25_569],
    ['2026-01-31T12:00:00Z', 'day', 46_053],
    ['2026-01-31T12:00:00Z', 'second', 46_053.5],
    ['2026-01-31T12:00:00.000Z', 'second', 46_053.5]
  ] as const)('of %s to the %s is %s', (iso, precision, serial) => {
    expect(serialOf(iso, precision)).toBe(serial)
  })

  it.each(['no_information', 'N/A', '', '2026', '1899-12-31', '2026-13-45'])('of %j is none', (text) => {
    expect(serialOf(text, 'day')).toBeNull()
  })
})

describe('the height of a row', () => {
  it.each([
    ['short', 10, 1],
    ['two words', 5, 2],
    ['a\nb\nc', 10, 3],
    ['x'.repeat(25), 10, 3],
    ['', 10, 1]
  ])('counts the lines of %j at width %i', (text, width, lines) => {
    expect(linesOf(text, width)).toBe(lines)
  })

  it('stops at the tallest row a spreadsheet shows', () => {
    expect(heightOf(1000)).toBe(409)
  })
})
