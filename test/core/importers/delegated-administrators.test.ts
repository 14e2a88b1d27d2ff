import { expect, test } from 'vitest'

import { at, collect, sentences } from './collect.ts'

const administrator = {
  Id: '002107485300',
  Arn: 'arn:aws:organizations::141173527973:account/o-exampleorgid/002107485300',
  Email: 'log@example.com',
  Name: 'log-archive',
  Status: 'ACTIVE',
  JoinedMethod: 'CREATED',
  JoinedTimestamp: '2020-10-05T12:00:00.123000+00:00',
  DelegationEnabledDate: '2024-03-01T10:00:00+00:00'
}
const list = JSON.stringify({ DelegatedAdministrators: [administrator] })

test('delegated administrators are read with the day they were made so', () => {
  const found = collect(list)

  expect(found.kind).toBe('delegated-administrators')
  expect(found.of('org_delegated_administrator')).toEqual([
    {
      account_id: '141173527973',
      id: '002107485300',
      name: 'log-archive',
      email: 'log@example.com',
      status: 'ACTIVE',
      delegated_at: at('2024-03-01T10:00:00Z'),
      line: 1,
      path: 'DelegatedAdministrators[0]'
    }
  ])
  expect(found.coverage).toEqual({ '/': 'complete' })
})

test('a list asked for one service is not the list of all', () => {
  expect(collect(list, { options: { 'service-principal': 'guardduty.amazonaws.com' } }).coverage).toEqual({
    '/guardduty.amazonaws.com': 'complete'
  })
})

test('nobody is an answer, a page is not all, a broken entry is left out', () => {
  expect(collect('{"DelegatedAdministrators": []}')).toMatchObject({
    coverage: { '/': 'complete' },
    counts: { 'delegated administrators': 0 }
  })
  expect(
    collect(JSON.stringify({ DelegatedAdministrators: [administrator], NextToken: 'x' })).coverage
  ).toEqual({ '/': 'page' })
  const broken = collect(JSON.stringify({ DelegatedAdministrators: [administrator, { Id: 'x' }] }))
  expect(broken.of('org_delegated_administrator')).toHaveLength(1)
  expect(sentences(broken, 'error')).toContain('12 digits')
})

test('no organization has no administrators, a refusal says nothing', () => {
  const error = (code: string): string =>
    `An error occurred (${code}) when calling the ListDelegatedAdministrators operation: x`

  expect(collect(error('AWSOrganizationsNotInUseException')).coverage).toEqual({ '/': 'complete' })
  expect(collect(error('AccessDeniedException')).coverage).toEqual({ '/': 'denied' })
})
