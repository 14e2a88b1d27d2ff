import { expect, test } from 'vitest'

import { at, collect, sentences } from './collect.ts'

const rule = {
  ruleName: 'Everything',
  filter: { resourceType: { eq: ['AWS::IAM::Role'] } },
  createdAt: '2024-02-15T00:49:27+00:00',
  updatedAt: '2024-02-16T00:49:27+00:00'
}
const given = {
  name: 'accounts/111122223333/regions/eu-west-1/accessanalyzer-list-archive-rules.ConsoleAnalyzer-account.json',
  accountHint: '111122223333'
}

test('archive rules are read with their filter, by the analyzer in the name of the file', () => {
  const found = collect(JSON.stringify({ archiveRules: [rule] }), given)

  expect(found.kind).toBe('analyzer-archive-rules')
  expect(found.of('access_analyzer_archive_rule')).toEqual([
    {
      account_id: '111122223333',
      analyzer: 'ConsoleAnalyzer-account',
      region: 'eu-west-1',
      name: 'Everything',
      filter: '{"resourceType":{"eq":["AWS::IAM::Role"]}}',
      created_at: at('2024-02-15T00:49:27Z'),
      updated_at: at('2024-02-16T00:49:27Z'),
      line: 1,
      path: 'archiveRules[0]'
    }
  ])
  expect(found.coverage).toEqual({ '111122223333/eu-west-1 ConsoleAnalyzer-account': 'complete' })
})

test('the command says which analyzer, whatever the file is called; one rule alone is not the list', () => {
  const options = { 'analyzer-name': 'org', region: 'eu-west-1' }
  const found = collect(JSON.stringify({ archiveRule: rule }), { options, region: 'eu-west-1' })

  expect(found.of('access_analyzer_archive_rule')).toMatchObject([{ analyzer: 'org', path: 'archiveRule' }])
  expect(found.coverage).toEqual({ '/rule Everything eu-west-1 org': 'complete' })
})

test('an empty list and a page are answers of their analyzer', () => {
  expect(collect('{"archiveRules": []}', given)).toMatchObject({
    coverage: { '111122223333/eu-west-1 ConsoleAnalyzer-account': 'complete' },
    counts: { 'archive rules': 0 },
    notes: []
  })
  expect(
    Object.values(collect(JSON.stringify({ archiveRules: [rule], nextToken: 'x' }), given).coverage)
  ).toEqual(['page'])
})

test('rules of an analyzer nobody names are kept and said', () => {
  const found = collect(JSON.stringify({ archiveRules: [rule] }), { name: 'list-archive-rules.json' })

  expect(found.of('access_analyzer_archive_rule')).toMatchObject([{ analyzer: '' }])
  expect(found.coverage).toEqual({ '/list-archive-rules.json': 'partial' })
  expect(sentences(found, 'warning')).toContain('name the file after it')
})

test('a rule without a filter is left out, a refusal is of its analyzer', () => {
  const found = collect(JSON.stringify({ archiveRules: [rule, { ...rule, filter: null }] }), given)

  expect(found.of('access_analyzer_archive_rule')).toHaveLength(1)
  expect(sentences(found, 'error')).toContain('`filter` is missing')
  expect(
    collect(
      'An error occurred (AccessDeniedException) when calling the ListArchiveRules operation: no',
      given
    ).coverage
  ).toEqual({ '111122223333/eu-west-1 ConsoleAnalyzer-account': 'denied' })
})
