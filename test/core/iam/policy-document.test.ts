import fc from 'fast-check'
import { expect, test } from 'vitest'

import type { DocumentFact, StatementFact } from '../../../src/core/iam/facts.ts'
import { readPolicyDocument } from '../../../src/core/iam/policy-document.ts'

function read(document: unknown): DocumentFact {
  return readPolicyDocument(JSON.stringify(document))
}

function only({ statements }: DocumentFact): StatementFact {
  expect(statements).toHaveLength(1)
  return statements[0] as StatementFact
}

const admin = {
  Version: '2012-10-17',
  Statement: [{ Sid: 'All', Effect: 'Allow', Action: '*', Resource: '*' }]
}

test('a statement is read into lists, whichever form each field has', () => {
  expect(only(read(admin))).toEqual({
    n: 0,
    sid: 'All',
    effect: 'Allow',
    actions: ['*'],
    uses_not_action: 0,
    resources: ['*'],
    uses_not_resource: 0,
    condition: null,
    covers_all_actions: 1,
    covers_all_resources: 1,
    principals: []
  })
  expect(
    only(read({ Statement: { Effect: 'deny', NotAction: ['iam:*'], NotResource: 'arn:aws:s3:::a' } }))
  ).toMatchObject({
    effect: 'Deny',
    sid: null,
    actions: ['iam:*'],
    uses_not_action: 1,
    resources: ['arn:aws:s3:::a'],
    uses_not_resource: 1,
    covers_all_actions: 0,
    covers_all_resources: 0
  })
})

test('NotAction of everything and NotResource of nothing are not the same as everything', () => {
  expect(
    only(read({ Statement: { Effect: 'Allow', NotAction: '*', Resource: '*' } })).covers_all_actions
  ).toBe(0)
  expect(
    only(read({ Statement: { Effect: 'Allow', Action: '*', NotResource: '*' } })).covers_all_resources
  ).toBe(0)
})

test('a document in URL encoding and one encoded as a text in JSON are the same document', () => {
  const text = JSON.stringify(admin)

  expect(readPolicyDocument(encodeURIComponent(text))).toEqual(read(admin))
  expect(readPolicyDocument(JSON.stringify(text))).toEqual(read(admin))
  expect(readPolicyDocument(JSON.stringify(encodeURIComponent(text)))).toEqual(read(admin))
})

test('what parses is never decoded, and a plus stays a plus', () => {
  const resource = 'arn:aws:s3:::a%2Fb+c%20d'
  const document = { Statement: { Effect: 'Allow', Action: 's3:*', Resource: resource } }

  expect(only(read(document)).resources).toEqual([resource])
  expect(only(readPolicyDocument(encodeURIComponent(JSON.stringify(document)))).resources).toEqual([resource])
})

test('every form of principal is read with its account', () => {
  const { principals } = only(
    read({
      Statement: {
        Effect: 'Allow',
        Action: 'sts:AssumeRole',
        Principal: {
          AWS: [
            '*',
            '111122223333',
            'arn:aws:iam::444455556666:root',
            'arn:aws:sts::444455556666:assumed-role/app/session',
            'AROAEXAMPLEEXAMPLE123'
          ],
          Service: 'ec2.amazonaws.com',
          Federated: ['arn:aws:iam::444455556666:saml-provider/okta', 'cognito-identity.amazonaws.com'],
          CanonicalUser: '79a59df900b949e55d96a1e698fbacedfd6e09d98eacf8f8d5218e7cd47ef2be'
        }
      }
    })
  )

  expect(principals.map(({ type, value, account_id }) => [type, value, account_id])).toEqual([
    ['any', '*', null],
    ['aws', '111122223333', '111122223333'],
    ['aws', 'arn:aws:iam::444455556666:root', '444455556666'],
    ['aws', 'arn:aws:sts::444455556666:assumed-role/app/session', '444455556666'],
    ['aws', 'AROAEXAMPLEEXAMPLE123', null],
    ['service', 'ec2.amazonaws.com', null],
    ['federated', 'arn:aws:iam::444455556666:saml-provider/okta', '444455556666'],
    ['federated', 'cognito-identity.amazonaws.com', null],
    ['canonical', '79a59df900b949e55d96a1e698fbacedfd6e09d98eacf8f8d5218e7cd47ef2be', null]
  ])
})

test.each(['*', { AWS: '*' }, { AWS: ['*'] }, { '*': '*' }])('principal %j is anyone', (Principal) => {
  const { principals } = only(read({ Statement: { Effect: 'Allow', Action: 'sts:AssumeRole', Principal } }))

  expect(principals).toEqual([{ type: 'any', negated: 0, value: '*', account_id: null }])
})

test('NotPrincipal is kept as such', () => {
  const { principals } = only(
    read({
      Statement: { Effect: 'Deny', Action: 's3:*', Resource: '*', NotPrincipal: { AWS: '111122223333' } }
    })
  )

  expect(principals[0]).toMatchObject({ negated: 1, account_id: '111122223333' })
})

test('a condition without any key is none', () => {
  const withCondition = (Condition: unknown): StatementFact =>
    only(read({ Statement: { Effect: 'Allow', Action: '*', Resource: '*', Condition } }))

  expect(withCondition({}).condition).toBeNull()
  expect(withCondition({ StringEquals: {} }).condition).toBeNull()
  expect(withCondition({ Bool: { 'aws:SecureTransport': 'true' } }).condition).toEqual({
    Bool: { 'aws:SecureTransport': 'true' }
  })
})

test('one statement that cannot be read does not lose the others, and is named', () => {
  const { problem, statements } = read({
    Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }, { Effect: 'Maybe', Action: '*' }, 7]
  })

  expect(statements).toHaveLength(1)
  expect(problem).toBe('Statement 2 cannot be relied on: its effect is neither Allow nor Deny.')
})

test('a statement whose condition is unreadable is never taken for one without', () => {
  const { problem, statements } = read({
    Statement: { Effect: 'Allow', Action: '*', Resource: '*', Condition: { StringEquals: 'x' } }
  })

  expect(statements).toEqual([])
  expect(problem).toContain('its condition is not an object of objects')
})

test.each([
  ['', 'not valid JSON'],
  ['%', 'not valid JSON'],
  ['{', 'not valid JSON'],
  ['null', 'not a JSON object'],
  ['[]', 'not a JSON object'],
  ['"text"', 'not a JSON object'],
  ['{}', 'no Statement'],
  ['{"Statement":null}', 'Statement 1'],
  ['{"Statement":[[]]}', 'Statement 1'],
  ['{"Statement":{"Effect":"Allow"}}', 'neither an Action'],
  ['{"Statement":{"Effect":"Allow","Action":[1]}}', 'neither an Action'],
  ['{"Statement":{"Effect":"Allow","Action":"*","Resource":7}}', 'resources'],
  ['{"Statement":{"Effect":"Allow","Action":"*","Principal":7}}', 'principal'],
  ['{"Statement":{"Effect":"Allow","Action":"*","Principal":{"Robot":"x"}}}', 'Robot'],
  ['['.repeat(100_000), 'not valid JSON'],
  [
    `{"a":"${']'.repeat(1000)}","Statement":{"Effect":"Allow","Action":"*","Condition":{"x":${'{"y":'.repeat(200)}1${'}'.repeat(200)}}}}`,
    'not valid JSON'
  ],
  [`"${'x'.repeat(2_000_000)}"`, 'more than any policy']
])('document %# is answered with its problem', (text, problem) => {
  expect(readPolicyDocument(text).problem).toContain(problem)
})

test('hostile and repeated keys are harmless', () => {
  const text =
    '{"__proto__":{"Statement":[]},"constructor":1,"Statement":[{"Effect":"Deny","Effect":"Allow","Action":"*","Resource":"*","__proto__":{"polluted":true}}]}'

  expect(only(readPolicyDocument(text)).effect).toBe('Allow')
  expect(({} as Record<string, unknown>)['polluted']).toBeUndefined()
  expect(readPolicyDocument('{"__proto__":{"Statement":{"Effect":"Allow","Action":"*"}}}').problem).toContain(
    'no Statement'
  )
})

test('no text makes it throw, and no value of any shape', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      expect(readPolicyDocument(text)).toHaveProperty('statements')
    })
  )
  const keys = fc.constantFrom(
    'Statement',
    'Effect',
    'Action',
    'NotAction',
    'Resource',
    'Principal',
    'Condition',
    'Sid',
    '__proto__'
  )
  const value = fc.letrec((tie) => ({
    any: fc.oneof(
      { maxDepth: 5 },
      fc.constantFrom('Allow', 'Deny', '*', 'iam:*', '\ud800', '\u0000'),
      fc.jsonValue(),
      fc.array(tie('any'), { maxLength: 3 }),
      fc.dictionary(keys, tie('any'), { maxKeys: 5 })
    )
  })).any
  fc.assert(
    fc.property(value, (document) => {
      const { problem, statements } = read({ Statement: document })
      for (const statement of statements) {
        expect(['Allow', 'Deny']).toContain(statement.effect)
        expect(statement.actions.length).toBeGreaterThan(0)
        expect(() => JSON.stringify(statement)).not.toThrow()
      }
      if (statements.length === 0 && !(Array.isArray(document) && document.length === 0))
        expect(problem).not.toBeNull()
    }),
    { numRuns: 1000 }
  )
})

test('reading a written document gives what was written', () => {
  const names = fc.array(fc.stringMatching(/^[a-z]{1,6}:[A-Za-z*?]{1,8}$/), { minLength: 1, maxLength: 4 })
  const statement = fc.record({ Effect: fc.constantFrom('Allow', 'Deny'), Action: names, Resource: names })
  fc.assert(
    fc.property(fc.array(statement, { maxLength: 4 }), fc.boolean(), (written, isEncoded) => {
      const text = JSON.stringify({ Version: '2012-10-17', Statement: written })
      const { problem, statements } = readPolicyDocument(isEncoded ? encodeURIComponent(text) : text)

      expect(problem).toBeNull()
      expect(
        statements.map(({ effect, actions, resources }) => ({
          Effect: effect,
          Action: actions,
          Resource: resources
        }))
      ).toEqual(written)
    })
  )
})
