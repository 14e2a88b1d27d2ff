import { expect, test } from 'vitest'

import { outlineOf } from '../../../../src/core/importers/reading/outline.ts'
import { inChunks } from '../collect.ts'

function outline(text: string): ReturnType<typeof outlineOf> {
  return outlineOf(inChunks(new TextEncoder().encode(text), 100))
}

function keysOf(text: string): Record<string, string[]> {
  return Object.fromEntries([...outline(text).keys].map(([key, below]) => [key, [...below]]))
}

test('top-level keys are told with the keys of the first object below each', () => {
  expect(
    keysOf(
      '{"Users": [{"Name": "a", "Tags": [{"Key": "x"}]}, {"Other": 1}], "Map": {"A": {"B": 1}, "C": 2}, "Last": "x"}'
    )
  ).toEqual({ Users: ['Name', 'Tags'], Map: ['A', 'C'], Last: [] })
})

test('a list of documents is outlined by its first, and so is one document after another', () => {
  expect(keysOf('[{"A": [{"B": 1}]}, {"C": 1}]')).toEqual({ A: ['B'] })
  expect(keysOf('{"A": 1}\n{"C": 1}')).toEqual({ A: [] })
  expect(keysOf('[["x"]]')).toEqual({})
})

test('a document cut by the end of the head is outlined as far as it goes', () => {
  expect(keysOf('{"Users": [{"Name": "a", "Arn": "arn:aws:i')).toEqual({ Users: ['Name', 'Arn'] })
  expect(keysOf('{"Users": [{"Na')).toEqual({ Users: [] })
})

test('only the head of a large file is taken', () => {
  let taken = 0
  function* endless(): Generator<Uint8Array> {
    for (; ; taken++) yield new TextEncoder().encode(`{"Key${taken}": "${'x'.repeat(100_000)}"}\n`)
  }

  expect(outlineOf(endless()).form).toBe('json')
  expect(taken).toBeLessThan(10)
})

test('escaped quotes and hostile keys do not confuse it', () => {
  expect(keysOf('{"A\\"B": "}{", "__proto__": {"x": 1}}')).toHaveProperty(['A"B'])
  expect(outline('{"__proto__": {"x": 1}}').keys.get('__proto__')?.has('x')).toBe(true)
})

test.each([
  ['', 'empty'],
  [' \r\n\t ', 'empty'],
  ['{"A": 1}', 'json'],
  ['\n\n[{"A": 1}]', 'json'],
  ['{', 'json'],
  ['{}', 'json'],
  ['"dXNlcixhcm4="', 'json'],
  ["{'A': None}", 'text'],
  ["[{'A': None}]", 'text'],
  ['[INFO] loading', 'text'],
  ['user,arn,x\n', 'csv'],
  ['user;arn;x\n', 'csv'],
  ['user\tarn\tx\n', 'csv'],
  ['sep=;\r\nuser;arn;x\r\n', 'csv'],
  ['"user","arn","x"\n', 'csv'],
  ['hello', 'text'],
  ['An error occurred (NoSuchEntity) when calling the GetAccountPasswordPolicy operation: x', 'error'],
  ['{"Error": {"Code": "AccessDenied", "Message": "x"}}', 'error'],
  ['{"Error": 1}', 'json']
])('%j has the form %s', (text, form) => {
  expect(outline(text).form).toBe(form)
})

test('a header is read with its delimiter', () => {
  expect(outline('\ufeffsep=;\r\n"user" ; arn;mfa_active\r\n')).toMatchObject({
    header: ['user', 'arn', 'mfa_active'],
    delimiter: ';',
    encoding: 'UTF-8 with byte order mark'
  })
})

test.each([
  [
    'An error occurred (ReportExpired) when calling the GetCredentialReport operation: Unknown',
    'ReportExpired',
    'GetCredentialReport',
    'Unknown'
  ],
  [
    '\n\naws: [ERROR]: An error occurred (NoSuchEntity) when calling the GetAccountPasswordPolicy operation: Not there.\n',
    'NoSuchEntity',
    'GetAccountPasswordPolicy',
    'Not there.'
  ],
  [
    'An error occurred (Throttling) when calling the ListRoots operation (reached max retries: 4): Rate exceeded',
    'Throttling',
    'ListRoots',
    'Rate exceeded'
  ],
  [
    'warning: slow\nbotocore.exceptions.ClientError: An error occurred (500) when calling the ListRoots operation: <!doctype html>',
    '500',
    'ListRoots',
    '<!doctype html>'
  ],
  [
    '{"Error": {"Code": "NoSuchEntity", "Message": "The Password Policy with domain name xyz cannot be found."}}',
    'NoSuchEntity',
    'GetAccountPasswordPolicy',
    'The Password Policy with domain name xyz cannot be found.'
  ],
  ['{"Error": {"Code": "ReportNotPresent"}}', 'ReportNotPresent', 'GetCredentialReport', ''],
  [
    '{"Error": {"Code": "AccessDenied", "Message": "User: x is not authorized to perform: iam:GetAccountSummary on resource: *"}}',
    'AccessDenied',
    'GetAccountSummary',
    'User: x is not authorized to perform: iam:GetAccountSummary on resource: *'
  ]
])('the saved error in %j is found', (text, code, operation, message) => {
  expect(outline(text).error).toEqual({ code, operation, message })
})

test.each([
  [
    'a table',
    'user,arn,user_creation_time,mfa_active\nada,arn:aws:iam::111122223333:user/ada,N/A,true\n',
    'csv'
  ],
  ['a script of ScoutSuite', 'scoutsuite_results =\n{"account_id": "111122223333"}\n', 'text'],
  ['JSON behind a message', 'Loading profile\n{\n    "Users": []\n}\n', 'text']
])('an error behind %s is not what the file holds', (_, data, form) => {
  const error = 'An error occurred (NoSuchEntity) when calling the GetAccountPasswordPolicy operation: x\n'

  expect(outline(data + error)).toMatchObject({ form, error: null })
  expect(outline(`[INFO] slow, very slow, old\n${error}`)).toMatchObject({ form: 'error' })
})

test('a table of findings that quotes an error is no saved error', () => {
  const table =
    'CHECK_ID;STATUS\niam_1;An error occurred (AccessDenied) when calling the ListRoots operation: x\n'

  expect(outline(table)).toMatchObject({ form: 'csv', error: null })
})
