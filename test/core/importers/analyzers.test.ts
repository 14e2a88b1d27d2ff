import { expect, test } from 'vitest'

import { at, collect, sentences } from './collect.ts'

function analyzer(name: string, more: object = {}): object {
  return {
    arn: `arn:aws:access-analyzer:eu-west-1:111122223333:analyzer/${name}`,
    name,
    type: 'ACCOUNT',
    createdAt: '2024-02-15T00:46:40+00:00',
    status: 'ACTIVE',
    tags: {},
    ...more
  }
}

test('analyzers are read with their region, and with the age from which access counts as unused', () => {
  const found = collect(
    JSON.stringify({
      analyzers: [
        analyzer('outside', {
          lastResourceAnalyzed: 'arn:aws:s3:::x',
          lastResourceAnalyzedAt: '2026-01-30T08:00:00Z'
        }),
        analyzer('unused', {
          type: 'ORGANIZATION_UNUSED_ACCESS',
          configuration: { unusedAccess: { unusedAccessAge: 90, analysisRule: { exclusions: [] } } }
        }),
        analyzer('inside', { type: 'ACCOUNT_INTERNAL_ACCESS', configuration: { internalAccess: {} } })
      ]
    })
  )

  expect(found.kind).toBe('analyzers')
  expect(found.of('access_analyzer')).toMatchObject([
    {
      account_id: '111122223333',
      region: 'eu-west-1',
      name: 'outside',
      type: 'ACCOUNT',
      status: 'ACTIVE',
      unused_access_days: null,
      created_at: at('2024-02-15T00:46:40Z'),
      last_analyzed_at: at('2026-01-30T08:00:00Z'),
      path: 'analyzers[0]'
    },
    { type: 'ORGANIZATION_UNUSED_ACCESS', unused_access_days: 90, last_analyzed_at: null },
    { type: 'ACCOUNT_INTERNAL_ACCESS', unused_access_days: null }
  ])
  expect(found.coverage).toEqual({ '111122223333/eu-west-1': 'complete' })
})

test('an account without an analyzer in a region says so, where the region is known', () => {
  const empty = '{"analyzers": []}'
  const named = collect(empty, {
    name: 'accounts/111122223333/regions/eu-west-1/accessanalyzer-list-analyzers.json',
    accountHint: '111122223333'
  })

  expect(named.coverage).toEqual({ '111122223333/eu-west-1': 'complete' })
  expect(named.counts).toEqual({ analyzers: 0 })
  expect(named.notes).toEqual([])
  expect(sentences(collect(empty), 'warning')).toContain('named after the region')
})

test('one analyzer by itself and a list of one type are other answers than the list of all', () => {
  const one = collect(JSON.stringify({ analyzer: analyzer('outside') }))
  const typed = collect(JSON.stringify({ analyzers: [analyzer('outside')] }), {
    options: { type: 'ACCOUNT' }
  })

  expect(one.of('access_analyzer')).toHaveLength(1)
  expect(one.coverage).toEqual({
    '111122223333/analyzer arn:aws:access-analyzer:eu-west-1:111122223333:analyzer/outside': 'complete'
  })
  expect(typed.coverage).toEqual({ '111122223333/eu-west-1 ACCOUNT': 'complete' })
})

test('a page is no whole list, an analyzer without an ARN is left out', () => {
  const found = collect(
    JSON.stringify({ analyzers: [analyzer('outside'), { name: 'x', type: 'ACCOUNT' }], nextToken: 'x' })
  )

  expect(found.of('access_analyzer')).toHaveLength(1)
  expect(found.notes).toMatchObject([{ level: 'error', path: 'analyzers[1]' }])
  expect(collect(JSON.stringify({ analyzers: [analyzer('outside')], nextToken: 'x' })).coverage).toEqual({
    '111122223333/eu-west-1': 'page'
  })
})

test('a refusal is of the region in the folder', () => {
  const found = collect(
    'An error occurred (AccessDeniedException) when calling the ListAnalyzers operation: User: arn:aws:sts::111122223333:assumed-role/Audit/a is not authorized to perform: access-analyzer:ListAnalyzers on resource: *',
    { name: 'regions/eu-west-1/accessanalyzer-list-analyzers.json.err' }
  )

  expect(found.kind).toBe('analyzers')
  expect(found.coverage).toEqual({ '111122223333/eu-west-1': 'denied' })
})
