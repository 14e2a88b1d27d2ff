import { expect, test } from 'vitest'

import { collect, sentences } from './collect.ts'

const instance = {
  InstanceArn: 'arn:aws:sso:::instance/ssoins-1234567890abcdef',
  IdentityStoreId: 'd-1234567890',
  OwnerAccountId: '111122223333',
  Name: 'main',
  CreatedDate: 1600000000,
  Status: 'ACTIVE'
}

test('an instance belongs to its owner where the client is new enough to say', () => {
  const found = collect(
    JSON.stringify({
      Instances: [instance, { InstanceArn: 'arn:aws:sso:::instance/ssoins-2', IdentityStoreId: 'd-2' }]
    }),
    { options: { region: 'eu-west-1' }, region: 'eu-west-1' }
  )

  expect(found.kind).toBe('sso-instances')
  expect(found.of('sso_instance')).toMatchObject([
    {
      account_id: '111122223333',
      arn: instance.InstanceArn,
      identity_store_id: 'd-1234567890',
      name: 'main',
      status: 'ACTIVE',
      created_at: 1600000000
    },
    { account_id: '', name: null, status: null }
  ])
  expect(found.coverage).toEqual({ '/eu-west-1': 'complete' })
})

test('an instance described by itself is not the list', () => {
  const found = collect(JSON.stringify({ ...instance, EncryptionConfigurationDetails: {} }))

  expect(found.of('sso_instance')).toHaveLength(1)
  expect(found.coverage).toEqual({ [`/instance ${instance.InstanceArn}`]: 'complete' })
})

test('an empty list says nothing of other regions', () => {
  const found = collect('{"Instances": []}', { name: 'us-east-1/list-instances.json' })

  expect(found.coverage).toEqual({ '/us-east-1': 'complete' })
  expect(sentences(found, 'warning')).toContain('no instance of Identity Center in us-east-1')
})

test('an instance without its identity store is left out, a refusal is noted', () => {
  const found = collect(
    JSON.stringify({ Instances: [instance, { InstanceArn: 'arn:aws:sso:::instance/ssoins-2' }] })
  )

  expect(found.of('sso_instance')).toHaveLength(1)
  expect(found.coverage).toEqual({ '/': 'partial' })
  expect(
    collect('An error occurred (AccessDeniedException) when calling the ListInstances operation: no').coverage
  ).toEqual({ '/': 'denied' })
})
