import { expect, test } from 'vitest'

import { documentLines, statementLines } from '../../../../src/renderer/screens/organization/policy-lines.ts'

const text = JSON.stringify({
  Version: '2012-10-17',
  Statement: [
    { Sid: 'First', Effect: 'Deny', Action: 's3:*', Resource: '*' },
    {
      Sid: 'Trail',
      Effect: 'Deny',
      Action: ['cloudtrail:StopLogging'],
      Resource: '*',
      Condition: { ArnNotLike: { 'aws:PrincipalArn': 'arn:aws:iam::*:role/break-glass-*' } }
    }
  ]
})
const written = (line: { readonly pieces: readonly { readonly text: string }[] }) =>
  line.pieces.map((piece) => piece.text).join('')

test('a statement keeps the line numbers of its document and stands at the margin', () => {
  const lines = statementLines(text, 1, [])

  expect(lines.map(written).at(0)).toBe('{')
  expect(lines.map(written).at(-1)).toBe('}')
  expect(lines[1]).toMatchObject({ number: (lines[0]?.number ?? 0) + 1 })
  expect(lines[0]?.number).toBe(10)
  expect(lines.some(({ isTinted }) => isTinted)).toBe(false)
})

test('the key that makes the exception is tinted with all that stands in it, and nothing else', () => {
  const tinted = statementLines(text, 1, ['Condition']).filter(({ isTinted }) => isTinted)

  expect(tinted.map(written).map((line) => line.trim())).toEqual([
    '"Condition": {',
    '"ArnNotLike": {',
    '"aws:PrincipalArn": "arn:aws:iam::*:role/break-glass-*"',
    '}',
    '}'
  ])
})

test('of a whole document the statements asked for are tinted', () => {
  const lines = documentLines(text, [0])

  expect(
    lines
      .filter(({ isTinted }) => isTinted)
      .map(written)
      .join('')
  ).toContain('"First"')
  expect(
    lines
      .filter(({ isTinted }) => isTinted)
      .map(written)
      .join('')
  ).not.toContain('"Trail"')
  expect(lines.map(({ number }) => number)).toEqual(lines.map((_, at) => at + 1))
})
