import { expect, test } from 'vitest'

import { limitsWho, readTrustCondition } from '../../../src/core/iam/condition.ts'

test.each([
  [{ StringEquals: { 'aws:PrincipalOrgID': 'o-exampleorgid' } }],
  [{ StringEquals: { 'AWS:principalorgid': ['o-exampleorgid', 'o-abcdefghij'] } }],
  [{ StringEquals: { 'aws:PrincipalOrgID': '${aws:ResourceOrgID}' } }],
  [{ 'ForAnyValue:StringLike': { 'aws:PrincipalOrgPaths': 'o-exampleorgid/r-ab12/ou-ab12-11111111/*' } }],
  [{ StringEquals: { 'aws:PrincipalAccount': '111122223333' } }],
  [{ StringEquals: { 'aws:SourceAccount': ['111122223333'] } }],
  [{ ArnLike: { 'aws:SourceArn': 'arn:aws:sns:*:111122223333:*' } }],
  [{ ArnLike: { 'aws:PrincipalArn': 'arn:aws:iam::111122223333:role/*' } }],
  [{ ArnEqualsIfExists: { 'aws:PrincipalArn': 'arn:aws:iam::111122223333:role/app' } }],
  [{ StringLike: { 'aws:userid': 'AROAEXAMPLEEXAMPLE123:*' } }],
  [{ StringEquals: { 'sts:ExternalId': 'f0e1d2c3' } }],
  [{ IpAddress: { 'aws:SourceIp': ['203.0.113.0/24', '2001:db8::/32'] } }],
  [{ StringEquals: { 'SAML:sub': 'someone@example.com' } }],
  [{ StringEquals: { 'accounts.google.com:aud': '1234.apps.example' } }],
  [{ StringLike: { 'token.actions.githubusercontent.com:sub': 'repo:example/*:ref:refs/heads/main' } }],
  [{ StringEquals: { 'cognito-identity.amazonaws.com:aud': 'eu-west-1:11111111-2222' } }],
  [{ StringEquals: { 'kms:CallerAccount': '111122223333' } }],
  [{ StringEquals: { 's3:DataAccessPointAccount': '111122223333' } }],
  [{ ArnLike: { 's3:DataAccessPointArn': 'arn:aws:s3:eu-west-1:111122223333:accesspoint/*' } }],
  [{ Bool: { 'aws:MultiFactorAuthPresent': 'true' }, StringEquals: { 'sts:ExternalId': 'f0e1d2c3' } }]
])('%j limits who may use the role', (condition) => {
  expect(limitsWho(condition)).toBe(true)
})

test.each([
  [null],
  [{}],
  [{ StringLike: { 'aws:PrincipalOrgID': '*' } }],
  [{ StringLike: { 'aws:PrincipalOrgID': 'o-*' } }],
  [{ StringEquals: { 'aws:PrincipalOrgID': ['o-exampleorgid', '*'] } }],
  [{ StringEqualsIfExists: { 'aws:PrincipalOrgID': 'o-exampleorgid' } }],
  [{ StringNotEquals: { 'aws:PrincipalOrgID': 'o-exampleorgid' } }],
  [{ 'ForAllValues:StringLike': { 'aws:PrincipalOrgPaths': 'o-exampleorgid/*' } }],
  [{ ArnLike: { 'aws:PrincipalArn': 'arn:aws:iam::*:role/Admin' } }],
  [{ ArnNotLike: { 'aws:PrincipalArn': 'arn:aws:iam::111122223333:role/Admin' } }],
  [{ StringLike: { 'sts:ExternalId': '*' } }],
  [{ StringLike: { 'sts:ExternalId': '?*' } }],
  [{ StringEquals: { 'sts:ExternalId': [] } }],
  [{ Null: { 'sts:ExternalId': 'false' } }],
  [{ IpAddress: { 'aws:SourceIp': '0.0.0.0/0' } }],
  [{ IpAddress: { 'aws:SourceIp': ['0.0.0.0/1', '128.0.0.0/1'] } }],
  [{ IpAddress: { 'aws:SourceIp': ['203.0.113.0/24', '::/0'] } }],
  [{ NotIpAddress: { 'aws:SourceIp': '203.0.113.0/24' } }],
  [{ Bool: { 'aws:MultiFactorAuthPresent': 'true' } }],
  [{ StringEquals: { 'aws:PrincipalTag/team': 'payments' } }],
  [{ StringEquals: { 'aws:username': '${aws:username}' } }],
  [{ StringEquals: { 'token.actions.githubusercontent.com:aud': 'sts.amazonaws.com' } }],
  [{ StringLike: { 'token.actions.githubusercontent.com:sub': 'repo:*' } }],
  [{ DateLessThan: { 'aws:CurrentTime': '2030-01-01T00:00:00Z' } }],
  [{ StringEquals: 'nonsense' }],
  [{ StringEquals: { __proto__: null, constructor: 'x' } }]
])('%j leaves anyone free to meet it', (condition) => {
  expect(limitsWho(condition)).toBe(false)
})

test('keys that limit and keys that do not are told apart, as spelled in the policy', () => {
  expect(
    readTrustCondition({
      StringEquals: { 'aws:PrincipalOrgID': 'o-exampleorgid' },
      Bool: { 'aws:MultiFactorAuthPresent': 'true' }
    })
  ).toEqual({ limiting: ['aws:PrincipalOrgID'], idle: ['aws:MultiFactorAuthPresent'] })
})
