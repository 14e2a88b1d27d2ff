import { expect, test } from 'vitest'

import { at, collect, sentences } from './collect.ts'

const list = JSON.stringify({
  DelegatedServices: [
    { ServicePrincipal: 'guardduty.amazonaws.com', DelegationEnabledDate: '2024-03-01T10:00:00+00:00' }
  ]
})
const named = { name: 'organization/delegated-services/444455556666.json' }

test('the services of an administrator are read, by the account in the name', () => {
  const found = collect(list, named)

  expect(found.kind).toBe('delegated-services')
  expect(found.of('org_delegated_service')).toMatchObject([
    { id: '444455556666', service: 'guardduty.amazonaws.com', delegated_at: at('2024-03-01T10:00:00Z') }
  ])
  expect(found.coverage).toEqual({ '/444455556666': 'complete' })
  expect(collect(list, { options: { 'account-id': '777788889999' } }).coverage).toEqual({
    '/777788889999': 'complete'
  })
})

test('an account that administers nothing is an answer', () => {
  const none = collect(
    'An error occurred (AccountNotRegisteredException) when calling the ListDelegatedServicesForAccount operation: x',
    named
  )

  expect(none.coverage).toEqual({ '/444455556666': 'complete' })
  expect(sentences(none, 'info')).toContain('444455556666 administers nothing')
  expect(collect('{"DelegatedServices": []}', named).coverage).toEqual({ '/444455556666': 'complete' })
})

test('services of an account nobody names are kept and said', () => {
  const found = collect(list, { name: 'services.json' })

  expect(found.of('org_delegated_service')).toMatchObject([{ id: '' }])
  expect(found.coverage).toEqual({ '/services.json': 'partial' })
  expect(sentences(found, 'warning')).toContain('name the file after the account')
})

test('a service without a name is left out, a refusal is of its account', () => {
  const found = collect('{"DelegatedServices": [{"ServicePrincipal": "a"}, {}]}', named)

  expect(found.of('org_delegated_service')).toHaveLength(1)
  expect(found.coverage).toEqual({ '/444455556666': 'partial' })
  expect(
    collect(
      'An error occurred (AccessDeniedException) when calling the ListDelegatedServicesForAccount operation: x',
      named
    ).coverage
  ).toEqual({ '/444455556666': 'denied' })
})
