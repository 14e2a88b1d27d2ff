import { describe, expect, test } from 'vitest'

import {
  automatedCheck,
  exception,
  needsReview,
  pass,
  type MemberRow
} from '../../../src/core/checks/check.ts'
import {
  iterateMembers,
  runCheck,
  type CheckContext,
  type NeedCoverage
} from '../../../src/core/procedures/run-check.ts'
import { openMemory } from '../../../src/core/store/open.ts'
import { defaultParameters } from '../../../src/shared/parameters.ts'
import type { CoverageState, MemberStatus } from '../../../src/shared/vocabulary.ts'

interface Row extends MemberRow {
  readonly status: MemberStatus
}

interface Member {
  readonly resource: string
  readonly status: MemberStatus
}

/** A check over members given as they are; `needs` as in a check. */
function checkOver(members: readonly Member[], needs: readonly (string | readonly string[])[] = ['report']) {
  return automatedCheck<Row>({
    id: 'members',
    control: 'AA-01',
    topic: 'root',
    severity: 'low',
    scope: 'account',
    criterion: '',
    effect: '',
    recommendation: '',
    remediation: { console: '', cli: '', terraform: '' },
    procedure: [],
    limits: [],
    sources: [],
    needs,
    parameters: [],
    columns: [
      { key: 'status', title: 'Status', type: 'text' },
      { key: 'made_at', title: 'Made', type: 'time' },
      { key: 'made_on', title: 'Made on', type: 'date' },
      { key: 'is_on', title: 'On', type: 'boolean' },
      { key: 'n', title: 'Number', type: 'integer' },
      { key: 'absent_at', title: 'Nothing', type: 'time' }
    ],
    population:
      members.length === 0
        ? "select '' as resource, '' as status, 0 as made_at, 0 as made_on, 0 as is_on, 0 as n, null as absent_at, 1 as source_id, 1 as line, null as path where 0"
        : members
            .map(
              ({ resource, status }, n) =>
                `select '${resource}' as resource, '${status}' as status, 1769860800 as made_at, 1769860800 as made_on,
                   1 as is_on, 1 as n, null as absent_at, ${n + 1} as source_id, ${n + 10} as line, 'Users[${n}]' as path`
            )
            .join(' union all '),
    whenEmpty: 'There is no member.',
    test: ({ resource, status }) =>
      ({ pass, exception, 'needs-review': needsReview })[status](`${resource} is ${status}.`)
  })
}

function context(states: Readonly<Record<string, CoverageState>> = {}): CheckContext {
  return {
    account: '111122223333',
    parameters: defaultParameters(),
    coverageOf: (need): NeedCoverage => {
      const state = states[need] ?? 'complete'
      return { state, sentence: state === 'complete' ? '' : `${need} is ${state}; ask for it.` }
    },
    asOfOf: () => 1_769_860_800
  }
}

const good = { resource: 'a', status: 'pass' } as const
const bad = { resource: 'b', status: 'exception' } as const
const open = { resource: 'c', status: 'needs-review' } as const

describe('the outcome', () => {
  test.each([
    ['passes where every member does', [good], {}, 'pass', ''],
    ['fails for one exception', [good, bad, open], {}, 'fail', ''],
    [
      'needs review for one undecided member',
      [good, open],
      {},
      'needs-review',
      '1 member of 2 cannot be decided from the files; a person must judge.'
    ],
    ['is not applicable without members', [], {}, 'not-applicable', 'There is no member.'],
    [
      'is not tested without the export',
      [bad],
      { report: 'missing' },
      'not-tested',
      'report is missing; ask for it.'
    ],
    [
      'is not tested where AWS refused the export',
      [bad],
      { report: 'denied' },
      'not-tested',
      'report is denied; ask for it.'
    ],
    [
      'never passes on a part of the export',
      [good],
      { report: 'partial' },
      'needs-review',
      'report is partial; ask for it.'
    ],
    [
      'never is not applicable on a part of the export',
      [],
      { report: 'partial' },
      'needs-review',
      'report is partial; ask for it.'
    ],
    [
      'fails on a part of the export and says so',
      [bad],
      { report: 'partial' },
      'fail',
      'report is partial; ask for it.'
    ]
  ] as const)('%s', (_, members, states, outcome, reason) => {
    expect(runCheck(openMemory(), checkOver(members), context(states))).toMatchObject({ outcome, reason })
  })

  test('takes the better of two alternatives', () => {
    const check = checkOver([good], [['report', 'summary']])

    expect(runCheck(openMemory(), check, context({ report: 'missing' })).outcome).toBe('pass')
    expect(runCheck(openMemory(), check, context({ report: 'partial' })).outcome).toBe('pass')
    expect(runCheck(openMemory(), check, context({ report: 'partial', summary: 'missing' })).outcome).toBe(
      'needs-review'
    )
    expect(runCheck(openMemory(), check, context({ report: 'missing', summary: 'denied' }))).toMatchObject({
      outcome: 'not-tested',
      reason: 'One of these is enough: report is missing; ask for it. summary is denied; ask for it.'
    })
  })

  test('takes the parts of an export that are there and says which are not', () => {
    const check = checkOver([good], ['details.users', 'details.roles'])
    const failing = checkOver([bad], ['details.users', 'details.roles'])
    const states = { 'details.roles': 'missing' } as const

    expect(runCheck(openMemory(), check, context(states))).toMatchObject({
      outcome: 'needs-review',
      reason: 'details.roles is missing; ask for it.'
    })
    expect(runCheck(openMemory(), failing, context(states)).outcome).toBe('fail')
    expect(runCheck(openMemory(), failing, context({ ...states, 'details.users': 'denied' })).outcome).toBe(
      'not-tested'
    )
  })

  test('names every export that is absent', () => {
    const check = checkOver([good], ['report', 'details', 'summary'])

    expect(runCheck(openMemory(), check, context({ report: 'missing', summary: 'missing' })).reason).toBe(
      'report is missing; ask for it. summary is missing; ask for it.'
    )
  })
})

describe('an evaluation', () => {
  const members: Member[] = [
    { resource: 'b', status: 'exception' },
    { resource: 'Z', status: 'exception' },
    { resource: 'a', status: 'needs-review' },
    { resource: 'é', status: 'exception' },
    { resource: 'c', status: 'pass' }
  ]

  test('lists exceptions and undecided members in binary order of their resource, with their place', () => {
    const {
      population,
      exceptions,
      needsReview: undecided
    } = runCheck(openMemory(), checkOver(members), context())

    expect(population).toBe(5)
    expect(exceptions.map(({ resource }) => resource)).toEqual(['Z', 'b', 'é'])
    expect(exceptions[0]).toEqual({
      resource: 'Z',
      detail: 'Z is exception.',
      source_id: 2,
      line: 11,
      path: 'Users[1]'
    })
    expect(undecided.map(({ resource }) => resource)).toEqual(['a'])
  })

  test('is the same each time', () => {
    const db = openMemory()

    expect(runCheck(db, checkOver(members), context())).toEqual(
      runCheck(db, checkOver([...members]), context())
    )
  })

  test('shows every member by resource', () => {
    const seen = [...iterateMembers(openMemory(), checkOver(members), context())]

    expect(seen.map(({ resource, status }) => [resource, status])).toEqual([
      ['Z', 'exception'],
      ['a', 'needs-review'],
      ['b', 'exception'],
      ['c', 'pass'],
      ['é', 'exception']
    ])
  })

  test('gives the values of a member by column, times as text', () => {
    const [member] = iterateMembers(openMemory(), checkOver([good]), context())

    expect(member?.values).toEqual(['pass', '2026-01-31T12:00:00Z', '2026-01-31', true, 1, null])
  })

  test('counts ages from the date of the source of each member', () => {
    const asked: number[] = []
    runCheck(openMemory(), checkOver(members), {
      ...context(),
      asOfOf: (source) => {
        asked.push(source)
        return 0
      }
    })

    expect(asked.sort()).toEqual([1, 2, 3, 4, 5])
  })

  test('lets a test that throws be seen as the fault it is', () => {
    const check = {
      ...checkOver([good]),
      test: () => {
        throw new Error('broken')
      }
    }

    expect(() => runCheck(openMemory(), check, context())).toThrow('broken')
  })
})
