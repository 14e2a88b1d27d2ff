/** Cells of the preview: the same text and colour as in the workbook. */
import { describe, expect, test } from 'vitest'

import { columnLetters, sheetText, sheetTone } from '../../../../src/renderer/screens/workbook/sheet-cell.ts'

describe('text', () => {
  test('dates are ISO, integers grouped, flags words, nothing is empty', () => {
    expect(sheetText('2026-11-18T06:12:33.000Z', 'date')).toBe('2026-11-18')
    expect(sheetText('2026-11-18T06:12:33.000Z', 'time')).toBe('2026-11-18 06:12')
    expect(sheetText(100_000, 'integer')).toBe('100,000')
    expect(sheetText(true, 'text')).toBe('Yes')
    expect(sheetText(null, 'text')).toBe('')
  })

  test('an account id keeps its leading zero and a date column its words', () => {
    expect(sheetText('011122223333', 'id')).toBe('011122223333')
    expect(sheetText('not recorded', 'date')).toBe('not recorded')
  })
})

describe('colour', () => {
  test('a word has the colour that the workbook gives it', () => {
    expect(sheetTone('Exceptions noted', 'conclusion')).toBe('fail')
    expect(sheetTone('Unable to test', 'conclusion')).toBe('unsure')
    expect(sheetTone('No exceptions', 'outcome')).toBe('pass')
    expect(sheetTone('Not tested', 'outcome')).toBe('na')
    expect(sheetTone('Medium', 'severity')).toBe('unsure')
  })

  test('the matrix is coloured by its sign, whatever follows', () => {
    expect(sheetTone('✗ 3 [X]', 'outcome')).toBe('fail')
    expect(sheetTone('✓ [E]', 'outcome')).toBe('pass')
  })

  test('a user called "Critical" carries no colour', () => {
    expect(sheetTone('Critical', 'text')).toBeNull()
  })
})

describe('letters', () => {
  test('columns after Z go on with two letters, then three', () => {
    expect([0, 25, 26, 51, 52, 701, 702].map(columnLetters)).toEqual([
      'A',
      'Z',
      'AA',
      'AZ',
      'BA',
      'ZZ',
      'AAA'
    ])
  })
})
