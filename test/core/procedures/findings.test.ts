import { beforeEach, describe, expect, test } from 'vitest'

import { verifyChain } from '../../../src/core/store/events.ts'
import { recordOccurrences } from '../../../src/core/procedures/findings/occurrences.ts'
import type { Role } from '../../../src/shared/permissions.ts'
import type { Desk } from './desk.ts'
import {
  account,
  claim,
  elements,
  implemented,
  issued,
  raise,
  receive,
  received,
  refused,
  respond,
  withExceptions
} from './follow-up.ts'
import { passphrase, seat } from './people.ts'

let desk: Desk

beforeEach(async () => {
  desk = await withExceptions()
})

const detail = (finding: string) => desk.ask('finding.show', { finding })

/** Strictly separated people, of whom one works. */
async function people(): Promise<(who: Role) => Promise<null>> {
  const ids = {
    preparer: await seat(desk.db, 'P. Ahlers', 'preparer'),
    reviewer: await seat(desk.db, 'R. Vogt', 'reviewer'),
    partner: await seat(desk.db, 'S. Lindqvist', 'partner'),
    inspector: await seat(desk.db, 'I. Moreau', 'inspector')
  }
  desk.db.run("update engagement set separation = 'strict'")
  return (who) => desk.ask('person.unlock', { person: ids[who], passphrase })
}

describe('a finding', () => {
  test('is about the exceptions there are, by resource', async () => {
    const { ref, state } = await raise(desk)

    expect(ref).toBe('F-2026-001')
    expect(state).toBe('draft')
    const { items, uncovered, occurrences } = await detail(ref)
    expect(items.map(({ resource, state: item }) => [resource.split('/').at(-1), item])).toEqual([
      ['j.hartmann', 'there'],
      ['l.brandt', 'there']
    ])
    expect(uncovered).toBe(0)
    expect(occurrences).toEqual([{ period: '2026-01', status: 'new', exceptions: 2 }])
  })

  test('is about those chosen; the others are counted beside it', async () => {
    const [first] = (await detail((await raise(desk)).ref)).items
    const { ref, exceptions } = await raise(desk, { exceptions: [first?.fingerprint ?? ''] })

    expect(exceptions).toBe(1)
    expect(await detail(ref)).toMatchObject({ items: [{ resource: first?.resource }], uncovered: 1 })
    await refused(
      desk,
      'finding.raise',
      { control: 'MFA-01', accounts: [account], ...elements, exceptions: ['0'.repeat(64)] },
      /has no exception 000000000000…/
    )
  })

  test('is reworded as a draft; each wording stays', async () => {
    const { ref } = await raise(desk, { cause: '' })
    await desk.ask('finding.revise', { finding: ref, ...elements, cause: 'Nobody asked.', reason: '' })

    expect(await detail(ref)).toMatchObject({
      cause: 'Nobody asked.',
      history: [{ what: 'revised the wording' }, {}]
    })
    expect(desk.db.get<{ cause: string }>('select cause from finding')).toEqual({ cause: '' })
    expect(() => desk.db.run("update finding set cause = 'forged'")).toThrow(/never changed/)
  })

  test('is issued with every element, and not before', async () => {
    const { ref } = await raise(desk, { cause: '' })
    await refused(desk, 'finding.issue', { finding: ref }, /F-2026-001 has no cause yet/)

    await desk.ask('finding.revise', { finding: ref, ...elements, reason: '' })
    expect(await desk.ask('finding.issue', { finding: ref })).toEqual({ remediation: 'R-2026-001' })
    await refused(desk, 'finding.issue', { finding: ref }, /is issued and is not issued/)
    expect(await detail(ref)).toMatchObject({
      state: 'issued',
      stage: 'open',
      remediation: { ref: 'R-2026-001', state: 'awaiting-response', due: null }
    })
  })

  test('is changed after its issue with a reason, and keeps its elements', async () => {
    const { finding } = await issued(desk)
    await refused(desk, 'finding.revise', { finding, ...elements, reason: '' }, /say why it changes/)
    await refused(
      desk,
      'finding.revise',
      { finding, ...elements, effect: '', reason: 'Shorter.' },
      /its effect is empty/
    )
    await refused(desk, 'finding.rate', { finding, severity: 'low', reason: '' }, /say why it changes/)
    await refused(
      desk,
      'finding.rate',
      { finding, severity: 'medium', reason: 'Same.' },
      /rated medium already/
    )

    await desk.ask('finding.rate', { finding, severity: 'low', reason: 'Guests only.' })
    expect(await detail(finding)).toMatchObject({ severity: 'low', originalSeverity: 'high' })
  })

  test('that is withdrawn takes its remediation with it', async () => {
    const followUp = await issued(desk)
    await desk.ask('finding.withdraw', { finding: followUp.finding, reason: 'The users are test users.' })

    expect(await detail(followUp.finding)).toMatchObject({
      stage: 'withdrawn',
      remediation: { state: 'no-longer-applicable' }
    })
    await expect(respond(followUp)).rejects.toThrow(/no longer applicable/)
    await refused(
      desk,
      'finding.withdraw',
      { finding: followUp.finding, reason: 'Again.' },
      /is withdrawn and is not withdrawn/
    )
  })

  test('that closed never opens again; what comes back repeats it', async () => {
    const followUp = await implemented(desk)
    await receive(
      desk,
      { 'j.hartmann': { mfa: true }, 'l.brandt': { mfa: true } },
      '2026-02-02T06:00:00+00:00'
    )
    await desk.ask('retest.perform', {
      remediation: followUp.remediation,
      result: 'passed',
      procedure: 'Read the report again.',
      evidence: []
    })
    expect(await detail(followUp.finding)).toMatchObject({ state: 'closed', stage: 'closed' })
    await refused(
      desk,
      'finding.withdraw',
      { finding: followUp.finding, reason: 'x' },
      /raised as a new finding/
    )
    await refused(
      desk,
      'finding.revise',
      { finding: followUp.finding, ...elements, reason: 'x' },
      /stays as it is/
    )
    await expect(claim(followUp)).rejects.toThrow(/nothing is reported as done/)

    await receive(
      desk,
      { 'j.hartmann': { mfa: false }, 'l.brandt': { mfa: true } },
      '2026-02-02T07:00:00+00:00'
    )
    expect(await raise(desk)).toMatchObject({ ref: 'F-2026-002', repeatOf: 'F-2026-001' })
  })

  test('repeats only what closed, of the same control', async () => {
    const { ref } = await raise(desk)
    await refused(
      desk,
      'finding.raise',
      { control: 'MFA-01', accounts: [account], ...elements, repeatOf: ref },
      /is not closed/
    )
  })

  test('keeps its references for good', async () => {
    await raise(desk)
    const { ref } = await raise(desk)
    await desk.ask('finding.withdraw', { finding: ref, reason: 'Raised twice.' })

    expect((await raise(desk)).ref).toBe('F-2026-003')
    expect(verifyChain(desk.db).fault).toBeNull()
  })

  test('is not there under another name', async () => {
    await expect(detail('F-2026-009')).rejects.toThrow('There is no finding F-2026-009 in this engagement.')
  })
})

describe('where duties are separated', () => {
  test('a reviewer who did not write it issues a finding', async () => {
    const work = await people()
    await work('preparer')
    const { ref } = await raise(desk)
    await refused(
      desk,
      'finding.issue',
      { finding: ref },
      /A reviewer or partner issues a finding; P\. Ahlers is preparer/
    )

    await work('reviewer')
    await desk.ask('finding.revise', { finding: ref, ...elements, reason: '' })
    await refused(desk, 'finding.issue', { finding: ref }, /R\. Vogt worked on it, so somebody else issues/)

    await work('partner')
    await desk.ask('finding.issue', { finding: ref })
    await work('preparer')
    await refused(
      desk,
      'finding.rate',
      { finding: ref, severity: 'low', reason: 'Small.' },
      /A reviewer or partner changes the rating/
    )
    await refused(
      desk,
      'finding.revise',
      { finding: ref, ...elements, reason: 'Small.' },
      /A reviewer or partner revises/
    )
    await refused(
      desk,
      'finding.withdraw',
      { finding: ref, reason: 'Small.' },
      /A reviewer or partner withdraws/
    )
  })

  test('an inspector changes nothing', async () => {
    const { ref } = await raise(desk)
    const work = await people()
    await work('inspector')
    await refused(
      desk,
      'finding.rate',
      { finding: ref, severity: 'low', reason: 'Small.' },
      /reads everything and changes nothing/
    )
  })
})

describe('what became of a finding, month by month', () => {
  /** The open period's results as a second month has them. */
  function nextMonth(outcome: string, reason: string, stay: readonly string[]): void {
    const period = desk.db.run("insert into period (label) values ('2026-02')").id
    const { id } = desk.db.run(
      `insert into check_result (period_id, check_id, control, account_id, outcome, reason, population, exceptions, needs_review, result_hash)
       select :period, check_id, control, account_id, :outcome, :reason, 2, :count, 0, 'next'
       from check_result
       where control = 'MFA-01'`,
      { period, outcome, reason, count: stay.length }
    )
    for (const user of stay)
      desk.db.run(
        `insert into check_exception (result_id, resource, status, detail, fingerprint, source_id, line, path)
         select :id, e.resource, e.status, e.detail, e.fingerprint, e.source_id, e.line, e.path
         from check_exception e
         where e.resource like '%/' || :user and e.result_id <> :id
           and e.result_id in (select id from check_result where control = 'MFA-01')`,
        { id, user }
      )
  }

  test.each([
    ['recurring', 'fail', '', ['j.hartmann', 'l.brandt']],
    ['partly-resolved', 'fail', '', ['l.brandt']],
    ['recurring', 'fail', 'One export is a page of several.', ['l.brandt']],
    ['not-observed', 'pass', '', []],
    ['not-observed', 'not-applicable', 'No console user.', []],
    ['cannot-tell', 'not-tested', 'The report is missing.', []],
    ['cannot-tell', 'needs-review', 'One export is a page of several.', []]
  ] as const)(
    'is %s where the result is %s with the reason "%s" and leaves %j',
    async (status, outcome, reason, stay) => {
      const { ref } = await raise(desk)
      recordOccurrences(desk.db, 1)
      nextMonth(outcome, reason, stay)

      expect((await detail(ref)).occurrences).toEqual([
        { period: '2026-01', status: 'new', exceptions: 2 },
        { period: '2026-02', status, exceptions: stay.length }
      ])
    }
  )

  test('is kept as it was when the month ended', async () => {
    const { ref } = await raise(desk)
    recordOccurrences(desk.db, 1)
    nextMonth('pass', '', [])
    recordOccurrences(desk.db, 2)
    recordOccurrences(desk.db, 2)
    await desk.ask('finding.withdraw', { finding: ref, reason: 'Raised in error.' })

    expect((await detail(ref)).occurrences.map(({ status }) => status)).toEqual(['new', 'not-observed'])
  })

  test('shows what came back after it was gone', async () => {
    const { ref } = await raise(desk)
    nextMonth('fail', '', ['l.brandt'])
    const period = desk.db.run("insert into period (label) values ('2026-03')").id
    desk.db.run('update check_result set period_id = :period where period_id = 1', { period })
    desk.db.run('update check_result set period_id = 1 where period_id = 2 and control <> :control', {
      control: 'MFA-01'
    })

    expect((await detail(ref)).items.map(({ state }) => state)).toEqual(['back', 'there'])
  })
})

test('what the client sent is evidence of the finding and of no test', async () => {
  const { ref } = await raise(desk)
  await received(desk, ref, 'Ticket export')
  const upload = await desk.send('reply.eml', 'From: t.braun')
  await desk.ask('finding.attach', { finding: ref, title: 'Reply', upload, mime: 'message/rfc822' })
  const empty = await desk.send('empty.eml', '')
  await refused(desk, 'finding.attach', { finding: ref, title: 'Empty', upload: empty, mime: '' }, /is empty/)

  expect((await detail(ref)).evidence.map(({ title, purpose }) => [title, purpose])).toEqual([
    ['Ticket export', 'Received'],
    ['Reply', 'Received']
  ])
  expect((await desk.ask('test.show', { control: 'MFA-01', account })).evidence).toEqual([])
})
