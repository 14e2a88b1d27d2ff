import { describe, expect, it } from 'vitest'

import { missingGround } from '../../src/shared/grounds.ts'

const reason = 'The client showed the hardware token.'

describe('a conclusion on an automated result', () => {
  const passed = { automated: true, outcome: 'pass', evidence: 0 } as const

  it('needs nothing where it is effective, as proposed', () => {
    expect(missingGround(passed, 'effective', '')).toBeNull()
  })

  it('needs a reason in a sentence for everything else', () => {
    expect(missingGround(passed, 'exception', reason)).toBeNull()
    expect(missingGround(passed, 'exception', '  short  ')).toEqual({
      what: 'reason',
      because: 'the automated outcome is "Pass"'
    })
    expect(missingGround({ ...passed, outcome: 'fail' }, 'exception', '')).toEqual({
      what: 'reason',
      because: '"Exception" is always explained'
    })
  })

  it('needs a reason where the check was never run', () => {
    expect(missingGround({ ...passed, outcome: null }, 'effective', '')?.because).toBe(
      'the automated outcome is "Not tested"'
    )
  })
})

describe('a conclusion on a manual step', () => {
  const manual = { automated: false, outcome: null, evidence: 0 } as const

  it('needs a reason, then evidence', () => {
    expect(missingGround(manual, 'effective', '')?.what).toBe('reason')
    expect(missingGround(manual, 'effective', reason)?.what).toBe('evidence')
    expect(missingGround({ ...manual, evidence: 1 }, 'effective', reason)).toBeNull()
  })

  it('needs no evidence where nothing could be seen', () => {
    expect(missingGround(manual, 'not-applicable', reason)).toBeNull()
    expect(missingGround(manual, 'inconclusive', reason)).toBeNull()
  })
})
