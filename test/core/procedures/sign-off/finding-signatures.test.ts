import { beforeEach, describe, expect, test } from 'vitest'

import type { SignChain } from '../../../../src/shared/records/sign-off.ts'
import type { SignScope } from '../../../../src/shared/states/sign-off.ts'
import type { Desk } from '../desk.ts'
import {
  claim,
  finish,
  plan,
  raise,
  receive,
  received,
  refused,
  respond,
  withExceptions,
  type FollowUp
} from '../follow-up.ts'
import { passphrase, seat } from '../people.ts'

let desk: Desk
let ids: Record<'preparer' | 'reviewer' | 'partner', number>

beforeEach(async () => {
  desk = await withExceptions()
  ids = {
    preparer: await seat(desk.db, 'P. Ahlers', 'preparer'),
    reviewer: await seat(desk.db, 'R. Vogt', 'reviewer'),
    partner: await seat(desk.db, 'S. Lindqvist', 'partner')
  }
  desk.db.run("update engagement set separation = 'strict'")
  await as('preparer')
})

async function as(who: keyof typeof ids): Promise<void> {
  await desk.ask('person.unlock', { person: ids[who], passphrase })
}

/** Raised by the preparer, rated and issued by the reviewer. */
async function issued(): Promise<FollowUp> {
  await as('preparer')
  const { ref: finding } = await raise(desk)
  await as('reviewer')
  await desk.ask('finding.rate', { finding, severity: 'medium', reason: 'Two users of little power.' })
  const { remediation } = await desk.ask('finding.issue', { finding })
  await as('preparer')
  return { desk, finding, remediation, evidence: await received(desk, finding) }
}

async function chain(finding: string, scope: SignScope): Promise<SignChain> {
  const { chains } = await desk.ask('sign-off.finding', { finding })
  const found = chains.find((one) => one.scope === scope)
  if (!found) throw new Error(`No ${scope} to sign`)
  return found
}

async function stages(finding: string, scope: SignScope): Promise<readonly (readonly (string | null)[])[]> {
  return (await chain(finding, scope)).stages.map(({ role, signOff, refusal }) => [
    role,
    signOff?.name ?? null,
    signOff?.state ?? null,
    refusal
  ])
}

async function sign(scope: SignScope, ref: string, role: 'preparer' | 'reviewer'): Promise<void> {
  await desk.ask('sign-off.sign', { scope, refs: [ref], role, meaning: '' })
}

async function accepted({ finding, evidence }: FollowUp): Promise<string> {
  const { acceptance } = await desk.ask('risk-acceptance.record', {
    finding,
    reason: 'The users go in June.',
    compensatingControls: 'Logins from the office network only.',
    residualSeverity: 'low',
    approver: 'A. Ferrari',
    approverTitle: 'Head of IT',
    approvedAt: '2026-02-01',
    validFrom: '2026-02-01',
    expiresAt: '2026-06-30',
    challenge: '',
    evidence
  })
  return acceptance
}

describe('a finding', () => {
  test('is signed by who prepared it and by another who reviews; what is reworded shows as stale', async () => {
    const { finding } = await issued()
    await as('reviewer')
    expect(await stages(finding, 'finding')).toEqual([
      ['preparer', null, null, null],
      ['reviewer', null, null, expect.stringContaining('cannot be reviewed yet') as string]
    ])
    await as('preparer')
    await sign('finding', finding, 'preparer')
    expect(await stages(finding, 'finding')).toEqual([
      ['preparer', 'P. Ahlers', 'valid', expect.stringContaining('did not change since') as string],
      ['reviewer', null, null, 'A reviewer signs this; P. Ahlers is preparer.']
    ])
    await as('reviewer')
    await sign('finding', finding, 'reviewer')
    await desk.ask('finding.rate', { finding, severity: 'low', reason: 'One user of no power is left.' })

    const [prepared, reviewed] = (await chain(finding, 'finding')).stages
    expect([prepared?.signOff?.state, reviewed?.signOff?.state]).toEqual(['stale', 'stale'])
    const { changes } = await desk.ask('sign-off.changes', { signOff: reviewed?.signOff?.id ?? 0 })
    expect(changes).toEqual([{ what: 'Severity', before: 'medium', after: 'low' }])
  })

  test('shows nothing to sign while nobody is unlocked', async () => {
    const { finding } = await issued()
    await desk.ask('person.lock', {})
    expect((await chain(finding, 'finding')).stages.map(({ refusal }) => refusal)).toEqual([
      'Nobody is unlocked. Choose who works and give the passphrase.',
      'Nobody is unlocked. Choose who works and give the passphrase.'
    ])
  })
})

describe('a risk acceptance', () => {
  test('is signed as it was recorded, and its signature goes stale with its approval', async () => {
    const followUp = await issued()
    const acceptance = await accepted(followUp)
    await sign('acceptance', acceptance, 'preparer')
    await as('partner')
    await sign('acceptance', acceptance, 'reviewer')
    const [signed] = await desk.ask('sign-off.list', { scope: 'acceptance', ref: acceptance })
    expect(signed?.meaning).toBe(
      "I recorded this risk acceptance as the client's management approved it; the risk is theirs."
    )

    desk.db.run("update evidence set withdrawn_at = '2026-02-02T09:00:00.000Z' where id = :id", {
      id: followUp.evidence
    })
    const { changes } = await desk.ask('sign-off.changes', { signOff: signed?.id ?? 0 })
    expect(changes).toEqual([{ what: 'Evidence E-0001', before: 'E-mail of T. Braun', after: null }])
    expect((await stages(followUp.finding, 'acceptance')).map(([, , state]) => state)).toEqual([
      'stale',
      'stale'
    ])
    const { faults } = await desk.ask('engagement.verify', {})
    expect(faults.filter((fault) => /sign-off/.test(fault))).toEqual([])
  })

  test('is not reviewed by who recorded it', async () => {
    const followUp = await issued()
    await as('reviewer')
    const acceptance = await accepted(followUp)
    await as('preparer')
    await sign('acceptance', acceptance, 'preparer')
    await as('reviewer')
    await refused(
      desk,
      'sign-off.sign',
      { scope: 'acceptance', refs: [acceptance], role: 'reviewer', meaning: '' },
      /R\. Vogt had a part in Risk acceptance RA-2026-001, and nobody reviews their own work\./
    )
  })
})

describe('a finding whose retest passed', () => {
  test('says whose turn it is to close it, and who may not', async () => {
    const followUp = await issued()
    const { finding, remediation } = followUp
    await respond(followUp)
    await plan(followUp)
    await finish(followUp)
    await claim(followUp)
    await as('reviewer')
    await desk.ask('finding.rate', { finding, severity: 'high', reason: 'Administrators.' })
    expect((await desk.ask('sign-off.finding', { finding })).closing).toBeNull()
    await receive(
      desk,
      { 'j.hartmann': { mfa: true }, 'l.brandt': { mfa: true } },
      '2026-02-02T06:00:00+00:00'
    )
    const { retest } = await desk.ask('retest.perform', {
      remediation,
      result: 'passed',
      procedure: 'Compared with the export of 2 February.',
      evidence: []
    })

    expect(await desk.ask('sign-off.finding', { finding })).toMatchObject({
      chains: [{ scope: 'finding' }, { scope: 'retest', ref: retest }],
      closing: {
        refusal: 'Duties are separated: R. Vogt worked on it, so somebody else closes a finding rated high.',
        turn: ['S. Lindqvist']
      }
    })
    await as('preparer')
    expect((await desk.ask('sign-off.finding', { finding })).closing?.refusal).toBe(
      'A reviewer or partner closes a finding rated high; P. Ahlers is preparer.'
    )
    await as('partner')
    expect((await desk.ask('sign-off.finding', { finding })).closing).toEqual({
      refusal: null,
      turn: ['S. Lindqvist']
    })
  })
})
