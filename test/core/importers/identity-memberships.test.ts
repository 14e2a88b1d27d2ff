import { expect, test } from 'vitest'

import { collect, sentences } from './collect.ts'

const group = '012bb57a-4d54-4e83-813e-625452402c13'
const user = '5becb484-6272-4d64-b9de-a3861f388d7f'
const membership = {
  IdentityStoreId: 'd-1234567890',
  MembershipId: '7b6988c4-75cb-4a0f-b58e-0e9e8576144f',
  GroupId: group,
  MemberId: { UserId: user }
}

test('the members of a group are read', () => {
  const found = collect(JSON.stringify({ GroupMemberships: [membership] }))

  expect(found.kind).toBe('identity-memberships')
  expect(found.of('identity_membership')).toMatchObject([
    { identity_store_id: 'd-1234567890', group_id: group, user_id: user, path: 'GroupMemberships[0]' }
  ])
  expect(found.coverage).toEqual({ [`/${group}`]: 'complete' })
})

test('an empty group answers for the one in command or name, else is said', () => {
  const empty = '{"GroupMemberships": []}'

  expect(collect(empty, { name: `group-memberships/${group}.json` }).coverage).toEqual({
    [`/${group}`]: 'complete'
  })
  expect(collect(empty, { options: { 'group-id': group } }).coverage).toEqual({ [`/${group}`]: 'complete' })
  const unnamed = collect(empty, { name: 'memberships.json' })
  expect(unnamed.coverage).toEqual({ '/memberships.json': 'partial' })
  expect(sentences(unnamed, 'warning')).toContain('nothing says of which group')
})

test('the groups of one user are another answer than the members of a group', () => {
  expect(
    collect(JSON.stringify({ GroupMemberships: [membership] }), {
      options: { 'member-id': `UserId=${user}` }
    }).coverage
  ).toEqual({ [`/member ${user}`]: 'complete' })
})

test('a membership of nobody is left out, a refusal is of its group', () => {
  const found = collect(JSON.stringify({ GroupMemberships: [membership, { ...membership, MemberId: null }] }))

  expect(found.of('identity_membership')).toHaveLength(1)
  expect(found.coverage).toEqual({ [`/${group}`]: 'partial' })
  expect(
    collect('An error occurred (AccessDeniedException) when calling the ListGroupMemberships operation: no', {
      name: `group-memberships/${group}.json.err`
    }).coverage
  ).toEqual({ [`/${group}`]: 'denied' })
})
