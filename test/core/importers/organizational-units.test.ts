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
  expect(named.coverage).toEqual({ '111122223333/': 'complete' })
  expect(withPath.of('org_parent')).toMatchObject([{ parent_id: 'ou-ab12-11111111' }])
  expect(described.of('org_parent')).toEqual([])
  expect(described.coverage).toEqual({})
  expect(unnamed.of('org_parent')).toEqual([])
  expect(sentences(unnamed, 'warning')).toContain("name the file after the parent's id")
})
