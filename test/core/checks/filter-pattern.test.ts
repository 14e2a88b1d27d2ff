import { describe, expect, test } from 'vitest'

import { readFilterPattern, type LoggedEvent } from '../../../src/core/checks/basis/filter-pattern.ts'

const event: LoggedEvent = {
  eventSource: 'iam.amazonaws.com',
  eventName: 'CreatePolicy',
  eventType: 'AwsApiCall',
  errorCode: 'Client.UnauthorizedOperation',
  readOnly: false,
  sourceIPAddress: null,
  userIdentity: { type: 'Root', sessionContext: { attributes: { mfaAuthenticated: 'false' } } }
}

describe('a metric filter pattern', () => {
  test.each([
    ['', true],
    ['{ $.eventName = "CreatePolicy" }', true],
    ['{$.eventName=CreatePolicy}', true],
    ['{ $.eventName = createpolicy }', false],
    ['{ $.eventName = Create }', false],
    ['{ $.eventName = Create* }', true],
    ['{ $.eventName = "*Pol*y" }', true],
    ['{ $.eventName = "*Policy*Policy" }', false],
    ['{ $.errorCode = "*UnauthorizedOperation" }', true],
    ['{ $.errorCode = "AccessDenied*" }', false],
    ['{ $.eventName != CreatePolicy }', false],
    ['{ $.eventName != DeletePolicy }', true],
    ['{ $.requestParameters.name != x }', true],
    ['{ $.requestParameters.name = x }', false],
    ['{ $.userIdentity.type = "Root" && $.userIdentity.invokedBy NOT EXISTS }', true],
    ['{ $.userIdentity.type not exists }', false],
    ['{ $.userIdentity.sessionContext.attributes.mfaAuthenticated = "false" }', true],
    ['{ $.readOnly IS FALSE }', true],
    ['{ $.readOnly IS TRUE }', false],
    ['{ $.errorCode IS NULL }', false],
    ['{ $.errorCode EXISTS }', true],
    ['{ $.detail.amount > 5 }', false],
    ['{ ($.eventName = A) || ($.eventName = CreatePolicy) }', true],
    ['{ ($.eventName = CreatePolicy) && ($.eventSource = s3.amazonaws.com) }', false]
  ])('%s: %s', (pattern, answer) => {
    expect(readFilterPattern(pattern)(event)).toBe(answer)
  })

  test('binds && closer than ||, and parentheses closer than both', () => {
    const or = '$.eventName = CreatePolicy || $.eventName = A && $.eventSource = other'

    expect(readFilterPattern(`{ ${or} }`)(event)).toBe(true)
    expect(
      readFilterPattern('{ ($.eventName = CreatePolicy || $.eventName = A) && $.eventSource = other }')(event)
    ).toBe(false)
  })

  test('may leave out a value of what any record has, and asks for too much where it wants one', () => {
    expect(readFilterPattern('{ $.sourceIPAddress != delivery.logs.amazonaws.com }')(event)).toBe(true)
    expect(readFilterPattern('{ $.sourceIPAddress = 203.0.113.9 }')(event)).toBeNull()
  })

  test.each([
    'ERROR',
    '[ip, user, status = 4*]',
    '{ $.eventName = CreatePolicy',
    '{ $.eventName CreatePolicy }',
    '{ $.eventName = }',
    '{ }',
    '{ ($.a = b }',
    '{ eventName = CreatePolicy }',
    '{ $.a = %x+% }',
    `{ ${'$.a = b || '.repeat(1000)}$.a = b }`
  ])('that is not understood leaves the answer open: %s', (pattern) => {
    expect(readFilterPattern(pattern)(event)).toBeNull()
  })

  test('is settled by a part that is understood', () => {
    expect(readFilterPattern('{ ($.eventName = CreatePolicy) || ($.a = %x%) }')(event)).toBe(true)
    expect(readFilterPattern('{ ($.eventName = DeletePolicy) && ($.a = %x%) }')(event)).toBe(false)
    expect(readFilterPattern('{ ($.eventName = DeletePolicy) || ($.a = %x%) }')(event)).toBeNull()
  })

  test('ends soon, however it is nested', () => {
    expect(readFilterPattern(`{ ${'('.repeat(90)}$.a = b${')'.repeat(90)} }`)(event)).toBe(false)
    expect(readFilterPattern(`{ ${'('.repeat(2000)}$.a = b${')'.repeat(2000)} }`)(event)).toBeNull()
    expect(readFilterPattern(`{ $.eventName = "${'*a'.repeat(1500)}" }`)(event)).toBe(false)
  })
})
