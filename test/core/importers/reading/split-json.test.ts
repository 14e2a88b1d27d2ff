import fc from 'fast-check'
import { expect, test } from 'vitest'

import { splitJson, type Piece } from '../../../../src/core/importers/reading/split-json.ts'
import { inChunks } from '../collect.ts'

function split(text: string, chunk = 1 << 16, limits?: { depth: number; size: number }): Piece[] {
  const bytes = new TextEncoder().encode(text)
  return [...splitJson(inChunks(bytes, chunk), () => bytes.length, limits)]
}

/** What a reader without streaming would find. */
function expected(documents: readonly Record<string, unknown>[], isArray: boolean): unknown[] {
  return documents.flatMap((document, n) => {
    const prefix = isArray || n > 0 ? `[${n}].` : ''
    return Object.entries(document).flatMap(([key, value]) =>
      Array.isArray(value)
        ? [
            ['list', prefix + key],
            ...value.map((member: unknown, index) => ['member', `${prefix}${key}[${index}]`, member])
          ]
        : [['value', prefix + key, value]]
    )
  })
}

function found(pieces: readonly Piece[]): unknown[] {
  return pieces.map((piece) =>
    piece.is === 'member' || piece.is === 'value'
      ? [piece.is, piece.path, piece.value]
      : [piece.is, piece.path]
  )
}

const documents = fc.array(
  fc.dictionary(
    fc.oneof(fc.constantFrom('Users', 'Policies', 'IsTruncated', '__proto__'), fc.string({ unit: 'binary' })),
    fc.oneof(fc.array(fc.jsonValue(), { maxLength: 4 }), fc.jsonValue()),
    { maxKeys: 4 }
  ),
  { minLength: 1, maxLength: 4 }
)

test('any documents, written in any way and cut anywhere, are split into what they hold', () => {
  fc.assert(
    fc.property(
      documents,
      fc.constantFrom<readonly [boolean, string]>([true, ','], [false, '\n'], [false, '']),
      fc.constantFrom(undefined, 2, '\t'),
      fc.integer({ min: 1, max: 40 }),
      (given, [isArray, between], indent, chunk) => {
        const parsed = given.map(
          (document) => JSON.parse(JSON.stringify(document)) as Record<string, unknown>
        )
        const written = parsed.map((document) => JSON.stringify(document, null, indent)).join(between)

        const pieces = split(isArray ? `[${written}]` : written, chunk)

        expect(found(pieces)).toEqual(expected(parsed, isArray))
      }
    ),
    { numRuns: 1500 }
  )
})

test('lines are those of the file, wherever it is cut', () => {
  const text = '\n{\n  "Users": [\n    {\n      "Name": "a\\nb"\n    },\n\n    2\n  ],\n  "Last": true }\n'

  for (const chunk of [1, 2, 3, 7, 1000])
    expect(split(text, chunk).map(({ path, line }) => [path, line])).toEqual([
      ['Users', 3],
      ['Users[0]', 4],
      ['Users[1]', 8],
      ['Last', 10]
    ])
})

test('a list is announced also where it is empty', () => {
  expect(found(split('{"Users":[],"Groups":[ ]}'))).toEqual([
    ['list', 'Users'],
    ['list', 'Groups']
  ])
})

test('a member that is no JSON is named by line and the others are kept', () => {
  const pieces = split('{"Users": [\n{"a": 1},\n{"a": None,\n "b": 2},\n{"a": 3}\n], "Last": 1}')

  expect(found(pieces)).toEqual([
    ['list', 'Users'],
    ['member', 'Users[0]', { a: 1 }],
    ['bad', 'Users[1]'],
    ['member', 'Users[2]', { a: 3 }],
    ['value', 'Last', 1]
  ])
  expect(pieces[2]).toMatchObject({ line: 3, sentence: expect.stringContaining('not valid JSON') as string })
  expect(pieces[3]).toMatchObject({ line: 5 })
})

test('a file cut anywhere keeps what stands before the cut and says where it ends', () => {
  const text = '{"Users": [{"a": 1}, {"a": [2, "x"]}], "Last": true}'
  const whole = found(split(text))

  for (let cut = 1; cut < text.length; cut++) {
    const pieces = split(text.slice(0, cut), 5)
    const last = pieces.at(-1)

    expect(last).toMatchObject({ is: 'break', sentence: expect.stringContaining(`at byte ${cut}`) as string })
    expect(found(pieces.slice(0, -1))).toEqual(whole.slice(0, pieces.length - 1))
  }
})

test.each([
  ['{"a" 1}', 'A colon was expected, found "1"'],
  ['{"a": 1 "b": 2}', 'A comma or "}" was expected after a, found """'],
  ['{a: 1}', 'A key in quotes was expected, found "a"'],
  ['{"a": 1,}', 'A key in quotes was expected after a, found "}"'],
  ['{"a": [1,]}', 'A value was expected after a[1], found "]"'],
  ['{"a": 1}}', 'Other text follows the end of the JSON; it begins with "}"'],
  ['[1 2]', 'A comma or "]" was expected after [0], found "2"'],
  ['{"a": }', 'A value was expected after a, found "}"'],
  ['{"a": 1}\n\0', 'it begins with byte 0']
])('%j breaks with a sentence', (text, sentence) => {
  const last = split(text, 3).at(-1)

  expect(last?.is === 'break' || last?.is === 'bad' ? last.sentence : null).toContain(sentence)
})

test('a member larger than the limit is left out, in the memory of the limit', () => {
  const huge = 'x'.repeat(50_000)
  const pieces = split(`{"Users": [1, {"a": "${huge}"}, "${huge}", 2], "Last": 1}`, 512, {
    depth: 64,
    size: 4096
  })

  expect(found(pieces)).toEqual([
    ['list', 'Users'],
    ['member', 'Users[0]', 1],
    ['bad', 'Users[1]'],
    ['bad', 'Users[2]'],
    ['member', 'Users[3]', 2],
    ['value', 'Last', 1]
  ])
})

test('a member that nests deeper than the limit is left out', () => {
  const deep = `${'['.repeat(100_000)}${']'.repeat(100_000)}`

  expect(found(split(`{"Users": [${deep}, 2]}`, 1000))).toEqual([
    ['list', 'Users'],
    ['bad', 'Users[0]'],
    ['member', 'Users[1]', 2]
  ])
})

test('nothing at all is no piece', () => {
  expect(split('')).toEqual([])
  expect(split(' \r\n\t')).toEqual([])
})
