import { expect, test } from 'vitest'

import { collect, sentences } from './collect.ts'

function summary(id: string, more: object = {}): object {
  return {
    Id: id,
    Arn: `arn:aws:organizations::111122223333:policy/o-exampleorgid/service_control_policy/${id}`,
    Name: `Name of ${id}`,
    Description: '',
    Type: 'SERVICE_CONTROL_POLICY',
    AwsManaged: false,
    ...more
  }
}

const full = summary('p-FullAWSAccess', {
  Arn: 'arn:aws:organizations::aws:policy/service_control_policy/p-FullAWSAccess',
  AwsManaged: true
})
const list = JSON.stringify({ Policies: [full, summary('p-ab12cd34')] })

test('a list answers for the type of its policies', () => {
  const found = collect(list, { name: 'policies/SERVICE_CONTROL_POLICY/list-policies.json' })

  expect(
    found
      .of('org_policy')
      .map(({ account_id, id, type, is_aws_managed, document_id }) => [
        account_id,
        id,
        type,
        is_aws_managed,
        document_id
      ])
  ).toEqual([
    ['111122223333', 'p-FullAWSAccess', 'SERVICE_CONTROL_POLICY', 1, null],
    ['111122223333', 'p-ab12cd34', 'SERVICE_CONTROL_POLICY', 0, null]
  ])
  expect(found.of('org_policy_target')).toEqual([])
  expect(found.coverage).toEqual({ '/SERVICE_CONTROL_POLICY': 'complete' })
})

test('a list for one target attaches its policies and answers for no type as a whole', () => {
  const account = collect(list, { name: 'organization/policies-for-target/444455556666.json' })
  const unit = collect(list, { name: 'list-policies-for-target-ou-ab12-11111111.json' })

  expect(account.of('org_policy_target').map(({ policy_id, target_id }) => [policy_id, target_id])).toEqual([
    ['p-FullAWSAccess', '444455556666'],
    ['p-ab12cd34', '444455556666']
  ])
  expect(account.coverage).toEqual({ '/444455556666 SERVICE_CONTROL_POLICY': 'complete' })
  expect(unit.of('org_policy_target')[0]?.target_id).toBe('ou-ab12-11111111')
  const asked = collect('{"Policies": []}', {
    options: { 'target-id': 'r-ab12', filter: 'RESOURCE_CONTROL_POLICY' }
  })
  expect(asked.coverage).toEqual({ '/r-ab12 RESOURCE_CONTROL_POLICY': 'complete' })
})

test('a list for a target nobody names attaches nothing and says so', () => {
  const found = collect(list, { name: 'list-policies-for-target.json' })

  expect(found.of('org_policy_target')).toEqual([])
  expect(sentences(found, 'warning')).toContain("name it after the target's id")
})

test('the list of an account folder is not taken for the list of that target', () => {
  const found = collect(list, { name: 'accounts/444455556666/list-policies.json' })

  expect(found.of('org_policy_target')).toEqual([])
  expect(found.coverage).toEqual({ '/SERVICE_CONTROL_POLICY': 'complete' })
})

test('an empty list answers for the type in its name, else for none', () => {
  expect(
    collect('{"Policies": []}', { name: 'policies/RESOURCE_CONTROL_POLICY/list-policies.json' }).coverage
  ).toEqual({ '/RESOURCE_CONTROL_POLICY': 'complete' })
  const unnamed = collect('{"Policies": []}', { name: 'list-policies.json' })
  expect(unnamed.coverage).toEqual({ '/list-policies.json': 'partial' })
  expect(sentences(unnamed, 'warning')).toContain('The list is empty')
})

test('a type that is not enabled has no policies', () => {
  const error =
    'An error occurred (PolicyTypeNotEnabledException) when calling the ListPolicies operation: This operation can be performed only for enabled policy types.'
  const named = collect(error, { name: 'policies/RESOURCE_CONTROL_POLICY/list-policies.json.err' })

  expect(named.coverage).toEqual({ '/RESOURCE_CONTROL_POLICY': 'complete' })
  expect(sentences(named, 'info')).toContain('RESOURCE_CONTROL_POLICY is not enabled')
  expect(collect(error, { name: 'list-policies.json.err' })).toMatchObject({
    coverage: {},
    notes: [{ level: 'warning' }]
  })
})

test('a refusal covers the type in its name, else both, and a refusal of IAM is none of it', () => {
  const error = 'An error occurred (AccessDeniedException) when calling the ListPolicies operation: no'

  expect(collect(error, { name: 'RESOURCE_CONTROL_POLICY/list-policies.json.err' }).coverage).toEqual({
    '/RESOURCE_CONTROL_POLICY': 'denied'
  })
  expect(collect(error).coverage).toEqual({
    '/SERVICE_CONTROL_POLICY': 'denied',
    '/RESOURCE_CONTROL_POLICY': 'denied'
  })
  expect(
    collect(
      'An error occurred (AccessDenied) when calling the ListPolicies operation: User: x is not authorized to perform: iam:ListPolicies on resource: *'
    ).kind
  ).toBeNull()
})

test('types of policy that no check asks for are read and answered for too', () => {
  const tag = JSON.stringify({ Policies: [summary('p-ab12cd34', { Type: 'TAG_POLICY' })] })
  const found = collect(tag, { name: 'policies/TAG_POLICY/list-policies.json' })

  expect(found.of('org_policy')).toHaveLength(1)
  expect(found.coverage).toEqual({ '/TAG_POLICY': 'complete' })
  expect(found.notes).toEqual([])
})
