import { beforeEach, describe, expect, test } from 'vitest'

import { credentialReport, sitDown, type Desk } from './desk.ts'

const account = '111122223333'
const other = '444455556666'
let desk: Desk

beforeEach(async () => {
  desk = sitDown()
  await desk.receive({
    'a.csv': credentialReport(account, { 'j.hartmann': { mfa: false }, 'a.kowalski': { mfa: true } }),
    'b.csv': credentialReport(other, { terraform: { mfa: true } })
  })
})

function conclude(
  control: string,
  conclusion: 'effective' | 'exception' | 'observation' | 'not-applicable' | 'inconclusive',
  reason = ''
) {
  return desk.ask('conclusion.record', { control, accounts: [account], conclusion, reason, steps: [] })
}

describe('a conclusion', () => {
  test('stands beside the automated outcome and keeps what it relied on', async () => {
    await conclude('MFA-01', 'exception', 'One console user has no MFA device.')

    const { conclusions } = await desk.ask('test.show', { control: 'MFA-01', account })
    expect(conclusions).toMatchObject([
      {
        conclusion: 'exception',
        concludedBy: 'M. Okafor',
        reliedOutcome: 'fail',
        resultChanged: false,
        bulk: false
      }
    ])
  })

  test('needs no reason where it is effective and the check passed', async () => {
    await conclude('ROOT-01', 'effective')

    expect((await desk.ask('checklist.show', { account })).concluded).toBe(1)
  })

  test.each([
    ['differs from the automated outcome', 'MFA-01', 'effective'],
    ['is an exception', 'MFA-01', 'exception'],
    ['is not applicable', 'ROOT-01', 'not-applicable'],
    ['is inconclusive', 'ROOT-01', 'inconclusive'],
    ['is about a manual step', 'ROOT-08', 'inconclusive']
  ] as const)('is refused without a reason where it %s', async (_, control, conclusion) => {
    await expect(conclude(control, conclusion)).rejects.toThrow(/write the reason/)
  })

  test('on a manual step rests on evidence', async () => {
    await expect(conclude('ROOT-08', 'effective', 'The custody log was inspected.')).rejects.toThrow(
      /attach what shows it/
    )

    await desk.ask('evidence.note', {
      control: 'ROOT-08',
      accounts: [account],
      title: 'Inquiry',
      text: 'Spoke with T. Braun on 19 January.'
    })
    await conclude('ROOT-08', 'effective', 'The custody log was inspected.')

    expect((await desk.ask('test.show', { control: 'ROOT-08', account })).conclusions).toHaveLength(1)
  })

  test('for several accounts leaves a record for each and says so', async () => {
    await desk.ask('conclusion.record', {
      control: 'ROOT-01',
      accounts: [account, other],
      conclusion: 'effective',
      reason: '',
      steps: [1, 0, 1]
    })

    const { conclusions } = await desk.ask('test.show', { control: 'ROOT-01', account: null })
    expect(conclusions.map(({ account, bulk, steps }) => ({ account, bulk, steps }))).toEqual([
      { account, bulk: true, steps: [0, 1] },
      { account: other, bulk: true, steps: [0, 1] }
    ])
  })

  test('is all or nothing over several accounts', async () => {
    await expect(
      desk.ask('conclusion.record', {
        control: 'MFA-01',
        accounts: [other, account],
        conclusion: 'effective',
        reason: '',
        steps: []
      })
    ).rejects.toThrow(/write the reason/)

    expect((await desk.ask('test.show', { control: 'MFA-01', account: null })).conclusions).toEqual([])
  })

  test('is cleared with an event that keeps what stood before', async () => {
    await conclude('ROOT-01', 'effective')

    await desk.ask('conclusion.clear', { control: 'ROOT-01', accounts: [account] })

    expect((await desk.ask('test.show', { control: 'ROOT-01', account })).conclusions).toEqual([])
    const payload = desk.db.get<{ payload: string }>(
      "select payload from audit_event where action = 'conclusion.clear'"
    )?.payload
    expect(JSON.parse(payload ?? '{}')).toEqual({
      before: { conclusion: 'effective', reason: '' },
      after: null
    })
  })

  test.each([
    ['a control that is not in the catalogue', 'XYZ-99', account, 'There is no control XYZ-99.'],
    [
      'an account that is not in the period',
      'ROOT-01',
      '999999999999',
      'ROOT-01 is not tested for account 999999999999'
    ]
  ])('is refused for %s', async (_, control, named, sentence) => {
    await expect(
      desk.ask('conclusion.record', {
        control,
        accounts: [named],
        conclusion: 'effective',
        reason: 'A reason in words.',
        steps: []
      })
    ).rejects.toThrow(sentence)
  })
})

describe('evidence', () => {
  test('is kept under its hash with a reference that is never reused', async () => {
    const first = await desk.ask('evidence.note', {
      control: 'MFA-01',
      accounts: [account],
      title: 'Inquiry',
      text: 'As said.'
    })
    const second = await desk.ask('evidence.note', {
      control: 'MFA-01',
      accounts: [account],
      title: 'Inquiry',
      text: 'As said again.'
    })

    expect([first.ref, second.ref]).toEqual(['E-0001', 'E-0002'])
    expect(first.sha256).toMatch(/^[0-9a-f]{64}$/)
    expect((await desk.ask('engagement.verify', {})).ok).toBe(true)
  })

  test('of a picture is told by its type', async () => {
    const bytes = new Uint8Array([0x89, 0x50, 0x4e, 0x47])
    const upload = await desk.send('C:\\shots\\console.png', bytes)

    const evidence = await desk.ask('evidence.attach', {
      control: 'MFA-01',
      accounts: [account],
      title: 'Console',
      upload,
      mime: 'image/png'
    })

    expect(evidence).toMatchObject({
      type: 'image',
      fileName: 'console.png',
      links: [{ control: 'MFA-01', account, locator: '' }]
    })
  })

  test('is withdrawn with a reason, stays readable, and no longer counts', async () => {
    const { id } = await desk.ask('evidence.note', {
      control: 'ROOT-08',
      accounts: [account],
      title: 'Inquiry',
      text: 'As said.'
    })

    await desk.ask('evidence.withdraw', { evidence: id, reason: 'Wrong account.' })

    const { evidence } = await desk.ask('test.show', { control: 'ROOT-08', account })
    expect(evidence).toMatchObject([{ id, withdrawn: true }])
    expect(Buffer.from((await desk.ask('file.read', { of: 'evidence', id })).bytes).toString()).toBe(
      'As said.'
    )
    await expect(conclude('ROOT-08', 'effective', 'The custody log was inspected.')).rejects.toThrow(
      /attach what shows it/
    )
    await expect(desk.ask('evidence.withdraw', { evidence: id, reason: 'Again.' })).rejects.toThrow(
      'withdrawn already'
    )
  })

  test('cannot be deleted or changed', async () => {
    await desk.ask('evidence.note', {
      control: 'MFA-01',
      accounts: [account],
      title: 'Inquiry',
      text: 'As said.'
    })

    expect(() => desk.db.execute('delete from evidence')).toThrow('never deleted')
    expect(() => desk.db.execute("update evidence set title = 'Other'")).toThrow('never changes')
  })
})

describe('a finding', () => {
  test('takes its counts from the results and a reference of the period', async () => {
    const finding = await desk.ask('finding.raise', {
      control: 'MFA-01',
      accounts: [account],
      title: 'Console users without MFA',
      condition: 'j.hartmann has no MFA device.',
      criteria: 'Every console user has an MFA device.',
      cause: '',
      effect: 'A stolen password is enough.',
      recommendation: 'Register a device.'
    })

    expect(finding).toMatchObject({
      ref: 'F-2026-001',
      exceptions: 1,
      population: 2,
      accounts: [account],
      severity: 'high'
    })
  })
})

describe('a threshold', () => {
  test('changes results when it is set, within its bounds only', async () => {
    const before = (await desk.ask('result.list', {})).results.find(
      ({ catalogue }) => catalogue[0] === 'ROOT-04'
    )

    await desk.ask('parameter.set', { name: 'rootUseDays', value: 3650 })

    const after = (await desk.ask('result.list', {})).results.find(
      ({ catalogue }) => catalogue[0] === 'ROOT-04'
    )
    expect([before?.outcome, after?.outcome]).toEqual(['pass', 'fail'])
    await expect(desk.ask('parameter.set', { name: 'rootUseDays', value: 0 })).rejects.toThrow(
      'takes 1 to 3650 days, not 0'
    )
  })
})

describe('the population', () => {
  test('is paged with each member’s status, values and source line', async () => {
    const page = await desk.ask('population.page', {
      control: 'MFA-01',
      account,
      show: 'exceptions',
      offset: 0,
      limit: 10
    })

    expect(page).toMatchObject({ matching: 1, population: 2, exceptions: 1 })
    expect(page.members[0]).toMatchObject({
      resource: `arn:aws:iam::${account}:user/j.hartmann`,
      sourceName: 'a.csv',
      line: 3
    })
    expect(page.members[0]?.values).toHaveLength(page.columns.length)
  })

  test('leads from its line to the text of the file', async () => {
    const excerpt = await desk.ask('source.excerpt', { source: 1, line: 3, path: null })

    expect(excerpt.lines[excerpt.line - excerpt.firstLine]).toContain('j.hartmann')
  })
})

describe('the overview', () => {
  test('adds up: the matrix, the topics and the figures count the same exceptions', async () => {
    const overview = await desk.ask('overview.show', {})
    const inMatrix = overview.rows
      .flatMap(({ cells }) => cells)
      .reduce((sum, { exceptions }) => sum + exceptions, 0)
    const inTopics = overview.byTopic
      .flatMap(({ bySeverity }) => Object.values(bySeverity))
      .reduce((sum, n) => sum + n, 0)

    expect(inMatrix).toBe(overview.exceptions)
    expect(inTopics).toBe(overview.exceptions)
    expect(overview.rows.reduce((sum, { tests }) => sum + tests, 0)).toBe(overview.tests)
  })
})
