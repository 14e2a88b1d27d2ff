import { describe, expect, test } from 'vitest'

import { anchorsOf } from '../../../src/core/reports/links.ts'
import { isCell, type Cell, type Report, type Tone } from '../../../src/shared/records/report.ts'
import {
  dev,
  exceptionOf,
  failing,
  findingOf,
  missing,
  prod,
  recordOf,
  reportWith,
  sourceOf,
  testOf
} from './record.ts'
import { cellsOf, coverLines, linesOf, sectionNamed, tableNamed, wordsOf } from './words-of.ts'

describe('the cover', () => {
  test.each([
    ['fieldwork', true, 'internal', 'Draft: the period is in fieldwork, and anything here may change.'],
    ['review', true, 'final', 'Draft: the period is in review, and anything here may change.'],
    ['issued', true, 'final', 'Final: the period is issued.'],
    ['locked', true, 'final', 'Final: the period is locked.'],
    ['issued', false, 'final', 'Draft: the record changed since the period was issued.'],
    ['issued', true, 'internal', 'Working papers of a period that is issued.']
  ] as const)(
    'of a period in %s, as issued %s, the %s edition says: %s',
    (state, isAsIssued, edition, status) => {
      const report = reportWith({ edition, period: { label: '2026-01', state, isAsIssued } })

      expect(coverLines(report)).toContain(`Status: ${status}`)
    }
  )

  test('a single auditor is disclosed, and two are not', () => {
    expect(coverLines(reportWith({ separation: 'single-auditor' })).join()).toContain(
      'No independent review was performed.'
    )
    expect(coverLines(reportWith()).join()).not.toContain('independent review')
  })

  test('a report names its number, the log entry before it and the hash of what it was made of', () => {
    const lines = coverLines(reportWith()).join('\n')

    expect(lines).toContain('Report: IAM-2026-01-INT-HTML-v1, issued 2 February 2026, 09:00 UTC')
    expect(lines).toContain('Event log: Entry 41 before the issue, c0ffee')
    expect(lines).toContain(`SHA-256 of the record ${'d1'.repeat(32)}`)
  })

  test('a signature over what has changed since is shown as stale, one taken back not at all', () => {
    const signed = {
      name: 'R. Sato',
      title: 'Manager',
      signedAt: '2026-02-02T09:00:00.000Z',
      isSigned: true
    }
    const report = reportWith({
      signOffs: [
        { ...signed, role: 'preparer', state: 'withdrawn' },
        { ...signed, role: 'reviewer', state: 'stale' }
      ]
    })

    expect(cellsOf(tableNamed(report, /^Signatures/))).toEqual([
      ['Reviewer', 'R. Sato', 'Manager', '2 February 2026, 09:00 UTC', 'Stale, with a key']
    ])
  })
})

describe('editions', () => {
  const names = recordOf({
    reviewNotes: [
      {
        id: 1,
        ref: 'N-001',
        target: 'period',
        targetRef: '2026-01',
        class: 'clarify',
        text: 'Say who is on call.',
        assignedTo: '',
        pointsForward: false,
        raisedBy: 'R. Sato',
        raisedAt: '2026-02-02T09:00:00.000Z',
        state: 'open',
        replies: []
      }
    ]
  })

  test('the internal edition has the review notes and names who worked', () => {
    const text = allLines(reportWith(names))

    expect(text).toContain('N-001 | 2026-01 | Say who is on call. | R. Sato, 2 February 2026 | Open, clarify')
    expect(text).toContain('Auditor: M. Okafor')
    expect(text).toContain('by M. Okafor')
  })

  test('the final edition has no review notes, and names nobody of the auditor who did not sign', () => {
    const text = allLines(reportWith({ ...names, edition: 'final', reviewNotes: [] }))

    expect(text).not.toMatch(/N-001|review note/)
    expect(text).not.toMatch(/M\. Okafor|R\. Sato/)
    expect(text).toContain('T. Braun')
  })

  test('drafts and withdrawn findings are not told in the final edition, and that they exist is', () => {
    const findings = [
      findingOf(),
      findingOf({ ref: 'F-2026-002', title: 'A draft', state: 'draft' }),
      findingOf({ ref: 'F-2026-003', title: 'An error of ours', state: 'withdrawn' })
    ]

    const final = linesOf(sectionNamed(reportWith({ edition: 'final', findings }), 'findings')).join('\n')

    expect(final).not.toMatch(/F-2026-002|F-2026-003/)
    expect(final).toContain('not part of this edition: 1 draft and 1 withdrawn.')
    expect(allLines(reportWith({ findings }))).toMatch(/F-2026-002[^]*F-2026-003/)
  })
})

describe('what could not be tested', () => {
  test('stands in the summary with what to ask for, the same words for every account', () => {
    const second = testOf({
      control: 'CT-01',
      topic: 'logging',
      result: { ...missing, reason: missing.reason.replace(dev, prod) },
      conclusion: null
    })
    const report = reportWith({ tests: [...recordOf().tests, second] })

    expect(cellsOf(tableNamed(report, /^Tests not made/))).toEqual([
      [
        'CloudTrail trails of the account: not received; ask for: aws cloudtrail describe-trails',
        '2',
        'CT-01',
        'dev and prod'
      ]
    ])
    expect(linesOf(sectionNamed(report, 'not-tested')).join()).toContain(
      '2 of 5 tests could not be made for want of evidence'
    )
  })

  test('a check that was never run counts as not tested, a step of a person does not', () => {
    const tests = [
      testOf({ result: null, conclusion: null }),
      testOf({ isManual: true, result: null, conclusion: null })
    ]

    expect(linesOf(sectionNamed(reportWith({ tests }), 'summary')).join()).toContain(
      '1 not tested, for want of evidence'
    )
  })

  test('is said also where everything was tested', () => {
    const report = reportWith({ tests: [testOf()] })

    expect(linesOf(sectionNamed(report, 'not-tested'))).toContain(
      'Every test had the evidence it needs, and the evidence decided it.'
    )
  })
})

describe('the posture', () => {
  test.each([
    ['only passes', [testOf()], 'pass', 'No exceptions\nNo exceptions noted'],
    [
      'exceptions',
      [testOf({ result: failing }), testOf({ control: 'MFA-02' })],
      'severity-high',
      '2 exceptions\nNo exceptions noted'
    ],
    [
      'something not received',
      [testOf(), testOf({ result: missing })],
      'unsure',
      'Not tested\nNo exceptions noted'
    ],
    [
      'a pass that the auditor concluded otherwise',
      [testOf({ conclusion: { ...concluded(), conclusion: 'exception' } })],
      'fail',
      'No exceptions\nExceptions noted'
    ],
    [
      'a step that a person has yet to make',
      [testOf(), testOf({ isManual: true, result: null, conclusion: null })],
      'none',
      'No exceptions\n1 of 2 concluded'
    ],
    [
      'nothing but such a step',
      [testOf({ isManual: true, result: null, conclusion: null })],
      'none',
      'Manual step\nNot concluded'
    ]
  ] as const)('a cell with %s', (_what, tests, tone, words) => {
    const [row] = tableNamed(reportWith({ tests }), /^Posture/).groups.flatMap(({ rows }) => rows)
    const cell = row?.cells[1]

    expect(cell === undefined ? '' : wordsOf(cell)).toBe(words)
    expect(toneOf(cell)).toBe(tone)
  })

  test('many accounts stand on several tables of one width', () => {
    const accounts = Array.from({ length: 14 }, (_, place) => ({
      ...(recordOf().accounts[0] as ReturnType<typeof recordOf>['accounts'][number]),
      id: String(100_000_000_000 + place),
      name: `account-${String(place)}`
    }))
    const tables = sectionNamed(reportWith({ accounts }), 'posture').blocks.filter(
      (one) => one.kind === 'table'
    )

    expect(tables.map(({ caption, columns }) => [caption.replace(/^.*, /, ''), columns.length - 1])).toEqual([
      ['part 1 of 3', 6],
      ['part 2 of 3', 6],
      ['part 3 of 3', 2]
    ])
  })
})

describe('a finding', () => {
  test('is told with its elements, the line of each exception, and what management says and does', () => {
    const lines = linesOf(sectionNamed(reportWith(), 'finding--F-2026-001'))

    expect(lines).toContain('Condition: Two console users have no MFA device.')
    expect(lines).toContain('Recommendation: Enforce MFA.')
    expect(lines.join('\n')).toContain(
      `arn:aws:iam::${prod}:user/zoe | User zoe has a console password and no MFA device. | Still there | SF-001:3`
    )
    expect(lines).toContain(
      'Management response: Agrees. We will enforce MFA. (T. Braun, Head of platform, 2 February 2026)'
    )
    expect(lines).toContain('Due: 31 March 2026; first 28 February 2026, extended 1 time')
    expect(lines).toContain('Milestones: 1. Policy drafted: by 15 February 2026')
  })

  test('that is overdue says for how long, and one without an answer that none came', () => {
    const finding = findingOf({
      responses: [],
      remediation: {
        ref: 'R-2026-001',
        state: 'planned',
        hasResponse: false,
        owner: '',
        originalDue: '2026-01-20',
        due: '2026-01-20',
        dueState: { is: 'overdue', days: -13 }
      }
    })
    const lines = linesOf(sectionNamed(reportWith({ findings: [finding] }), 'finding--F-2026-001'))

    expect(lines).toContain('Due: 20 January 2026; overdue for 13 days')
    expect(lines).toContain('Management response: None was received yet.')
  })

  test('over before this month stands in the register only', () => {
    const over = findingOf({
      ref: 'F-2025-009',
      period: '2025-11',
      state: 'closed',
      stage: 'closed',
      occurrences: [{ period: '2025-12', status: 'not-observed', exceptions: 0 }]
    })
    const section = sectionNamed(reportWith({ findings: [over] }), 'findings')

    expect(linesOf(section).join('\n')).toContain('F-2025-009 of November 2025')
    expect(section.sections).toEqual([])
  })
})

describe('numbers and links', () => {
  test('every link leads to an anchor, and no two anchors are the same', () => {
    const report = reportWith({
      sources: [sourceOf(), sourceOf({ id: 2, ref: 'SF-002', acceptance: 'received' })]
    })
    const anchors = anchorsOf(report)

    expect(new Set(anchors).size).toBe(anchors.length)
    const leads = linksIn(report)
    expect(leads.length).toBeGreaterThan(20)
    expect(leads.filter((to) => !anchors.includes(to))).toEqual([])
  })

  test('what would lead nowhere is plain text', () => {
    const report = reportWith({ exceptions: [exceptionOf({ place: 'SF-099:1' })] })

    expect(linksIn(report)).not.toContain('source--SF-099')
    expect(allLines(report)).toContain('SF-099:1')
  })

  test('exceptions that are not listed are counted', () => {
    const tests = [testOf({ result: { ...failing, exceptions: 1234 } })]
    const lines = linesOf(sectionNamed(reportWith({ tests, exceptions: [exceptionOf()] }), 'exceptions'))

    expect(lines.join('\n')).toContain('1 of these are listed, sheet 08X of the workbook holds all')
    expect(lines.join('\n')).toContain('1,233 more members, in sheet 08X of the workbook')
  })

  test('the figures of the summary are those of the tests', () => {
    expect(linesOf(sectionNamed(reportWith(), 'summary')).slice(2, 6)).toEqual([
      '4 tests, 2 accounts, 1 concluded',
      '2 exceptions, found by 1 test',
      '1 open finding, none overdue',
      '1 not tested, for want of evidence'
    ])
  })
})

function concluded(): NonNullable<ReturnType<typeof testOf>['conclusion']> {
  const { conclusion } = testOf()
  if (conclusion === null) throw new Error('A test without a conclusion')
  return conclusion
}

function allLines(report: Report): string {
  return [...coverLines(report), ...report.sections.flatMap(linesOf)].join('\n')
}

function toneOf(cell: Parameters<typeof wordsOf>[0] | undefined): Tone | undefined {
  return cell !== undefined && isCell(cell) ? (cell satisfies Cell).tone : undefined
}

/** Wherever the report says `to`. */
function linksIn(value: unknown): readonly string[] {
  if (Array.isArray(value)) return value.flatMap(linksIn)
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([key, one]) =>
    key === 'to' && typeof one === 'string' ? [one] : linksIn(one)
  )
}
