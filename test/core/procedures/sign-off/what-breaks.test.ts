import { beforeEach, describe, expect, test } from 'vitest'

import { account, acceptSources, conclude, sitDownTogether, type Period } from './period.ts'

const mfa = `MFA-01/${account}`
let desk: Period

beforeEach(async () => {
  desk = await sitDownTogether()
  await acceptSources(desk)
})

function sign(role: 'preparer' | 'reviewer', ref = mfa): Promise<unknown> {
  return desk.ask('sign-off.sign', { scope: 'test', refs: [ref], role, meaning: '' })
}

async function standing(ref = mfa): Promise<readonly string[]> {
  const signOffs = await desk.ask('sign-off.list', { scope: 'test', ref })
  return signOffs.map(({ role, state }) => `${role} ${state}`)
}

function dispose(kind: 'immaterial' | 'false-positive', rationale: string): Promise<unknown> {
  const exceptions = desk.db
    .all<{ fingerprint: string }>(
      "select e.fingerprint from check_exception e join check_result r on r.id = e.result_id where r.control = 'MFA-01'"
    )
    .map(({ fingerprint }) => fingerprint)
  return desk.ask('disposition.decide', { control: 'MFA-01', account, kind, rationale, exceptions })
}

/** MFA-01 with its exception, concluded, disposed of and signed by both. */
async function reviewed(): Promise<void> {
  await conclude(desk, 'MFA-01', 'exception', 'One user has no device.')
  await dispose('immaterial', 'The user leaves this month.')
  await sign('preparer')
  await desk.as('reviewer')
  await sign('reviewer')
  await desk.as('preparer')
}

async function drawSample(): Promise<string> {
  await desk.ask('sample.draw', {
    control: 'MFA-01',
    query: { kind: 'users', search: '', filters: [], sort: null },
    keys: null,
    method: 'random',
    size: 1,
    seed: '0012e5',
    basis: 'A monthly control: one.'
  })
  const { items } = await desk.ask('sample.show', { ref: 'S-001' })
  return items[0]?.key ?? ''
}

describe('whoever had a part in a test does not review it', () => {
  test.each([
    ['disposed of its exceptions', () => dispose('immaterial', 'The user leaves this month.')],
    [
      'attached evidence to it',
      () =>
        desk.ask('evidence.note', { control: 'MFA-01', accounts: [account], title: 'Call', text: 'Seen.' })
    ],
    [
      'drew and marked its sample',
      async () => {
        const item = await drawSample()
        await desk.ask('sample.attributes', { ref: 'S-001', texts: ['The ticket was approved.'] })
        await desk.ask('sample.tick', {
          ref: 'S-001',
          items: [item],
          code: 'A',
          mark: 'pass',
          note: '',
          evidence: []
        })
      }
    ]
  ])('also where they only %s', async (part, work) => {
    await conclude(desk, 'MFA-01', 'exception', 'One user has no device.')
    if (!part.startsWith('disposed')) await dispose('immaterial', 'The user leaves this month.')
    await desk.as('reviewer')
    await work()
    await desk.as('preparer')
    await sign('preparer')

    await desk.as('reviewer')
    await expect(sign('reviewer')).rejects.toThrow('S. Lindqvist had a part in')
    await desk.as('other')
    await sign('reviewer')

    expect(await standing()).toEqual(['preparer valid', 'reviewer valid'])
  })
})

describe('a sample', () => {
  test('of which nobody said what is looked at keeps its test from being signed', async () => {
    await conclude(desk, 'MFA-01', 'exception', 'One user has no device.')
    await dispose('immaterial', 'The user leaves this month.')
    await drawSample()

    await expect(sign('preparer')).rejects.toThrow(/items of S-001 have no mark yet/)
  })
})

describe('what was signed by both', () => {
  beforeEach(reviewed)

  test('is stale for both where an exception is judged otherwise', async () => {
    await dispose('false-positive', 'The export shows an old state.')

    expect(await standing()).toEqual(['preparer stale', 'reviewer stale'])
  })

  test('is stale for both where a sample is drawn or a mark is set', async () => {
    await drawSample()

    expect(await standing()).toEqual(['preparer stale', 'reviewer stale'])
  })

  test('stands where a review note is raised on it, which stands in the way of the close-out alone', async () => {
    await desk.as('other')
    await desk.ask('review-note.raise', {
      target: 'test',
      ref: mfa,
      class: 'must-fix',
      text: 'Name the ticket.',
      assignedTo: '',
      pointsForward: false
    })

    expect(await standing()).toEqual(['preparer valid', 'reviewer valid'])
    const { rules } = await desk.ask('gate.show', {})
    expect(rules.find(({ code }) => code === 'E8')?.count).toBe(1)
  })

  test('is taken back with a reason before the work goes on', async () => {
    const [first] = await desk.ask('sign-off.list', { scope: 'test', ref: mfa })
    await expect(
      desk.ask('sign-off.withdraw', { signOff: first?.id ?? 0, reason: '' })
    ).rejects.toMatchObject({
      code: 'input-invalid'
    })
    await desk.ask('sign-off.withdraw', { signOff: first?.id ?? 0, reason: 'The ticket was wrong.' })

    expect(await standing()).toEqual(['preparer withdrawn', 'reviewer withdrawn'])
    expect(
      desk.db.all("select payload ->> 'reason' as reason from audit_event where action = 'sign-off.withdraw'")
    ).toHaveLength(2)
  })
})

test('a signed test stands where the client answers a finding over it', async () => {
  await desk.ask('finding.raise', {
    control: 'MFA-01',
    accounts: [account],
    title: 'A user without MFA',
    condition: 'One user has no MFA device.',
    criteria: 'Every console user has one.',
    cause: 'Onboarding does not ask for it.',
    effect: 'A stolen password is enough.',
    recommendation: 'Enforce MFA.'
  })
  await conclude(desk, 'MFA-01', 'exception', 'One user has no device.')
  await sign('preparer')
  await desk.as('reviewer')
  const { remediation } = await desk.ask('finding.issue', { finding: 'F-2026-001' })
  await sign('reviewer')

  const { id } = await desk.ask('finding.note', { finding: 'F-2026-001', title: 'Call', text: 'They agree.' })
  await desk.ask('remediation.respond', {
    remediation,
    position: 'agree',
    response: 'We will.',
    action: '',
    owner: 'T. Braun',
    ownerEmail: '',
    responder: 'T. Braun',
    responderTitle: 'CISO',
    evidence: id
  })

  expect(await standing()).toEqual(['preparer valid', 'reviewer valid'])
})
