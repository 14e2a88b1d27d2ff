/** A finding on its way: raised over what an import shows, issued, answered, planned, reported as done. */
import { expect } from 'vitest'

import type { Input, MethodsOf } from '../../../src/shared/contract.ts'
import type { FindingView } from '../../../src/shared/records/finding.ts'
import { credentialReport, sitDown, wrapped, type Desk } from './desk.ts'

export const account = '111122223333'
/** What the desk's clock says. */
export const today = '2026-02-02'

export const elements = {
  title: 'Console users without MFA',
  condition: 'Two console users have no MFA device.',
  criteria: 'Every console user has one (CIS 1.10).',
  cause: 'Onboarding does not ask for it.',
  effect: 'A stolen password is enough.',
  recommendation: 'Enforce MFA.'
}

type Users = Parameters<typeof credentialReport>[1]

/** An engagement in which two console users have no MFA device. */
export async function withExceptions(): Promise<Desk> {
  const desk = sitDown()
  await receive(
    desk,
    { 'j.hartmann': { mfa: false }, 'l.brandt': { mfa: false } },
    '2026-01-31T06:00:00+00:00'
  )
  return desk
}

export async function receive(desk: Desk, users: Users, generated: string): Promise<void> {
  await desk.receive({
    [`report-${generated.slice(0, 10)}.json`]: wrapped(credentialReport(account, users), generated)
  })
}

export function raise(desk: Desk, more: Partial<Input<'finding.raise'>> = {}): Promise<FindingView> {
  return desk.ask('finding.raise', { control: 'MFA-01', accounts: [account], ...elements, ...more })
}

/** Evidence the client sent about a finding. */
export async function received(desk: Desk, finding: string, title = 'E-mail of T. Braun'): Promise<number> {
  return (await desk.ask('finding.note', { finding, title, text: 'As agreed on the phone.' })).id
}

export interface FollowUp {
  readonly desk: Desk
  readonly finding: string
  readonly remediation: string
  readonly evidence: number
}

/** Rated medium, so that a passed retest closes it. */
export async function issued(desk: Desk, more: Partial<Input<'finding.raise'>> = {}): Promise<FollowUp> {
  const { ref, severity } = await raise(desk, more)
  if (severity !== 'medium')
    await desk.ask('finding.rate', { finding: ref, severity: 'medium', reason: 'Two users of little power.' })
  const { remediation } = await desk.ask('finding.issue', { finding: ref })
  return { desk, finding: ref, remediation, evidence: await received(desk, ref) }
}

export async function respond(
  { desk, remediation, evidence }: FollowUp,
  more: Partial<Input<'remediation.respond'>> = {}
): Promise<null> {
  return desk.ask('remediation.respond', {
    remediation,
    position: 'agree',
    response: 'We will enforce MFA.',
    action: 'Enforce by policy',
    owner: 'T. Braun',
    ownerEmail: 't.braun@halden.example',
    responder: 'T. Braun',
    responderTitle: 'Head of platform',
    evidence,
    ...more
  })
}

export async function plan(
  { desk, remediation, evidence }: FollowUp,
  more: Partial<Input<'remediation.plan'>> = {}
): Promise<null> {
  return desk.ask('remediation.plan', {
    remediation,
    due: '2026-03-31',
    requestedBy: 'T. Braun',
    milestones: [{ text: 'Policy drafted', date: '2026-02-28' }],
    evidence,
    ...more
  })
}

export async function finish({ desk, remediation, evidence }: FollowUp): Promise<null> {
  return desk.ask('milestone.finish', { remediation, milestone: 1, doneAt: today, comment: '', evidence })
}

export async function claim(
  { desk, remediation, evidence }: FollowUp,
  claimedAt = '2026-02-01'
): Promise<null> {
  return desk.ask('remediation.claim', { remediation, claimedAt, comment: 'Enforced.', evidence })
}

/** Planned, its milestone done and reported as done. */
export async function implemented(desk: Desk): Promise<FollowUp> {
  const followUp = await issued(desk)
  await respond(followUp)
  await plan(followUp)
  await finish(followUp)
  await claim(followUp)
  return followUp
}

export async function stateOf({ desk, finding }: FollowUp): Promise<string | undefined> {
  return (await desk.ask('finding.show', { finding })).remediation?.state
}

/** Refused with this sentence, and nothing written. */
export async function refused<M extends MethodsOf<'write'>>(
  desk: Desk,
  method: M,
  input: Input<M>,
  sentence: RegExp
): Promise<void> {
  const before = desk.db.get('select max(seq) as seq from audit_event')
  await expect(desk.ask(method, input)).rejects.toThrow(sentence)
  expect(desk.db.get('select max(seq) as seq from audit_event')).toEqual(before)
}
