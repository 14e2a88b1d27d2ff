import fc from 'fast-check'
import { describe, expect, test } from 'vitest'

import type { Working } from '../../../src/shared/permissions.ts'
import {
  isOpenNote,
  noteStateOf,
  refusalOfNoteStep,
  type NoteStep
} from '../../../src/shared/states/review-note.ts'
import {
  refusalOfOwnWork,
  refusalOfRole,
  signScopes,
  usualMeaning,
  type SignRole,
  type SignScope
} from '../../../src/shared/states/sign-off.ts'
import {
  missingBeforePrepared,
  missingBeforeReviewed,
  workStateOf,
  type PreparedGrounds,
  type Standing
} from '../../../src/shared/states/test-work.ts'

const reviewer: Working = { id: 2, name: 'S. Lindqvist', role: 'reviewer' }
const preparer: Working = { id: 1, name: 'M. Okafor', role: 'preparer' }
const partner: Working = { id: 3, name: 'P. Adler', role: 'partner' }
const steps: readonly NoteStep[] = ['responded', 'reopened', 'cleared', 'withdrawn']

describe('a review note', () => {
  test('that is cleared or withdrawn takes no further step', () => {
    const step = fc.constantFrom(...steps)
    fc.assert(
      fc.property(fc.array(step, { maxLength: 12 }), step, (before, next) => {
        const allowed: NoteStep[] = []
        for (const one of [...before, next]) {
          const state = noteStateOf(allowed)
          const refusal = refusalOfNoteStep({ ref: 'N-001', state, raisedBy: reviewer.name }, one, reviewer)
          if (!isOpenNote(state)) expect(refusal).toMatch(/stays so/)
          if (refusal === null) allowed.push(one)
        }
        const ends = allowed.filter((one) => one === 'cleared' || one === 'withdrawn')
        expect(ends.length).toBeLessThanOrEqual(1)
        if (ends.length === 1) expect(allowed.at(-1)).toBe(ends[0])
      })
    )
  })

  test('is answered by anybody, and cleared by who raised it or a partner', () => {
    const note = { ref: 'N-001', state: 'responded', raisedBy: reviewer.name } as const

    expect(refusalOfNoteStep(note, 'responded', preparer)).toBeNull()
    expect(refusalOfNoteStep(note, 'cleared', preparer)).toBe(
      'Only S. Lindqvist, who raised N-001, or a partner decides that.'
    )
    expect(refusalOfNoteStep(note, 'cleared', reviewer)).toBeNull()
    expect(refusalOfNoteStep(note, 'cleared', partner)).toBeNull()
    expect(refusalOfNoteStep(note, 'cleared', null)).toBeNull()
  })

  test('that nobody answered is not sent back', () => {
    const note = { ref: 'N-001', state: 'open', raisedBy: reviewer.name } as const

    expect(refusalOfNoteStep(note, 'reopened', reviewer)).toBe('N-001 is not answered yet.')
  })
})

describe('the work on a test', () => {
  const begun = { isBegun: true, preparer: null, reviewer: null, openMustFix: 0, isLocked: false } as const

  test.each([
    [{ ...begun, isBegun: false }, 'not-started'],
    [begun, 'in-progress'],
    [{ ...begun, preparer: 'valid' }, 'prepared'],
    [{ ...begun, preparer: 'valid', openMustFix: 1 }, 'returned'],
    [{ ...begun, preparer: 'valid', reviewer: 'stale' }, 'prepared'],
    [{ ...begun, preparer: 'valid', reviewer: 'valid' }, 'reviewed'],
    [{ ...begun, preparer: 'valid', reviewer: 'valid', openMustFix: 1 }, 'reviewed'],
    [{ ...begun, preparer: 'stale', reviewer: 'stale' }, 'in-progress'],
    [{ ...begun, isBegun: false, preparer: 'stale' }, 'in-progress'],
    [{ ...begun, isLocked: true }, 'locked']
  ] as const)('%j is %s', (work, state) => {
    expect(workStateOf(work)).toBe(state)
  })

  test('is reviewed only where the signatures of both stand', () => {
    const standing = fc.constantFrom<Standing>('valid', 'stale', null)
    fc.assert(
      fc.property(fc.boolean(), standing, standing, fc.nat(3), (isBegun, prepared, reviewed, openMustFix) => {
        const state = workStateOf({
          isBegun,
          preparer: prepared,
          reviewer: reviewed,
          openMustFix,
          isLocked: false
        })
        expect(state === 'reviewed').toBe(prepared === 'valid' && reviewed === 'valid')
        expect(state === 'prepared' || state === 'returned' || state === 'reviewed').toBe(
          prepared === 'valid'
        )
      })
    )
  })
})

describe('before a test is prepared', () => {
  const ready: PreparedGrounds = {
    conclusion: 'effective',
    reason: '',
    isAutomated: true,
    isResultChanged: false,
    lacksApproval: false,
    undisposed: 0,
    unaccepted: [],
    evidence: 0,
    incompleteSamples: []
  }

  test('nothing is missing where the check passed and its sources are accepted', () => {
    expect(missingBeforePrepared(ready)).toEqual([])
  })

  test.each([
    [{ conclusion: null }, 'it has no conclusion'],
    [{ isResultChanged: true }, 'its automated result changed after it was concluded; conclude it again'],
    [{ conclusion: 'inconclusive' }, 'its conclusion has no reason'],
    [{ lacksApproval: true }, 'its conclusion differs from the automated outcome and is not approved'],
    [{ undisposed: 1 }, '1 exception is not disposed of'],
    [{ undisposed: 4 }, '4 exceptions are not disposed of'],
    [{ unaccepted: ['SF-001'] }, 'SF-001 is relied on and not accepted'],
    [
      { unaccepted: ['SF-001', 'SF-002', 'SF-003', 'SF-004'] },
      'SF-001, SF-002, SF-003 and 1 more are relied on and not accepted'
    ],
    [{ isAutomated: false, reason: 'The log was inspected.' }, 'a manual step needs evidence'],
    [{ incompleteSamples: ['S-001'] }, 'items of S-001 have no mark yet']
  ] as const)('%j is said', (lacking, sentence) => {
    expect(missingBeforePrepared({ ...ready, ...lacking })).toEqual([sentence])
  })

  test('everything missing is said at once', () => {
    expect(missingBeforePrepared({ ...ready, undisposed: 2, unaccepted: ['SF-001'] })).toHaveLength(2)
  })

  test('a manual step that does not apply needs a reason and no evidence', () => {
    const manual = {
      ...ready,
      isAutomated: false,
      conclusion: 'not-applicable',
      reason: 'No such users.'
    } as const

    expect(missingBeforePrepared(manual)).toEqual([])
  })
})

test.each([
  [{ preparer: null, openMustFix: 0 }, ['its preparer has not signed']],
  [{ preparer: 'stale', openMustFix: 0 }, ['it changed after its preparer signed']],
  [{ preparer: 'valid', openMustFix: 1 }, ['1 must-fix note is open']],
  [{ preparer: 'valid', openMustFix: 2 }, ['2 must-fix notes are open']],
  [{ preparer: 'valid', openMustFix: 0 }, []]
] as const)('before a test is reviewed, %j lacks %j', (grounds, missing) => {
  expect(missingBeforeReviewed(grounds)).toEqual(missing)
})

describe('a signature', () => {
  const scopes = Object.keys(signScopes) as SignScope[]
  const roles: readonly SignRole[] = ['preparer', 'reviewer', 'partner']

  test('is given by the roles the scope has and the person holds', () => {
    const strict = { person: preparer, name: preparer.name, separation: 'strict' } as const

    expect(refusalOfRole('test', 'preparer', strict)).toBeNull()
    expect(refusalOfRole('test', 'reviewer', strict)).toBe('A reviewer signs this; M. Okafor is preparer.')
    expect(refusalOfRole('test', 'partner', { ...strict, person: partner })).toBe(
      'A test is not signed by a partner.'
    )
    expect(refusalOfRole('test', 'reviewer', { ...strict, person: partner })).toBeNull()
    expect(refusalOfRole('test', 'preparer', { ...strict, person: reviewer })).toBeNull()
  })

  test('of an inspector is never given', () => {
    const person: Working = { id: 4, name: 'I. Novak', role: 'inspector' }
    for (const scope of scopes)
      for (const role of roles)
        expect(refusalOfRole(scope, role, { person, name: person.name, separation: 'strict' })).not.toBeNull()
  })

  test('of a single auditor is no review', () => {
    const alone = { person: null, name: 'M. Okafor', separation: 'single-auditor' } as const

    expect(refusalOfRole('period', 'preparer', alone)).toBeNull()
    expect(refusalOfRole('period', 'reviewer', alone)).toMatch(/^A single auditor works here/)
    expect(refusalOfRole('period', 'reviewer', { ...alone, separation: 'strict' })).toMatch(
      /a key of their own/
    )
  })

  test('is not given over own work where duties are separated', () => {
    const signer = { person: reviewer, name: reviewer.name, separation: 'strict' } as const
    const hands = new Set([reviewer.name])

    expect(refusalOfOwnWork('Test ROOT-01/1', 'reviewer', signer, hands)).toBe(
      'S. Lindqvist had a part in Test ROOT-01/1, and nobody reviews their own work.'
    )
    expect(refusalOfOwnWork('Test ROOT-01/1', 'preparer', signer, hands)).toBeNull()
    expect(refusalOfOwnWork('Test ROOT-01/1', 'reviewer', signer, new Set(['M. Okafor']))).toBeNull()
  })

  test('has a meaning of its own for every scope and role', () => {
    const meanings = scopes.flatMap((scope) => roles.map((role) => usualMeaning(scope, role)))

    expect(new Set(meanings).size).toBe(scopes.length * roles.length)
  })
})
