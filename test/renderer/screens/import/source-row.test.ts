/** How a received file reads as a row of the file list. */
import { describe, expect, test } from 'vitest'

import {
  daysBehind,
  lookOf,
  needsAttention,
  newestDate,
  ownerOf,
  passes,
  splitName
} from '../../../../src/renderer/screens/import/source-row.ts'
import type { SourceView } from '../../../../src/shared/records/source.ts'

import { read } from './received.ts'

describe('the glyph of a file', () => {
  test('says that a file was read with errors, though it was read', () => {
    const { look, words } = lookOf({ ...read, worstNote: 'error', notes: 2 })

    expect(look).toMatchObject({ shape: 'square', mark: 'cross', tone: 'fail' })
    expect(words).toBe('Read with errors, 2 notes')
  })

  test('a file of unknown account is not green', () => {
    expect(lookOf({ ...read, state: 'unattributed' })).toMatchObject({
      look: { tone: 'unsure' },
      words: 'Account unknown'
    })
  })

  test('a note that is only information leaves the file in order', () => {
    expect(lookOf({ ...read, worstNote: 'info', notes: 1 }).look.tone).toBe('pass')
    expect(needsAttention({ ...read, worstNote: 'info', notes: 1 })).toBe(false)
  })
})

describe('what asks for attention', () => {
  test.each(['not-recognised', 'unreadable', 'unattributed'] as const)('a file that is %s', (state) => {
    expect(needsAttention({ ...read, state })).toBe(true)
  })

  test('not a superseded file, whatever was noted in it', () => {
    expect(needsAttention({ ...read, state: 'superseded', worstNote: 'error' })).toBe(false)
  })
})

describe('a filter', () => {
  test('for differing proofs takes only what is in force', () => {
    const differing: SourceView = { ...read, proofs: { failed: 1, open: 0 } }

    expect(passes(differing, 'differs')).toBe(true)
    expect(passes({ ...differing, state: 'superseded' }, 'differs')).toBe(false)
    expect(passes(read, 'differs')).toBe(false)
  })

  test('for what is to decide leaves out what was decided and what needs no proof', () => {
    expect(passes(read, 'to-decide')).toBe(true)
    expect(passes({ ...read, acceptance: 'accepted' }, 'to-decide')).toBe(false)
    expect(passes({ ...read, proofs: null }, 'to-decide')).toBe(false)
  })
})

describe('whose file it is', () => {
  const nameOf = (account: string) => (account === '111122223333' ? 'hl-management' : account)

  test('its account by name, several by number, an organization export the organization', () => {
    expect(ownerOf(read, nameOf)).toBe('hl-management')
    expect(ownerOf({ ...read, accounts: ['111122223333', '222233334444'] }, nameOf)).toBe('2 accounts')
    expect(ownerOf({ ...read, accounts: [] }, nameOf)).toBe('Organization')
    expect(ownerOf({ ...read, accounts: [], kind: 'archive' }, nameOf)).toBe('')
  })

  test('nobody, where the file could not be read', () => {
    expect(ownerOf({ ...read, accounts: [], state: 'not-recognised' }, nameOf)).toBe('none')
  })
})

describe('dates that lag behind', () => {
  const newer: SourceView = { ...read, id: 2, asOf: { at: '2026-11-25T06:02:00Z', origin: 'export' } }

  test('seven days older than the newest file is said, six and a half is not', () => {
    expect(daysBehind(read, '2026-11-25T06:02:00Z')).toBe(7)
    expect(daysBehind(read, '2026-11-24T18:00:00Z')).toBe(0)
  })

  test('only files in force set the newest date', () => {
    expect(newestDate([read, { ...newer, state: 'superseded' }])).toBe('2026-11-18T06:02:00Z')
    expect(newestDate([read, newer])).toBe('2026-11-25T06:02:00Z')
    expect(newestDate([{ ...read, asOf: null }])).toBeNull()
  })

  test('the day of receipt makes no other file old', () => {
    const undated: SourceView = { ...newer, asOf: { at: '2026-12-25T06:02:00Z', origin: 'received' } }

    expect(newestDate([read, undated])).toBe('2026-11-18T06:02:00Z')
    expect(daysBehind(undated, '2027-02-01T00:00:00Z')).toBe(0)
  })

  test('a superseded file is old by nature and says nothing', () => {
    expect(daysBehind({ ...read, state: 'superseded' }, '2026-12-25T06:02:00Z')).toBe(0)
  })
})

test('a name falls into its folders and the file itself, with either kind of slash', () => {
  expect(splitName('org/1111/report.csv')).toEqual({ folder: 'org/1111/', base: 'report.csv' })
  expect(splitName('org\\report.csv')).toEqual({ folder: 'org\\', base: 'report.csv' })
  expect(splitName('report.csv')).toEqual({ folder: '', base: 'report.csv' })
})
