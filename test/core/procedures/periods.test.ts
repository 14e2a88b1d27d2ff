import { describe, expect, it } from 'vitest'

import type { Writer } from '../../../src/core/store/database.ts'
import { credentialReport, sitDown, wrapped, type Desk } from './desk.ts'
import { account, raise, receive, refused, withExceptions } from './follow-up.ts'

const february = '2026-02-28T06:00:00+00:00'

async function nextMonth(desk: Desk, period = '2026-02'): Promise<void> {
  await desk.ask('period.roll-forward', { period, reason: 'The client asked for the next month early.' })
}

/** The state alone, where a test is not about the gate. */
function set(db: Writer, state: 'review' | 'issued' | 'locked'): void {
  db.run(
    "update period set state = :state, report_date = '2026-02-02T09:00:00.000Z' where label = '2026-01'",
    { state }
  )
}

describe('rolling forward', () => {
  it('begins a month without facts, conclusions or sources and keeps those of the month before', async () => {
    const desk = await withExceptions()
    await desk.ask('conclusion.record', {
      control: 'MFA-01',
      accounts: [account],
      conclusion: 'exception',
      reason: 'Two users have no MFA device.',
      steps: []
    })
    await desk.ask('parameter.set', { name: 'maxAccessKeyAgeDays', value: 60 })
    await desk.ask('period.caller', { caller: 'AuditReadOnly' })
    const before = desk.db.all('select * from check_result where period_id = 1 order by id')

    await nextMonth(desk)

    const view = await desk.ask('engagement.show', {})
    expect(view).toMatchObject({
      period: '2026-02',
      sources: 0,
      concluded: 0,
      principals: 0,
      agreedCaller: 'AuditReadOnly'
    })
    expect(view.accounts.map(({ id }) => id)).toEqual([account])
    expect(desk.db.get('select count(*) as n from credential')).toEqual({ n: 0 })
    expect(desk.db.all('select * from check_result where period_id = 1 order by id')).toEqual(before)
    expect(desk.db.get('select count(*) as n from conclusion where period_id = 1')).toEqual({ n: 1 })
    expect(desk.db.get('select count(*) as n from source')).toEqual({ n: 1 })
    expect(
      (await desk.ask('parameter.list', {})).find(({ name }) => name === 'maxAccessKeyAgeDays')?.value
    ).toBe(60)
    expect(await desk.ask('source.list', {})).toEqual([])
    expect((await desk.ask('engagement.verify', {})).ok).toBe(true)
  })

  it('shows how a test stood in the months before', async () => {
    const desk = await withExceptions()
    await desk.ask('conclusion.record', {
      control: 'MFA-01',
      accounts: [account],
      conclusion: 'exception',
      reason: 'Two users have no MFA device.',
      steps: []
    })
    const { ref } = await raise(desk)

    await nextMonth(desk)

    expect(await desk.ask('test.earlier', { control: 'MFA-01', account })).toEqual([
      {
        period: '2026-01',
        account,
        outcome: 'fail',
        population: 2,
        exceptions: 2,
        conclusion: 'exception',
        reason: 'Two users have no MFA device.',
        concludedBy: 'M. Okafor',
        findings: [ref]
      }
    ])
    const january = await desk.ask('period.show', { period: '2026-01' })
    expect(january.period).toMatchObject({ isOpen: false, concluded: 1, findings: 1, prior: null })
    expect(january.tests.find(({ control }) => control === 'MFA-01')).toMatchObject({
      conclusion: 'exception'
    })
    expect(january.findings).toMatchObject([{ ref, status: 'new', exceptions: 2 }])
  })

  it('imports the same file again as a source of the new month', async () => {
    const desk = await withExceptions()
    const report = { 'r.json': wrapped(credentialReport(account, { a: { mfa: true } }), february) }
    await nextMonth(desk)

    await desk.receive(report)

    expect((await desk.ask('source.list', {})).map(({ ref }) => ref)).toEqual(['SF-002'])
    expect(desk.db.get('select count(*) as n from check_result where period_id = 2')).not.toEqual({ n: 0 })
  })

  it('refuses a month that is not after the open one, and an unfinished one without a reason', async () => {
    const desk = await withExceptions()

    await refused(
      desk,
      'period.roll-forward',
      { period: '2026-01', reason: 'Again.' },
      /2026-01 is not after 2026-01. The next month is 2026-02/
    )
    await refused(desk, 'period.roll-forward', { period: '2025-12', reason: 'Back.' }, /not after/)
    await refused(desk, 'period.roll-forward', { period: '2026-02', reason: '' }, /still "fieldwork"/)
  })

  it('leaves sources of an earlier month alone', async () => {
    const desk = await withExceptions()
    await nextMonth(desk)

    await refused(
      desk,
      'source.decide',
      { sources: [1], decision: 'rejected', reason: 'Too old.' },
      /SF-001 is of 2026-01, which is over/
    )
    await refused(desk, 'source.assign', { source: 1, account }, /which is over/)
  })
})

describe('a locked period', () => {
  it('refuses writes at the door and in the file', async () => {
    const desk = await withExceptions()
    set(desk.db, 'locked')

    await refused(desk, 'period.date', { asOf: null }, /2026-01 is locked. Add an addendum/)
    for (const sql of [
      "insert into conclusion (period_id, control, account_id, conclusion, reason, steps, bulk, concluded_by, concluded_at) values (1, 'A-01', '1', 'effective', '', '[]', 0, '', '')",
      'delete from check_result where period_id = 1',
      'update source set assigned_account = null where period_id = 1',
      'delete from check_exception',
      "insert into disposition (period_id, fingerprint, kind, rationale, decided_by, decided_at) values (1, 'f', 'open', '', '', '')",
      "update period set state = 'fieldwork' where id = 1"
    ])
      expect(() => desk.db.run(sql), sql).toThrow(/a locked period never changes/)
  })

  it('is followed by the next month, and takes addenda that another person reviews', async () => {
    const desk = await withExceptions()
    await refused(
      desk,
      'addendum.add',
      { period: '2026-01', reason: 'Late.', text: 'A letter came.', upload: null, mime: '' },
      /2026-01 is not locked/
    )
    set(desk.db, 'locked')
    await desk.ask('period.roll-forward', { period: '2026-02', reason: '' })

    const upload = await desk.send('letter.txt', 'We found one more key.')
    const addendum = await desk.ask('addendum.add', {
      period: '2026-01',
      reason: 'A letter came after the lock.',
      text: 'One more key was in use.',
      upload,
      mime: 'text/plain'
    })

    expect(addendum).toMatchObject({
      ref: 'AD-001',
      preparedBy: 'M. Okafor',
      evidence: 'E-0001',
      reviewedBy: null
    })
    await refused(desk, 'addendum.review', { addendum: 'AD-001' }, /single auditor/)
    desk.db.run("update engagement set separation = 'strict'")
    await refused(desk, 'addendum.review', { addendum: 'AD-001' }, /nobody reviews their own work/)
    const [, january] = await desk.ask('period.list', {})
    expect(january).toMatchObject({
      lockBy: '2026-02-16',
      keepUntil: '2033-02-02',
      addenda: [{ ref: 'AD-001' }]
    })
  })

  it('keeps evidence that backs its tests', async () => {
    const desk = await withExceptions()
    const { id } = await desk.ask('evidence.note', {
      control: 'MFA-01',
      accounts: [account],
      title: 'Call',
      text: 'They said so.'
    })
    set(desk.db, 'locked')
    await desk.ask('period.roll-forward', { period: '2026-02', reason: '' })

    await refused(
      desk,
      'evidence.withdraw',
      { evidence: id, reason: 'Wrong.' },
      /backs tests of 2026-01, which is locked/
    )
  })

  it('is not read again by a later workbench', async () => {
    const desk = await withExceptions()
    set(desk.db, 'locked')
    desk.db.run('update engagement set facts_version = 0')
    const before = desk.db.all('select * from check_result')

    desk.reopen()

    expect(desk.db.all('select * from check_result')).toEqual(before)
  })
})

describe('closing out', () => {
  it('refuses what does not follow', async () => {
    const desk = await withExceptions()

    await refused(desk, 'period.issue', {}, /2026-01 is still in fieldwork: give it to review first/)
    await refused(desk, 'period.lock', { period: '2026-01' }, /not issued yet/)
    await refused(desk, 'period.reopen', { reason: 'Why not.' }, /in fieldwork already/)
    await refused(desk, 'period.submit', {}, /The close-out gate is open at/)
  })
})

describe('comparing months', () => {
  async function compared(desk: Desk) {
    return desk.ask('period.compare', { from: '2026-01', to: '2026-02' })
  }

  it('tells new, recurring and resolved exceptions apart', async () => {
    const desk = await withExceptions()
    await nextMonth(desk)
    await receive(
      desk,
      { 'j.hartmann': { mfa: false }, 'l.brandt': { mfa: true }, 'n.new': { mfa: false } },
      february
    )

    const { changes, metrics } = await compared(desk)

    const mfa = changes.filter(({ control }) => control === 'MFA-01')
    expect(
      mfa.map(({ change, direction, resource }) => [change, direction, resource.split('/').at(-1)])
    ).toEqual([
      ['new', 'worse', 'n.new'],
      ['resolved', 'better', 'l.brandt']
    ])
    expect(changes.find(({ of, change }) => of === 'user' && change === 'added')).toMatchObject({
      resource: `arn:aws:iam::${account}:user/n.new`,
      direction: 'neutral'
    })
    expect(metrics.find(({ name }) => name === 'Users')).toEqual({
      name: 'Users',
      from: 2,
      to: 3,
      direction: 'neutral'
    })
  })

  it('cannot tell where a month did not test', async () => {
    const desk = await withExceptions()
    await nextMonth(desk)

    const { changes, limits } = await compared(desk)

    const mfa = changes.filter(({ control }) => control === 'MFA-01')
    expect(mfa.map(({ change }) => change)).toEqual(['cannot-tell', 'cannot-tell'])
    expect(changes.filter(({ change }) => change === 'resolved' || change === 'removed')).toEqual([])
    expect(limits.some((limit) => limit.includes('The files of 2026-02 do not name every member'))).toBe(true)
  })

  it('names thresholds that changed', async () => {
    const desk = await withExceptions()
    await nextMonth(desk)
    await desk.ask('parameter.set', { name: 'maxAccessKeyAgeDays', value: 60 })

    const { changes } = await compared(desk)

    expect(changes.filter(({ of }) => of === 'rule')).toMatchObject([
      { change: 'changed', before: '90', after: '60' }
    ])
  })

  it('refuses months out of order', async () => {
    const desk = sitDown()
    await nextMonth(desk)

    await expect(desk.ask('period.compare', { from: '2026-02', to: '2026-01' })).rejects.toThrow(
      /is not before/
    )
    await expect(desk.ask('period.compare', { from: '2026-01', to: '2026-03' })).rejects.toThrow(
      /no period 2026-03/
    )
  })

  it('shows all months in a row', async () => {
    const desk = await withExceptions()
    await raise(desk)
    await nextMonth(desk)
    await receive(desk, { 'j.hartmann': { mfa: true }, 'l.brandt': { mfa: true } }, february)

    const { months } = await desk.ask('trend.show', {})

    expect(months.map(({ period, openFindings }) => [period, openFindings])).toEqual([
      ['2026-01', 1],
      ['2026-02', 1]
    ])
    const total = (month: (typeof months)[number] | undefined): number =>
      Object.values(month?.exceptions ?? {}).reduce((sum, n) => sum + n, 0)
    expect(total(months[0])).toBeGreaterThan(total(months[1]))
  })
})
