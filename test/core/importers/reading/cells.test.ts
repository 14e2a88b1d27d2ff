import fc from 'fast-check'
import { expect, test } from 'vitest'

import { cellsOf } from '../../../../src/core/importers/reading/cells.ts'
import { cut, readSpans, type Span } from '../../../../src/core/importers/reading/csv.ts'
import { readTime } from '../../../../src/core/importers/reading/time.ts'

const moment = fc
  .date({ min: new Date('1970-01-01'), max: new Date('2099-12-31'), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 19))
const cell = fc.oneof(
  fc.constantFrom(
    'true',
    'false',
    'TRUE',
    ' true',
    'N/A',
    'no_information',
    '',
    'arn:aws:iam::111122223333:user/ada'
  ),
  moment.map((text) => `${text}Z`),
  moment.map((text) => `${text}+00:00`),
  moment.map((text) => `${text}-05:00`),
  fc.string({ maxLength: 26 }).map((text) => text.replaceAll(/[\r\n",;]/g, ''))
)
const table = fc.integer({ min: 2, max: 8 }).chain((width) =>
  fc.record({
    width: fc.constant(width),
    rows: fc.array(fc.array(cell, { minLength: Math.max(1, width - 1), maxLength: width + 1 }), {
      minLength: 1,
      maxLength: 6
    })
  })
)

/** The rows of a text that are left uncut. */
function spans(text: string, delimiter: string, chunk: number): readonly Span[] {
  const texts: string[] = []
  for (let from = 0; from < text.length; from += chunk) texts.push(text.slice(from, from + chunk))
  return [...readSpans(texts, delimiter)].filter((row) => 'text' in row)
}

test('cells looked at in place are those of the row cut by its delimiters', () => {
  fc.assert(
    fc.property(
      table,
      fc.constantFrom(',', ';'),
      fc.constantFrom('\n', '\r\n'),
      fc.integer({ min: 5, max: 200 }),
      ({ width, rows }, delimiter, newline, chunk) => {
        const text = rows.map((row) => row.join(delimiter)).join(newline)
        const cells = cellsOf(delimiter, width)
        for (const span of spans(text, delimiter, chunk)) {
          const { fields } = cut(span, delimiter)

          expect(cells.turnTo(span)).toBe(fields.length === width)

          if (fields.length !== width) continue
          for (const [column, field] of fields.entries()) {
            expect(cells.text(column)).toBe(field.trim())
            expect(cells.begins(column, 'arn:')).toBe(
              span.text.startsWith(
                'arn:',
                span.from + fields.slice(0, column).join(delimiter).length + (column > 0 ? 1 : 0)
              )
            )
            for (const word of ['true', 'N/A', field]) expect(cells.is(column, word)).toBe(field === word)
            const at = cells.time(column)
            if (at !== undefined) expect(at).toBe(readTime(field))
            expect(cells.flag(column)).toBe(field === 'true' ? 1 : field === 'false' ? 0 : undefined)
          }
        }
      }
    ),
    { numRuns: 800 }
  )
})

test('times in the two forms IAM writes are told in place', () => {
  fc.assert(
    fc.property(moment, fc.constantFrom('Z', '+00:00'), (text, zone) => {
      const line = `ada,${text}${zone},true`
      const cells = cellsOf(',', 3)

      expect(cells.turnTo({ line: 1, text: line, from: 0, to: line.length })).toBe(true)
      expect(cells.time(1)).toBe(Date.parse(`${text}Z`) / 1000)
    })
  )
})

test('a column that is not there begins with nothing', () => {
  const cells = cellsOf(',', 1)
  cells.turnTo({ line: 1, text: 'arn:', from: 0, to: 4 })

  expect(cells.begins(undefined, 'arn:')).toBe(false)
})
