import fc from 'fast-check'
import { describe, expect, test } from 'vitest'

import { actionData, actionDataLabel } from '../../../../src/core/iam/actions/action-data.ts'
import {
  accessLevels,
  actionCount,
  actionName,
  actionNumber,
  actionsMatching,
  conditionKeysOf,
  knownService,
  knownServices,
  levelOf,
  resourcesOf,
  serviceOfAction
} from '../../../../src/core/iam/actions/known-actions.ts'
import { sensitiveActions } from '../../../../src/core/iam/actions/sensitive-actions.ts'
import { globMatches } from '../../../../src/core/iam/glob.ts'

function numberOf(name: string): number {
  const number = actionNumber(name)
  if (number === undefined) throw new Error(`${name} is not known`)
  return number
}

describe('the action data', () => {
  test('is whole and says of when it is', () => {
    expect(actionCount()).toBeGreaterThan(15_000)
    expect(actionCount()).toBeLessThan(65_536)
    expect(actionData().services.length).toBe(knownServices().length)
    expect(actionDataLabel()).toMatch(/^AWS actions as of \d{4}-\d{2}-\d{2} \(iam-data .+\)$/)
  })

  test('numbers every action once, service by service', () => {
    let next = 0
    for (const { first, end, prefix } of knownServices()) {
      expect(first, prefix).toBe(next)
      next = end
    }
    expect(next).toBe(actionCount())
  })

  test('gives every action a level, a service and types that are ARNs', () => {
    for (let action = 0; action < actionCount(); action++) {
      if (!accessLevels.includes(levelOf(action))) throw new Error(`${actionName(action)} has no level`)
      for (const { arn } of resourcesOf(action))
        if (!arn.startsWith('arn:') && arn !== '*') throw new Error(`${actionName(action)} works on ${arn}`)
    }
    expect(actionName(0).startsWith(`${serviceOfAction(0).prefix}:`)).toBe(true)
    expect(() => actionName(actionCount())).toThrow('There is no action')
  })

  test('knows every action that checks ask for by name, as AWS spells it', () => {
    for (const name of sensitiveActions.keys()) expect(actionName(numberOf(name))).toBe(name)
  })
})

describe('an action', () => {
  test('is found in any spelling, and none by a name every object has', () => {
    expect(actionNumber('S3:getobject')).toBe(actionNumber('s3:GetObject'))
    expect(knownService('IAM')?.prefix).toBe('iam')
    expect(actionNumber('constructor')).toBeUndefined()
    expect(knownService('__proto__')).toBeUndefined()
  })

  test.each([
    ['iam:PassRole', 'write', 'role'],
    ['iam:CreatePolicyVersion', 'permissions', 'policy'],
    ['s3:PutObjectTagging', 'tagging', 'object'],
    ['sqs:ReceiveMessage', 'read', 'queue'],
    ['iam:ListUsers', 'list', '']
  ])('%s has the access level %s', (name, level, resource) => {
    const action = numberOf(name)

    expect(levelOf(action)).toBe(level)
    expect(resourcesOf(action).length > 0).toBe(resource !== '')
  })

  test('has the condition keys of its own and of its resources', () => {
    expect(conditionKeysOf(numberOf('iam:PassRole')).map(([key]) => key)).toContain('iam:PassedToService')
  })
})

describe('a pattern', () => {
  test.each([
    ['*', () => actionCount()],
    ['*:*', () => actionCount()],
    ['s3:*', () => (knownService('s3')?.end ?? 0) - (knownService('s3')?.first ?? 0)],
    ['S3:GETOBJECT', () => 1],
    ['s3:Get?bject', () => 1],
    ['s3:GetObject?', () => 0],
    ['nothing:*', () => 0],
    ['s3', () => 0],
    ['', () => 0]
  ])('%s reaches the actions it names', (pattern, count) => {
    expect(actionsMatching(pattern).length).toBe(count())
  })

  test('with a wildcard in its service reaches several', () => {
    const services = new Set([...actionsMatching('s?s:*')].map((action) => serviceOfAction(action).prefix))

    expect([...services].sort()).toEqual(expect.arrayContaining(['sns', 'sqs']))
  })

  test('expands to what matches it by name, whatever it is', () => {
    const names = Array.from({ length: actionCount() }, (_, action) => actionName(action).toLowerCase())
    const piece = fc.constantFrom('*', '?', 'iam', 's3', 'e', ':', 'Get', 'user', 'create', 'x')
    fc.assert(
      fc.property(
        fc.array(piece, { maxLength: 6 }).map((pieces) => pieces.join('')),
        (pattern) => {
          const expected = names.flatMap((name, action) =>
            globMatches(pattern.toLowerCase(), name) ? [action] : []
          )

          expect([...actionsMatching(pattern)]).toEqual(expected)
        }
      ),
      { numRuns: 150 }
    )
  })
})
