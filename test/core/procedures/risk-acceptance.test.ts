import { beforeEach, describe, expect, test } from 'vitest'

import type { Input } from '../../../src/shared/contract.ts'
import type { Desk } from './desk.ts'
import {
  account,
  issued,
  plan,
  raise,
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
let followUp: FollowUp

beforeEach(async () => {
  desk = await withExceptions()
  followUp = await issued(desk)
})

function acceptance(more: Partial<Input<'risk-acceptance.record'>> = {}): Input<'risk-acceptance.record'> {
  return {
    finding: followUp.finding,
    reason: 'The users go in June.',
    compensatingControls: 'Logins from the office network only.',
    residualSeverity: 'low',
    approver: 'A. Ferrari',
    approverTitle: 'Head of IT',
    approvedAt: '2026-02-01',
    validFrom: '2026-02-01',
    expiresAt: '2026-06-30',
    challenge: '',
    evidence: followUp.evidence,
    ...more
  }
}

const accept = (more: Partial<Input<'risk-acceptance.record'>> = {}) =>
  desk.ask('risk-acceptance.record', acceptance(more))
const detail = () => desk.ask('finding.show', { finding: followUp.finding })
const states = async () => (await detail()).acceptances.map(({ ref, state }) => [ref, state])

describe('a risk acceptance', () => {
  test('holds the remediation of all it covers', async () => {
    expect(await accept()).toEqual({ acceptance: 'RA-2026-001' })
    expect(await detail()).toMatchObject({
      stage: 'accepted',
      remediation: { state: 'risk-accepted', dueState: null },
      acceptance: { ref: 'RA-2026-001', state: 'active', expiresAt: '2026-06-30' }
    })
  })

  test('over some of the exceptions leaves the remediation to the others', async () => {
    const [first] = (await detail()).items
    await accept({ covers: [first?.fingerprint ?? ''] })
    expect(await stateOf(followUp)).toBe('awaiting-response')
    await refused(
      desk,
      'risk-acceptance.record',
      acceptance(),
      /RA-2026-001 covers some of this until 2026-06-30/
    )
    await refused(
      desk,
      'risk-acceptance.record',
      acceptance({ covers: ['0'.repeat(64)] }),
      /does not cover every exception named/
    )
  })

  test.each([
    ['approved in the future', { approvedAt: '2026-02-03', validFrom: '2026-02-03' }, /dated in the future/],
    ['valid before its approval', { validFrom: '2026-01-01' }, /from the day of its approval on/],
    ['over before it begins', { expiresAt: '2026-02-01' }, /before it begins/],
    [
      'over already',
      { approvedAt: '2025-11-01', validFrom: '2025-11-01', expiresAt: '2026-02-01' },
      /expired already/
    ],
    ['longer than a year', { expiresAt: '2027-02-02' }, /at most 12 months: until 2027-02-01/],
    ['dated on no day', { expiresAt: '2026-06-31' }, /is not a day/]
  ])('is refused where it is %s', async (_, dates, sentence) => {
    await refused(desk, 'risk-acceptance.record', acceptance(dates), sentence)
  })

  test('is nothing an auditor approves', async () => {
    await refused(
      desk,
      'risk-acceptance.record',
      acceptance({ approver: 'm. okafor' }),
      /accepted by somebody of the client/
    )
    const person = await seat(desk.db, 'R. Vogt', 'reviewer')
    await desk.ask('person.unlock', { person, passphrase })
    await refused(desk, 'risk-acceptance.record', acceptance({ approver: 'R. Vogt' }), /R\. Vogt audits here/)
  })

  test('needs an issued finding and evidence that stands', async () => {
    const { ref } = await raise(desk)
    await refused(desk, 'risk-acceptance.record', acceptance({ finding: ref }), /a finding that is issued/)
    await desk.ask('evidence.withdraw', { evidence: followUp.evidence, reason: 'Unsigned.' })
    await refused(desk, 'risk-acceptance.record', acceptance(), /was withdrawn and backs nothing/)
  })

  test('ends with a reason, and the client has to act', async () => {
    await respond(followUp)
    await plan(followUp)
    await accept()
    await refused(
      desk,
      'risk-acceptance.end',
      { acceptance: 'RA-2026-009', reason: 'x' },
      /There is no risk acceptance/
    )
    await desk.ask('risk-acceptance.end', { acceptance: 'RA-2026-001', reason: 'Revoked by A. Ferrari.' })

    expect(await states()).toEqual([['RA-2026-001', 'ended']])
    expect(await stateOf(followUp)).toBe('planned')
    await refused(
      desk,
      'risk-acceptance.end',
      { acceptance: 'RA-2026-001', reason: 'x' },
      /ended or renewed already/
    )
  })

  test('lapses when it expires', async () => {
    await accept()
    desk.db.execute('drop trigger risk_acceptance_is_fixed')
    desk.db.run("update risk_acceptance set expires_at = '2026-02-01'")

    expect(await states()).toEqual([['RA-2026-001', 'expired']])
    expect(await stateOf(followUp)).toBe('awaiting-response')
    await respond(followUp)
    expect(await detail()).toMatchObject({ stage: 'response' })
  })

  test('lapses when what it covers is gone', async () => {
    await accept()
    await receive(
      desk,
      { 'j.hartmann': { mfa: true }, 'l.brandt': { mfa: false } },
      '2026-02-02T06:00:00+00:00'
    )
    expect(await states()).toEqual([['RA-2026-001', 'changed']])
    expect(await stateOf(followUp)).toBe('awaiting-response')
  })

  test('lapses when the detail changes, and not because days pass', async () => {
    const set = (detail: string): unknown =>
      desk.db.run('update check_exception set detail = :detail', { detail })
    set('The key is 93 days old.')
    await accept()
    set('The key is 1,120 days old.')
    expect(await states()).toEqual([['RA-2026-001', 'active']])
    set('The key is 1,120 days old and is an administrator.')
    expect(await states()).toEqual([['RA-2026-001', 'changed']])
  })

  test('stands as long as nothing is known of what it covers', async () => {
    await accept()
    desk.db.run("insert into period (label) values ('2026-02')")
    expect(await states()).toEqual([['RA-2026-001', 'active']])
  })

  test('is renewed as a new record with an approval of its own', async () => {
    await accept()
    await refused(
      desk,
      'risk-acceptance.record',
      acceptance({ renewalOf: 'RA-2026-001' }),
      /with its own evidence/
    )
    await refused(
      desk,
      'risk-acceptance.record',
      acceptance({ renewalOf: 'RA-2026-004' }),
      /has no risk acceptance/
    )
    const evidence = await received(desk, followUp.finding, 'Second approval')
    await accept({
      renewalOf: 'RA-2026-001',
      evidence,
      challenge: 'The controls were not seen.',
      expiresAt: '2027-01-31'
    })

    expect(await states()).toEqual([
      ['RA-2026-001', 'superseded'],
      ['RA-2026-002', 'active']
    ])
    expect(await stateOf(followUp)).toBe('risk-accepted')
    const again = await received(desk, followUp.finding, 'Third approval')
    await refused(
      desk,
      'risk-acceptance.record',
      acceptance({ renewalOf: 'RA-2026-001', evidence: again }),
      /was renewed already/
    )
  })

  test('leaves the exception an exception', async () => {
    await accept()
    const { results } = await desk.ask('test.show', { control: 'MFA-01', account })
    expect(results).toMatchObject([{ outcome: 'fail', exceptions: 2 }])
  })
})
