import { expect, test } from 'vitest'

import { at, collect, sentences } from './collect.ts'

const used = {
  UserName: 'ada',
  AccessKeyLastUsed: { LastUsedDate: '2026-01-30T22:45:00Z', ServiceName: 'iam', Region: 'us-east-1' }
}
const neverUsed = { UserName: 'ada', AccessKeyLastUsed: { ServiceName: 'N/A', Region: 'N/A' } }
const given = {
  accountHint: '111122223333',
  name: 'accounts/111122223333/users/ada/access-key-last-used.AKIAIOSFODNN7EXAMPLE.json'
}

test('the key stands in the name of the file, or in the command', () => {
  const found = collect(JSON.stringify(used), given)

  expect(found.kind).toBe('access-key-last-used')
  expect(found.of('access_key_use')).toEqual([
    {
      account_id: '111122223333',
      user_name: 'ada',
      access_key_id: 'AKIAIOSFODNN7EXAMPLE',
      last_used_at: at('2026-01-30T22:45:00Z'),
      service: 'iam',
      region: 'us-east-1',
      line: 1,
      path: 'UserName'
    }
  ])
  expect(found.coverage).toEqual({ '111122223333/AKIAIOSFODNN7EXAMPLE': 'complete' })
  expect(
    collect(JSON.stringify(used), { ...given, options: { 'access-key-id': 'AKIAI44QH8DHBEXAMPLE' } }).coverage
  ).toEqual({ '111122223333/AKIAI44QH8DHBEXAMPLE': 'complete' })
})

test('N/A is no service and no region, and a key without a date was not used', () => {
  expect(collect(JSON.stringify(neverUsed), given).of('access_key_use')).toMatchObject([
    { last_used_at: null, service: null, region: null }
  ])
})

test('of no known key, the use is kept and the file answers incompletely', () => {
  const found = collect(JSON.stringify(used), { accountHint: '111122223333', name: 'ada.json' })

  expect(found.of('access_key_use')).toMatchObject([{ user_name: 'ada', access_key_id: '' }])
  expect(found.coverage).toEqual({ '111122223333/ada.json': 'partial' })
  expect(sentences(found, 'warning')).toContain('access-key-last-used.<access key id>.json')
})

test('several answers in one file are of keys that its name does not tell', () => {
  const found = collect(`${JSON.stringify(used)}\n${JSON.stringify(neverUsed)}`, given)

  expect(found.of('access_key_use').map(({ access_key_id, path }) => [access_key_id, path])).toEqual([
    ['', 'UserName'],
    ['', '[1].UserName']
  ])
})

test.each([
  ['{"UserName": "ada", "AccessKeyLastUsed": null}', '`AccessKeyLastUsed` is missing'],
  ['{"UserName": "ada", "AccessKeyLastUsed": "x"}', '`AccessKeyLastUsed` must be an object'],
  ['{"AccessKeyLastUsed": {"ServiceName": 7}}', '`ServiceName` must be text']
])('%s is unreadable', (text, sentence) => {
  expect(collect(text, given).unreadable?.message).toContain(sentence)
})

test('a broken answer among good ones is noted with its place', () => {
  const found = collect(`${JSON.stringify(used)}\n{"UserName": "ada", "AccessKeyLastUsed": 7}`, given)

  expect(found.of('access_key_use')).toHaveLength(1)
  expect(Object.values(found.coverage)).toEqual(['partial'])
  expect(found.notes).toContainEqual({
    level: 'error',
    sentence: '`AccessKeyLastUsed` must be an object, found 7; the entry was left out.',
    line: 2,
    path: '[1].UserName'
  })
})

test('a refusal is about the key of the file', () => {
  expect(
    collect(
      'An error occurred (AccessDenied) when calling the GetAccessKeyLastUsed operation: User: arn:aws:sts::111122223333:assumed-role/Audit/x is not authorized to perform: iam:GetAccessKeyLastUsed on resource: *',
      { name: given.name }
    ).coverage
  ).toEqual({ '111122223333/AKIAIOSFODNN7EXAMPLE': 'denied' })
})
