import { expect, test } from 'vitest'

import { collect, sentences } from './collect.ts'

test('trusted services are read with the day they were let in', () => {
  const found = collect(
    JSON.stringify({
      EnabledServicePrincipals: [{ ServicePrincipal: 'sso.amazonaws.com', DateEnabled: 1600000000.25 }]
    })
  )

  expect(found.kind).toBe('organization-service-access')
  expect(found.of('org_service_access')).toEqual([
    {
      account_id: '',
      service: 'sso.amazonaws.com',
      enabled_at: 1600000000,
      line: 1,
      path: 'EnabledServicePrincipals[0]'
    }
  ])
  expect(found.coverage).toEqual({ '/': 'complete' })
})

test('none is an answer, a page is not all, a broken entry is left out, a refusal says nothing', () => {
  expect(collect('{"EnabledServicePrincipals": []}')).toMatchObject({
    coverage: { '/': 'complete' },
    counts: { services: 0 }
  })
  expect(
    collect('{"EnabledServicePrincipals": [{"ServicePrincipal": "a"}], "NextToken": "x"}').coverage
  ).toEqual({ '/': 'page' })
  const broken = collect('{"EnabledServicePrincipals": [{"ServicePrincipal": "a"}, {"ServicePrincipal": 7}]}')
  expect(broken.of('org_service_access')).toHaveLength(1)
  expect(sentences(broken, 'error')).toContain('must be text')
  expect(
    collect(
      'An error occurred (AccessDeniedException) when calling the ListAWSServiceAccessForOrganization operation: x'
    ).coverage
  ).toEqual({ '/': 'denied' })
})
