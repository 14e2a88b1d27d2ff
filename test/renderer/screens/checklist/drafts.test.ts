import { describe, expect, it } from 'vitest'

import { drafts, recordedDraft, withStep } from '../../../../src/renderer/screens/checklist/drafts.ts'
import { conclusion, test } from './support.ts'

const place = { file: 'halden', control: 'ROOT-01', account: null }

describe('the record as a draft', () => {
  it('is empty where nothing is concluded', () => {
    expect(recordedDraft(test())).toEqual({ conclusion: null, reason: '', steps: [] })
  })

  it('holds what all accounts share and nothing they differ in', () => {
    const several = test({
      accounts: ['1', '2'],
      conclusions: [
        conclusion('1', { conclusion: 'exception', reason: 'Seen by the owner.', steps: [0] }),
        conclusion('2', { conclusion: 'observation', reason: 'Seen by the owner.', steps: [1] })
      ]
    })

    expect(recordedDraft(several)).toEqual({ conclusion: null, reason: 'Seen by the owner.', steps: [] })
  })

  it('holds no conclusion where an account has none', () => {
    const partly = test({ accounts: ['1', '2'], conclusions: [conclusion('1')] })

    expect(recordedDraft(partly).conclusion).toBeNull()
  })
})

describe('a draft', () => {
  it('survives moving away, apart for each account and engagement', () => {
    drafts.keep(place, { conclusion: 'exception', reason: 'Half a sen', steps: [] })

    expect(drafts.find(place)?.reason).toBe('Half a sen')
    expect(drafts.find({ ...place, account: '1' })).toBeNull()
    expect(drafts.find({ ...place, file: 'varg' })).toBeNull()
  })

  it('is forgotten once the record says the same', () => {
    drafts.keep(place, { conclusion: 'effective', reason: ' Seen by the owner. ', steps: [1] })
    const caughtUp = test({ conclusions: [conclusion('1', { reason: 'Seen by the owner.', steps: [1] })] })

    drafts.settle(place, test())
    expect(drafts.find(place)).not.toBeNull()

    drafts.settle(place, caughtUp)
    expect(drafts.find(place)).toBeNull()
  })
})

it('ticked steps stand in order, each once', () => {
  const draft = { conclusion: null, reason: '', steps: [2] }

  expect(withStep(withStep(draft, 0, true), 0, true).steps).toEqual([0, 2])
  expect(withStep(draft, 2, false).steps).toEqual([])
})
