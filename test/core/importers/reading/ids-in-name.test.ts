import { expect, test } from 'vitest'

import {
  childIdIn,
  parentIdIn,
  policyIdIn,
  policyTypeIn,
  targetIdIn
} from '../../../../src/core/importers/reading/ids-in-name.ts'

test('parents are roots and units', () => {
  expect(parentIdIn('organization/accounts-for-parent/r-ab12.json')).toBe('r-ab12')
  expect(parentIdIn('organization\\accounts-for-parent\\ou-ab12-11111111.json.err')).toBe('ou-ab12-11111111')
  expect(parentIdIn('list-accounts-for-parent.json')).toBeNull()
  expect(parentIdIn('accounts-for-parent/111122223333.json')).toBeNull()
  expect(parentIdIn('r-ab12/list.json')).toBeNull()
})

test('targets and children are accounts too', () => {
  expect(targetIdIn('policies-for-target/111122223333.json')).toBe('111122223333')
  expect(targetIdIn('policies-for-target/r-ab12.json')).toBe('r-ab12')
  expect(childIdIn('list-parents-ou-ab12-11111111.json')).toBe('ou-ab12-11111111')
  expect(childIdIn('list-parents-111122223333.json')).toBe('111122223333')
  expect(childIdIn('parents-1111222233334.json')).toBeNull()
})

test('policies have ids of letters, digits and underscores', () => {
  expect(policyIdIn('SERVICE_CONTROL_POLICY/p-FullAWSAccess.targets.json')).toBe('p-FullAWSAccess')
  expect(policyIdIn('list-targets-for-policy_p-ab12cd34.json')).toBe('p-ab12cd34')
  expect(policyIdIn('awscli-list-targets-for-policy.json')).toBeNull()
  expect(policyIdIn('scp-documents-perimeter.json')).toBeNull()
})

test('a type of policy stands in the name or its folder', () => {
  expect(policyTypeIn('policies/RESOURCE_CONTROL_POLICY/list-policies.json.err')).toBe(
    'RESOURCE_CONTROL_POLICY'
  )
  expect(policyTypeIn('list-policies-SERVICE_CONTROL_POLICY.json')).toBe('SERVICE_CONTROL_POLICY')
  expect(policyTypeIn('policies/DECLARATIVE_POLICY_EC2/list-policies.json')).toBe('DECLARATIVE_POLICY_EC2')
  expect(policyTypeIn('policies/list-policies.json')).toBeNull()
})
