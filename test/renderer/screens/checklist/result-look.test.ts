import { expect, it } from 'vitest'

import {
  asOfWords,
  outcomeTones,
  proposalWords,
  reasonsOf
} from '../../../../src/renderer/screens/checklist/result-look.ts'
import { result } from './support.ts'

it('only a pass is green', () => {
  expect(outcomeTones).toEqual({
    pass: 'pass',
    fail: 'fail',
    'needs-review': 'unsure',
    'not-tested': 'unsure',
    'not-applicable': 'na'
  })
})

it('an outcome proposes a conclusion, except where only a person can say', () => {
  expect(proposalWords('fail')).toBe('Exception proposed')
  expect(proposalWords('not-tested')).toBe('Inconclusive proposed')
  expect(proposalWords('needs-review')).toBe('Needs review')
})

it('a reason that several accounts share is said once, of all of them', () => {
  const results = [
    result('1', { reason: 'The report is missing.' }),
    result('2'),
    result('3', { reason: 'The report is missing.' })
  ]

  expect(reasonsOf(results)).toEqual([
    { reason: 'The report is missing.', accounts: ['name of 1', 'name of 3'] }
  ])
})

it('the date ages are counted to stands with its origin, as a span where accounts differ', () => {
  const later = { at: '2026-02-01T06:00:00Z', origin: 'auditor' } as const

  expect(asOfWords([result('1')])).toBe("31 Jan 2026, 12:00 UTC (the export's own date)")
  expect(asOfWords([result('1', { asOf: later }), result('2')])).toBe(
    "31 Jan 2026, 12:00 UTC – 1 Feb 2026, 06:00 UTC (the export's own date; given by the auditor)"
  )
  expect(asOfWords([result('1', { asOf: null })])).toBeNull()
})
