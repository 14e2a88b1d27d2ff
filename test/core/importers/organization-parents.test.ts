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
  expect(parents.coverage).toEqual({ '/parent of 111122223333': 'complete' })
  expect(children.coverage).toEqual({ '/children of r-ab12 ORGANIZATIONAL_UNIT': 'complete' })
})

test('a unit is asked about as a child and as a parent, for accounts and units apart', () => {
  const name = 'ou-ab12-11111111.json'

  expect(collect('{"Parents": []}', { name }).coverage).toEqual({
    '/parent of ou-ab12-11111111': 'complete'
  })
  expect(collect('{"Children": []}', { name }).coverage).toEqual({
    '/children of ou-ab12-11111111': 'complete'
  })
  expect(
    collect('{"Children": []}', {
      options: { 'parent-id': 'ou-ab12-11111111', 'child-type': 'ACCOUNT' }
    }).coverage
  ).toEqual({ '/children of ou-ab12-11111111 ACCOUNT': 'complete' })
})

test('a refusal is of the child or parent asked about', () => {
  const error = (operation: string): string =>
    `An error occurred (AccessDeniedException) when calling the ${operation} operation: no`

  expect(collect(error('ListParents'), { name: 'list-parents-111122223333.json.err' }).coverage).toEqual({
    '/parent of 111122223333': 'denied'
  })
  expect(collect(error('ListChildren'), { options: { 'parent-id': 'r-ab12' } }).coverage).toEqual({
    '/children of r-ab12': 'denied'
  })
  expect(collect(error('ListParents')).coverage).toEqual({})
})

test('without the other side nothing can be placed', () => {
  expect(
    collect('{"Parents": [{"Id": "r-ab12", "Type": "ROOT"}]}', { name: 'list-parents.json' }).unreadable
      ?.message
  ).toContain('name it after the id that was asked about')
})
