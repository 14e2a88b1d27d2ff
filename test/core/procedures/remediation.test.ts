import { beforeEach, describe, expect, test } from 'vitest'

import type { Desk } from './desk.ts'
import {
  account,
  claim,
  finish,
  implemented,
  issued,
  plan,
  receive,
  received,
  refused,
  respond,
  stateOf,
  withExceptions,
  type FollowUp
} from './follow-up.ts'
import { passphrase, seat } from './people.ts'

let desk: Desk

beforeEach(async () => {
  desk = await withExceptions()
})

const detail = ({ finding }: FollowUp) => desk.ask('finding.show', { finding })

const retest = (
  { remediation }: FollowUp,
  result: 'passed' | 'failed' | 'partly',
  evidence: number[] = []
) => ({
  remediation,
  result,
  procedure: 'Read the credential report of the day.',
  evidence
})

describe('what the client says', () => {
  test('moves a remediation from response to plan, work and claim', async () => {
    const followUp = await issued(desk)
    expect(await detail(followUp)).toMatchObject({ stage: 'open' })
    await respond(followUp)
    expect(await detail(followUp)).toMatchObject({ stage: 'response', remediation: { owner: 'T. Braun' } })
    await plan(followUp)
    expect(await stateOf(followUp)).toBe('planned')
    await desk.ask('remediation.start', { remediation: followUp.remediation, comment: '' })
    expect(await stateOf(followUp)).toBe('in-progress')
    await finish(followUp)
    await claim(followUp)

    expect(await detail(followUp)).toMatchObject({
      stage: 'retest',
      claimedAt: '2026-02-01',
      remediation: { state: 'implemented', originalDue: '2026-03-31', dueState: null },
      milestones: [{ n: 1, doneAt: '2026-02-02' }]
    })
  })

  test('comes with the evidence it came in', async () => {
    const followUp = await issued(desk)
    await expect(respond({ ...followUp, evidence: 99 })).rejects.toThrow(/not in this engagement/)
    await desk.ask('evidence.withdraw', { evidence: followUp.evidence, reason: 'Another client.' })
    await expect(respond(followUp)).rejects.toThrow(/E-0001 was withdrawn and backs nothing/)
    await respond({ ...followUp, evidence: await received(desk, followUp.finding) })

    expect((await detail(followUp)).evidence).toMatchObject([
      { ref: 'E-0001', withdrawn: true },
      { ref: 'E-0002', purpose: 'Management response, Received' }
    ])
  })

  test('is written down, unless nothing came', async () => {
    const followUp = await issued(desk)
    await expect(respond(followUp, { response: '', action: '' })).rejects.toThrow(
      /"agrees" alone is no response/
    )
    await respond(followUp, { position: 'no-response', response: '', owner: '' })
    expect(await detail(followUp)).toMatchObject({ stage: 'open' })
  })

  test('may dispute a finding, and agree later', async () => {
    const followUp = await issued(desk)
    await respond(followUp, { position: 'disagree', owner: '' })
    expect(await detail(followUp)).toMatchObject({ stage: 'response', remediation: { state: 'disputed' } })
    await expect(plan(followUp)).rejects.toThrow(/Record a response that agrees first/)

    await respond(followUp)
    await plan(followUp)
    await respond(followUp, { position: 'disagree' })
    await respond(followUp)
    expect(await stateOf(followUp)).toBe('planned')
  })

  test('names an owner before there is a plan or a claim', async () => {
    const followUp = await issued(desk)
    await expect(plan(followUp)).rejects.toThrow(/has no owner yet/)
    await respond(followUp, { owner: '' })
    await expect(plan(followUp)).rejects.toThrow(/has no owner yet/)
    await expect(claim(followUp)).rejects.toThrow(/has no owner yet/)
  })
})

describe('a due date', () => {
  test('is a day to come, with milestones before it', async () => {
    const followUp = await issued(desk)
    await respond(followUp)
    await expect(plan(followUp, { due: '2026-02-30' })).rejects.toThrow(/is not a day/)
    await expect(plan(followUp, { due: '2026-02-01' })).rejects.toThrow(/2026-02-01 is past/)
    await expect(plan(followUp, { due: '2026-02-27' })).rejects.toThrow(/after the due date/)
    await expect(plan(followUp, { milestones: [] })).rejects.toThrow()
  })

  test('that was first stands; extensions are added with their reason', async () => {
    const followUp = await issued(desk)
    await respond(followUp)
    await plan(followUp)
    await expect(plan(followUp, { due: '2026-06-30' })).rejects.toThrow(/original due date stands/)
    const extend = {
      remediation: followUp.remediation,
      due: '2026-03-31',
      reason: 'The vendor is late.',
      requestedBy: 'T. Braun',
      evidence: followUp.evidence
    }
    await refused(desk, 'remediation.extend', extend, /an extension is to a later day/)
    await desk.ask('remediation.extend', { ...extend, due: '2026-05-31' })

    expect(await detail(followUp)).toMatchObject({
      remediation: { originalDue: '2026-03-31', due: '2026-05-31', dueState: { is: 'on-time', days: 118 } },
      dueDates: [
        { due: '2026-03-31', reason: '' },
        { due: '2026-05-31', reason: 'The vendor is late.' }
      ]
    })
    expect(() => desk.db.run("update remediation_due set due = '2027-01-01'")).toThrow(/never changed/)
  })

  test('is not extended over a milestone nobody speaks of', async () => {
    const followUp = await issued(desk)
    await respond(followUp)
    await plan(followUp)
    desk.db.run(
      "insert into milestone (remediation_id, n, text, original_date) values (1, 2, 'Owners named', '2026-02-01')"
    )
    const extend = {
      remediation: followUp.remediation,
      due: '2026-05-31',
      reason: 'Late.',
      requestedBy: 'T. Braun',
      evidence: followUp.evidence
    }
    await refused(desk, 'remediation.extend', extend, /Milestone 2 of R-2026-001 was for 2026-02-01/)
    const step = {
      remediation: followUp.remediation,
      milestone: 2,
      evidence: followUp.evidence,
      comment: 'Holidays.'
    }
    await refused(desk, 'milestone.revise', { ...step, date: '2026-02-01' }, /A new date is to come/)
    await desk.ask('milestone.revise', { ...step, date: '2026-03-15' })
    await desk.ask('remediation.extend', extend)

    expect((await detail(followUp)).milestones[1]).toMatchObject({
      originalDate: '2026-02-01',
      date: '2026-03-15',
      comment: 'Holidays.'
    })
  })

  test('is not passed by a milestone that moves', async () => {
    const followUp = await issued(await withExceptions())
    await respond(followUp)
    await plan(followUp)
    const step = {
      remediation: followUp.remediation,
      milestone: 1,
      evidence: followUp.evidence,
      comment: 'Late.'
    }

    await refused(
      followUp.desk,
      'milestone.revise',
      { ...step, date: '2026-04-01' },
      /R-2026-001 is due on 2026-03-31: extend it first, or choose a day before/
    )
    await followUp.desk.ask('milestone.revise', { ...step, date: '2026-03-31' })
  })

  test('counts as due soon 30 days before and as overdue the day after', async () => {
    const followUp = await issued(desk)
    await respond(followUp)
    await plan(followUp, { due: '2026-02-02', milestones: [{ text: 'Done', date: '2026-02-02' }] })
    expect(await detail(followUp)).toMatchObject({ remediation: { dueState: { is: 'due-soon', days: 0 } } })
  })
})

describe('a milestone', () => {
  test('is done once, on a day that came', async () => {
    const followUp = await issued(desk)
    await respond(followUp)
    await plan(followUp)
    const done = { remediation: followUp.remediation, milestone: 1, comment: '', evidence: followUp.evidence }
    await refused(desk, 'milestone.finish', { ...done, doneAt: '2026-02-03' }, /it is a day to come/)
    await refused(
      desk,
      'milestone.finish',
      { ...done, milestone: 4, doneAt: '2026-02-01' },
      /has no milestone 4/
    )
    await expect(claim(followUp)).rejects.toThrow(/Milestone 1 of R-2026-001 is not done/)
    await finish(followUp)
    await refused(desk, 'milestone.finish', { ...done, doneAt: '2026-02-01' }, /was done on 2026-02-02/)
    await claim(followUp)
    await refused(
      desk,
      'milestone.revise',
      { ...done, date: '2026-03-01', comment: 'x' },
      /Nobody works on R-2026-001 now/
    )
  })
})

describe('a claim', () => {
  test('is of a day that came, and can be taken back with a reason', async () => {
    const followUp = await issued(desk)
    await respond(followUp)
    await expect(claim(followUp, '2026-02-03')).rejects.toThrow(/a day to come/)
    await claim(followUp)
    await refused(
      desk,
      'remediation.start',
      { remediation: followUp.remediation, comment: '' },
      /say why the client takes it back/
    )
    await desk.ask('remediation.start', {
      remediation: followUp.remediation,
      comment: 'One user was missed.'
    })
    expect(await stateOf(followUp)).toBe('in-progress')
  })
})

describe('a retest', () => {
  const fixed = { 'j.hartmann': { mfa: true }, 'l.brandt': { mfa: true } }

  test('passes where all are gone from exports made after the fix, and closes', async () => {
    const followUp = await implemented(desk)
    await receive(desk, fixed, '2026-02-02T06:00:00+00:00')
    expect(await desk.ask('retest.propose', { remediation: followUp.remediation })).toMatchObject({
      proposal: 'close',
      sentence: 'All 2 are gone from a population that was tested whole.',
      sources: [{ account, date: '2026-02-02T06:00:00Z', origin: 'export' }]
    })
    expect(await desk.ask('retest.perform', retest(followUp, 'passed'))).toEqual({ retest: 'RT-2026-001' })

    expect(await detail(followUp)).toMatchObject({
      state: 'closed',
      remediation: { state: 'closed' },
      retests: [{ ref: 'RT-2026-001', result: 'passed', stillOpen: [], period: '2026-01' }]
    })
  })

  test('does not pass on exports made before the fix', async () => {
    const followUp = await implemented(desk)
    desk.db.run("update source set state = 'superseded'")
    await receive(desk, fixed, '2026-01-31T23:00:00+00:00')

    expect(await desk.ask('retest.propose', { remediation: followUp.remediation })).toMatchObject({
      proposal: 'cannot-tell'
    })
    await refused(
      desk,
      'retest.perform',
      retest(followUp, 'passed'),
      /of 2026-01-31, before the fix was reported for 2026-02-01/
    )
  })

  test('does not pass while an exception is there, and fails back to work', async () => {
    const followUp = await implemented(desk)
    await receive(desk, { ...fixed, 'l.brandt': { mfa: false } }, '2026-02-02T06:00:00+00:00')
    expect(await desk.ask('retest.propose', { remediation: followUp.remediation })).toMatchObject({
      proposal: 'still-open',
      sentence: '1 of 2 are still there.'
    })
    await refused(
      desk,
      'retest.perform',
      retest(followUp, 'passed'),
      /The retest cannot pass\. 1 of 2 are still there/
    )
    await desk.ask('retest.perform', retest(followUp, 'partly'))

    expect(await stateOf(followUp)).toBe('retest-failed')
    await refused(desk, 'retest.perform', retest(followUp, 'failed'), /reports it as done again/)
    await receive(
      desk,
      { 'j.hartmann': { mfa: false }, 'l.brandt': { mfa: true } },
      '2026-02-02T07:00:00+00:00'
    )
    expect(await desk.ask('retest.propose', { remediation: followUp.remediation })).toMatchObject({
      proposal: 'regressed',
      sentence: '1 of 2 came back after they were gone.'
    })
  })

  test.each(['not-tested', 'needs-review'])('cannot tell from a result that is %s', async (outcome) => {
    const followUp = await implemented(desk)
    desk.db.run(
      "delete from check_exception where result_id in (select id from check_result where control = 'MFA-01')"
    )
    desk.db.run(
      "update check_result set outcome = :outcome, reason = 'A page is missing.' where control = 'MFA-01'",
      { outcome }
    )

    expect(await desk.ask('retest.propose', { remediation: followUp.remediation })).toMatchObject({
      proposal: 'cannot-tell',
      sentence: '2 of 2 cannot be told: A page is missing.'
    })
    await refused(desk, 'retest.perform', retest(followUp, 'passed'), /The retest cannot pass/)
  })

  test('is not performed by who owns the fix, nor before it is reported', async () => {
    const followUp = await issued(desk)
    await refused(
      desk,
      'retest.perform',
      retest(followUp, 'passed'),
      /Record the response and the plan first/
    )
    await respond(followUp, { owner: 'm. OKAFOR ' })
    await claim(followUp)
    await refused(desk, 'retest.perform', retest(followUp, 'failed'), /M\. Okafor owns R-2026-001/)
  })

  test('of a manual step passes on evidence', async () => {
    const { ref } = await desk.ask('finding.raise', {
      control: 'ROOT-08',
      accounts: [account],
      title: 'Custody log',
      condition: 'None is kept.',
      criteria: 'One is kept.',
      cause: 'Nobody asked.',
      effect: 'Use is not seen.',
      recommendation: 'Keep one.'
    })
    await desk
      .ask('finding.rate', { finding: ref, severity: 'low', reason: 'One account.' })
      .catch(() => null)
    const { remediation } = await desk.ask('finding.issue', { finding: ref })
    const followUp = { desk, finding: ref, remediation, evidence: await received(desk, ref) }
    await respond(followUp)
    await claim(followUp)
    await refused(desk, 'retest.perform', retest(followUp, 'passed'), /a retest by hand passes on evidence/)
    await desk.ask('retest.perform', retest(followUp, 'passed', [followUp.evidence]))
    expect(await stateOf(followUp)).toBe('closed')
  })

  test('of what is severe is closed by a reviewer who did not perform it', async () => {
    const preparer = await seat(desk.db, 'P. Ahlers', 'preparer')
    const reviewer = await seat(desk.db, 'R. Vogt', 'reviewer')
    const partner = await seat(desk.db, 'S. Lindqvist', 'partner')
    await desk.ask('person.unlock', { person: reviewer, passphrase })
    const followUp = await implemented(desk)
    desk.db.run("update engagement set separation = 'strict'")
    await desk.ask('finding.rate', { finding: followUp.finding, severity: 'high', reason: 'Administrators.' })
    const close = { remediation: followUp.remediation, comment: '' }
    await refused(
      desk,
      'remediation.close',
      close,
      /closes on a retest that passed after the fix reported for 2026-02-01/
    )
    await receive(desk, fixed, '2026-02-02T06:00:00+00:00')
    await desk.ask('retest.perform', retest(followUp, 'passed'))

    expect(await detail(followUp)).toMatchObject({ state: 'issued', awaitsReview: true })
    await refused(desk, 'remediation.close', close, /R\. Vogt worked on it, so somebody else closes/)
    await desk.ask('person.unlock', { person: preparer, passphrase })
    await refused(desk, 'remediation.close', close, /A reviewer or partner closes a finding rated high/)
    await desk.ask('person.unlock', { person: partner, passphrase })
    await desk.ask('remediation.close', close)
    expect(await detail(followUp)).toMatchObject({ state: 'closed', awaitsReview: false })
  })

  test('counts for the claim it looked at alone', async () => {
    const followUp = await implemented(desk)
    await desk.ask('finding.rate', { finding: followUp.finding, severity: 'high', reason: 'Administrators.' })
    await receive(desk, fixed, '2026-02-02T06:00:00+00:00')
    await desk.ask('retest.perform', retest(followUp, 'passed'))
    await desk.ask('remediation.start', { remediation: followUp.remediation, comment: 'It was not.' })
    await claim(followUp, '2026-02-02')

    await refused(
      desk,
      'remediation.close',
      { remediation: followUp.remediation, comment: '' },
      /perform it first/
    )
  })
})

describe('what no longer applies', () => {
  test('is gone, and says so with evidence', async () => {
    const followUp = await issued(desk)
    const drop = { remediation: followUp.remediation, reason: 'Both left.', evidence: followUp.evidence }
    await refused(desk, 'remediation.drop', drop, /user\/j\.hartmann is still an exception in 111122223333/)
    await receive(desk, {}, '2026-02-02T06:00:00+00:00')
    await desk.ask('remediation.drop', drop)

    expect(await detail(followUp)).toMatchObject({
      state: 'closed',
      remediation: { state: 'no-longer-applicable' }
    })
  })
})
