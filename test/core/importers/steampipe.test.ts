import { describe, expect, test } from 'vitest'

import { steampipeTable } from '../../../src/core/importers/reading/steampipe-tables.ts'
import { collect, sentences } from './collect.ts'

const account = '111122223333'
const user = `arn:aws:iam::${account}:user/ada`
const row = {
  name: 'ada',
  arn: user,
  mfa_enabled: false,
  groups: [{ x: 1 }],
  account_id: account,
  region: 'global'
}
const columns = Object.keys(row).map((name) => ({ name, data_type: 'text' }))

describe('a query of Steampipe', () => {
  test.each([
    ['a list of rows (up to 0.21)', JSON.stringify([row, row])],
    ['rows by their key (0.22)', JSON.stringify({ rows: [row, row] })],
    ['columns and rows (since 0.24)', JSON.stringify({ columns, rows: [row, row] })],
    ['columns, rows and times', JSON.stringify({ columns, rows: [row, row], metadata: { duration_ms: 1 } })]
  ])('stands in %s', (_, text) => {
    const found = collect(text)

    expect(found.kind).toBe('steampipe')
    expect(found.notes).toEqual([])
    expect(found.of('tool_result')).toHaveLength(2)
    expect(found.of('tool_result')[0]).toMatchObject({
      account_id: account,
      region: 'global',
      tool: 'Steampipe',
      check_id: 'aws_iam_user',
      title: 'Row of aws_iam_user',
      status: 'review',
      said: 'listed',
      severity: null,
      resource: user,
      resource_type: 'aws_iam_user',
      detail: `name: ada, arn: ${user}, mfa_enabled: false, groups: 1 entries`
    })
    expect(found.coverage).toEqual({ [`${account}/aws_iam_user`]: 'complete' })
  })

  test('is read from CSV, with the numbers of a version that wrote 10,000', () => {
    const found = collect(
      `user_name,user_arn,password_status,access_key_1_active,account_id\nada,${user},used,"1,000",${account}\nbroken\n`
    )

    expect(found.kind).toBe('steampipe')
    expect(found.of('tool_result')).toHaveLength(1)
    expect(found.of('tool_result')[0]).toMatchObject({
      check_id: 'aws_iam_credential_report',
      resource: user,
      line: 2
    })
    expect(found.coverage).toEqual({ [`${account}/aws_iam_credential_report`]: 'partial' })
    expect(sentences(found, 'error')).toContain('The row has 1 fields')
  })

  test('goes by its columns where they name no table, and by the name where a row has no ARN', () => {
    const found = collect(JSON.stringify({ rows: [{ title: 'x', n: 3, account_id: account }] }))

    expect(found.of('tool_result')[0]).toMatchObject({
      check_id: 'query of title, n, account_id',
      resource: 'x',
      resource_type: null
    })
  })

  test.each([
    ['{"rows": []}', '/query of '],
    ['{"rows": null}', '/query of '],
    [JSON.stringify({ columns, rows: [] }), '/aws_iam_user']
  ])('without rows is an answer: %s', (text, covered) => {
    const found = collect(text, { accountHint: account })

    expect([found.kind, found.counts]).toEqual(['steampipe', { results: 0 }])
    expect(found.coverage).toEqual({ [`${account}${covered}`]: 'complete' })
  })

  test.each([
    ['[{"id": 1, "status": "x"}]'],
    ['[{"arn": "x", "name": "y"}]'],
    ['[{"UserName": "ada", "Arn": "x"}]'],
    ['name,status,email\nada,active,a@example.com\n'],
    ['user_name,status\nada,left\n'],
    ['{"rows": [{"Name": 1}]}'],
    ['{"columns": ["a"], "other": []}']
  ])('is not what happens to be a list: %s', (text) => {
    expect(collect(text).kind).toBeNull()
  })
})

test('a table is told by the columns that only it has', () => {
  expect(steampipeTable(['arn', 'name', 'mfa_enabled', 'region'])).toBe('aws_iam_user')
  expect(steampipeTable(['user_arn', 'password_status_a1b2', 'mfa_active'])).toBe('aws_iam_credential_report')
  expect(steampipeTable(['name', 'arn'])).toBeNull()
  expect(steampipeTable(['account_id', 'region'])).toBeNull()
  expect(steampipeTable(['nothing_known'])).toBeNull()
})
