import { expect, it } from 'vitest'

import { canRestore, restorationOf } from '../../../../src/renderer/screens/checklist/restoration.ts'
import { conclusion, test } from './support.ts'

it('undo puts back bulk conclusions in bulk, single ones alone, and empties what was empty', () => {
  const before = test({
    accounts: ['1', '2', '3', '4'],
    conclusions: [
      conclusion('1', { bulk: true, conclusion: 'exception', reason: 'Two keys of the backup.' }),
      conclusion('2', { bulk: true, conclusion: 'exception', reason: 'Two keys of the backup.' }),
      conclusion('3', { steps: [1] })
    ]
  })

  expect(restorationOf(before)).toEqual({
    empty: ['4'],
    held: [
      { accounts: ['1', '2'], conclusion: 'exception', reason: 'Two keys of the backup.', steps: [] },
      { accounts: ['3'], conclusion: 'effective', reason: '', steps: [1] }
    ]
  })
})

it('a conclusion that relied on a result which is gone cannot be put back', () => {
  expect(canRestore(test({ conclusions: [conclusion('1', { resultChanged: true })] }))).toBe(false)
  expect(canRestore(test({ conclusions: [conclusion('1')] }))).toBe(true)
})
