/** What no export holds and a file may: values, keys and names that have broken programs before. */
import type { Tree } from './json-tree.ts'

/** As they stand in a file. */
export const hostileTokens: readonly string[] = [
  'null',
  'true',
  'false',
  '0',
  '-0',
  '-1',
  '1.5',
  '1e308',
  '1e400',
  '-1e400',
  '9007199254740993',
  '12345678901234567890123456789',
  '253402300800',
  '""',
  '" "',
  '"N/A"',
  '"true"',
  '"0"',
  '"*"',
  '"\\u0000"',
  '"\\ud800"',
  '"\\udfff\\ud800"',
  '"a\\u0000b"',
  '"\\u202e"',
  '"__proto__"',
  '"constructor"',
  '"%E0%A4%A"',
  '"%7B%22Version%22%3A%222012-10-17%22%7D"',
  '"{\\"Statement\\":{}}"',
  '"{\\"Statement\\":[{\\"Effect\\":\\"Allow\\",\\"Action\\":{},\\"Resource\\":[[]],\\"Principal\\":{\\"AWS\\":{}}}]}"',
  '"arn:aws:iam::"',
  '"arn:aws:iam::111122223333"',
  '"arn:aws:iam::1111222233334:user/x"',
  '"arn:aws:iam::999988887777:role/x"',
  '"arn:::::::::"',
  '"2026-13-45T99:99:99Z"',
  '"-271821-04-20T00:00:00Z"',
  '"+275760-09-13T00:00:00Z"',
  '"/Date(99999999999999999)/"',
  '"111122223333"',
  '"000000000000"',
  '"٠١٢٣٤٥٦٧٨٩٠١"',
  '[]',
  '[null]',
  '[[[]]]',
  '[{}]',
  '{}',
  '{"":""}',
  '{"__proto__":{"polluted":1}}',
  '{"constructor":{"prototype":{"polluted":1}}}',
  '{"toString":1,"valueOf":1,"toJSON":1}',
  '{"Error":{"Code":"AccessDenied","Message":"no"}}',
  'NaN',
  'undefined',
  '01',
  "'x'"
]

export const hostileKeys: readonly string[] = [
  '__proto__',
  'constructor',
  'prototype',
  'hasOwnProperty',
  'toString',
  'toJSON',
  'length',
  '0',
  '',
  ' ',
  '\u0000',
  '\ud800',
  'Error',
  'IsTruncated',
  'Marker',
  'NextToken',
  'ResponseMetadata'
]

export const hostileFields: readonly string[] = [
  '',
  'N/A',
  'no_information',
  'TRUE',
  '-1',
  '1e9',
  '=1+1',
  '"',
  '""',
  '"a',
  'a"b',
  '"a,b;c\td\ne"',
  '\u0000',
  '\ufffd',
  '__proto__',
  'arn:aws:iam::999988887777:user/x',
  '5.28758E+11',
  '2026-01-31T11:00:00+00:00',
  '99999-99-99',
  'x'.repeat(5000)
]

/** With the folders, as an auditor may have chosen them. */
export const fileNames: readonly string[] = [
  'export.json',
  '111122223333.json',
  'accounts/111122223333/regions/eu-west-1/export.json',
  'accounts/111122223333/users/ada/export.json',
  'organization/policies-for-target/r-ab12.json',
  'organization/p-ab12cd34.targets.json',
  'identity-center/permission-sets/ps-1234567890abcdef/inline-policy.json',
  '111122223333/list-parents-111122223333.json',
  '',
  '/',
  '../../../etc/passwd',
  'a\u0000b.json',
  '__proto__/constructor.json',
  `${'a/'.repeat(300)}x.json`,
  `${'1'.repeat(500)}.json`
]

export const commandOptions: readonly string[] = [
  '',
  'ada',
  'arn:aws:iam::111122223333:user/ada',
  '111122223333',
  'x'.repeat(3000),
  '__proto__',
  '\u0000'
]

export function longToken(length: number, of: string): Tree {
  return { token: JSON.stringify(of.repeat(Math.ceil(length / of.length))) }
}
