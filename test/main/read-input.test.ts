import { expect, it } from 'vitest'

import { contract, type MethodName } from '../../src/shared/contract.ts'
import { isMethod, readInput } from '../../src/shared/read-input.ts'

it.each([
  [
    'engagement.create',
    { clientName: ' ', auditor: 'a', period: '2026-01' },
    '"clientName" of engagement.create must not be empty.'
  ],
  [
    'engagement.create',
    { clientName: 'x'.repeat(200), auditor: 'a', period: '2026-01' },
    '"clientName" of engagement.create must be at most 120 long, found 200.'
  ],
  [
    'engagement.create',
    { clientName: 'x', auditor: 'a', period: '2026-13' },
    '"period" of engagement.create is not in the form it takes, found "2026-13".'
  ],
  ['engagement.list', { folder: '/' }, '"folder" of engagement.list is not a part of its input.'],
  ['engagement.list', null, 'The input of engagement.list must be an object, found null.'],
  ['source.excerpt', { source: 1 }, '"line" of source.excerpt is missing.'],
  ['upload.append', { upload: 1, bytes: 'x' }, '"bytes" of upload.append must be Uint8Array, found "x".'],
  [
    'conclusion.record',
    { control: 'ROOT-01', accounts: ['1'], conclusion: 'effective', reason: '', steps: [] },
    '"accounts.0" of conclusion.record is not in the form it takes, found "1".'
  ]
] as const)('%s of %j: %s', (method, input, sentence) => {
  expect(() => readInput(method, input)).toThrow(sentence)
})

it('security: c names every object inherits are no methods', () => {
  for (const name of ['constructor', '__proto__', 'toString', 'hasOwnProperty', 'valueOf'])
    expect(isMethod(name)).toBe(false)
})

it('security: c no method takes null, a text or a hundred megabytes of it', () => {
  const huge = 'x'.repeat(100_000_000)
  for (const method of Object.keys(contract) as MethodName[])
    for (const input of [null, undefined, 'text', 7, { a: huge }])
      expect(() => readInput(method, input)).toThrow(/of|input/)
})
