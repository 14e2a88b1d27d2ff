import { describe, expect, test } from 'vitest'

import type { FactTable } from '../../../src/core/iam/facts.ts'
import { at, collect, sentences } from './collect.ts'

const date = '2026-01-31T12:00:00+00:00'

/** Kind, key, operation, table, a record with what it becomes, and a field it cannot do without. */
const lists: readonly (readonly [string, string, string, FactTable, object, object, string])[] = [
  [
    'access-keys',
    'AccessKeyMetadata',
    'ListAccessKeys',
    'access_key',
    { AccessKeyId: 'AKIAIOSFODNN7EXAMPLE', Status: 'Inactive', CreateDate: date },
    { access_key_id: 'AKIAIOSFODNN7EXAMPLE', status: 'Inactive', created_at: at(date) },
    'AccessKeyId'
  ],
  [
    'ssh-public-keys',
    'SSHPublicKeys',
    'ListSSHPublicKeys',
    'ssh_public_key',
    { SSHPublicKeyId: 'APKA1234567890EXAMPLE', Status: 'Active', UploadDate: date },
    { key_id: 'APKA1234567890EXAMPLE', status: 'Active', uploaded_at: at(date) },
    'SSHPublicKeyId'
  ],
  [
    'service-specific-credentials',
    'ServiceSpecificCredentials',
    'ListServiceSpecificCredentials',
    'service_specific_credential',
    {
      ServiceSpecificCredentialId: 'ACCAQFODXMPL4YFHP7DZE',
      ServiceName: 'bedrock.amazonaws.com',
      ServiceCredentialAlias: 'ada-at-111122223333',
      Status: 'Active',
      CreateDate: date,
      ExpirationDate: '2036-01-31T12:00:00+00:00'
    },
    {
      credential_id: 'ACCAQFODXMPL4YFHP7DZE',
      service: 'bedrock.amazonaws.com',
      service_user_name: 'ada-at-111122223333',
      status: 'Active',
      created_at: at(date),
      expires_at: at('2036-01-31T12:00:00Z')
    },
    'ServiceName'
  ],
  [
    'signing-certificates',
    'Certificates',
    'ListSigningCertificates',
    'signing_certificate',
    {
      CertificateId: 'TA7SMP42TDN5Z26EXAMPLE',
      CertificateBody: '-----',
      Status: 'Inactive',
      UploadDate: date
    },
    { certificate_id: 'TA7SMP42TDN5Z26EXAMPLE', status: 'Inactive', uploaded_at: at(date) },
    'Status'
  ]
]

describe.each(lists)('%s', (kind, key, operation, table, record, becomes, needed) => {
  const given = { accountHint: '111122223333', name: 'accounts/111122223333/users/ada/list.json' }
  const listed = (members: readonly unknown[], rest: object = {}): string =>
    JSON.stringify({ [key]: members, ...rest })

  test('a record becomes a fact of its user in the account known from outside', () => {
    const found = collect(listed([{ UserName: 'grace', ...record }]), given)

    expect(found.kind).toBe(kind)
    expect(found.of(table)).toMatchObject([
      { account_id: '111122223333', user_name: 'grace', ...becomes, line: 1, path: `${key}[0]` }
    ])
    expect(found.coverage).toEqual({ '111122223333/grace': 'complete' })
    expect(found.latestAt).toBe(at(date))
    expect(Object.values(found.counts)).toEqual([1])
  })

  test('an empty list answers for the user of the folder', () => {
    const found = collect(listed([]), given)

    expect(found.kind).toBe(kind)
    expect(found.coverage).toEqual({ '111122223333/ada': 'complete' })
    expect(Object.values(found.counts)).toEqual([0])
  })

  test('a record without a user belongs to that of the folder, and without one to nobody', () => {
    const lost = collect(listed([record]), { accountHint: '111122223333' })

    expect(collect(listed([record]), given).of(table)).toMatchObject([{ user_name: 'ada' }])
    expect(lost.of(table)).toMatchObject([{ user_name: '' }])
    expect(lost.coverage).toEqual({ '111122223333/export.json': 'partial' })
    expect(sentences(lost, 'warning')).toContain('do not say to which user they belong')
  })

  test('a page is a page, and a broken record makes the list incomplete', () => {
    const good = { UserName: 'ada', ...record }
    const broken = collect(listed([good, { ...good, [needed]: null }]), given)

    expect(collect(listed([good], { IsTruncated: true, Marker: 'x' }), given).coverage).toEqual({
      '111122223333/ada': 'page'
    })
    expect(broken.of(table)).toHaveLength(1)
    expect(broken.coverage).toEqual({ '111122223333/ada': 'partial' })
    expect(broken.notes).toMatchObject([{ level: 'error', line: 1, path: `${key}[1]` }])
    expect(broken.notes[0]?.sentence).toContain(`\`${needed}\` is missing`)
  })

  test('a list with nothing usable is unreadable', () => {
    expect(collect(listed([7]), given).unreadable?.message).toContain('An object was expected')
  })

  test('a refusal is no answer', () => {
    const found = collect(
      `aws: [ERROR]: An error occurred (NoSuchEntity) when calling the ${operation} operation: The user with name ada cannot be found.`,
      { accountHint: '111122223333' }
    )

    expect(found.kind).toBe(kind)
    expect(found.coverage).toEqual({ '111122223333/ada': 'denied' })
  })
})

test('certificates of other services are not those of a user', () => {
  expect(
    collect('{"Certificates": [{"CertificateIdentifier": "rds-ca-2019", "CertificateType": "CA"}]}').kind
  ).toBeNull()
  expect(collect('{"Certificates": [], "DefaultCertificateForNewLaunches": "x"}').kind).toBeNull()
})

test('names inherited by every object are no fields', () => {
  const found = collect('{"AccessKeyMetadata": [{"__proto__": {"AccessKeyId": "AKIA"}, "constructor": 1}]}')

  expect(found.of('access_key')).toEqual([])
  expect(found.unreadable?.message).toContain('`AccessKeyId` is missing')
})
