import fc from 'fast-check'
import { describe, expect, it } from 'vitest'

import { csvText } from '../../src/shared/csv.ts'
import { readCsv } from '../support/read-csv.ts'

describe('a table as CSV', () => {
  it('reads back as it was, whatever the cells say, but for the mark before what a spreadsheet would compute', () => {
    const cell = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.constantFrom('=1+1', '-2', '@x', '\t=1', 'a"b', 'a\r\nb')
    )
    fc.assert(
      fc.property(fc.array(fc.array(cell, { minLength: 1 }), { minLength: 1 }), (rows) => {
        const text = csvText(rows)
        expect(text.startsWith('\uFEFF')).toBe(true)
        const read = readCsv(text.slice(1))
        const unmarked = (given: string[][]) =>
          given.map((row) => row.map((one) => one.replace(/^'(?=\s*[=+\-@\t\r])/, '')))
        expect(unmarked(read)).toEqual(unmarked(rows))
        for (const one of read.flat()) expect(one).not.toMatch(/^\s*[=+\-@]/)
      })
    )
  })
})
