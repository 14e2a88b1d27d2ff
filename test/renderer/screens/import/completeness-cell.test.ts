/** How the completeness matrix says what is there and what is not. */
import { describe, expect, test } from 'vitest'

import {
  kindStates,
  lookOf,
  rowsInSight,
  shortTitle,
  tablesOf
} from '../../../../src/renderer/screens/import/completeness-cell.ts'
import type { CompletenessCell, Request } from '../../../../src/shared/records/source.ts'

const present: CompletenessCell = {
  column: 'credential-report',
  state: 'complete',
  required: true,
  label: '',
  sources: [3]
}

describe('a cell', () => {
  test('is a tick only where the export is complete, in date and without errors', () => {
    expect(lookOf(present)).toEqual({ tone: 'present', sign: '', words: 'Complete, 1 file' })
    expect(lookOf({ ...present, label: '15 d' })).toEqual({
      tone: 'noted',
      sign: '15 d',
      words: 'Complete, 15 d older than the newest, 1 file'
    })
    expect(lookOf({ ...present, label: '2 errors' })).toMatchObject({ tone: 'faulty', sign: '2 errors' })
  })

  test('a missing export is a gap where it is required and a dash where it is not', () => {
    const missing: CompletenessCell = { ...present, state: 'missing', label: 'missing', sources: [] }

    expect(lookOf(missing)).toEqual({ tone: 'absent', sign: 'missing', words: 'Missing, required' })
    expect(lookOf({ ...missing, required: false })).toEqual({
      tone: 'optional',
      sign: '–',
      words: 'Not received, optional'
    })
  })

  test('some of a family are no fault, because none of it is required', () => {
    const some: CompletenessCell = { ...present, state: 'partial', required: false, label: '2 of 7' }

    expect(lookOf(some, 7)).toEqual({ tone: 'some', sign: '2 of 7', words: '2 of 7 complete, 1 file' })
    expect(lookOf({ ...some, state: 'missing', label: 'missing', sources: [] }, 7).words).toBe(
      'None of 7 received, optional'
    )
    expect(lookOf({ ...some, label: '2 errors' }, 7).tone).toBe('faulty')
  })

  test('an export of one that is there in part is said, required or not', () => {
    expect(lookOf({ ...present, state: 'partial', required: false, label: 'incomplete' })).toMatchObject({
      tone: 'noted',
      sign: 'incomplete'
    })
  })

  test('a refusal says that AWS refused the client', () => {
    expect(lookOf({ ...present, state: 'denied', label: 'refused' })).toMatchObject({
      tone: 'absent',
      words: 'Refused to the client, 1 file'
    })
  })
})

test('the organization and the accounts stand in a table each, with the columns of their own exports', () => {
  const columns = [
    { key: 'credential-report', title: 'Credential report', required: true, kinds: [] },
    { key: 'organization', title: 'Organization', required: true, kinds: [] }
  ]
  const row = (account: string, column: string) => ({
    account,
    name: account,
    cells: [{ ...present, column }]
  })
  const rows = [
    row('111122223333', 'organization'),
    row('111122223333', 'credential-report'),
    row('222233334444', 'credential-report')
  ]

  const tables = tablesOf({ columns, rows, present: 3, expected: 3, requiredMissing: 0 })

  expect(tables.map((table) => [table.columns.map(({ key }) => key), table.rows.length])).toEqual([
    [['organization'], 1],
    [['credential-report'], 2]
  ])
})

describe('the title over a narrow column', () => {
  test('leaves out the word that all columns of its table share', () => {
    const title = (text: string) => shortTitle({ key: 'some-kind', title: text })

    expect(title('Account authorization details')).toBe('Authoriza\u00adtion details')
    expect(title('Organization roots')).toBe('Roots')
    expect(title('Organization')).toBe('Organiza\u00adtion')
  })

  test('of a family is a word or two', () => {
    expect(shortTitle({ key: 'account/detection', title: 'Detection and configuration' })).toBe('Detection')
    expect(shortTitle({ key: 'account/unheard-of', title: 'Account of things' })).toBe('Of things')
  })
})

describe('the exports a cell stands for', () => {
  const kinds = [
    { kind: 'cloudtrail-trails', title: 'CloudTrail trails' },
    { kind: 'metric-filters', title: 'Metric filters' },
    { kind: 'cloudwatch-alarms', title: 'CloudWatch alarms' }
  ]
  const request = (kind: string, title: string, account: string, why: string): Request => ({
    account,
    accountName: account,
    kind,
    title,
    family: 'logging',
    required: false,
    command: `aws logs ${kind}`,
    why: `${why}: aws logs ${kind}`
  })

  test('are complete unless they are asked for, of this account or of every one', () => {
    const requests = [
      request(
        'metric-filters',
        'Metric filters',
        '111122223333',
        'Metric filters of 111122223333: not received; ask for'
      ),
      request(
        'metric-filters',
        'Metric filters',
        '222233334444',
        'Metric filters of 222233334444: incomplete; ask for it again'
      ),
      {
        ...request('cloudwatch-alarms', 'CloudWatch alarms', '', ''),
        why: 'CloudWatch alarms: not received for any account.'
      }
    ]

    const words = (account: string) => kindStates({ kinds }, account, requests).map((one) => one.words)

    expect(words('111122223333')).toEqual(['complete', 'not received', 'not received for any account'])
    expect(words('222233334444')).toEqual(['complete', 'incomplete', 'not received for any account'])
    expect(words('333344445555')).toEqual(['complete', 'complete', 'not received for any account'])
  })
})

describe('the rows of a long table', () => {
  test('are those in sight, with what is left out before them', () => {
    expect(rowsInSight(200, 50, 3, 51)).toEqual([
      { index: 50, before: 50 },
      { index: 51, before: 0 },
      { index: 52, before: 0 }
    ])
  })

  test('and the one that may have the focus, wherever it is', () => {
    expect(rowsInSight(200, 50, 2, 3)).toEqual([
      { index: 3, before: 3 },
      { index: 50, before: 46 },
      { index: 51, before: 0 }
    ])
    expect(rowsInSight(200, 50, 2, 199).at(-1)).toEqual({ index: 199, before: 147 })
  })

  test('are all of them in a short table, however far it is scrolled', () => {
    expect(rowsInSight(4, -12, 40, 0).map(({ index }) => index)).toEqual([0, 1, 2, 3])
    expect(rowsInSight(4, 90, 40, 0)).toHaveLength(4)
    expect(rowsInSight(0, 0, 40, 0)).toEqual([])
  })
})
