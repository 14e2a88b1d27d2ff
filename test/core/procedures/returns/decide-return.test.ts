import { beforeEach, describe, expect, test } from 'vitest'

import type { FindingDetail } from '../../../../src/shared/records/finding.ts'
import type { DecidedReturn, ReturnView } from '../../../../src/shared/records/returns.ts'
import { readWorkbook } from '../../../../src/core/workbook/read-workbook.ts'
import type { Desk } from '../desk.ts'
import { issued, plan, receive, refused, respond, withExceptions, type FollowUp } from '../follow-up.ts'
import { answered, changeOf, handOut, milestoneSheet, proposals, response, takeIn } from './returned.ts'

let desk: Desk
let followUp: FollowUp

beforeEach(async () => {
  desk = await withExceptions()
  followUp = await issued(desk)
})

async function returned(values: Parameters<typeof answered>[1], sheet?: string): Promise<ReturnView> {
  return takeIn(desk, answered(await handOut(desk), values, 0, sheet))
}

function finding(): Promise<FindingDetail> {
  return desk.ask('finding.show', { finding: followUp.finding })
}

function acceptClean(): Promise<DecidedReturn> {
  return desk.ask('return.accept-clean', { return: 'WR-001' })
}

function decide(
  change: number,
  decision: 'accept' | 'reject' | 'undo',
  more: { readonly value?: string; readonly reason?: string } = {}
): Promise<DecidedReturn> {
  return desk.ask('return.decide', {
    return: 'WR-001',
    decisions: [{ change, decision, reason: '', ...more }]
  })
}

function show(): Promise<ReturnView> {
  return desk.ask('return.show', { return: 'WR-001' })
}

describe('accepting what is clean', () => {
  test('records response and plan as if by hand, with the workbook as evidence and its sender as responder', async () => {
    const { evidence } = await returned(response)

    expect(await acceptClean()).toEqual({ accepted: 6, rejected: 0, refused: [] })

    expect(await finding()).toMatchObject({
      remediation: { state: 'planned', owner: 'T. Braun', due: '2026-03-31' },
      responses: [
        {
          position: 'agree',
          response: 'We will enforce MFA.',
          action: 'Enforce by policy',
          ownerEmail: 't.braun@halden.example',
          responder: 'T. Braun',
          evidence
        }
      ],
      dueDates: [{ due: '2026-03-31', requestedBy: 'T. Braun', evidence }],
      milestones: [{ text: 'Enforce by policy', originalDate: '2026-03-31' }]
    })
  })

  test('writes an event for every cell and one for all', async () => {
    await returned(response)
    await acceptClean()

    const events = await desk.ask('event.search', {
      search: '',
      actor: null,
      entity: 'workbook-return',
      offset: 0,
      limit: 50
    })
    const actions = events.entries.map(({ action }) => action)
    expect(actions.filter((action) => action === 'return.accept-cell')).toHaveLength(6)
    expect(actions[0]).toBe('return.decide')
    expect((await desk.ask('engagement.verify', {})).faults).toEqual([])
  })

  test('leaves nothing to propose when the same answers come again', async () => {
    const bytes = answered(await handOut(desk), response)
    await takeIn(desk, bytes)
    await acceptClean()

    const again = await takeIn(desk, answered(bytes, { Ticket: 'OPS-1' }))

    expect(proposals(again)).toEqual(['clean R-2026-001.ticket OPS-1'])
    await refused(desk, 'return.accept-clean', { return: 'WR-001' }, /Nothing in WR-001 is clean and waits/)
  })

  test('touches no test and no conclusion', async () => {
    const before = await desk.ask('result.list', {})
    await returned({ ...response, 'Client status': 'Risk acceptance requested' })
    await acceptClean()

    expect(await desk.ask('result.list', {})).toEqual(before)
    expect((await finding()).acceptances).toEqual([])
  })
})

describe('what a guard of the record refuses', () => {
  test('stands on the change with its sentence; nothing of it is done, the rest is', async () => {
    await returned({ 'Action owner': 'T. Braun', 'Planned date': '2026-03-31', Ticket: 'OPS-1' })

    const { accepted, refused: sentences } = await acceptClean()

    expect(accepted).toBe(1)
    expect(sentences.map(({ sentence }) => sentence)).toEqual([
      'The client gave no management position for R-2026-001, without which it is no response. Ask for it; the answers wait here.',
      'The client gave a date and no action for R-2026-001: a plan says what is done until then.'
    ])
    expect(await finding()).toMatchObject({ responses: [], dueDates: [] })
    const view = await show()
    expect(changeOf(view, 'owner')).toMatchObject({
      decision: 'refused',
      waits: true,
      remark: sentences[0]?.sentence
    })
    expect(changeOf(view, 'ticket')).toMatchObject({ decision: 'accept', waits: false, value: 'OPS-1' })
  })

  test('is taken up again once it may be', async () => {
    await returned({ 'Action owner': 'T. Braun', 'Planned date': '2026-03-31' })
    await acceptClean()
    await respond(followUp, { owner: 'T. Braun' })
    const view = await show()

    expect(changeOf(view, 'owner')).toMatchObject({ waits: false })
    expect(await decide(changeOf(view, 'planned').id, 'accept')).toMatchObject({ accepted: 1, refused: [] })
    expect(await finding()).toMatchObject({ remediation: { state: 'planned' } })
  })

  test('keeps the original due date: a new one is asked for, not set', async () => {
    await respond(followUp)
    await plan(followUp)
    await returned({
      'Planned date': '2026-05-01',
      'Requested new due date': '2026-05-01',
      'Reason for the new date': 'Vendor'
    })

    const { refused: sentences } = await acceptClean()

    expect(sentences[0]?.sentence).toMatch(/original due date stands/)
    expect((await finding()).remediation).toMatchObject({ due: '2026-03-31' })
    expect(await desk.ask('return.waiting', {})).toMatchObject({
      answers: 1,
      requests: [
        {
          kind: 'extension',
          finding: 'F-2026-001',
          sentence: 'The client asks for 2026-05-01 instead of 2026-03-31: Vendor.'
        }
      ]
    })
  })
})

describe('what the client says of the state', () => {
  beforeEach(async () => {
    await respond(followUp)
  })

  const done = {
    'Client status': 'Implemented, ready for retest',
    'Implemented on': '2026-02-01',
    'Evidence file names': 'mfa.png'
  }

  test('is a claim with day, owner and evidence', async () => {
    await returned(done)
    await acceptClean()

    expect(await finding()).toMatchObject({ remediation: { state: 'implemented' }, claimedAt: '2026-02-01' })
  })

  test('is the client’s word alone without evidence', async () => {
    const view = await returned({ ...done, 'Evidence file names': '' })
    const status = changeOf(view, 'clientStatus')
    expect(status).toMatchObject({
      class: 'warning',
      remark: expect.stringContaining('without the names of evidence files')
    })

    await decide(status.id, 'accept')

    expect(await finding()).toMatchObject({ remediation: { state: 'awaiting-response' }, claimedAt: null })
  })

  test('is refused as a whole while a milestone is open, and taken with the milestone', async () => {
    await plan(followUp)
    const bytes = answered(await handOut(desk), done)
    await takeIn(desk, bytes)
    const sentences = (await acceptClean()).refused.map(({ sentence }) => sentence)
    expect(sentences).toHaveLength(2)
    for (const sentence of sentences) expect(sentence).toMatch(/Milestone 1 of R-2026-001 is not done/)

    const both = await takeIn(desk, answered(bytes, { 'Done on': '2026-02-01' }, 0, milestoneSheet))
    await desk.ask('return.accept-clean', { return: both.ref })

    expect(await finding()).toMatchObject({
      remediation: { state: 'implemented' },
      milestones: [{ doneAt: '2026-02-01' }]
    })
  })

  test('starts the work of what is planned', async () => {
    await plan(followUp)
    await returned({ 'Client status': 'In progress' })
    await acceptClean()

    expect((await finding()).remediation).toMatchObject({ state: 'in-progress' })
  })

  test('asks for a risk acceptance and is none', async () => {
    await returned({ 'Client status': 'Risk acceptance requested' })
    await acceptClean()

    expect(await finding()).toMatchObject({ acceptances: [], remediation: { state: 'awaiting-response' } })
    expect((await desk.ask('return.waiting', {})).requests).toMatchObject([{ kind: 'risk-acceptance' }])
  })
})

describe('milestones', () => {
  test('get a new date with its reason, and an edition after it proposes nothing', async () => {
    await respond(followUp)
    await plan(followUp)
    await returned({ 'Revised date': '2026-03-15', Reason: 'Holidays' }, milestoneSheet)
    await acceptClean()

    expect((await finding()).milestones).toMatchObject([
      { originalDate: '2026-02-28', date: '2026-03-15', comment: 'Holidays' }
    ])
    expect((await takeIn(desk, await handOut(desk))).list).toEqual([])
  })

  test('get none without a reason', async () => {
    await respond(followUp)
    await plan(followUp)
    await returned({ 'Revised date': '2026-03-15' }, milestoneSheet)

    expect((await acceptClean()).refused[0]?.sentence).toMatch(/no reason for the new date of milestone 1/)
    expect((await finding()).milestones).toMatchObject([{ date: '2026-02-28' }])
  })
})

describe('deciding one by one', () => {
  test('mends what is invalid, with who told it', async () => {
    const { id } = changeOf(await returned({ ...response, 'Planned date': '03/04/2026' }), 'planned')
    await acceptClean()

    await refused(
      desk,
      'return.decide',
      { return: 'WR-001', decisions: [{ change: id, decision: 'accept', value: '2026-04-03', reason: '' }] },
      /say who told you what was meant/
    )
    expect((await decide(id, 'accept')).refused[0]?.sentence).toMatch(/can be 2026-04-03 or 2026-03-04/)
    expect(
      (await decide(id, 'accept', { value: 'soon', reason: 'T. Braun, by phone' })).refused[0]?.sentence
    ).toMatch(/"soon" is no day/)
    await decide(id, 'accept', { value: '2026-04-03', reason: 'T. Braun, by phone' })

    expect((await finding()).remediation).toMatchObject({ due: '2026-04-03' })
    expect(changeOf(await show(), 'planned')).toMatchObject({ value: '2026-04-03', theirs: '03/04/2026' })
  })

  test('rejects with a reason, which may be undone; what is accepted stays', async () => {
    const { id } = changeOf(await returned({ Ticket: 'OPS-1' }), 'ticket')
    await refused(
      desk,
      'return.decide',
      { return: 'WR-001', decisions: [{ change: id, decision: 'reject', reason: '' }] },
      /Say why it is rejected/
    )
    await decide(id, 'reject', { reason: 'Of another client' })
    expect(changeOf(await show(), 'ticket')).toMatchObject({ decision: 'reject', waits: false })
    await expect(decide(id, 'accept')).rejects.toThrow(/Undo that first/)
    await decide(id, 'undo')
    expect(changeOf(await show(), 'ticket')).toMatchObject({ decision: null, waits: true })
    await decide(id, 'accept')
    await expect(decide(id, 'undo')).rejects.toThrow(/not waiting in WR-001 any more/)
  })

  test('takes a conflict only by choice, and nothing that is ignored', async () => {
    const bytes = answered(await handOut(desk), { 'Action owner': 'M. Weber', Title: 'Nothing to see' })
    await respond(followUp, { owner: 'K. Lang' })
    const view = await takeIn(desk, bytes)
    expect(proposals(view)).toEqual([
      'conflict R-2026-001.owner M. Weber',
      'tampered R-2026-001.title Nothing to see'
    ])

    await expect(acceptClean()).rejects.toThrow(/Nothing in WR-001 is clean/)
    await expect(decide(changeOf(view, 'title').id, 'accept')).rejects.toThrow(/not waiting/)
    await decide(changeOf(view, 'owner').id, 'accept')

    expect((await finding()).remediation).toMatchObject({ owner: 'M. Weber' })
  })

  test('sees what the record says now: a clean answer becomes a conflict', async () => {
    await returned({ 'Action owner': 'M. Weber', 'Management position': 'Agrees' })
    await respond(followUp, { owner: 'K. Lang' })

    const view = await show()
    expect(changeOf(view, 'owner')).toMatchObject({
      class: 'conflict',
      mine: 'K. Lang',
      remark: 'The record has changed since the workbook came in.'
    })
    expect(changeOf(view, 'position')).toMatchObject({ waits: false })
  })

  test('two copies: the second is compared with the record after the first', async () => {
    const bytes = await handOut(desk)
    await takeIn(desk, answered(bytes, response))
    await acceptClean()

    const second = await takeIn(desk, answered(bytes, { ...response, 'Action owner': 'K. Lang' }))

    expect(proposals(second)).toEqual(['conflict R-2026-001.owner K. Lang'])
  })

  test('is refused for what is closed, with its sentence', async () => {
    await returned({ Ticket: 'OPS-1' })
    await receive(
      desk,
      { 'j.hartmann': { mfa: true }, 'l.brandt': { mfa: true } },
      '2026-02-01T06:00:00+00:00'
    )
    await desk.ask('remediation.drop', {
      remediation: followUp.remediation,
      reason: 'The users are gone.',
      evidence: followUp.evidence
    })

    expect((await acceptClean()).refused[0]?.sentence).toMatch(/"no longer applicable" and nothing is added/)
  })
})

describe('the receipt', () => {
  test('lists every change, what became of it and why', async () => {
    const view = await returned({ ...response, Ticket: 'OPS-1', Title: 'Nothing to see' })
    await decide(changeOf(view, 'ticket').id, 'reject', { reason: 'It is of another client.' })
    await acceptClean()

    const { id, fileName } = await desk.ask('return.receipt', { return: 'WR-001' })
    const { bytes } = await desk.ask('file.read', { of: 'receipt', id })

    expect(fileName).toBe('HALDEN-LOGISTICS-IAM_2026-01_WR-001_receipt.xlsx')
    const rows = readWorkbook(bytes).sheets[0]?.rows.slice(10) ?? []
    expect(rows.map((row) => [row[2], row[3], row[4]])).toEqual([
      ['Management position', 'Accepted', ''],
      ['Management response', 'Accepted', ''],
      ['Action', 'Accepted', ''],
      ['Action owner', 'Accepted', ''],
      ['Owner’s e-mail', 'Accepted', ''],
      ['Planned date', 'Accepted', ''],
      ['Ticket', 'Rejected', 'It is of another client.'],
      ['Title', 'Ignored', expect.stringContaining('not for the client to change')]
    ])
    expect((await show()).receipts).toMatchObject([{ fileName }])
    expect((await desk.ask('engagement.verify', {})).faults).toEqual([])
  })

  test('is the same for the same record and time, and numbered', async () => {
    await returned({ Ticket: 'OPS-1' })
    const first = await desk.ask('return.receipt', { return: 'WR-001' })
    const second = await desk.ask('return.receipt', { return: 'WR-001' })

    expect(second.fileName).toBe(first.fileName.replace('.xlsx', '_v2.xlsx'))
  })
})
