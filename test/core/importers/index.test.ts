import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'

import { importerOf, importers, recognise } from '../../../src/core/importers/index.ts'
import { outlineOf } from '../../../src/core/importers/reading/outline.ts'
import { collect } from './collect.ts'

test('every importer is named by its file, sorted and unique', () => {
  const files = readdirSync(join(import.meta.dirname, '../../../src/core/importers'))
    .filter((file) => file.endsWith('.ts') && file !== 'importer.ts' && file !== 'index.ts')
    .map((file) => file.replace('.ts', ''))
    .sort()

  expect(importers.map(({ kind }) => kind)).toEqual(files)
  for (const importer of importers) expect(importerOf(importer.kind)).toBe(importer)
  expect(importerOf('constructor')).toBeUndefined()
})

test('every importer has its texts, and its command asks for JSON', () => {
  for (const { kind, title, family, scope, command, parts, operations } of importers) {
    expect(title, kind).toMatch(/^[A-Z][\w ]+$/)
    expect(parts.length, kind).toBeGreaterThan(0)
    // Other tools, and what a collection script says of its run, are not asked for through the AWS CLI.
    if (family === 'corroboration' || (family === 'collection' && scope === 'organization')) continue
    expect(command, kind).toMatch(/^aws [a-z0-9-]+ [a-z0-9-]+.* --output json$/)
    // A policy document is no answer of AWS that could be an error.
    if (kind !== 'policy-document') expect(operations.length, kind).toBeGreaterThan(0)
  }
})

test.each([
  ['', 'The file is empty'],
  ['\n \n', 'The file is empty'],
  ['{"State": "STARTED", "Description": "No report exists."}', 'saved in place of the report'],
  [
    'An error occurred (InvalidAccessException) when calling the ListFindingAggregators operation: not subscribed',
    'InvalidAccessException from ListFindingAggregators (not subscribed)'
  ],
  ['{"Error": {"Code": "AccessDeniedException", "Message": "not authorized"}}', 'a call it does not name'],
  ['{"Policies": [{"PolicyName": "a", "Arn": "x"}]}', 'the keys Policies at its top'],
  ['[]', 'without any keys'],
  [
    '{"UserDetailList": [{"GroupList": "System.Collections.Generic.List`1[System.String]"}]}',
    'ConvertTo-Json -Depth 20'
  ],
  ['-----------------------\n|  ListUsers  |\n+-----+', '--output table'],
  ['USERDETAILLIST\tarn:aws:iam::111122223333:user/a\t2024\n', '--output text'],
  ['UserDetailList:\n- Arn: arn:aws:iam::111122223333:user/a\n', 'YAML'],
  ['UserName : ada\nUserId : AIDA\n', 'a list for reading'],
  ['<!DOCTYPE html><html>', 'a web page'],
  ['<?xml version="1.0"?><GetUserResponse>', 'XML'],
  [
    'usage: aws [options] <command> <subcommand> [<subcommand> ...] [parameters]\n',
    'the command was not understood'
  ],
  [
    'Unable to locate credentials. You can configure credentials by running "aws configure".',
    'no valid credentials'
  ],
  ['Could not connect to the endpoint URL: "https://iam.amazonaws.com/"', 'could not reach AWS'],
  ["{'UserDetailList': [], 'IsTruncated': False}", 'printed by Python'],
  [
    'Welcome to bash\n$ aws iam get-account-summary\n{\n    "SummaryMap": {}\n}',
    'Other text stands before the JSON'
  ],
  [
    'User name\tPath\tGroups\tLast activity\tMFA\tPassword age\nada\t/\t0\t3 days ago\tVirtual\t5 days',
    'a page of the console'
  ],
  ['PROFILE,ACCOUNT_NUM,REGION\nx,y,z', 'a table with the columns PROFILE, ACCOUNT_NUM, REGION'],
  ['PK\u0003\u0004xl/worksheets', 'a spreadsheet (xlsx)'],
  ['hello world', 'text that begins "hello world"']
])('%j is not recognised and named', (text, sentence) => {
  const found = collect(text)

  expect(found.kind).toBeNull()
  expect(found.tried).toContain(sentence)
})

test('gzip is named', () => {
  expect(collect(new Uint8Array([0x1f, 0x8b, 8, 0, 0, 0, 0, 0])).tried).toContain('compressed')
})

test('a file that two importers know is none of either', () => {
  const both = '{"SummaryMap": {"Users": 1}, "AccountAliases": []}'

  expect(recognise(outlineOf([new TextEncoder().encode(both)]))).toEqual({
    tried:
      'The file could be account aliases or account summary, and nothing in it decides which. Ask for each export in a file of its own.'
  })
})

test('a name alone never decides', () => {
  expect(collect('{"x": 1}', { name: 'credential-report.json' }).kind).toBeNull()
  expect(collect('user;name\n', { name: 'manifest.tsv' }).kind).toBeNull()
})
