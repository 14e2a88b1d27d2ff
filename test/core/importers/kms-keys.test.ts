import { expect, test } from 'vitest'

import { collect, sentences } from './collect.ts'

const account = '111122223333'
const arn = `arn:aws:kms:eu-west-1:${account}:key/12ab`
const there = { accountHint: account, region: 'eu-west-1' }

test('a key says who manages it and whether it is in use', () => {
  const found = collect(
    JSON.stringify({
      KeyMetadata: {
        AWSAccountId: account,
        KeyId: '12ab',
        Arn: arn,
        CreationDate: 1575316034.861,
        KeyState: 'Enabled',
        KeyManager: 'CUSTOMER'
      }
    })
  )

  expect(found.of('kms_key')).toEqual([
    {
      account_id: account,
      region: 'eu-west-1',
      key_id: '12ab',
      arn,
      manager: 'CUSTOMER',
      state: 'Enabled',
      rotates: null,
      line: 1,
      path: 'KeyMetadata'
    }
  ])
  expect(found.coverage).toEqual({ [`${account}/12ab`]: 'complete' })
  expect(found.latestAt).toBe(1575316034)
})

test.each([
  ['in the answer', { KeyId: arn, KeyRotationEnabled: true }, {}],
  ['in the command', { KeyRotationEnabled: true }, { options: { 'key-id': '12ab' } }],
  ["in the file's name", { KeyRotationEnabled: true }, { name: 'kms/12ab.get-key-rotation-status.json' }]
])('the key that rotates is named %s', (_, answer, given) => {
  const found = collect(JSON.stringify(answer), { ...there, ...given })

  expect(found.of('kms_key')).toMatchObject([
    { account_id: account, region: 'eu-west-1', key_id: '12ab', arn: null, rotates: 1 }
  ])
  expect(found.coverage).toEqual({ [`${account}/12ab/rotation`]: 'complete' })
})

test('a rotation without a key asks for its name', () => {
  const found = collect('{"KeyRotationEnabled": false}', { ...there, name: 'rotation.json' })

  expect(found.of('kms_key')).toMatchObject([{ key_id: 'not named (rotation)', rotates: 0 }])
  expect(sentences(found, 'warning')).toContain('kms/<key id>.get-key-rotation-status.json')
})

test.each([
  [
    'An error occurred (UnsupportedOperationException) when calling the GetKeyRotationStatus operation: ',
    'kms/12ab.get-key-rotation-status.json.err',
    { [`${account}/12ab/rotation`]: 'complete' }
  ],
  [
    'An error occurred (AccessDeniedException) when calling the GetKeyRotationStatus operation: not authorized to perform: kms:GetKeyRotationStatus',
    'kms/12ab.get-key-rotation-status.json.err',
    { [`${account}/12ab/rotation`]: 'denied' }
  ],
  [
    'An error occurred (NotFoundException) when calling the DescribeKey operation: Key does not exist',
    'kms/12ab.describe-key.json.err',
    { [`${account}/12ab`]: 'denied' }
  ]
])('%s', (text, name, coverage) => {
  const found = collect(text, { ...there, name })

  expect([found.kind, found.coverage]).toEqual(['kms-keys', coverage])
  expect(found.of('kms_key')).toEqual([])
})

test('a description without an id is not read', () => {
  expect(collect('{"KeyMetadata": {"KeyState": "Enabled"}}').unreadable?.message).toContain(
    '`KeyId` is missing'
  )
})

const grant = {
  KeyId: arn,
  GrantId: '1667',
  GranteePrincipal: `arn:aws:iam::444455556666:role/backup`,
  Operations: ['Encrypt', 'Decrypt']
}

test('a grant says who may do what with a key', () => {
  const found = collect(JSON.stringify({ Grants: [grant] }))

  expect(found.kind).toBe('kms-grants')
  expect(found.of('resource_grant')).toEqual([
    {
      account_id: account,
      region: 'eu-west-1',
      service: 'kms',
      resource: arn,
      grantee: 'arn:aws:iam::444455556666:role/backup',
      permission: 'Decrypt, Encrypt',
      line: 1,
      path: 'Grants[0]'
    }
  ])
  expect(found.coverage).toEqual({ [`${account}/12ab`]: 'complete' })
})

test.each<[string, string, object]>([
  ['no grants', '{"Grants": []}', { [`${account}/12ab`]: 'complete' }],
  [
    'a page of KMS',
    JSON.stringify({ Grants: [grant], Truncated: true, NextMarker: 'x' }),
    { [`${account}/12ab`]: 'page' }
  ],
  [
    'a grant to nobody',
    JSON.stringify({ Grants: [grant, { ...grant, GranteePrincipal: undefined }] }),
    { [`${account}/12ab`]: 'partial' }
  ],
  [
    'a refusal',
    'An error occurred (AccessDeniedException) when calling the ListGrants operation: not authorized to perform: kms:ListGrants',
    { [`${account}/12ab`]: 'denied' }
  ]
])('%s', (_, text, coverage) => {
  const found = collect(text, { ...there, name: 'kms/12ab.list-grants.json' })

  expect([found.kind, found.coverage]).toEqual(['kms-grants', coverage])
})

test('no grants of an unknown key ask for its name', () => {
  expect(sentences(collect('{"Grants": []}', there), 'warning')).toContain('kms/<key id>.list-grants.json')
})
