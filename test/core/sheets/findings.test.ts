import { beforeEach, describe, expect, test } from 'vitest'

import { sheetContext } from '../../../src/core/procedures/sheet-context.ts'
import { sheetOf } from '../../../src/core/sheets/index.ts'
import type { SheetRow } from '../../../src/core/sheets/sheet.ts'
import type { Desk } from '../procedures/desk.ts'
import {
  account,
  implemented,
  issued,
  plan,
  raise,
  receive,
  respond,
  withExceptions
} from '../procedures/follow-up.ts'

let desk: Desk

beforeEach(async () => {
  desk = await withExceptions()
})

function rowsOf(id: string): readonly SheetRow[] {
  const context = sheetContext(desk.db)
  const sheet = sheetOf(id)
  const rows = sheet?.rows(context) ?? []
  expect(sheet?.count(context)).toBe(rows.length)
  return rows
}

describe('06 lists findings', () => {
  test('with their elements, ratings and what is still there, open ones first', async () => {
    const { finding } = await issued(desk)
    await desk.ask('finding.withdraw', { finding, reason: 'Raised in error.' })
    await raise(desk, { cause: '' })

    expect(rowsOf('findings')).toMatchObject([
      {
        ref: 'F-2026-002',
        severity: 'High',
        cause: null,
        state: 'Draft',
        status: 'New',
        there: 2,
        remediation: null
      },
      {
        ref: 'F-2026-001',
        severity: 'Medium',
        originalSeverity: 'High',
        accounts: account,
        exceptions: 2,
        population: 2,
        state: 'Withdrawn',
        stage: 'Withdrawn',
        period: '2026-01',
        status: null,
        remediation: 'R-2026-001',
        evidence: 'E-0001'
      }
    ])
  })
})

describe('07 follows remediations', () => {
  test('with the original due date beside the last', async () => {
    const followUp = await issued(desk)
    await respond(followUp)
    await plan(followUp, { due: '2026-02-20', milestones: [{ text: 'Policy drafted', date: '2026-02-10' }] })
    await desk.ask('remediation.extend', {
      remediation: followUp.remediation,
      due: '2026-04-30',
      reason: 'The vendor is late.',
      requestedBy: 'T. Braun',
      evidence: followUp.evidence
    })

    expect(rowsOf('remediations')).toMatchObject([
      {
        ref: 'R-2026-001',
        finding: 'F-2026-001',
        state: 'Planned',
        position: 'Agrees',
        owner: 'T. Braun',
        originalDue: '2026-02-20',
        due: '2026-04-30',
        extensions: 1,
        days: 87,
        dueState: 'On time',
        milestones: '0 of 1',
        gone: 0,
        items: 2,
        retest: null
      }
    ])
    expect(rowsOf('milestones')).toEqual([
      {
        remediation: 'R-2026-001',
        finding: 'F-2026-001',
        n: 1,
        text: 'Policy drafted',
        originalDate: '2026-02-10',
        revisedDate: '',
        revisionReason: '',
        doneOn: '',
        comment: null
      }
    ])
  })

  test('with the retest that closed them and the files it looked at', async () => {
    const { remediation } = await implemented(desk)
    await receive(
      desk,
      { 'j.hartmann': { mfa: true }, 'l.brandt': { mfa: true } },
      '2026-02-02T06:00:00+00:00'
    )
    await desk.ask('retest.perform', {
      remediation,
      result: 'passed',
      procedure: 'Read it again.',
      evidence: []
    })

    expect(rowsOf('remediations')).toMatchObject([
      {
        state: 'Closed',
        implementedOn: '2026-02-01',
        gone: 2,
        retest: 'RT-2026-001',
        retestResult: 'Passed',
        days: null
      }
    ])
    expect(rowsOf('retests')).toMatchObject([
      { ref: 'RT-2026-001', result: 'Passed', period: '2026-01', stillOpen: 0, population: 2 }
    ])
    expect(rowsOf('retests')[0]?.['sources']).toMatch(/^SF-\d{3} of 2026-02-02 \([0-9a-f]{12}\)$/)
  })
})

test('08 lists what the client accepted, noted or challenged', async () => {
  const { finding, evidence } = await issued(desk)
  await desk.ask('risk-acceptance.record', {
    finding,
    reason: 'The users go in June.',
    compensatingControls: '',
    residualSeverity: 'low',
    approver: 'A. Ferrari',
    approverTitle: 'Head of IT',
    approvedAt: '2026-02-01',
    validFrom: '2026-02-01',
    expiresAt: '2026-06-30',
    challenge: 'Nothing limits them until then.',
    evidence
  })

  expect(rowsOf('risk-acceptances')).toEqual([
    {
      ref: 'RA-2026-001',
      finding: 'F-2026-001',
      control: 'MFA-01',
      accounts: account,
      covers: 2,
      state: 'Active',
      reason: 'The users go in June.',
      compensatingControls: null,
      residualSeverity: 'Low',
      approver: 'A. Ferrari',
      approverTitle: 'Head of IT',
      approvedAt: '2026-02-01',
      evidence: 'E-0001',
      validFrom: '2026-02-01',
      expiresAt: '2026-06-30',
      days: 148,
      view: 'Challenged: Nothing limits them until then.',
      renewalOf: null,
      endReason: null
    }
  ])
})
