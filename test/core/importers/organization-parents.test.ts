import { expect, test } from 'vitest'

import { collect } from './collect.ts'

test('parents and children have their other side in the name', () => {
  const parents = collect('{"Parents": [{"Id": "r-ab12", "Type": "ROOT"}]}', {
    name: 'list-parents-111122223333.json'
  })
  const children = collect('{"Children": [{"Id": "ou-ab12-11111111", "Type": "ORGANIZATIONAL_UNIT"}]}', {
    name: 'children/r-ab12.json'
  })

  expect(parents.of('org_parent')).toMatchObject([{ child_id: '111122223333', parent_id: 'r-ab12' }])
  expect(children.of('org_parent')).toMatchObject([{ child_id: 'ou-ab12-11111111', parent_id: 'r-ab12' }])
  expect(children.coverage).toEqual({ '/': 'complete' })
})

test('without the other side nothing can be placed', () => {
  expect(
    collect('{"Parents": [{"Id": "r-ab12", "Type": "ROOT"}]}', { name: 'list-parents.json' }).unreadable
      ?.message
  ).toContain('name it after the id that was asked about')
})
