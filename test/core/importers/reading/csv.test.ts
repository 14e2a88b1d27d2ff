import fc from 'fast-check'
import { expect, test } from 'vitest'

import { readRows } from '../../../../src/core/importers/reading/csv.ts'

function rows(text: string, delimiter = ',', cut = 1000): (readonly [number, ...string[]])[] {
  const texts: string[] = []
  for (let from = 0; from < text.length; from += cut) texts.push(text.slice(from, from + cut))
  return [...readRows(texts, delimiter)].map(({ line, fields }) => [line, ...fields])
}

test('rows carry their line, and blank lines are left out', () => {
  expect(rows('a,b\r\n\r\n1,2\n\n3,')).toEqual([
    [1, 'a', 'b'],
    [3, '1', '2'],
    [5, '3', '']
  ])
})

test('quoted fields may hold delimiters, quotes and lines', () => {
  expect(rows('"smith,john","say ""hi""","two\nlines",x\n=1+1,1E5,,\n')).toEqual([
    [1, 'smith,john', 'say "hi"', 'two\nlines', 'x'],
    [3, '=1+1', '1E5', '', '']
  ])
})

test('a quote that never closes is a character and swallows no rows', () => {
  const text = `"open,1\n${'a,b\n'.repeat(40)}`

  expect(rows(text)).toHaveLength(41)
  expect(rows(text)[0]).toEqual([1, '"open', '1'])
  expect(rows('a"b,c\n"x"y,z')).toEqual([
    [1, 'a"b', 'c'],
    [2, 'xy', 'z']
  ])
})

test('a quoted field may run over as many lines as the reader allows', () => {
  const script = Array.from({ length: 40 }, (_, n) => `line ${n}`).join('\n')
  const read = (mostLines?: number): unknown =>
    [...readRows([`a,"${script}"\nb,c\n`], ',', mostLines)].map(({ line, fields }) => [line, fields.length])

  expect(read(100)).toEqual([
    [1, 2],
    [41, 2]
  ])
  expect(read()).toHaveLength(41)
})

test('lines may end with a carriage return alone', () => {
  expect(rows('a,b\r1,2\r3,4')).toEqual([
    [1, 'a', 'b'],
    [2, '1', '2'],
    [3, '3', '4']
  ])
})

test('what is written by the rules is read as written, however it is cut', () => {
  const field = fc.string({ unit: fc.constantFrom(...'ab1=+",;\t \n') })
  const table = fc.array(fc.array(field, { minLength: 2, maxLength: 4 }), { minLength: 1, maxLength: 6 })
  fc.assert(
    fc.property(
      table,
      fc.constantFrom(',', ';', '\t'),
      fc.constantFrom('\n', '\r\n'),
      fc.integer({ min: 4, max: 30 }),
      (given, delimiter, end, cut) => {
        const text = given
          .map((row) => row.map((value) => `"${value.replaceAll('"', '""')}"`).join(delimiter))
          .join(end)

        expect(rows(text, delimiter, cut).map(([, ...fields]) => fields)).toEqual(given)
      }
    ),
    { numRuns: 500 }
  )
})
