import { spawnSync } from 'node:child_process'
import { appendFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'

import { afterAll, beforeAll, expect, test } from 'vitest'

import type { Comparison } from '../../src/shared/records/comparison.ts'
import type { PeriodRecord } from '../../src/shared/records/period.ts'
import type { Conclusion, Outcome } from '../../src/shared/vocabulary.ts'
import { signatureFiles } from '../../src/core/integrity/bag.ts'
import { archiveOf } from '../../src/core/procedures/archive/archive-of.ts'
import { packArchive } from '../../src/core/procedures/archive/pack.ts'
import { signatureOfArchive } from '../../src/core/procedures/archive/sign.ts'
import { sitDown, type Desk } from '../core/procedures/desk.ts'
import { elements, refused } from '../core/procedures/follow-up.ts'
import { passphrase } from '../core/procedures/people.ts'
import { account, months, userArn, type Month } from '../support/months.ts'

const control = 'MFA-01'
const concludedAs: { readonly [O in Outcome]: Conclusion } = {
  pass: 'effective',
  fail: 'exception',
  'needs-review': 'inconclusive',
  'not-applicable': 'not-applicable',
  'not-tested': 'inconclusive'
}

let folder: string
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'three-months-'))
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

interface Team extends Desk {
  readonly as: (who: 'preparer' | 'partner') => Promise<void>
}

/** The clock stands in the days after a month. */
let today = '2026-02-02'
let ticks = 0

async function team(): Promise<Team> {
  const desk = sitDown(() => new Date(Date.parse(`${today}T09:00:00.000Z`) + ticks++).toISOString())
  const add = async (name: string, role: 'preparer' | 'partner'): Promise<number> => {
    const email = `${role}@audit.example`
    return (await desk.ask('person.add', { name, title: '', email, role, passphrase })).id
  }
  const partner = await add('P. Adler', 'partner')
  await desk.ask('person.unlock', { person: partner, passphrase })
  const ids = { partner, preparer: await add('M. Okafor', 'preparer') }
  const as: Team['as'] = async (who) => {
    await desk.ask('person.unlock', { person: ids[who], passphrase })
  }
  await desk.ask('engagement.separation', { separation: 'strict' })
  return { ...desk, as }
}

/** Files in, sources accepted, every test concluded as its result proposes. */
async function fieldwork(desk: Team, { files }: Month): Promise<void> {
  await desk.as('preparer')
  await desk.receive(files)
  const sources = (await desk.ask('source.list', {})).filter(({ state }) => state === 'read')
  for (const { id } of sources)
    await desk
      .ask('source.decide', {
        sources: [id],
        decision: 'accepted-with-limitation',
        reason: 'Exports of one account.'
      })
      .catch(() => null)
  const { sections } = await desk.ask('checklist.show', { account })
  for (const { control: one, outcome } of sections.flatMap(({ items }) => items))
    await desk.ask('conclusion.record', {
      control: one,
      accounts: [account],
      conclusion: outcome === null ? 'inconclusive' : concludedAs[outcome],
      reason: `What was seen of ${one} this month.`,
      steps: []
    })
}

async function fingerprints(desk: Team, arns: readonly string[]): Promise<string[]> {
  const { checks } = { checks: await desk.ask('result.list', {}) }
  const members = checks.results
    .filter(({ catalogue }) => catalogue.includes(control))
    .flatMap(({ exceptions }) => exceptions)
  return members.filter(({ resource }) => arns.includes(resource)).map(({ fingerprint }) => fingerprint)
}

/** Raised by one and issued by the other. */
async function finding(desk: Team, arns: readonly string[]) {
  await desk.as('preparer')
  const exceptions = await fingerprints(desk, arns)
  expect(exceptions).toHaveLength(arns.length)
  const { ref } = await desk.ask('finding.raise', { control, accounts: [account], ...elements, exceptions })
  await desk.ask('disposition.decide', { control, account, exceptions, kind: 'finding', ref, rationale: '' })
  await desk.as('partner')
  const { remediation } = await desk.ask('finding.issue', { finding: ref })
  return { ref, remediation }
}

async function respond(
  desk: Team,
  { ref, remediation }: { ref: string; remediation: string },
  due: string
): Promise<number> {
  const { id: evidence } = await desk.ask('finding.note', {
    finding: ref,
    title: 'E-mail of T. Braun',
    text: 'We agree.'
  })
  await desk.ask('remediation.respond', {
    remediation,
    position: 'agree',
    response: 'We will enforce MFA.',
    action: 'Enforce by policy',
    owner: 'T. Braun',
    ownerEmail: 't.braun@halden.example',
    responder: 'T. Braun',
    responderTitle: 'Head of platform',
    evidence
  })
  await desk.ask('remediation.plan', {
    remediation,
    due,
    requestedBy: 'T. Braun',
    milestones: [{ text: 'Policy drafted', date: due }],
    evidence
  })
  return evidence
}

async function disposeOfTheRest(desk: Team): Promise<void> {
  await desk.as('preparer')
  const { sections } = await desk.ask('checklist.show', { account })
  for (const { control: one, exceptions } of sections.flatMap(({ items }) => items))
    if (exceptions > 0)
      await desk
        .ask('disposition.decide', {
          control: one,
          account,
          kind: 'immaterial',
          rationale: 'Of a user without any power.'
        })
        .catch((thrown: unknown) => {
          expect(String(thrown)).toContain('no exception that is left to judge')
        })
}

/** Signed by both, issued and locked. */
async function closeOut(desk: Team, label: string): Promise<void> {
  await desk.as('preparer')
  const refs = (await desk.ask('checklist.show', { account })).sections
    .flatMap(({ items }) => items)
    .map(({ control: one }) => `${one}/${account}`)
  await desk.ask('sign-off.sign', { scope: 'test', refs, role: 'preparer', meaning: '' })
  await desk.ask('period.opinion', {
    opinion: 'with-exceptions',
    statement: 'Controls work but for the findings raised.'
  })
  await desk.ask('period.submit', {})
  await refused(desk, 'period.issue', {}, /reviewer or partner issues a period; M. Okafor is preparer/)
  await desk.ask('sign-off.sign', { scope: 'period', refs: [label], role: 'preparer', meaning: '' })
  await desk.as('partner')
  await refused(desk, 'period.issue', {}, /its reviewer has not signed it/)
  await desk.ask('sign-off.sign', { scope: 'test', refs, role: 'reviewer', meaning: '' })
  await desk.ask('sign-off.sign', { scope: 'period', refs: [label], role: 'reviewer', meaning: '' })
  await desk.ask('period.issue', {})
  await refused(desk, 'period.lock', { period: label }, /its partner has not signed it/)
  await desk.ask('sign-off.sign', { scope: 'period', refs: [label], role: 'partner', meaning: '' })
  await desk.ask('period.lock', { period: label })
  await desk.ask('sign-off.sign', { scope: 'archive', refs: [label], role: 'partner', meaning: '' })
}

/** Writes the archive, signed by who works, and proves it with what anybody has. */
function proveArchive(desk: Team, label: string): void {
  const archive = archiveOf(desk.db, `${today}T12:00:00.000Z`)
  const manifest = archive.files.find(({ path }) => path === 'tagmanifest-sha256.txt')
  const text = Buffer.concat([...(manifest?.pieces() ?? [])]).toString('utf8')
  const signature = signatureOfArchive(desk.db, desk.session, text)
  if (signature === null) throw new Error('Nobody signs')
  const signed = { ...archive, files: [...archive.files, ...signatureFiles([signature])] }
  const below = join(folder, label)
  for (const { path, bytes } of packArchive(signed, 'folder', () => undefined)) {
    mkdirSync(join(below, dirname(path)), { recursive: true })
    appendFileSync(join(below, path), bytes)
  }
  const bag = join(below, archive.name)
  const shell = (command: string): { status: number | null; text: string } => {
    const { status, stdout, stderr } = spawnSync('sh', ['-c', command], { cwd: bag, encoding: 'utf8' })
    return { status, text: stdout + stderr }
  }
  const sums = shell('sha256sum -c tagmanifest-sha256.txt manifest-sha256.txt')
  expect(sums.status, sums.text).toBe(0)
  const own = shell(`"${process.execPath}" data/verify.mjs`)
  expect(own.status, own.text).toBe(0)
  if (shell('command -v ssh-keygen').status !== 0) return
  const signer = readFileSync(join(bag, 'allowed_signers'), 'utf8').split(' ')[0]
  const ssh = shell(
    `ssh-keygen -Y verify -f allowed_signers -I '${signer}' -n tickmark-signoff@v1 -s tagmanifest-sha256.txt.1.sig < tagmanifest-sha256.txt`
  )
  expect(ssh.status, ssh.text).toBe(0)
}

function exceptionsOf({ changes }: Comparison, change: string): string[] {
  return changes
    .filter((one) => one.control === control && one.change === change)
    .map(({ resource }) => resource)
    .sort()
}

test(
  'three months end to end: what is found, mended, comes back and is new is told apart, and every month is sealed for good',
  async () => {
    const [january, february, march] = months() as [Month, Month, Month]
    const desk = await team()
    const kept: PeriodRecord[] = []

    await fieldwork(desk, january)
    const stays = await finding(desk, [userArn('chen.ueda'), userArn('dave.nguyen')])
    const returns = await finding(desk, [userArn('nina.weber')])
    const evidence = await respond(desk, stays, '2026-02-28')
    const evidenceOfReturns = await respond(desk, returns, '2026-02-28')
    await disposeOfTheRest(desk)
    await closeOut(desk, january.label)
    proveArchive(desk, january.label)
    await desk.ask('period.roll-forward', { period: february.label, reason: '' })
    kept.push(await desk.ask('period.show', { period: january.label }))

    today = '2026-03-02'
    await fieldwork(desk, february)
    const first = await desk.ask('period.compare', { from: january.label, to: february.label })
    expect(exceptionsOf(first, 'new')).toEqual([...february.planted.new].sort())
    expect(exceptionsOf(first, 'resolved')).toEqual([...february.planted.mended].sort())
    expect(exceptionsOf(first, 'cannot-tell')).toEqual([])
    const policy = first.changes.filter(({ of }) => of === 'policy')
    expect(policy.map(({ resource }) => resource)).toEqual(february.changedPolicies)
    const documents = policy[0]?.documents
    if (!documents) throw new Error('No documents to compare')
    const { runs } = await desk.ask('document.compare', documents)
    expect(
      runs
        .filter(({ kind }) => kind === 'added')
        .map(({ text }) => text)
        .join('')
    ).toContain('ec2:TerminateInstances')
    for (const [one, proof] of [
      [stays, evidence],
      [returns, evidenceOfReturns]
    ] as const) {
      await desk.ask('milestone.finish', {
        remediation: one.remediation,
        milestone: 1,
        doneAt: '2026-02-20',
        comment: '',
        evidence: proof
      })
      await desk.ask('remediation.claim', {
        remediation: one.remediation,
        claimedAt: '2026-02-20',
        comment: 'Enforced.',
        evidence: proof
      })
    }
    const partly = await desk.ask('retest.propose', { remediation: stays.remediation })
    expect(partly.proposal).toBe('still-open')
    const retest = { procedure: 'Read the credential report of the month.', evidence: [] }
    await desk.ask('retest.perform', { remediation: stays.remediation, result: 'partly', ...retest })
    await desk.ask('retest.perform', { remediation: returns.remediation, result: 'passed', ...retest })
    const fresh = await finding(desk, [userArn('ursula.patel')])
    await respond(desk, fresh, '2026-04-30')
    await desk.ask('remediation.close', { remediation: returns.remediation, comment: '' })
    await desk.as('preparer')
    const still = await fingerprints(desk, [userArn('dave.nguyen')])
    await desk.ask('disposition.decide', {
      control,
      account,
      exceptions: still,
      kind: 'finding',
      ref: stays.ref,
      rationale: ''
    })
    await disposeOfTheRest(desk)
    await closeOut(desk, february.label)
    proveArchive(desk, february.label)
    await desk.ask('period.roll-forward', { period: march.label, reason: '' })
    kept.push(await desk.ask('period.show', { period: february.label }))

    today = '2026-04-02'
    await fieldwork(desk, march)
    const second = await desk.ask('period.compare', { from: february.label, to: march.label })
    expect(exceptionsOf(second, 'new')).toEqual([...march.planted.new, ...march.planted.back].sort())
    expect(exceptionsOf(second, 'resolved')).toEqual([...march.planted.mended].sort())
    expect(
      second.changes
        .filter(({ of, change }) => of === 'user' && change === 'removed')
        .map(({ resource }) => resource)
    ).toEqual(march.removedUsers)
    await desk.ask('remediation.start', { remediation: stays.remediation, comment: 'Once more.' })
    await desk.ask('remediation.claim', {
      remediation: stays.remediation,
      claimedAt: '2026-03-20',
      comment: 'Enforced for all.',
      evidence
    })
    await desk.ask('retest.perform', { remediation: stays.remediation, result: 'passed', ...retest })
    const again = await finding(desk, [userArn('nina.weber')])
    expect((await desk.ask('finding.show', { finding: again.ref })).repeatOf).toBe(returns.ref)
    await respond(desk, again, '2026-05-31')
    await desk.ask('remediation.close', { remediation: stays.remediation, comment: '' })
    await desk.as('preparer')
    const open = await fingerprints(desk, [userArn('ursula.patel')])
    await desk.ask('disposition.decide', {
      control,
      account,
      exceptions: open,
      kind: 'finding',
      ref: fresh.ref,
      rationale: ''
    })
    await disposeOfTheRest(desk)
    await closeOut(desk, march.label)
    proveArchive(desk, march.label)

    for (const before of kept)
      expect(await desk.ask('period.show', { period: before.period.label })).toEqual(before)
    expect(
      (await desk.ask('finding.show', { finding: stays.ref })).occurrences.map(({ status }) => status)
    ).toEqual(['new', 'partly-resolved'])
    expect((await desk.ask('period.list', {})).map(({ state }) => state)).toEqual([
      'locked',
      'locked',
      'locked'
    ])
    expect(await desk.ask('engagement.verify', {})).toMatchObject({ ok: true, faults: [] })
  },
  20 * 60_000
)
