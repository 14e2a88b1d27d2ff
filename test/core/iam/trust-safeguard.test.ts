import { expect, test } from 'vitest'

import {
  asksForMfa,
  externalIdsOf,
  refusesWithoutExternalId,
  refusesWithoutMfa
} from '../../../src/core/iam/trust-safeguard.ts'

test.each([
  [{ StringEquals: { 'sts:ExternalId': 'x' } }, ['x']],
  [{ stringequalsignorecase: { 'STS:EXTERNALID': ['one', 'two'] } }, ['one', 'two']],
  [{ StringLike: { 'sts:ExternalId': 'client-*' } }, ['client-*']],
  [{ 'ForAnyValue:StringEquals': { 'sts:ExternalId': 'x' } }, ['x']],
  [{ StringEquals: { 'sts:ExternalId': '*' } }, ['*']],
  [{ StringLike: { 'sts:ExternalId': '*' } }, []],
  [{ StringLike: { 'sts:ExternalId': ['client-1', '*'] } }, []],
  [{ StringEquals: { 'sts:ExternalId': '' } }, []],
  [{ StringEquals: { 'sts:ExternalId': [] } }, []],
  [{ StringEqualsIfExists: { 'sts:ExternalId': 'x' } }, []],
  [{ 'ForAllValues:StringEquals': { 'sts:ExternalId': 'x' } }, []],
  [{ StringNotEquals: { 'sts:ExternalId': 'x' } }, []],
  [{ Null: { 'sts:ExternalId': 'false' } }, []],
  [null, []]
])('%j asks for the external ids %j', (condition, ids) => {
  expect(externalIdsOf(condition)).toEqual(ids)
})

test.each([
  [{ Bool: { 'aws:MultiFactorAuthPresent': 'true' } }, true],
  [{ Bool: { 'aws:MultiFactorAuthPresent': true } }, true],
  [{ bool: { 'AWS:multifactorauthpresent': 'True' } }, true],
  [{ StringEquals: { 'aws:MultiFactorAuthPresent': 'true' } }, true],
  [{ NumericLessThanEquals: { 'aws:MultiFactorAuthAge': '3600' } }, true],
  [{ BoolIfExists: { 'aws:MultiFactorAuthPresent': 'true' } }, false],
  [{ NumericLessThanIfExists: { 'aws:MultiFactorAuthAge': '3600' } }, false],
  [{ NumericGreaterThan: { 'aws:MultiFactorAuthAge': '3600' } }, false],
  [{ Bool: { 'aws:MultiFactorAuthPresent': 'false' } }, false],
  [{ Bool: { 'aws:MultiFactorAuthPresent': ['true', 'false'] } }, false],
  [{ Null: { 'aws:MultiFactorAuthAge': 'false' } }, false],
  [{}, false]
])('%j asks for MFA: %j', (condition, asks) => {
  expect(asksForMfa(condition)).toBe(asks)
})

test.each([
  [{ StringNotEquals: { 'sts:ExternalId': 'client-1' } }, true],
  [{ StringNotLikeIfExists: { 'sts:ExternalId': 'client-*' } }, true],
  [{ StringNotLike: { 'sts:ExternalId': '*' } }, false],
  [{ StringEquals: { 'sts:ExternalId': 'client-1' } }, false],
  [
    { StringNotEquals: { 'sts:ExternalId': 'client-1' }, IpAddress: { 'aws:SourceIp': '203.0.113.0/24' } },
    false
  ],
  [null, false]
])('a Deny under %j refuses calls without the external id: %j', (condition, refuses) => {
  expect(refusesWithoutExternalId(condition)).toBe(refuses)
})

test.each([
  [{ BoolIfExists: { 'aws:MultiFactorAuthPresent': 'false' } }, true],
  [{ BoolIfExists: { 'aws:MultiFactorAuthPresent': false } }, true],
  [{ Bool: { 'aws:MultiFactorAuthPresent': 'false' } }, false],
  [{ BoolIfExists: { 'aws:MultiFactorAuthPresent': 'true' } }, false],
  [{ BoolIfExists: { 'aws:MultiFactorAuthPresent': 'false' }, StringLike: { 'aws:userid': 'AIDA*' } }, false]
])('a Deny under %j refuses calls without MFA: %j', (condition, refuses) => {
  expect(refusesWithoutMfa(condition)).toBe(refuses)
})
