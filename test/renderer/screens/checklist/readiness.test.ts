import { describe, expect, it } from 'vitest'

import { whatIsMissing } from '../../../../src/renderer/screens/checklist/readiness.ts'
import { conclusion, evidence, result, test } from './support.ts'

const nameOf = (account: string): string => `account ${account}`
const reason = 'The key is held in the safe.'

describe('what is missing before concluding', () => {
  it('is first of all a conclusion', () => {
    expect(whatIsMissing(test(), { conclusion: null, reason, steps: [] }, nameOf)).toBe(
      'Choose a conclusion.'
    )
  })

  it('is nothing for what the automated result proposes as effective', () => {
    expect(whatIsMissing(test(), { conclusion: 'effective', reason: '', steps: [] }, nameOf)).toBeNull()
  })

  it('is the reason where the auditor differs from the automated result', () => {
    const failing = test({ results: [result('1', { outcome: 'fail', exceptions: 1 })] })

    expect(whatIsMissing(failing, { conclusion: 'effective', reason: 'ok', steps: [] }, nameOf)).toBe(
      'Write the reason in a sentence: the automated outcome is "Fail".'
    )
    expect(whatIsMissing(failing, { conclusion: 'observation', reason, steps: [] }, nameOf)).toBeNull()
  })

  it('names the account where only some of several lack something', () => {
    const mixed = test({
      accounts: ['1', '2'],
      results: [result('1'), result('2', { outcome: 'fail', exceptions: 1 })]
    })

    expect(whatIsMissing(mixed, { conclusion: 'effective', reason: '', steps: [] }, nameOf)).toBe(
      'Write the reason in a sentence: for account 2 the automated outcome is "Fail".'
    )
  })

  it('is evidence for a manual step, and withdrawn evidence does not count', () => {
    const manual = test({ check: null, results: [], evidence: [evidence('1', { withdrawn: true })] })

    expect(whatIsMissing(manual, { conclusion: 'effective', reason, steps: [] }, nameOf)).toBe(
      'Attach what shows it: a manual step is concluded on evidence.'
    )
    expect(
      whatIsMissing(
        { ...manual, evidence: [evidence('1')] },
        { conclusion: 'effective', reason, steps: [] },
        nameOf
      )
    ).toBeNull()
  })

  it('is a change where the record holds the same already, unless the result moved since', () => {
    const recorded = test({ conclusions: [conclusion('1')] })
    const moved = test({ conclusions: [conclusion('1', { resultChanged: true })] })
    const draft = { conclusion: 'effective', reason: '', steps: [] } as const

    expect(whatIsMissing(recorded, draft, nameOf)).toBe('Recorded as it stands here.')
    expect(whatIsMissing(moved, draft, nameOf)).toBeNull()
  })
})
