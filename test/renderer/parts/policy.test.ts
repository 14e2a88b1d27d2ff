import fc from 'fast-check'
import { describe, expect, test } from 'vitest'

import { findIn } from '../../../src/renderer/parts/policy/find.ts'
import { layOut, textOf, type Layout } from '../../../src/renderer/parts/policy/layout.ts'
import { mostLines, portionOf } from '../../../src/renderer/parts/policy/portion.ts'
import { tokensOf } from '../../../src/renderer/parts/policy/tokens.ts'
import { piecesOf, takesWildcards } from '../../../src/renderer/parts/policy/wildcards.ts'

/** Texts that look like policies, and texts that look like nothing. */
const texts = fc.oneof(
  fc.json(),
  fc.string({ unit: 'binary' }),
  fc
    .array(fc.constantFrom(...'{}[],:"\\ \n\r\t*?$01-.eE/_ö', 'true', 'nul', '"a"', '\u2028'))
    .map((all) => all.join(''))
)

function policy(...statements: readonly object[]): string {
  return JSON.stringify({ Version: '2012-10-17', Statement: statements })
}

function linesOf(layout: Layout): readonly string[] {
  return layout.lines.map(textOf)
}

describe('the tokens of a text', () => {
  test('cover it whole, one after the other, whatever it is', () => {
    fc.assert(
      fc.property(texts, (text) => {
        const tokens = tokensOf(text)
        let at = 0
        for (const { start, end } of tokens) {
          expect(start).toBe(at)
          expect(end).toBeGreaterThan(start)
          at = end
        }
        expect(at).toBe(text.length)
      }),
      { numRuns: 2000 }
    )
  })

  test('of valid JSON are none unknown', () => {
    fc.assert(
      fc.property(fc.json(), (text) => {
        expect(tokensOf(text).filter(({ kind }) => kind === 'unknown')).toEqual([])
      })
    )
  })

  test('end a string at its own quote and not at an escaped one', () => {
    const text = '"a\\"b" "c'

    expect(tokensOf(text)).toEqual([
      { kind: 'string', start: 0, end: 6 },
      { kind: 'space', start: 6, end: 7 },
      { kind: 'unknown', start: 7, end: 9 }
    ])
  })

  test('hold a string of a million characters', () => {
    expect(tokensOf(`"${'a'.repeat(1_000_000)}"`)).toHaveLength(1)
  })
})

describe('the layout of a document', () => {
  test('is that of JSON set with two spaces', () => {
    fc.assert(
      fc.property(fc.jsonValue({ depthSize: 'small' }), (value) => {
        const text = JSON.stringify(value)
        expect(linesOf(layOut(text)).join('\n')).toBe(JSON.stringify(value, null, 2))
      }),
      { numRuns: 500 }
    )
  })

  test('gives the same lines however the document was set', () => {
    fc.assert(
      fc.property(fc.jsonValue({ depthSize: 'small' }), fc.constantFrom(0, 1, 4, '\t'), (value, space) => {
        expect(layOut(JSON.stringify(value, null, space))).toEqual(layOut(JSON.stringify(value)))
      }),
      { numRuns: 300 }
    )
  })

  test('never throws and loses no line of a text that is no JSON', () => {
    fc.assert(
      fc.property(texts, (text) => {
        const layout = layOut(text)
        if (!layout.isJson) expect(linesOf(layout).join('\n')).toBe(text.replace(/\r\n|\r/g, '\n'))
      })
    )
  })

  test('keeps words as they were written: escapes, numbers, keys given twice', () => {
    const text = '{"Sid":"caf\\u00e9","Sid":"b","n":1.50}'

    expect(linesOf(layOut(text))).toEqual([
      '{',
      '  "Sid": "caf\\u00e9",',
      '  "Sid": "b",',
      '  "n": 1.50',
      '}'
    ])
  })

  test('numbers the lines of each statement by its place in the list', () => {
    const { lines } = layOut(policy({ Effect: 'Allow', Action: ['s3:Get*'] }, { Effect: 'Deny' }))

    expect(lines.map(({ statement }) => statement)).toEqual([
      ...[null, null, null],
      ...[0, 0, 0, 0, 0, 0],
      ...[1, 1, 1],
      ...[null, null]
    ])
  })

  test('takes a statement that is no list for the first', () => {
    const { lines, effects } = layOut('{"Statement":{"Effect":"Deny","Action":"*"}}')

    expect(lines.map(({ statement }) => statement)).toEqual([null, 0, 0, 0, 0, null])
    expect(effects.get(0)).toBe('deny')
  })

  test('counts the last of two lists of statements, as a reader of JSON does', () => {
    const { lines, effects } = layOut('{"Statement":[{"Effect":"Allow"}],"Statement":[{"Effect":"Deny"}]}')

    expect(lines.map(({ statement }) => statement)).toEqual([
      ...[null, null, null, null, null, null],
      ...[null, 0, 0, 0],
      ...[null, null]
    ])
    expect([...effects]).toEqual([[0, 'deny']])
  })

  test('does not take a Statement deeper down for a list of statements', () => {
    const { lines } = layOut('{"a":{"Statement":[{"Effect":"Deny"}]}}')

    expect(new Set(lines.map(({ statement }) => statement))).toEqual(new Set([null]))
  })

  test('knows the effect in any case, where it is the effect of the statement', () => {
    const { effects, lines } = layOut(
      policy({ Effect: 'DENY', Condition: { StringLike: { Effect: 'Allow' } } })
    )

    expect([...effects]).toEqual([[0, 'deny']])
    expect(lines.flatMap(({ pieces }) => pieces).filter(({ kind }) => kind === 'allow')).toEqual([])
  })

  test('marks wildcards in patterns, and not in values compared as they are', () => {
    const { lines } = layOut(
      policy({
        Sid: 'All*',
        Effect: 'Allow',
        Action: ['s3:Get*', 'iam:\u002a'],
        Principal: { AWS: '*' },
        Condition: {
          StringEquals: { 'aws:PrincipalTag/team': 'a*' },
          ArnEquals: { 'aws:SourceArn': 'arn:*' }
        }
      }).replace('iam:*', 'iam:\\u002a')
    )
    const marked = lines.flatMap(({ pieces }) => pieces.filter(({ kind }) => kind === 'wildcard'))

    expect(marked.map(({ text }) => text)).toEqual(['*', '"iam:\\u002a"', '*', '*'])
  })
})

describe('the pieces of a pattern', () => {
  test('put together are the pattern', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...'ab*?${}:/', '\n') }), (pattern) => {
        expect(
          piecesOf(pattern)
            .map(({ text }) => text)
            .join('')
        ).toBe(pattern)
      })
    )
  })

  test('tell wildcards from variables and from signs that are meant as such', () => {
    expect(piecesOf('a${*}b**${aws:username}?')).toEqual([
      { kind: 'plain', text: 'a' },
      { kind: 'plain', text: '${*}' },
      { kind: 'plain', text: 'b' },
      { kind: 'wildcard', text: '**' },
      { kind: 'variable', text: '${aws:username}' },
      { kind: 'wildcard', text: '?' }
    ])
  })

  test.each([
    [['Resource'], true],
    [['Principal', 'AWS'], true],
    [['Condition', 'ForAnyValue:StringLike', 'k'], true],
    [['Condition', 'ArnNotEqualsIfExists', 'k'], true],
    [['Condition', 'ForAllValues:ArnLike', 'k'], true],
    [['Condition', 'StringEquals', 'k'], false],
    [['Sid'], false]
  ])('%j is a pattern: %s', (path, expected) => {
    expect(takesWildcards(path)).toBe(expected)
  })
})

describe('finding in a document', () => {
  test('ignores case and takes every sign as it is', () => {
    expect(findIn(['"s3:Get*"', '"S3:GET*x"'], 's3:get*')).toEqual([
      { line: 0, start: 1, end: 8 },
      { line: 1, start: 1, end: 8 }
    ])
    expect(findIn(['abc'], '')).toEqual([])
  })

  test('never throws, and what it finds is what was wanted', () => {
    fc.assert(
      fc.property(fc.array(fc.string()), fc.string({ minLength: 1 }), (lines, wanted) => {
        for (const { line, start, end } of findIn(lines, wanted))
          expect(lines[line]?.slice(start, end).toLowerCase()).toBe(wanted.toLowerCase())
      })
    )
  })
})

describe('the lines that are drawn', () => {
  const statement = (n: number) => ({ Effect: 'Allow', Action: [`s3:Get${String(n)}`] })

  test('are all of a usual document', () => {
    const { lines } = layOut(policy(statement(1), statement(2)))

    expect(portionOf(lines, [1])).toEqual({ from: 0, lines })
  })

  test('are so many of a hostile one, with the statement asked for among them', () => {
    const { lines } = layOut(policy(...Array.from({ length: 5000 }, (_, n) => statement(n))))

    const portion = portionOf(lines, [4000])

    expect(portion.lines).toHaveLength(mostLines)
    expect(portion.lines.some((line) => line.statement === 4000)).toBe(true)
    expect(lines[portion.from]).toBe(portion.lines[0])
    expect(portionOf(lines, []).from).toBe(0)
  })
})
