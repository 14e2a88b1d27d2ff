import { expect, test } from 'vitest'

import { fieldsOfStruct } from '../../../../src/core/importers/reading/struct-text.ts'

test.each<[string, Readonly<Record<string, string>> | null]>([
  [
    '{type=Root, arn=arn:aws:iam::111122223333:root}',
    { type: 'Root', arn: 'arn:aws:iam::111122223333:root' }
  ],
  ['{type=Root, username=null, invokedby=}', { type: 'Root' }],
  [
    '{type=AssumedRole, sessioncontext={sessionissuer={type=Role, arn=x}, attributes={}}, invokedby=AWS Internal}',
    {
      type: 'AssumedRole',
      sessioncontext: '{sessionissuer={type=Role, arn=x}, attributes={}}',
      invokedby: 'AWS Internal'
    }
  ],
  [
    '{principalid=AROA:a,arn=b=c, arn=arn:aws:sts::111122223333:assumed-role/r/a,arn=b=c}',
    { principalid: 'AROA:a,arn=b=c', arn: 'arn:aws:sts::111122223333:assumed-role/r/a,arn=b=c' }
  ],
  ['{other=1, type=Root, more=2}', { other: '1', type: 'Root', more: '2' }],
  ['{}', {}],
  ['type=Root', null],
  ['{type=Root', null],
  ['', null]
])('%s', (text, fields) => {
  const found = fieldsOfStruct(text)

  expect(found && Object.fromEntries(found)).toEqual(fields)
})

test('a struct of any depth and length is read in one pass', () => {
  const started = performance.now()

  fieldsOfStruct(`{type=${'{'.repeat(200_000)}${', type='.repeat(200_000)}}`)
  fieldsOfStruct(`{${', '.repeat(500_000)}}`)

  expect(performance.now() - started).toBeLessThan(2_000)
})
