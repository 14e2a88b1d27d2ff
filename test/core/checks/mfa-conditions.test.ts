/** Whether conditions on MFA ask for it. */
import { describe, expect, test } from 'vitest'

import { mfaEffectOf } from '../../../src/core/checks/basis/mfa-condition.ts'
import type { PolicyStatement } from '../../../src/core/checks/basis/policy-statement.ts'
import { testCases } from './cases.ts'
import { allow, trust, userArn } from './database.ts'
import { ada, age, present, requireMfa, right, wrong, type Condition } from './mfa-cases.ts'

testCases({
  'mfa-conditions': [
    ['a Deny with BoolIfExists passes', ada(requireMfa(right)), 'pass', /asks for MFA of every caller/],
    [
      'a Deny with Bool fails',
      ada(requireMfa(wrong)),
      'exception',
      /statement 1: Bool aws:MultiFactorAuthPresent false does not deny calls with long-lived access keys/
    ],
    [
      'a Deny with Bool passes where another meets long-lived keys',
      ada({
        Statement: [
          { Effect: 'Deny', Action: '*', Resource: '*', Condition: wrong },
          { Effect: 'Deny', Action: ['*'], Resource: ['*'], Condition: { Null: { [present]: true } } }
        ]
      }),
      'pass',
      /asks for MFA/
    ],
    [
      'an Allow with Bool passes',
      ada(allow('*', '*', { Bool: { [present]: true } })),
      'pass',
      /asks for MFA/
    ],
    [
      'an Allow with BoolIfExists fails',
      ada(allow('*', '*', { BoolIfExists: { [present]: 'true' } })),
      'exception',
      /also allows calls with long-lived access keys/
    ],
    [
      'an Allow for a present key fails: sessions without MFA carry it',
      ada(allow('*', '*', { Null: { [present]: 'false' } })),
      'exception',
      /also allows sessions without MFA/
    ],
    [
      'an Allow with an age passes',
      ada(allow('*', '*', { NumericLessThan: { [age]: '3600' } })),
      'pass',
      /asks for MFA/
    ],
    [
      'an Allow with an age if it exists fails',
      ada(allow('*', '*', { NumericLessThanIfExists: { [age]: 3600 } })),
      'exception',
      /long-lived access keys, which carry no such key and sessions without MFA/
    ],
    [
      'an Allow for all values fails',
      ada(allow('*', '*', { 'ForAllValues:Bool': { [present]: 'true' } })),
      'exception',
      /long-lived/
    ],
    [
      'a Deny with an age alone fails',
      ada(requireMfa({ NumericGreaterThan: { [age]: '3600' } })),
      'exception',
      /does not deny/
    ],
    [
      'a Deny with an age if it exists passes',
      ada(requireMfa({ NumericGreaterThanIfExists: { [age]: '3600' } })),
      'pass',
      /asks for MFA/
    ],
    [
      'an Allow for those without MFA is for judgement',
      ada(allow('iam:EnableMFADevice', '*', { Bool: { [present]: 'false' } })),
      'needs-review',
      /allows only callers without MFA/
    ],
    [
      'a Deny for those with MFA is for judgement',
      ada(requireMfa({ Bool: { [present]: 'true' } })),
      'needs-review',
      /denies callers with MFA/
    ],
    [
      'the trust policy of a role is read too',
      (e) =>
        e.fact('iam_role', {
          trust_document_id: e.document(
            trust({ AWS: userArn('ada') }, { BoolIfExists: { [present]: 'true' } })
          )
        }),
      'exception',
      /The trust policy of role worker, statement 1/
    ],
    [
      'a trust policy that cannot be read is undecided',
      (e) => e.fact('iam_role', { trust_document_id: e.document('{"Statement": "broken"') }),
      'needs-review',
      /The trust policy of role worker: it could not be read/
    ],
    [
      'a missing document is undecided',
      (e) => e.fact('iam_attachment', {}),
      'needs-review',
      /does not carry its document/
    ]
  ]
})

describe('what others get wrong', () => {
  const effect = (condition: Condition, given: 'Allow' | 'Deny') =>
    mfaEffectOf({
      n: 0,
      effect: given,
      actions: ['*'],
      uses_not_action: 0,
      resources: ['*'],
      uses_not_resource: 0,
      covers_all_actions: 1,
      covers_all_resources: 1,
      condition
    } satisfies PolicyStatement)

  test('keys of a condition have no case, and true may be a boolean', () => {
    expect(effect({ bool: { 'AWS:multifactorauthpresent': true } }, 'Allow')).toMatchObject({ gaps: [] })
  })

  test('a negated operator meets who carries no key', () => {
    expect(effect({ StringNotEquals: { [present]: 'true' } }, 'Deny')).toMatchObject({
      gaps: [],
      isInverted: false
    })
    expect(effect({ StringNotEquals: { [present]: 'false' } }, 'Allow')).toMatchObject({ gaps: ['key'] })
  })

  test('several values are alternatives', () => {
    expect(effect({ Bool: { [present]: ['true', 'false'] } }, 'Allow')).toMatchObject({ gaps: ['session'] })
  })

  test('comparisons of one statement must hold together', () => {
    expect(
      effect({ Bool: { [present]: 'true' }, NumericLessThanIfExists: { [age]: '3600' } }, 'Allow')
    ).toMatchObject({ gaps: [] })
  })

  test('a statement without such a condition says nothing of MFA', () => {
    expect(effect({ IpAddress: { 'aws:SourceIp': '192.0.2.0/24' } }, 'Deny')).toBeNull()
  })
})
