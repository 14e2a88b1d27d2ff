import fc from 'fast-check'
import { expect, test } from 'vitest'

import { readConditions, readOperator } from '../../../../src/core/iam/statements/read-conditions.ts'

test.each([
  ['StringEquals', 'stringequals', '', 0],
  ['StringLikeIfExists', 'stringlike', '', 1],
  ['ForAllValues:StringEquals', 'stringequals', 'forallvalues', 0],
  ['forANYvalue:StringLikeIfExists', 'stringlike', 'foranyvalue', 1],
  ['Null', 'null', '', 0],
  ['ForSomeValues:StringEquals', 'forsomevalues:stringequals', '', 0]
])('the operator %s is %s', (written, operator, quantifier, if_exists) => {
  expect(readOperator(written)).toEqual({ operator, quantifier, if_exists })
})

test('each key of each operator is a comparison of its own, in the order written', () => {
  expect(
    readConditions({
      StringEquals: { 'aws:PrincipalTag/Team': 'a', 'AWS:SourceAccount': ['111122223333', '444455556666'] },
      'ForAllValues:StringLikeIfExists': { 'aws:TagKeys': [] }
    })
  ).toEqual([
    {
      operator: 'stringequals',
      quantifier: '',
      if_exists: 0,
      written_key: 'aws:PrincipalTag/Team',
      key: 'aws:principaltag/team',
      values: ['a']
    },
    {
      operator: 'stringequals',
      quantifier: '',
      if_exists: 0,
      written_key: 'AWS:SourceAccount',
      key: 'aws:sourceaccount',
      values: ['111122223333', '444455556666']
    },
    {
      operator: 'stringlike',
      quantifier: 'forallvalues',
      if_exists: 1,
      written_key: 'aws:TagKeys',
      key: 'aws:tagkeys',
      values: []
    }
  ])
})

test('values that are no texts are written as JSON', () => {
  expect(
    readConditions({ Bool: { a: true }, NumericLessThan: { b: [1, null] } }).map(({ values }) => values)
  ).toEqual([['true'], ['1', 'null']])
})

test('a statement without a condition, or with a block that is none, has no comparison', () => {
  expect(readConditions(null)).toEqual([])
  expect(readConditions({ StringEquals: 'a', Bool: null })).toEqual([])
})

test('whatever a condition holds, every key is read once', () => {
  fc.assert(
    fc.property(fc.dictionary(fc.string(), fc.dictionary(fc.string(), fc.jsonValue())), (condition) => {
      const keys = Object.values(condition).flatMap((block) => Object.keys(block))

      expect(readConditions(condition).map(({ written_key }) => written_key)).toEqual(keys)
    })
  )
})
