import fc from 'fast-check'
import { describe, expect, test } from 'vitest'

import { parsePolicy } from '../../../../src/core/iam/policy-document.ts'
import { lintDocument, type Lint } from '../../../../src/core/iam/statements/lint/index.ts'
import { scanJson } from '../../../../src/core/iam/statements/lint/json-text.ts'

const version = '2012-10-17'

function lint(document: unknown): readonly Lint[] {
  const text = typeof document === 'string' ? document : JSON.stringify(document)
  return lintDocument(text, parsePolicy(text))
}

/** Rules found in a policy of one statement that is good but for what is given. */
function rulesOf(elements: object, more: object = {}): readonly string[] {
  return lint(policyOf(elements, more)).map(({ rule }) => rule)
}

function policyOf(elements: object, more: object = {}): object {
  return {
    Version: version,
    Statement: [{ Effect: 'Allow', Action: 's3:GetObject', Resource: 'arn:aws:s3:::reports/*', ...elements }],
    ...more
  }
}

describe('a document', () => {
  test('that is in order has no finding, as identity, trust and resource policy', () => {
    expect(rulesOf({})).toEqual([])
    expect(
      lint({
        Version: version,
        Id: 'trust',
        Statement: {
          Sid: 'Trust1',
          Effect: 'Allow',
          Principal: {
            AWS: [
              'arn:aws:iam::111122223333:root',
              '111122223333',
              'AROAEXAMPLEEXAMPLE12',
              'arn:aws:sts::111122223333:assumed-role/a/b'
            ],
            Service: ['ec2.amazonaws.com', 'ec2.amazonaws.com.cn', 'logs.eu-west-1.amazonaws.com'],
            Federated: 'arn:aws:iam::111122223333:saml-provider/okta'
          },
          Action: ['sts:AssumeRole', 'sts:TagSession'],
          Condition: {
            StringEquals: {
              'sts:ExternalId': 'a',
              'token.actions.githubusercontent.com:aud': 'sts.amazonaws.com'
            },
            Bool: { 'aws:MultiFactorAuthPresent': true }
          }
        }
      })
    ).toEqual([])
  })

  test('that is no JSON is placed by line and column', () => {
    expect(lint('{"Version": "2012-10-17",\n "Statement": [}')).toEqual([
      { rule: 'malformed-json', n: null, detail: 'it is no JSON: line 2, column 16: a value was expected' }
    ])
    expect(lint('{"a": 1').at(0)?.detail).toContain('line 1, column 8: a comma or } was expected')
    expect(lint('').at(0)?.detail).toContain('a value was expected')
  })

  test('with a key twice is told though the last one counts', () => {
    const text =
      '{"Version":"2012-10-17","Statement":[{"Effect":"Deny","Effect":"Allow","Action":"s3:GetObject","Resource":"*"}]}'

    expect(lint(text)).toEqual([
      { rule: 'duplicate-key', n: null, detail: 'the key "Effect" stands twice in one object (line 1)' }
    ])
    expect(lint(encodeURIComponent(text)).map(({ rule }) => rule)).toEqual(['duplicate-key'])
    expect(lint(JSON.stringify(text)).map(({ rule }) => rule)).toEqual(['duplicate-key'])
  })

  test('with colons and quotes in its texts has no key twice', () => {
    expect(rulesOf({ Condition: { StringEquals: { 'aws:PrincipalTag/a': [':', '": "', '\\'] } } })).toEqual(
      []
    )
  })

  test('longer than any policy is not looked into', () => {
    expect(lint(`"${'a'.repeat(40_000)}"`).map(({ rule }) => rule)).toEqual(['too-large'])
  })

  test.each([
    [{ Statement: undefined }, ['form']],
    [{ Statement: [] }, ['empty']],
    [{ Statement: ['a'] }, ['form']],
    [{ Extra: 1 }, ['unknown-element']],
    [{ Version: undefined }, ['no-version']],
    [{ Version: '2008-10-17' }, ['old-version']],
    [{ Version: '2012-10-18' }, ['unknown-version']]
  ])('of the form %j is told', (more, rules) => {
    expect(rulesOf({}, more)).toEqual(rules)
  })
})

describe('a statement', () => {
  test.each([
    [{ Effect: undefined }, ['effect']],
    [{ Effect: 'allow' }, ['effect']],
    [{ Action: undefined }, ['no-action']],
    [{ NotAction: 's3:PutObject' }, ['both-elements']],
    [{ NotResource: 'arn:aws:s3:::other/*' }, ['both-elements']],
    [{ Action: [1] }, ['form']],
    [{ Condition: [] }, ['form']],
    [{ Effekt: 'Allow' }, ['unknown-element']],
    [{ Action: [] }, ['empty']],
    [{ Resource: [] }, ['empty']],
    [{ Resource: '' }, ['empty']],
    [{ Condition: {} }, ['empty']],
    [{ Condition: { StringEquals: {} } }, ['empty']],
    [{ Condition: { StringEquals: { 'aws:PrincipalArn': [] } } }, ['empty']]
  ])('%j is told', (elements, rules) => {
    expect(rulesOf(elements)).toEqual(rules)
  })

  test('without Resource or with Principal is not judged: the use of the document decides', () => {
    expect(rulesOf({ Resource: undefined })).toEqual([])
    expect(rulesOf({ Principal: '*' })).toEqual([])
  })

  test('is told by its number, and of its Sid twice', () => {
    const statement = { Sid: 'Read', Effect: 'Allow', Action: 's3:GetObject', Resource: '*' }

    expect(
      lint({ Version: version, Statement: [statement, { ...statement }, { ...statement, Sid: 'Read 2' }] })
    ).toEqual([
      { rule: 'duplicate-sid', n: 1, detail: 'statement 2 has the Sid "Read" of statement 1 again' },
      {
        rule: 'invalid-sid',
        n: 2,
        detail: 'statement 3 has the Sid "Read 2" with other characters than letters and digits'
      }
    ])
  })

  test('with a variable in an old version is told', () => {
    const elements = { Resource: 'arn:aws:s3:::home/${aws:username}/*' }

    expect(rulesOf(elements)).toEqual([])
    expect(rulesOf(elements, { Version: '2008-10-17' })).toEqual(['old-version', 'literal-variable'])
    expect(
      rulesOf(
        { Condition: { StringLike: { 's3:prefix': '${aws:username}/*' } }, Action: 's3:ListBucket' },
        { Version: undefined }
      )
    ).toEqual(['no-version', 'literal-variable'])
  })
})

describe('actions and resources', () => {
  test.each([
    ['S3:getobject', []],
    ['*', []],
    ['s3:Get*', []],
    ['*:Get*', []],
    ['s4:GetObject', ['unknown-service']],
    ['s3:GetObjekt', ['unknown-action']],
    ['s3:Fly*', ['unknown-action']],
    ['GetObject', ['action-form']]
  ])('action %s', (action, rules) => {
    expect(rulesOf({ Action: action })).toEqual(rules)
    expect(rulesOf({ Action: undefined, NotAction: action })).toEqual(rules)
  })

  test.each([
    ['*', []],
    ["arn:aws:s3:::${aws:PrincipalTag/team, 'none'}/*", []],
    ['arn:aws-cn:iam::111122223333:role/a', []],
    ['arn:*:iam::111122223333:role/a', []],
    ['arn:aws:iam::aws:policy/ReadOnlyAccess', []],
    ['arn:aws:dynamodb:*:*:table/orders', []],
    ['reports', ['invalid-arn']],
    ['arn:aws:s3', ['invalid-arn']],
    ['arn:aws:s3:::', ['invalid-arn']],
    ['arn:aws:*', ['odd-arn']],
    ['arn:amazon:s3:::a', ['odd-arn']],
    ['arn:aws:S3:::a', ['odd-arn']],
    ['arn:aws:sqs:europe:111122223333:a', ['odd-arn']],
    ['arn:aws:sqs:eu-west-1:11112222333:a', ['odd-arn']],
    ['arn:aws:s3:::*', ['every-resource']],
    ['arn:aws:s3:::*/*', ['every-resource']],
    ['arn:aws:sqs:*:*:*', ['every-resource']],
    ['arn:aws:sqs:eu-west-1:*:*', []],
    ['arn:aws:iam::*:role/*', []],
    ['arn:aws:iam::111122223333:role/*', []],
    ['arn:aws:s3:::a*', []]
  ])('resource %s', (resource, rules) => {
    expect(rulesOf({ Resource: resource })).toEqual(rules)
  })
})

describe('principals', () => {
  test.each([
    [{ AWS: '*' }, []],
    ['*', []],
    [{ CanonicalUser: 'abc' }, []],
    [{ Federated: 'cognito-identity.amazonaws.com' }, []],
    [{ AWS: 'ada' }, ['unknown-principal']],
    [{ AWS: 'arn:aws:iam::111122223333:role/*' }, ['unknown-principal']],
    [{ AWS: 'arn:aws:iam::111122223333:group/ops' }, ['unknown-principal']],
    [{ AWS: 'arn:aws:iam::1111:root' }, ['unknown-principal']],
    [{ Federated: 'login.example.com' }, ['unknown-principal']],
    [{ Robot: 'a' }, ['unknown-principal']],
    [{ Service: 'lambda' }, ['odd-service-principal']]
  ])('%j', (principal, rules) => {
    expect(rulesOf({ Principal: principal })).toEqual(rules)
  })

  test('NotPrincipal is told with Allow and not with Deny', () => {
    const elements = { NotPrincipal: { AWS: 'arn:aws:iam::111122223333:user/ada' } }

    expect(rulesOf(elements)).toEqual(['not-principal-allow'])
    expect(rulesOf({ ...elements, Effect: 'Deny' })).toEqual([])
  })
})

describe('conditions', () => {
  const under = (condition: object, elements: object = {}) => rulesOf({ Condition: condition, ...elements })

  test.each([
    [{ StringEqual: { 'aws:PrincipalOrgID': 'o-a' } }, ['unknown-operator']],
    [{ NullIfExists: { 'aws:PrincipalOrgID': 'true' } }, ['unknown-operator']],
    [{ StringEquals: { 'aws:PrincipalOrg': 'o-a' } }, ['unknown-key']],
    [{ StringEquals: { 'nowhere:key': 'a' } }, ['unknown-key']],
    [{ StringEquals: { 's3:ExistingObjectTag/team': 'a' } }, []],
    [{ StringEquals: { 'S3:existingobjecttag/team': 'a' } }, []],
    [{ StringEquals: { 'AWS:PrincipalTag/Team': 'a' } }, []],
    [{ StringEquals: { 'ec2:Region': 'eu-west-1' } }, ['foreign-key']],
    [{ StringEquals: { 'oidc.eks.eu-west-1.amazonaws.com/id/ABC:sub': 'a' } }, []]
  ])('operators and keys: %j', (condition, rules) => {
    expect(under(condition)).toEqual(rules)
  })

  test('a key of any service is one of a statement about every action', () => {
    expect(under({ StringEquals: { 'ec2:Region': 'eu-west-1' } }, { Action: '*' })).toEqual([])
    expect(
      under({ StringEquals: { 'ec2:Region': 'eu-west-1' } }, { Action: ['s3:GetObject', 'ec2:RunInstances'] })
    ).toEqual([])
    expect(
      under({ StringEquals: { 'ec2:Region': 'eu-west-1' } }, { Action: undefined, NotAction: 's3:*' })
    ).toEqual([])
  })

  test.each([
    [{ Bool: { 'aws:SecureTransport': 'yes' } }, ['condition-value']],
    [{ Bool: { 'aws:SecureTransport': true } }, []],
    [{ Null: { 'aws:PrincipalTag/a': 'maybe' } }, ['condition-value']],
    [{ IpAddress: { 'aws:SourceIp': ['10.0.0.0/8', '2001:db8::/32', '::1'] } }, []],
    [{ IpAddress: { 'aws:SourceIp': '10.0.0/8' } }, ['condition-value']],
    [{ IpAddress: { 'aws:SourceIp': '10.0.0.0/33' } }, ['condition-value']],
    [{ IpAddress: { 'aws:SourceIp': '2001:db8:::1' } }, ['condition-value']],
    [{ NumericLessThan: { 'aws:MultiFactorAuthAge': '1h' } }, ['condition-value']],
    [{ DateLessThan: { 'aws:CurrentTime': '2026-01-31T00:00:00Z' } }, []],
    [{ DateLessThan: { 'aws:CurrentTime': '31/01/2026' } }, ['condition-value']],
    [{ DateLessThan: { 'aws:CurrentTime': '2026-13-31' } }, ['condition-value']],
    [{ ArnLike: { 'aws:PrincipalArn': 'arn:aws:iam::*:role/a' } }, []],
    [{ ArnLike: { 'aws:PrincipalArn': 'role/a' } }, ['condition-value']],
    [{ ArnLike: { 'aws:PrincipalArn': '${aws:PrincipalTag/arn}' } }, []],
    [{ StringEquals: { 'aws:SourceIp': '10.0.0.1' } }, ['condition-type']],
    [{ StringLike: { 'aws:PrincipalArn': 'arn:aws:iam::*:role/a' } }, []],
    [{ NumericEquals: { 'aws:PrincipalOrgID': '1' } }, ['condition-type']],
    [{ NumericLessThan: { 'aws:EpochTime': '1800000000' } }, []]
  ])('values and types: %j', (condition, rules) => {
    expect(under(condition)).toEqual(rules)
  })

  test.each([
    [{ StringLike: { 'aws:PrincipalArn': '*' } }, 'always-true', 'always-true-deny'],
    [{ StringLike: { 'aws:PrincipalOrgID': '*' } }, 'true-when-present', 'true-when-present'],
    [{ StringLike: { 'aws:ResourceTag/team': '*' } }, null, null],
    [{ StringLikeIfExists: { 'aws:PrincipalOrgID': '*' } }, 'always-true', 'always-true-deny'],
    [{ IpAddress: { 'aws:SourceIp': '0.0.0.0/0' } }, 'always-true', 'always-true-deny'],
    [{ IpAddress: { 'aws:SourceIp': ['0.0.0.0/1', '128.0.0.0/1'] } }, 'always-true', 'always-true-deny'],
    [{ Bool: { 'aws:SecureTransport': ['true', 'false'] } }, 'always-true', 'always-true-deny'],
    [{ StringNotLike: { 'aws:PrincipalArn': '*' } }, 'never-true', 'never-true'],
    [
      { StringEquals: { 'aws:PrincipalArn': 'arn:aws:iam::*:role/a' } },
      'literal-wildcard',
      'literal-wildcard'
    ],
    [{ StringEqualsIfExists: { 'aws:SourceVpc': 'vpc-1' } }, 'true-when-absent', null],
    [{ 'ForAllValues:StringEquals': { 'aws:TagKeys': 'team' } }, 'true-when-absent', null],
    [
      { 'ForAllValues:StringEquals': { 'aws:TagKeys': 'team' }, Null: { 'aws:TagKeys': 'false' } },
      null,
      null
    ],
    [{ StringEqualsIfExists: { 'aws:RequestedRegion': 'eu-west-1' } }, null, null],
    [{ StringNotEqualsIfExists: { 'aws:SourceVpc': 'vpc-1' } }, null, null],
    [{ BoolIfExists: { 'aws:MultiFactorAuthPresent': 'true' } }, null, null],
    [{ IpAddress: { 'aws:SourceIp': '10.0.0.0/8' } }, null, null]
  ])('what limits nothing: %j', (condition, allowed, denied) => {
    expect(under(condition)).toEqual(allowed === null ? [] : [allowed])
    expect(under(condition, { Effect: 'Deny' })).toEqual(denied === null ? [] : [denied])
  })

  test.each([
    [
      { 'ForAllValues:StringEquals': { 'aws:PrincipalOrgID': 'o-a' } },
      'all-of-single',
      'quantifier-of-single'
    ],
    [
      { 'ForAnyValue:StringEquals': { 'aws:PrincipalOrgID': 'o-a' } },
      'quantifier-of-single',
      'quantifier-of-single'
    ],
    [{ StringEquals: { 'aws:TagKeys': 'team' } }, 'no-quantifier', 'no-quantifier'],
    [{ 'ForAnyValue:StringEquals': { 'aws:CalledVia': 'athena.amazonaws.com' } }, null, null],
    [{ Null: { 'aws:TagKeys': 'false' } }, null, null]
  ])('quantifiers: %j', (condition, allowed, denied) => {
    expect(under(condition)).toEqual(allowed === null ? [] : [allowed])
    expect(under(condition, { Effect: 'Deny' })).toEqual(denied === null ? [] : [denied])
  })
})

describe('any text', () => {
  const hostile = fc.oneof(
    fc.string({ maxLength: 200 }),
    fc.json({ maxDepth: 5 }),
    fc
      .tuple(fc.json(), fc.nat(80), fc.string({ maxLength: 5 }))
      .map(([text, at, more]) => text.slice(0, at) + more + text.slice(at))
  )
  const value = fc.oneof(
    fc.constantFrom(
      '*',
      '',
      'Allow',
      's3:*',
      'arn:aws:s3:::*',
      '${aws:username}',
      '0.0.0.0/0',
      null,
      true,
      7
    ),
    fc.string({ maxLength: 30 }),
    fc.array(fc.string({ maxLength: 10 }), { maxLength: 3 }),
    fc.dictionary(fc.string({ maxLength: 10 }), fc.jsonValue({ maxDepth: 2 }), { maxKeys: 3 })
  )
  const key = fc.constantFrom(
    'Sid',
    'Effect',
    'Action',
    'NotAction',
    'Resource',
    'NotResource',
    'Principal',
    'NotPrincipal',
    'Condition',
    '__proto__',
    'constructor'
  )
  const policy = fc.record({
    Version: value,
    Statement: fc.oneof(value, fc.array(fc.dictionary(key, value), { maxLength: 4 }))
  })

  test('is answered and never thrown at', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          hostile,
          policy.map((one) => JSON.stringify(one))
        ),
        (text) => {
          for (const { rule, n, detail } of lint(text)) {
            expect(rule).toMatch(/^[a-z]+(-[a-z]+)*$/)
            expect(n === null || n >= 0).toBe(true)
            expect(detail).not.toBe('')
            expect(detail.length).toBeLessThan(600)
          }
        }
      ),
      { numRuns: 500 }
    )
  })

  test('is JSON by the scan where it is by JSON.parse', () => {
    fc.assert(
      fc.property(hostile, (text) => {
        let parses = true
        try {
          JSON.parse(text)
        } catch {
          parses = false
        }
        expect(scanJson(text).problem === null).toBe(parses)
      }),
      { numRuns: 1000 }
    )
  })

  test.each([
    ['keys that repeat', `{${'"a":1,'.repeat(5_000)}"a":1}`],
    [
      'variables that do not end',
      JSON.stringify(policyOf({ Resource: `arn:aws:s3:::${'${'.repeat(15_000)}` }))
    ],
    [
      'wildcards',
      JSON.stringify(
        policyOf({ Resource: `arn:${'*'.repeat(15_000)}!:a:b:c:d`, Action: `s3:${'*a'.repeat(8_000)}` })
      )
    ],
    [
      'sids',
      JSON.stringify({ Version: version, Statement: Array.from({ length: 2500 }, () => ({ Sid: 'a' })) })
    ],
    ['brackets', '['.repeat(32_000)],
    ['quotes', '"'.repeat(32_000)],
    [
      'conditions',
      JSON.stringify(
        policyOf({
          Condition: Object.fromEntries(
            Array.from({ length: 800 }, (_, n) => [`StringLike${n}`, { [`aws:a${n}`]: '*' }])
          )
        })
      )
    ]
  ])('of the largest size with %s is looked through in a moment', (_, text) => {
    const start = performance.now()

    const found = lint(text)

    expect(found.length).toBeLessThan(200)
    expect(found.map(({ rule }) => rule)).not.toContain('too-large')

    expect(performance.now() - start).toBeLessThan(5_000)
  })
})
