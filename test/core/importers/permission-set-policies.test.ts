import { expect, test } from 'vitest'

import { collect, sentences } from './collect.ts'

const id = 'ps-1234567890abcdef'
const arn = `arn:aws:sso:::permissionSet/ssoins-1234567890abcdef/${id}`
const named = { name: `identity-center/permission-sets/${id}/policies.json` }
const asked = { name: 'policies.json', options: { 'permission-set-arn': arn } }

test('an inline policy is kept as a document, an empty text is none', () => {
  const text = '{"Version":"2012-10-17","Statement":[]}'
  const found = collect(JSON.stringify({ InlinePolicy: text }), named)

  expect(found.kind).toBe('permission-set-policies')
  expect(found.of('permission_set_policy')).toEqual([
    {
      account_id: '',
      permission_set_arn: id,
      kind: 'inline',
      name: '',
      policy_arn: null,
      document_id: 1,
      line: 1,
      path: 'InlinePolicy'
    }
  ])
  expect(found.documents).toEqual([text])
  expect(collect('{"InlinePolicy": ""}', named)).toMatchObject({
    coverage: { [`/inline of ${id}`]: 'complete' },
    counts: { policies: 0 },
    notes: []
  })
})

test('attached managed policies carry the ARN of the permission set where the command says it', () => {
  const found = collect(
    JSON.stringify({
      AttachedManagedPolicies: [
        { Name: 'AdministratorAccess', Arn: 'arn:aws:iam::aws:policy/AdministratorAccess' },
        { Arn: 'arn:aws:iam::aws:policy/job-function/Billing' }
      ]
    }),
    asked
  )

  expect(
    found
      .of('permission_set_policy')
      .map(({ permission_set_arn, kind, name, policy_arn }) => [permission_set_arn, kind, name, policy_arn])
  ).toEqual([
    [arn, 'aws-managed', 'AdministratorAccess', 'arn:aws:iam::aws:policy/AdministratorAccess'],
    [arn, 'aws-managed', 'Billing', 'arn:aws:iam::aws:policy/job-function/Billing']
  ])
  expect(found.coverage).toEqual({ [`/aws-managed of ${id}`]: 'complete' })
})

test('references to policies of the accounts keep their path', () => {
  const found = collect(
    JSON.stringify({
      CustomerManagedPolicyReferences: [
        { Name: 'deploy', Path: '/team/a/' },
        { Name: 'deploy' },
        { Path: '/' }
      ]
    }),
    named
  )

  expect(found.of('permission_set_policy')).toMatchObject([
    { kind: 'customer-managed', name: 'team/a/deploy', policy_arn: null },
    { kind: 'customer-managed', name: 'deploy' }
  ])
  expect(sentences(found, 'error')).toContain('`Name` is missing')
  expect(found.coverage).toEqual({ [`/customer-managed of ${id}`]: 'partial' })
})

test('a boundary is a managed policy or a reference, and none is answered by an error', () => {
  const managed = collect(
    JSON.stringify({ PermissionsBoundary: { ManagedPolicyArn: 'arn:aws:iam::aws:policy/ReadOnlyAccess' } }),
    named
  )
  const reference = collect(
    JSON.stringify({ PermissionsBoundary: { CustomerManagedPolicyReference: { Name: 'pb', Path: '/x/' } } }),
    named
  )
  const none = collect(
    'An error occurred (ResourceNotFoundException) when calling the GetPermissionsBoundaryForPermissionSet operation: PermissionsBoundary not present',
    named
  )

  expect(managed.of('permission_set_policy')).toMatchObject([
    { kind: 'boundary', name: 'ReadOnlyAccess', policy_arn: 'arn:aws:iam::aws:policy/ReadOnlyAccess' }
  ])
  expect(reference.of('permission_set_policy')).toMatchObject([
    { kind: 'boundary', name: 'x/pb', policy_arn: null }
  ])
  expect(none.coverage).toEqual({ [`/boundary of ${id}`]: 'complete' })
  expect(sentences(none, 'info')).toContain('no permissions boundary')
})

test('policies of a permission set nobody names are kept and said', () => {
  const found = collect('{"AttachedManagedPolicies": [{"Name": "a", "Arn": "arn:aws:iam::aws:policy/a"}]}', {
    name: 'managed-policies.json'
  })

  expect(found.of('permission_set_policy')).toMatchObject([{ permission_set_arn: '' }])
  expect(found.coverage).toEqual({ '/managed-policies.json': 'partial' })
  expect(sentences(found, 'warning')).toContain('permission-sets/ps-…/')
})

test('a refusal asks for the call that was refused', () => {
  const found = collect(
    'An error occurred (AccessDeniedException) when calling the GetInlinePolicyForPermissionSet operation: no',
    named
  )

  expect(found.coverage).toEqual({ [`/inline of ${id}`]: 'denied' })
  expect(sentences(found, 'error')).toContain('aws sso-admin get-inline-policy-for-permission-set')
})

test('a description of a permission set in another form is none of these', () => {
  expect(
    collect('{"permissionSetName": "x", "permissionsBoundary": {"ManagedPolicyArn": "y"}}').kind
  ).toBeNull()
})
