import { expect, test } from 'vitest'

import { collect, sentences } from './collect.ts'

const arn = (rest: string): string => `arn:aws:organizations::111122223333:${rest}`

test('units stand below the parent in the name, or the one in their path', () => {
  const unit = { Id: 'ou-ab12-22222222', Arn: arn('ou/o-exampleorgid/ou-ab12-22222222'), Name: 'Workloads' }
  const named = collect(JSON.stringify({ OrganizationalUnits: [unit] }), {
    name: 'organizational-units-for-parent/r-ab12.json'
  })
  const withPath = collect(
    JSON.stringify({
      OrganizationalUnits: [{ ...unit, Path: 'o-exampleorgid/r-ab12/ou-ab12-11111111/ou-ab12-22222222/' }]
    })
  )
  const described = collect(JSON.stringify({ OrganizationalUnit: unit }), { name: 'ou-ab12-22222222.json' })
  const unnamed = collect(JSON.stringify({ OrganizationalUnits: [unit] }), { name: 'list.json' })

  expect(named.of('org_unit')).toMatchObject([{ account_id: '111122223333', id: unit.Id, name: 'Workloads' }])
  expect(named.of('org_parent')).toMatchObject([{ child_id: unit.Id, parent_id: 'r-ab12' }])
  expect(named.coverage).toEqual({ '/r-ab12': 'complete' })
  expect(withPath.of('org_parent')).toMatchObject([{ parent_id: 'ou-ab12-11111111' }])
  expect(described.of('org_parent')).toEqual([])
  expect(withPath.coverage).toEqual({ '/ou-ab12-11111111': 'complete' })
  expect(described.coverage).toEqual({ '/unit ou-ab12-22222222': 'complete' })
  expect(unnamed.of('org_parent')).toEqual([])
  expect(unnamed.coverage).toEqual({ '/list.json': 'partial' })
  expect(sentences(unnamed, 'warning')).toContain("name the file after the parent's id")
})

test('an empty list answers for the parent in the command or the name', () => {
  const empty = '{"OrganizationalUnits": []}'

  expect(collect(empty, { name: 'ou-ab12-11111111.json' }).coverage).toEqual({
    '/ou-ab12-11111111': 'complete'
  })
  expect(collect(empty, { options: { 'parent-id': 'r-ab12' } }).coverage).toEqual({ '/r-ab12': 'complete' })
})

test('a refusal is of the parent or the unit asked about', () => {
  const error = (operation: string): string =>
    `An error occurred (AccessDeniedException) when calling the ${operation} operation: no`
  const name = 'ou-ab12-11111111.json.err'

  expect(collect(error('ListOrganizationalUnitsForParent'), { name }).coverage).toEqual({
    '/ou-ab12-11111111': 'denied'
  })
  expect(collect(error('DescribeOrganizationalUnit'), { name }).coverage).toEqual({
    '/unit ou-ab12-11111111': 'denied'
  })
  expect(collect(error('ListOrganizationalUnitsForParent')).coverage).toEqual({ '/': 'denied' })
})
