import fc from 'fast-check'
import { expect, test } from 'vitest'

import {
  actionMatches,
  coversAllActions,
  coversAllResources,
  statementCoversAction
} from '../../../src/core/iam/action-pattern.ts'
import { globMatches } from '../../../src/core/iam/glob.ts'

test('a star stands for any run, a question mark for one character, in any case', () => {
  expect(actionMatches('iam:*User*', 'iam:CreateUser')).toBe(true)
  expect(actionMatches('IAM:create?ser', 'iam:CreateUser')).toBe(true)
  expect(actionMatches('s3:Get?bject', 's3:GetObject')).toBe(true)
  expect(actionMatches('s3:Get?bject', 's3:Getbject')).toBe(false)
  expect(actionMatches('iam:Create', 'iam:CreateUser')).toBe(false)
})

test('characters that mean something in regular expressions mean themselves', () => {
  expect(globMatches('a.c', 'abc')).toBe(false)
  expect(globMatches('(a+)[b]$', '(a+)[b]$')).toBe(true)
})

test('resources keep their case', () => {
  expect(globMatches('arn:aws:s3:::Bucket/*', 'arn:aws:s3:::bucket/key')).toBe(false)
})

test('globs agree with the same pattern as a regular expression', () => {
  const text = fc.stringMatching(/^[ab:]{0,12}$/)
  const pattern = fc.stringMatching(/^[ab:*?]{0,8}$/)
  fc.assert(
    fc.property(pattern, text, (glob, subject) => {
      const regex = new RegExp(`^${glob.replaceAll('*', '.*').replaceAll('?', '.')}$`)

      expect(globMatches(glob, subject)).toBe(regex.test(subject))
    }),
    { numRuns: 2000 }
  )
})

test('a pattern of many stars ends in time', () => {
  const started = performance.now()

  expect(globMatches(`${'*a'.repeat(200)}b`, 'a'.repeat(20_000))).toBe(false)

  expect(performance.now() - started).toBeLessThan(5_000)
})

test.each([
  [['*']],
  [['*:*']],
  [['**']],
  [['?*']],
  [['*?:?*']],
  [['s3:GetObject', '*']],
  [[...'abcdefghijklmnopqrstuvwxyz'].map((letter) => `${letter}*`)],
  [[...'abcdefghijklmnopqrstuvwxyz'].map((letter) => `*:${letter.toUpperCase()}*`)]
])('%j reaches every action', (actions) => {
  expect(coversAllActions(actions)).toBe(true)
})

test.each([
  [['iam:*']],
  [['*:Get*']],
  [['s3:*', 'iam:*', 'ec2:*']],
  [[...'abcdefghijklmnopqrstuvwxy'].map((letter) => `${letter}*`)],
  [['?:?']],
  [['']],
  [[]]
])('%j does not reach every action', (actions) => {
  expect(coversAllActions(actions)).toBe(false)
})

test.each([
  [['*']],
  [['**']],
  [['arn:*']],
  [['arn:aws:*']],
  [['arn:aws-us-gov:*:*:*:*']],
  [['arn:aws:s3:::a', '*']],
  [['arn:*:*:*:*:*']]
])('%j reaches every resource', (resources) => {
  expect(coversAllResources(resources)).toBe(true)
})

test.each([
  [['arn:aws:iam::*:*']],
  [['arn:aws:iam::111122223333:*']],
  [['arn:aws:s3:::*']],
  [['arn:aws:*:*:111122223333:*']],
  [[]]
])('%j does not reach every resource', (resources) => {
  expect(coversAllResources(resources)).toBe(false)
})

test('a statement with NotAction speaks of everything it does not list', () => {
  const statement = { actions: ['iam:*', 'organizations:*'], uses_not_action: 1 } as const

  expect(statementCoversAction(statement, 'organizations:LeaveOrganization')).toBe(false)
  expect(statementCoversAction(statement, 's3:GetObject')).toBe(true)
  expect(statementCoversAction({ ...statement, uses_not_action: 0 }, 'IAM:PassRole')).toBe(true)
})
