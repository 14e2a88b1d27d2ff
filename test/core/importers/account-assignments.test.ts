import { expect, test } from 'vitest'

import { collect, sentences } from './collect.ts'

const id = 'ps-1234567890abcdef'
const arn = `arn:aws:sso:::permissionSet/ssoins-1234567890abcdef/${id}`
const group = '906719a9c3-11111111-2222-3333-4444-555555555555'
const assignment = {
  AccountId: '444455556666',
  PermissionSetArn: arn,
  PrincipalType: 'GROUP',
  PrincipalId: group
}
const named = { name: `permission-sets/${id}/account-assignments/444455556666.json` }

test('assignments are facts of the account they give access to', () => {
  const found = collect(JSON.stringify({ AccountAssignments: [assignment] }))

  expect(found.kind).toBe('account-assignments')
  expect(found.of('account_assignment')).toEqual([
    {
      account_id: '444455556666',
      permission_set_arn: arn,
      principal_type: 'GROUP',
      principal_id: group,
      line: 1,
      path: 'AccountAssignments[0]'
    }
  ])
  expect(found.coverage).toEqual({ [`/444455556666 ${id}`]: 'complete' })
})

test('an empty list answers for the account and permission set in command or name, else is said', () => {
  const empty = '{"AccountAssignments": []}'

  expect(collect(empty, named).coverage).toEqual({ [`/444455556666 ${id}`]: 'complete' })
  expect(
    collect(empty, { options: { 'account-id': '444455556666', 'permission-set-arn': arn } }).coverage
  ).toEqual({ [`/444455556666 ${id}`]: 'complete' })
  const unnamed = collect(empty, { name: 'assignments.json' })
  expect(unnamed.coverage).toEqual({ '/assignments.json': 'partial' })
  expect(sentences(unnamed, 'warning')).toContain('nothing says of which account')
})

test('the assignments of one person are another answer than those of an account', () => {
  const content = JSON.stringify({ AccountAssignments: [assignment] })

  expect(collect(content, { options: { 'principal-id': group } }).coverage).toEqual({
    [`/principal ${group}`]: 'complete'
  })
  expect(collect(content, { name: `list-account-assignments-for-principal.${group}.json` }).coverage).toEqual(
    { [`/principal ${group}`]: 'complete' }
  )
})

test('files put together answer for every pair in them', () => {
  const found = collect(
    [assignment, { ...assignment, AccountId: '777788889999' }]
      .map((one) => JSON.stringify({ AccountAssignments: [one] }))
      .join('\n')
  )

  expect(found.coverage).toEqual({
    [`/444455556666 ${id}`]: 'complete',
    [`/777788889999 ${id}`]: 'complete'
  })
})

test('an assignment to nobody is left out, a page and a refusal are of their pair', () => {
  const broken = { ...assignment, PrincipalId: '' }
  const found = collect(JSON.stringify({ AccountAssignments: [assignment, broken] }))

  expect(found.of('account_assignment')).toHaveLength(1)
  expect(found.coverage).toEqual({ [`/444455556666 ${id}`]: 'partial' })
  expect(collect(JSON.stringify({ AccountAssignments: [assignment], NextToken: 'x' })).coverage).toEqual({
    [`/444455556666 ${id}`]: 'page'
  })
  expect(
    collect(
      'An error occurred (AccessDeniedException) when calling the ListAccountAssignments operation: no',
      named
    ).coverage
  ).toEqual({ [`/444455556666 ${id}`]: 'denied' })
})
