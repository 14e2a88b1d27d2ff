import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'

import {
  fileKindOf,
  keptLocator,
  locatorText,
  readLocator,
  type FileKind,
  type Locator
} from '../../src/shared/locator.ts'

const number = fc.integer({ min: 1, max: 1_000_000 })
const range = fc.tuple(number, fc.nat({ max: 5000 })).map(([from, more]) => ({ from, to: from + more }))
const column = fc.integer({ min: 1, max: 16_384 }).map(columnOf)
const cell = fc.record({ column, row: fc.integer({ min: 1, max: 1_048_576 }) })
const sheet = fc
  .string({ unit: fc.constantFrom(..."aZ09_ éß'!.-&()"), minLength: 1, maxLength: 31 })
  .filter((name) => name.trim() === name && !name.startsWith("'") && !name.endsWith("'"))
const pointer = fc
  .array(fc.string({ unit: fc.constantFrom(...'aB0~/ é:*"!') }), { minLength: 1, maxLength: 5 })
  .map((names) => names.map((name) => `/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`).join(''))
  // What is typed is taken without blanks around it.
  .filter((text) => text.trim() === text)

const places: readonly [FileKind, fc.Arbitrary<Locator>][] = [
  ['text', range.map((lines) => ({ kind: 'lines', ...lines }))],
  ['json', range.map((lines) => ({ kind: 'lines', ...lines }))],
  ['json', pointer.map((text) => ({ kind: 'pointer', pointer: text }))],
  ['pdf', range.map((pages) => ({ kind: 'pages', ...pages }))],
  [
    'workbook',
    fc.tuple(fc.option(sheet), cell, fc.nat({ max: 20 })).map(([name, from, more]) => ({
      kind: 'cells',
      sheet: name,
      from,
      to: { column: from.column, row: Math.min(from.row + more, 1_048_576) }
    }))
  ]
]

/** 1 is A, 27 is AA. */
function columnOf(number: number): string {
  const rest = Math.floor((number - 1) / 26)
  return (rest === 0 ? '' : columnOf(rest)) + String.fromCharCode(65 + ((number - 1) % 26))
}

describe('a place in evidence', () => {
  it.each(places)('in a %s file is read as it was written', (kind, place) => {
    fc.assert(
      fc.property(place, (locator) => {
        const text = locatorText(locator)
        expect(readLocator(text, kind)).toEqual({ locator })
        expect(keptLocator(text)).toEqual(locator)
      })
    )
  })

  it('is written in one way, however it was typed', () => {
    fc.assert(
      fc.property(
        fc.constantFrom<FileKind>('text', 'json', 'pdf', 'workbook'),
        fc.string(),
        (kind, typed) => {
          const answer = readLocator(typed, kind)
          if ('problem' in answer) return
          const text = locatorText(answer.locator)
          expect(readLocator(text, kind)).toEqual(answer)
        }
      )
    )
  })

  test.each<[FileKind, string, string]>([
    ['text', '', ''],
    ['text', ' 12 ', 'line 12'],
    ['text', 'Lines 12 – 40', 'lines 12-40'],
    ['text', '12-12', 'line 12'],
    ['json', '/Statement/0', '/Statement/0'],
    ['json', '/a~1b/~0', '/a~1b/~0'],
    ['json', '7', 'line 7'],
    ['pdf', 'p. 3', 'page 3'],
    ['pdf', '3-5', 'pages 3-5'],
    ['workbook', 'users!$b$4:d9', 'users!B4:D9'],
    ['workbook', "'Key users'!A1", "'Key users'!A1"],
    ['workbook', 'Key users!A1', "'Key users'!A1"],
    ['workbook', 'xfd1048576', 'XFD1048576'],
    ['other', '', '']
  ])('of a %s file typed as "%s" is %s', (kind, typed, kept) => {
    const answer = readLocator(typed, kind)
    expect('locator' in answer && locatorText(answer.locator)).toBe(kept)
  })

  test.each<[FileKind, string, RegExp]>([
    ['text', '0', /is no place in a text\. It takes lines: 12 or 12-40; empty for the whole\.$/],
    ['text', '9-3', /no place in a text/],
    ['text', 'page 3', /no place in a text/],
    ['text', '/Statement', /no place in a text/],
    ['json', 'Statement/0', /elements or lines: \/Statement\/0/],
    ['json', '/a~2', /no place in a JSON file/],
    ['json', '/a\u0007', /no place in a JSON file/],
    ['pdf', '/1', /no place in a PDF file\. It takes pages: 3 or 3-5/],
    ['workbook', '12', /It takes cells: Users!B4/],
    ['workbook', 'XFE1', /no place in a workbook/],
    ['workbook', 'A1048577', /no place in a workbook/],
    ['workbook', 'B4:A9', /no place in a workbook/],
    ['workbook', 'a/b!A1', /no place in a workbook/],
    ['other', '3', /^In a file of this kind no place can be named; leave it empty for the whole\.$/]
  ])('of a %s file typed as "%s" is refused in a sentence', (kind, typed, sentence) => {
    const answer = readLocator(typed, kind)
    expect('problem' in answer && answer.problem).toMatch(sentence)
  })
})

test.each<[Parameters<typeof fileKindOf>[0], FileKind]>([
  [{ type: 'file', mime: 'application/pdf', fileName: 'policy' }, 'pdf'],
  [{ type: 'file', mime: '', fileName: 'Policy.PDF' }, 'pdf'],
  [{ type: 'file', mime: 'application/json', fileName: 'a.txt' }, 'json'],
  [{ type: 'file', mime: 'text/csv', fileName: 'rows.csv' }, 'text'],
  [{ type: 'file', mime: 'application/vnd.ms-excel', fileName: 'rows.csv' }, 'text'],
  [{ type: 'file', mime: '', fileName: 'users.xlsx' }, 'workbook'],
  [{ type: 'note', mime: 'text/plain', fileName: 'note.txt' }, 'text'],
  [{ type: 'image', mime: 'image/png', fileName: 'console.png' }, 'other'],
  [{ type: 'file', mime: 'application/zip', fileName: 'logs.zip' }, 'other']
])('%o is read as %s', (piece, kind) => {
  expect(fileKindOf(piece)).toBe(kind)
})
