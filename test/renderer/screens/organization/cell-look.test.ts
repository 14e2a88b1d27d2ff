import { expect, test } from 'vitest'

import { lookOf } from '../../../../src/renderer/screens/organization/cell-look.ts'
import type { GuardrailCell } from '../../../../src/shared/records/organization.ts'

const head = { id: 'cloudtrail', title: 'Stopping a trail', short: 'Trail', control: 'ORG-05' }
const none = { level: null, policy: null, policyId: null, statement: null, exceptions: '' } as const

test.each<[string, GuardrailCell, string, string]>([
  [
    'root',
    { ...none, state: 'denied', level: 'root', policy: 'Baseline', statement: 'statement Trail' },
    'root',
    'Stopping a trail: denied at root by Baseline, statement Trail'
  ],
  [
    'below',
    { ...none, state: 'denied', level: 'unit' },
    'OU',
    'Stopping a trail: denied at OU, where no policy allows it'
  ],
  [
    'partly',
    { ...none, state: 'conditional', level: 'root', policy: 'Baseline', exceptions: 'but for role/x' },
    'partly',
    'Stopping a trail: denied with exceptions at root by Baseline, but for role/x'
  ],
  ['open', { ...none, state: 'open' }, 'open', 'Stopping a trail: not denied'],
  ['unsure', { ...none, state: 'unknown' }, '?', 'Stopping a trail: not known'],
  ['exempt', { ...none, state: 'exempt' }, 'exempt', 'Stopping a trail: exempt']
])('a cell that is %s says so in a word and in words', (tone, cell, word, words) => {
  expect(lookOf(cell, head)).toEqual({ tone, word, words })
})
