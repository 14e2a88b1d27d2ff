import { expect, test } from 'vitest'

import {
  absent,
  conditionHolds,
  known,
  unknown,
  type ContextValue,
  type Truth
} from '../../../../src/core/iam/organization/condition-holds.ts'

const request: Readonly<Record<string, ContextValue>> = {
  'aws:requestedregion': known('eu-west-1'),
  'aws:principalarn': known('arn:aws:iam::444455556666:role/ops/break-glass'),
  'aws:tagkeys': known('team', 'cost'),
  'aws:principalisawsservice': known('false'),
  'aws:sourcevpc': absent,
  'aws:multifactorauthpresent': unknown
}

test.each<[string, unknown, Truth]>([
  ['StringEquals', { StringEquals: { 'AWS:RequestedRegion': ['us-east-1', 'eu-west-1'] } }, 'yes'],
  ['StringEquals of letters', { StringEquals: { 'aws:RequestedRegion': 'eu-*' } }, 'no'],
  ['StringEqualsIgnoreCase', { StringEqualsIgnoreCase: { 'aws:RequestedRegion': 'EU-west-1' } }, 'yes'],
  ['StringLike', { StringLike: { 'aws:RequestedRegion': 'eu-*' } }, 'yes'],
  [
    'StringNotEquals is none of the list',
    { StringNotEquals: { 'aws:RequestedRegion': ['us-east-1', 'eu-west-1'] } },
    'no'
  ],
  ['StringNotLike', { StringNotLike: { 'aws:RequestedRegion': 'us-*' } }, 'yes'],
  ['ArnLike by parts', { ArnLike: { 'aws:PrincipalArn': 'arn:aws:iam::*:role/*/break-*' } }, 'yes'],
  ['ArnLike does not cross colons', { ArnLike: { 'aws:PrincipalArn': 'arn:*:role/ops/break-glass' } }, 'no'],
  [
    'ArnEquals takes wildcards',
    { ArnEquals: { 'aws:PrincipalArn': 'arn:aws:iam::444455556666:role/*' } },
    'yes'
  ],
  ['ArnNotLike', { ArnNotLike: { 'aws:PrincipalArn': 'arn:aws:iam::*:role/ops/*' } }, 'no'],
  ['Bool as a truth value', { Bool: { 'aws:PrincipalIsAWSService': false } }, 'yes'],
  ['a missing key', { StringEquals: { 'aws:SourceVpc': 'vpc-1' } }, 'no'],
  ['a missing key and Not', { StringNotEquals: { 'aws:SourceVpc': 'vpc-1' } }, 'yes'],
  ['a missing key and IfExists', { StringEqualsIfExists: { 'aws:SourceVpc': 'vpc-1' } }, 'yes'],
  ['a missing key and ForAllValues', { 'ForAllValues:StringEquals': { 'aws:SourceVpc': 'vpc-1' } }, 'yes'],
  ['a missing key and ForAnyValue', { 'ForAnyValue:StringNotEquals': { 'aws:SourceVpc': 'vpc-1' } }, 'no'],
  ['Null of a missing key', { Null: { 'aws:SourceVpc': 'true' } }, 'yes'],
  ['Null of a key that is there', { Null: { 'aws:RequestedRegion': true } }, 'no'],
  ['ForAllValues', { 'ForAllValues:StringLike': { 'aws:TagKeys': ['team', 'c*'] } }, 'yes'],
  ['ForAllValues with one too many', { 'ForAllValues:StringEquals': { 'aws:TagKeys': ['team'] } }, 'no'],
  ['ForAnyValue', { 'ForAnyValue:StringEquals': { 'aws:TagKeys': ['cost', 'x'] } }, 'yes'],
  ['a key nobody knows', { Bool: { 'aws:MultiFactorAuthPresent': 'true' } }, 'unknown'],
  ['a policy variable', { StringEquals: { 'aws:RequestedRegion': '${aws:PrincipalTag/region}' } }, 'unknown'],
  ['numbers and addresses', { IpAddress: { 'aws:RequestedRegion': '10.0.0.0/8' } }, 'unknown'],
  ['an operator that does not exist', { StringSounds: { 'aws:RequestedRegion': 'x' } }, 'unknown'],
  [
    'all of several: what fails decides',
    { Bool: { 'aws:MultiFactorAuthPresent': 'true' }, StringEquals: { 'aws:RequestedRegion': 'us-east-1' } },
    'no'
  ],
  ['nothing', null, 'yes']
])('%s', (_, condition, expected) => {
  expect(conditionHolds(condition as Record<string, unknown> | null, (key) => request[key] ?? unknown)).toBe(
    expected
  )
})
