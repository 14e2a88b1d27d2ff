import { beforeEach, describe, expect, test } from 'vitest'

import type { Input } from '../../../src/shared/contract.ts'
import type { PopulationPage, TestView } from '../../../src/shared/records/test.ts'
import type { Outcome } from '../../../src/shared/vocabulary.ts'
import { credentialReport, sitDown, type Desk } from './desk.ts'
import { account, elements, receive, refused, withExceptions } from './follow-up.ts'
import { passphrase, seat } from './people.ts'

const control = 'MFA-01'
const rationale = 'Both users sign in through the identity provider, which asks for a second factor.'
let desk: Desk

beforeEach(async () => {
  desk = await withExceptions()
})

function shown(): Promise<TestView> {
  return desk.ask('test.show', { control, account })
}

function page(show: 'exceptions' | 'all' = 'exceptions'): Promise<PopulationPage> {
  return desk.ask('population.page', { control, account, show, offset: 0, limit: 100 })
}

async function evidence(): Promise<number> {
  const { id } = await desk.ask('evidence.note', {
    control,
    accounts: [account],
    title: 'Inquiry',
    text: 'T. Braun showed the sign-in page of the identity provider.'
  })
  return id
}

function concluding(more: Partial<Input<'conclusion.record'>> = {}): Input<'conclusion.record'> {
  return {
    control,
    accounts: [account],
    conclusion: 'effective',
    reason: 'Every console user signs in with a second factor.',
    steps: [],
    ...more
  }
}

async function overridden(): Promise<void> {
  await desk.ask(
    'conclusion.record',
    concluding({ override: { reason: 'compensating-control', rationale, evidence: [await evidence()] } })
  )
}

describe('a conclusion better than its result', () => {
  test('is refused without an override, and without what an override has to hold', async () => {
    const piece = await evidence()
    await refused(
      desk,
      'conclusion.record',
      concluding(),
      /"Effective" over the automated outcome "Fail" is an override/
    )
    for (const [override, sentence] of [
      [{ reason: 'other', rationale: 'It is fine.', evidence: [piece] }, /at least 30 characters/],
      [{ reason: 'other', rationale, evidence: [] }, /at least one piece of evidence/],
      [{ reason: 'other', rationale, evidence: [999] }, /at least one piece of evidence/]
    ] as const)
      await refused(
        desk,
        'conclusion.record',
        concluding({ override: { ...override, evidence: [...override.evidence] } }),
        sentence
      )
    await refused(desk, 'conclusion.record', concluding({ conclusion: 'not-applicable' }), /is an override/)
  })

  test('does not rest on evidence that was withdrawn', async () => {
    const piece = await evidence()
    await desk.ask('evidence.withdraw', { evidence: piece, reason: 'Wrong page.' })

    await refused(
      desk,
      'conclusion.record',
      concluding({ override: { reason: 'other', rationale, evidence: [piece] } }),
      /at least one piece of evidence/
    )
  })

  test('keeps the original outcome and who said why', async () => {
    await overridden()

    const { conclusions, attention } = await shown()
    expect(conclusions[0]?.override).toEqual({
      ref: 'OV-001',
      outcome: 'fail',
      conclusion: 'effective',
      reason: 'compensating-control',
      rationale,
      evidence: ['E-0001'],
      author: 'M. Okafor',
      proposedAt: expect.stringMatching(/^2026-02-02T/) as string,
      approver: null,
      approvedAt: null,
      isSelfApproved: false
    })
    expect(attention).toMatchObject([{ flag: 'override-open', account }])
  })

  test('keeps its approved override when only the reason is written anew, and loses it with the conclusion', async () => {
    await overridden()
    await desk.ask('override.approve', { control, accounts: [account] })
    await desk.ask('conclusion.record', concluding({ reason: 'As shown by the identity provider.' }))
    expect((await shown()).conclusions[0]?.override).toMatchObject({ ref: 'OV-001', approver: 'M. Okafor' })

    await desk.ask(
      'conclusion.record',
      concluding({ conclusion: 'exception', reason: 'Two users have no MFA.' })
    )
    expect((await shown()).conclusions[0]?.override).toBeNull()
    await refused(desk, 'conclusion.record', concluding(), /is an override/)
  })

  test('loses its override when the result changed', async () => {
    await overridden()
    await desk.ask('override.approve', { control, accounts: [account] })
    await receive(
      desk,
      { 'j.hartmann': { mfa: false }, 'l.brandt': { mfa: false }, 'c.new': { mfa: false } },
      '2026-02-01T06:00:00+00:00'
    )

    expect((await shown()).attention.map(({ flag }) => flag)).toContain('result-changed')
    await refused(desk, 'conclusion.record', concluding(), /is an override/)
  })

  test('loses its override when the conclusion is cleared', async () => {
    await overridden()
    await desk.ask('conclusion.clear', { control, accounts: [account] })

    await refused(desk, 'override.approve', { control, accounts: [account] }, /has no override to approve/)
  })

  test('is not approved twice, over another result, or without its evidence', async () => {
    await overridden()
    await desk.ask('evidence.withdraw', { evidence: 1, reason: 'Wrong page.' })
    await refused(
      desk,
      'override.approve',
      { control, accounts: [account] },
      /evidence of OV-001 was withdrawn/
    )

    await overridden()
    await desk.ask('override.approve', { control, accounts: [account] })
    await refused(
      desk,
      'override.approve',
      { control, accounts: [account] },
      /OV-002 was approved by M\. Okafor already/
    )

    await desk.ask('conclusion.clear', { control, accounts: [account] })
    await overridden()
    await receive(
      desk,
      { 'j.hartmann': { mfa: true }, 'l.brandt': { mfa: false } },
      '2026-02-01T06:00:00+00:00'
    )
    await refused(desk, 'override.approve', { control, accounts: [account] }, /automated result changed/)
  })

  test('is approved by its author where nobody else works, and says so', async () => {
    await overridden()
    await desk.ask('override.approve', { control, accounts: [account] })

    const { conclusions, attention } = await shown()
    expect(conclusions[0]?.override).toMatchObject({ approver: 'M. Okafor', isSelfApproved: true })
    expect(attention).toEqual([])
  })

  test('is approved by somebody else who reviews, where the engagement keeps them apart', async () => {
    const ids = {
      okafor: await seat(desk.db, 'M. Okafor', 'preparer'),
      second: await seat(desk.db, 'I. Petrov', 'preparer'),
      reviewer: await seat(desk.db, 'R. Lind', 'reviewer')
    }
    const as = (person: number): Promise<null> => desk.ask('person.unlock', { person, passphrase })
    await as(ids.reviewer)
    await desk.ask('engagement.separation', { separation: 'strict' })
    await as(ids.okafor)
    await overridden()

    await refused(desk, 'override.approve', { control, accounts: [account] }, /somebody else approves it/)
    await as(ids.second)
    await refused(
      desk,
      'override.approve',
      { control, accounts: [account] },
      /A reviewer or partner approves/
    )
    await as(ids.reviewer)
    await desk.ask('override.approve', { control, accounts: [account] })

    expect((await shown()).conclusions[0]?.override).toMatchObject({
      approver: 'R. Lind',
      isSelfApproved: false
    })
  })

  test('cannot be deleted or edited in the file', async () => {
    await overridden()
    await desk.ask('override.approve', { control, accounts: [account] })

    expect(() => desk.db.run('delete from conclusion_override')).toThrow(/never deleted/)
    expect(() => desk.db.run(`update conclusion_override set approver = 'R. Lind'`)).toThrow(/never change/)
    expect(() => desk.db.run(`update conclusion_override set rationale = ''`)).toThrow(/never change/)
  })
})

describe('an exception', () => {
  function decide(more: Partial<Input<'disposition.decide'>> = {}): Promise<{ readonly judged: number }> {
    return desk.ask('disposition.decide', {
      control,
      account,
      kind: 'false-positive',
      rationale: 'A break-glass user under seal.',
      ...more
    })
  }

  test('is set aside with a reason, alone or with all that are left', async () => {
    const [first] = (await page()).members
    expect(await decide({ exceptions: [first?.fingerprint ?? ''] })).toEqual({ judged: 1 })
    expect(await page()).toMatchObject({
      exceptions: 2,
      judged: 1,
      members: [
        { disposition: { kind: 'false-positive', ref: null, by: 'M. Okafor' }, lastMonth: null },
        { disposition: null }
      ]
    })

    expect(await decide({ kind: 'immaterial', rationale: 'Two of 400 users.' })).toEqual({ judged: 1 })
    expect((await page()).judged).toBe(2)
    expect((await shown()).results[0]).toMatchObject({ exceptions: 2, judged: 2 })
  })

  test('has the same mark where the whole population is looked at', async () => {
    await decide()

    const { members } = await page('all')
    expect(members.map(({ disposition }) => disposition?.kind)).toEqual(['false-positive', 'false-positive'])
  })

  test('is not judged without a reason, twice as open, or where there is none', async () => {
    const [first] = (await page()).members
    const exceptions = [first?.fingerprint ?? '']
    const asked = { control, account, rationale: '' } as const
    await refused(
      desk,
      'disposition.decide',
      { ...asked, kind: 'immaterial' },
      /write the reason in a sentence/
    )
    await refused(desk, 'disposition.decide', { ...asked, exceptions, kind: 'open' }, /nothing to take back/)
    await refused(desk, 'disposition.decide', { ...asked, kind: 'finding' }, /name the finding/)
    await refused(desk, 'disposition.decide', { ...asked, kind: 'risk-accepted' }, /name the risk acceptance/)
    await refused(
      desk,
      'disposition.decide',
      { ...asked, exceptions: ['0'.repeat(64)], kind: 'immaterial', rationale: 'Not of weight.' },
      /has no exception 000000000000… now/
    )
    await decide()
    await refused(
      desk,
      'disposition.decide',
      { ...asked, kind: 'immaterial', rationale: 'Not of weight.' },
      /no exception that is left to judge/
    )
  })

  test('is judged by raising a finding over it, and open again when the finding is withdrawn', async () => {
    const { ref } = await desk.ask('finding.raise', { control, accounts: [account], ...elements })
    expect((await page()).members).toMatchObject([
      { disposition: { kind: 'finding', ref } },
      { disposition: { kind: 'finding', ref } }
    ])

    await desk.ask('finding.withdraw', { finding: ref, reason: 'Both users were removed.' })
    expect(await page()).toMatchObject({ judged: 0, members: [{ disposition: null }, { disposition: null }] })
  })

  test('that was set aside stays so when a finding is raised over the others', async () => {
    const [first] = (await page()).members
    await decide({ exceptions: [first?.fingerprint ?? ''] })
    await desk.ask('finding.raise', { control, accounts: [account], ...elements })

    expect((await page()).members.map(({ disposition }) => disposition?.kind)).toEqual([
      'false-positive',
      'finding'
    ])
  })

  test('is part only of a finding that covers it', async () => {
    const [first, second] = (await page()).members
    const { ref } = await desk.ask('finding.raise', {
      control,
      accounts: [account],
      ...elements,
      exceptions: [first?.fingerprint ?? '']
    })
    const asked = { control, account, kind: 'finding', ref, rationale: '' } as const

    await refused(
      desk,
      'disposition.decide',
      { ...asked, exceptions: [second?.fingerprint ?? ''] },
      /does not cover/
    )
    await refused(
      desk,
      'disposition.decide',
      { ...asked, control: 'ROOT-01' },
      /no exception that is left to judge/
    )
  })

  test('rests on an accepted risk only as long as the client accepts it', async () => {
    const { ref } = await desk.ask('finding.raise', { control, accounts: [account], ...elements })
    await desk.ask('finding.issue', { finding: ref })
    const piece = (await desk.ask('finding.note', { finding: ref, title: 'E-mail', text: 'Accepted.' })).id
    const { acceptance } = await desk.ask('risk-acceptance.record', {
      finding: ref,
      reason: 'Both users leave in March.',
      compensatingControls: '',
      residualSeverity: 'low',
      approver: 'T. Braun',
      approverTitle: 'Head of platform',
      approvedAt: '2026-02-01',
      validFrom: '2026-02-01',
      expiresAt: '2026-06-30',
      challenge: '',
      evidence: piece
    })
    const exceptions = (await page()).members.flatMap(({ fingerprint }) => fingerprint ?? [])
    const accept = {
      control,
      account,
      exceptions,
      kind: 'risk-accepted',
      ref: acceptance,
      rationale: ''
    } as const
    await desk.ask('disposition.decide', accept)
    await desk.ask(
      'conclusion.record',
      concluding({ conclusion: 'exception', reason: 'Two users, accepted.' })
    )
    expect((await page()).members[0]?.disposition).toMatchObject({ kind: 'risk-accepted', ref: acceptance })
    expect((await shown()).attention).toEqual([])

    await desk.ask('risk-acceptance.end', { acceptance, reason: 'The client withdrew it.' })
    expect((await shown()).attention).toMatchObject([{ flag: 'acceptance-lapsed' }])
    await refused(desk, 'disposition.decide', accept, /does not hold now/)
    await refused(
      desk,
      'disposition.decide',
      { ...accept, ref: 'RA-2026-099' },
      /no risk acceptance RA-2026-099/
    )
  })

  test('cannot lose its decisions in the file', async () => {
    await decide()

    expect(() => desk.db.run('delete from disposition')).toThrow(/kept/)
    expect(() => desk.db.run(`update disposition set kind = 'open'`)).toThrow(/never change/)
  })
})

describe('a second look is asked for', () => {
  async function flags(): Promise<readonly string[]> {
    return (await shown()).attention.map(({ flag }) => flag)
  }

  beforeEach(async () => {
    await desk.ask(
      'conclusion.record',
      concluding({ conclusion: 'exception', reason: 'Two users have no MFA.' })
    )
  })

  test('never where nothing happened since', async () => {
    expect(await flags()).toEqual([])
    const { sections } = await desk.ask('checklist.show', { account })
    expect(sections.flatMap(({ items }) => items).flatMap(({ attention }) => attention)).toEqual([])
  })

  test('when the export was replaced, and when the result is another', async () => {
    await receive(
      desk,
      { 'j.hartmann': { mfa: false }, 'l.brandt': { mfa: true } },
      '2026-02-01T06:00:00+00:00'
    )

    expect(await flags()).toEqual(['result-changed', 'source-superseded'])
    const { sections } = await desk.ask('checklist.show', { account })
    expect(
      sections.flatMap(({ items }) => items).find((item) => item.control === control)?.attention
    ).toEqual(['result-changed', 'source-superseded'])
  })

  test('when the export was rejected', async () => {
    await desk.ask('source.decide', {
      sources: [1],
      decision: 'rejected',
      reason: 'Not made by the agreed role.'
    })

    expect(await flags()).toEqual(['result-changed', 'source-rejected'])
  })

  test('when evidence was withdrawn after the conclusion', async () => {
    await desk.ask('evidence.withdraw', { evidence: await evidence(), reason: 'Wrong page.' })

    expect(await flags()).toEqual(['evidence-withdrawn'])
  })

  test('when a threshold of the check was changed', async () => {
    await desk.ask('conclusion.record', {
      control: 'KEY-01',
      accounts: [account],
      conclusion: 'observation',
      reason: 'Looked at by hand.',
      steps: []
    })
    await desk.ask('parameter.set', { name: 'maxAccessKeyAgeDays', value: 60 })

    const { sections } = await desk.ask('checklist.show', { account })
    const flagged = sections
      .flatMap(({ items }) => items)
      .filter(({ attention }) => attention.includes('threshold-changed'))
    expect(flagged.map((item) => item.control)).toEqual(['KEY-01'])
    expect(await flags()).toEqual([])
  })

  test('when the test changed after it was signed', async () => {
    await desk.ask('finding.raise', { control, accounts: [account], ...elements })
    await desk.ask('source.decide', { sources: [1], decision: 'accepted', reason: '' })
    await desk.ask('sign-off.sign', {
      scope: 'test',
      refs: [`${control}/${account}`],
      role: 'preparer',
      meaning: ''
    })
    expect(await flags()).toEqual([])

    await desk.ask(
      'conclusion.record',
      concluding({ conclusion: 'exception', reason: 'Written anew afterwards.' })
    )
    expect(await flags()).toEqual(['sign-off-stale'])
  })
})

describe('several tests at once', () => {
  const reason = 'The whole population was tested and nothing was found.'

  async function testsOf(wanted: Outcome): Promise<readonly string[]> {
    const { sections } = await desk.ask('checklist.show', { account })
    return sections
      .flatMap(({ items }) => items)
      .filter(({ outcome }) => outcome === wanted)
      .map((item) => `${item.control}/${account}`)
  }

  test('are concluded for one reason where their outcome is the same, and marked as bulk', async () => {
    const tests = [...(await testsOf('pass'))]
    await desk.ask('conclusion.record-many', { tests, conclusion: 'effective', reason })

    const [first = ''] = tests.map((ref) => ref.split('/')[0] ?? '')
    const { conclusions } = await desk.ask('test.show', { control: first, account })
    expect(conclusions).toMatchObject([{ conclusion: 'effective', reason, bulk: true }])
    expect((await desk.ask('checklist.show', { account })).concluded).toBe(tests.length)
  })

  test('that turn out to be one alone are not marked', async () => {
    await desk.ask('conclusion.record-many', {
      tests: [`ROOT-01/${account}`],
      conclusion: 'effective',
      reason
    })
    expect((await desk.ask('test.show', { control: 'ROOT-01', account })).conclusions).toMatchObject([
      { bulk: false }
    ])
  })

  test('are taken back together', async () => {
    const tests = [...(await testsOf('pass'))]
    await desk.ask('conclusion.record-many', { tests, conclusion: 'effective', reason })
    await desk.ask('conclusion.clear-many', { tests })

    expect((await desk.ask('checklist.show', { account })).concluded).toBe(0)
    expect(desk.db.get("select count(*) as n from audit_event where action = 'conclusion.clear'")).toEqual({
      n: tests.length
    })
  })

  test('say beforehand how each stands to it', async () => {
    await desk.ask('conclusion.record', {
      control: 'ROOT-02',
      accounts: [account],
      conclusion: 'effective',
      reason,
      steps: []
    })
    const candidates = await desk.ask('conclusion.candidates', {
      controls: ['MFA-01', 'ROOT-01', 'ROOT-02', 'ROOT-08'],
      account: null
    })
    expect(
      Object.fromEntries(
        candidates.map(({ control, automated, outcome, standing }) => [
          control,
          [automated, outcome, standing]
        ])
      )
    ).toEqual({
      'MFA-01': [true, 'fail', null],
      'ROOT-01': [true, 'pass', null],
      'ROOT-02': [true, 'pass', 'effective'],
      'ROOT-08': [false, null, null]
    })
  })

  test.each([
    [['MFA-01', 'ROOT-01'], /ROOT-01\/\d+ is not concluded with the others, because its outcome is "Pass"/],
    [
      ['ROOT-01', 'ROOT-08'],
      /ROOT-08\/\d+ is not concluded .* because a manual step is concluded on its own evidence/
    ],
    [['ROOT-08'], /same outcome/]
  ])('%s are refused, and nothing is recorded', async (controls, sentence) => {
    const tests = controls.map((one) => `${one}/${account}`)
    await refused(desk, 'conclusion.record-many', { tests, conclusion: 'exception', reason }, sentence)
  })

  test('are refused where it would be an override, where one is concluded already, and without a reason', async () => {
    const untested = [...(await testsOf('not-tested'))].slice(0, 2)
    await refused(
      desk,
      'conclusion.record-many',
      { tests: untested, conclusion: 'effective', reason },
      /is an override/
    )
    const passing = [...(await testsOf('pass'))].slice(0, 2)
    await refused(
      desk,
      'conclusion.record-many',
      { tests: passing, conclusion: 'effective', reason: '' },
      /what is concluded together is always explained/
    )
    await desk.ask('conclusion.record-many', { tests: passing, conclusion: 'effective', reason })
    await refused(
      desk,
      'conclusion.record-many',
      { tests: passing, conclusion: 'observation', reason },
      /it is concluded "Effective" already/
    )
  })
})

test('an override over all accounts is kept only where it is needed', async () => {
  const other = '444455556666'
  desk = sitDown()
  await desk.receive({
    'a.csv': credentialReport(account, { 'j.hartmann': { mfa: false } }),
    'b.csv': credentialReport(other, { terraform: { mfa: true } })
  })
  const { id } = await desk.ask('evidence.note', {
    control,
    accounts: [account, other],
    title: 'Inquiry',
    text: 'Shown on screen.'
  })
  await desk.ask(
    'conclusion.record',
    concluding({ accounts: [account, other], override: { reason: 'scope', rationale, evidence: [id] } })
  )

  const { conclusions } = await desk.ask('test.show', { control, account: null })
  expect(conclusions.map(({ override }) => override?.ref ?? null)).toEqual(['OV-001', null])
})
