import fc from 'fast-check'
import { describe, expect, test } from 'vitest'

import { readPolicyDocument } from '../../../src/core/iam/policy-document.ts'
import { writePolicyDocument, type WrittenDocument } from '../../../src/core/iam/written-document.ts'

/** What the plain reader finds, written out. */
function plainly(text: string): WrittenDocument {
  const { problem, statements } = readPolicyDocument(text)
  return {
    problem,
    statements: statements.map((statement) => ({
      ...statement,
      actions: JSON.stringify(statement.actions),
      resources: JSON.stringify(statement.resources),
      condition: statement.condition && JSON.stringify(statement.condition)
    }))
  }
}

const word = fc.oneof(
  fc.constantFrom(
    '*',
    's3:*',
    'a*',
    'iam:PassRole',
    'arn:aws:s3:::b/*',
    'arn:*',
    'Allow',
    'Deny',
    'allow',
    '',
    '${aws:username}'
  ),
  fc.string({ maxLength: 12 }),
  fc.string({ unit: 'binary', maxLength: 6 }),
  fc.string({ unit: fc.constantFrom(...'ab":\\,[]{}*?\u0001\ud800 \n'), maxLength: 12 })
)
const words = fc.oneof(word, fc.array(word, { maxLength: 4 }))
const anything = fc.oneof(fc.jsonValue({ maxDepth: 4 }), words)
const principal = fc.oneof(
  word,
  fc.dictionary(fc.constantFrom('AWS', 'Service', 'Federated', '*', 'Nobody'), words, { maxKeys: 3 })
)
const condition = fc.dictionary(
  fc.constantFrom('StringEquals', 'Bool', '__proto__'),
  fc.dictionary(fc.constantFrom('aws:PrincipalOrgID', 'aws:SourceIp'), anything, { maxKeys: 2 }),
  { maxKeys: 2 }
)
const usual = fc.record(
  {
    Sid: word,
    Effect: fc.constantFrom('Allow', 'Deny'),
    Action: words,
    Resource: words,
    Principal: principal,
    Condition: condition
  },
  { requiredKeys: ['Effect', 'Action'] }
)
const unusual = fc.dictionary(
  fc.constantFrom(
    'Sid',
    'Effect',
    'Action',
    'NotAction',
    'Resource',
    'NotResource',
    'Principal',
    'NotPrincipal',
    'Condition',
    'Extra',
    '__proto__'
  ),
  fc.oneof(anything, principal, condition),
  { maxKeys: 7 }
)
const statement = fc.oneof({ weight: 3, arbitrary: usual }, { weight: 1, arbitrary: unusual })
const policy = fc.record(
  {
    Version: fc.oneof(fc.constant('2012-10-17'), anything),
    Id: word,
    Statement: fc.oneof(statement, fc.array(statement, { maxLength: 3 }), anything),
    Extra: anything
  },
  { requiredKeys: ['Statement'] }
)

describe('the quick reader', () => {
  test('reads what the plain one reads, in any layout', () => {
    fc.assert(
      fc.property(policy, fc.constantFrom(undefined, 2, '\t'), (document, indent) => {
        const text = JSON.stringify(document, null, indent)

        expect(writePolicyDocument(text)).toEqual(plainly(text))
      }),
      { numRuns: 3000 }
    )
  })

  test('reads what the plain one reads of texts cut, doubled and damaged', () => {
    fc.assert(
      fc.property(policy, fc.nat(), fc.nat(12), word, (document, at, cut, more) => {
        const text = JSON.stringify(document)
        const from = at % (text.length + 1)
        const damaged = text.slice(0, from) + more + text.slice(from + cut)

        expect(writePolicyDocument(damaged)).toEqual(plainly(damaged))
        expect(writePolicyDocument(encodeURIComponent(damaged.toWellFormed()))).toEqual(
          plainly(encodeURIComponent(damaged.toWellFormed()))
        )
      }),
      { numRuns: 3000 }
    )
  })

  test.each([
    '',
    '{"Statement":[{"Effect":"Allow","Action":"s3:*","Action":"s3:Get*","Resource":"*"}]}',
    '{"Statement":[{"Effect":"Allow","Action":"a","NotAction":"b","Resource":"*"}]}',
    '{"Statement":[{"Effect":"Allow","Action":"a","Resource":"x","NotResource":"y"}]}',
    '{"Statement":[{"Effect":"Allow","Action":["a"],"Resource":"*","Condition":{}}]}',
    '{"Statement":[{"Effect":"Allow","Action":["a"],"Resource":"*"}],"Statement":[{"Effect":"Deny","Action":"b","Resource":"*"}]}',
    '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"a","Resource":"*"}]}trailing',
    '{"Statement":[{"Effect":"Allow","Action":"a","Resource":"*"},]}',
    '{"Statement":[]}',
    `{"Statement":[{"Effect":"Allow","Action":"a","Principal":${'['.repeat(40)}${']'.repeat(40)}}]}`
  ])('agrees on %s', (text) => {
    expect(writePolicyDocument(text)).toEqual(plainly(text))
  })
})
