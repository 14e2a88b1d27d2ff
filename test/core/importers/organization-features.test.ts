import { expect, test } from 'vitest'

import { collect } from './collect.ts'

test('features for central root access are read, also where the id stands behind them', () => {
  const found = collect(
    '{"EnabledFeatures": ["RootCredentialsManagement", "RootSessions"], "OrganizationId": "o-exampleorgid"}'
  )

  expect(found.of('org_feature').map(({ organization_id, feature }) => [organization_id, feature])).toEqual([
    ['o-exampleorgid', 'RootCredentialsManagement'],
    ['o-exampleorgid', 'RootSessions']
  ])
  expect(found.coverage).toEqual({ '/': 'complete' })
})

test.each([
  'ServiceAccessNotEnabledException',
  'OrganizationNotInAllFeaturesModeException',
  'AWSOrganizationsNotInUseException'
])('%s says that no feature is on', (code) => {
  const found = collect(`An error occurred (${code}) when calling the ListOrganizationsFeatures operation: x`)

  expect(found.coverage).toEqual({ '/': 'complete' })
  expect(found.of('org_feature')).toEqual([])
  expect(found.notes).toMatchObject([{ level: 'info' }])
})

test('a list of features broken by a missing comma keeps what stands before it', () => {
  const found = collect('{\n"EnabledFeatures": ["RootSessions"]\n"OrganizationId": "o-exampleorgid"\n}')

  expect(found.of('org_feature')).toHaveLength(1)
  expect(found.notes).toMatchObject([{ level: 'error', line: 3 }])
  expect(found.coverage).toEqual({ '/': 'partial' })
})
