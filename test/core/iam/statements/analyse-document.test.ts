import { describe, expect, test } from 'vitest'

import {
  analyseDocument,
  type DocumentAnalysis
} from '../../../../src/core/iam/statements/analyse-document.ts'
import { writePolicyDocument } from '../../../../src/core/iam/written-document.ts'

function analyse(document: unknown): DocumentAnalysis {
  const text = typeof document === 'string' ? document : JSON.stringify(document)
  return analyseDocument(text, writePolicyDocument(text).statements)
}

const allow = (Action: unknown, Resource: unknown = '*', more: object = {}): object => ({
  Effect: 'Allow',
  Action,
  Resource,
  ...more
})

describe('what a document says', () => {
  test('is the same whatever its layout, the order of keys and lists, and its Sids', () => {
    const one = analyse({
      Version: '2012-10-17',
      Statement: [{ Sid: 'A', ...allow(['s3:Get*', 's3:List*'], ['a', 'b']) }]
    })
    const other = analyse(
      '{"Statement": {"Resource": ["b", "a"], "Action": ["s3:List*", "s3:Get*", "s3:Get*"], "Effect": "Allow"},\n "Version": "2012-10-17"}'
    )

    expect(other.shape.meaning).toBe(one.shape.meaning)
    expect(analyse({ Statement: [allow('s3:Get*')] }).shape.meaning).not.toBe(one.shape.meaning)
  })

  test('is measured without white space, as quotas count', () => {
    expect(analyse('{ "Version": "2012-10-17",\n "Statement": [] }').shape).toMatchObject({
      version: '2012-10-17',
      characters: '{"Version":"2012-10-17","Statement":[]}'.length,
      statements: 0
    })
  })

  test('is read also where it is no policy', () => {
    expect(analyse('no policy')).toMatchObject({ statements: [], shape: { version: null, statements: 0 } })
  })
})

describe('how much a document allows', () => {
  test('counts services and actions by level, of several statements on one the widest', () => {
    const { access } = analyse({
      Statement: [
        allow(['sqs:SendMessage', 'sqs:DeleteMessage']),
        allow('sqs:SendMessage', 'arn:aws:sqs:eu-west-1:111122223333:one'),
        allow('s3:PutBucketPolicy'),
        { Effect: 'Deny', Action: 'ec2:*', Resource: '*' }
      ]
    })

    expect(access).toEqual({
      services: 2,
      actions: { list: 0, read: 0, tagging: 0, write: 2, permissions: 1 },
      everywhere: 3
    })
  })

  test('is nothing for a document that only denies', () => {
    expect(analyse({ Statement: [{ Effect: 'Deny', Action: '*', Resource: '*' }] }).access).toMatchObject({
      services: 0,
      everywhere: 0
    })
  })
})

describe('a document longer than any policy AWS accepts', () => {
  const hostile = {
    Statement: [allow(Array.from({ length: 100_000 }, (_, n) => `*a${n}*`))]
  }

  test('is not analysed, says so, and takes no time', () => {
    const started = performance.now()

    const { problem, statements } = analyse(hostile)

    expect(problem).toMatch(/^The document has \d+ characters, more than any policy AWS accepts\.$/)
    expect(statements).toEqual([])
    expect(analyse({ Statement: [allow('s3:Get*')] }).problem).toBeNull()
    expect(performance.now() - started).toBeLessThan(5_000)
  })
})
