import { beforeEach, describe, expect, test } from 'vitest'

import type { Input } from '../../../src/shared/contract.ts'
import type { EvidenceCheck } from '../../../src/shared/records/evidence.ts'
import type { SignRole } from '../../../src/shared/states/sign-off.ts'
import { credentialReport, sitDown, wrapped, type Desk } from './desk.ts'
import { account, issued, raise } from './follow-up.ts'
import { acceptSources, conclude, sitDownTogether, type Period } from './sign-off/period.ts'

const other = '444455556666'
const origin = {
  obtainedFrom: 'T. Braun, platform lead',
  obtainedBy: 'M. Okafor',
  obtainedAt: '2026-01-30',
  asOf: '2026-01-29',
  address: 'https://console.aws.amazon.com/iam',
  byClient: true,
  redacted: false
}
let desk: Desk

beforeEach(async () => {
  desk = sitDown()
  await desk.receive({
    'a.json': wrapped(
      credentialReport(account, { 'j.hartmann': { mfa: false } }),
      '2026-01-31T06:00:00+00:00'
    ),
    'b.json': wrapped(credentialReport(other), '2026-01-31T06:00:00+00:00')
  })
})

async function keep(name: string, content: string, mime = 'text/plain'): Promise<string> {
  const upload = await desk.send(name, content)
  return (await desk.ask('evidence.attach', { title: name, upload, mime })).ref
}

function link(evidence: string, more: Partial<Input<'evidence.link'>> = {}) {
  return desk.ask('evidence.link', {
    evidence,
    locator: '',
    tests: [{ control: 'ROOT-01', accounts: [account] }],
    findings: [],
    purpose: '',
    ...more
  })
}

function search(narrowed: Partial<Input<'evidence.search'>> = {}) {
  const all = { search: '', type: null, state: null, period: null, control: null, finding: null, mark: null }
  return desk.ask('evidence.search', { ...all, offset: 0, limit: 100, ...narrowed })
}

async function refs(narrowed: Partial<Input<'evidence.search'>> = {}): Promise<readonly string[]> {
  return (await search(narrowed)).rows.map(({ ref }) => ref)
}

async function verify(begin = 'in-use'): Promise<EvidenceCheck> {
  let check = await desk.ask('evidence.verify', { begin })
  while (!check.isDone) check = await desk.ask('evidence.verify', { begin: null })
  return check
}

/** Changes stored bytes as another program could; the guard of the file is put aside. */
function damage(evidence: string): void {
  desk.db.execute('drop trigger object_chunk_is_fixed')
  desk.db.run(
    `update object_chunk set bytes = x'00' where object_id = (select object_id from evidence where ref = :evidence)`,
    { evidence }
  )
}

describe('evidence without a test', () => {
  test('is kept, backs nothing, and is found as such', async () => {
    const ref = await keep('log.txt', 'a\nb\nc\n')

    expect(await search({ state: 'unused' })).toMatchObject({
      rows: [{ ref, state: 'unused', backs: [] }],
      matching: 1,
      unused: 1
    })
    expect((await desk.ask('evidence.show', { evidence: ref })).uses).toEqual([])
  })

  test('does not name a control without its accounts', async () => {
    const upload = await desk.send('log.txt', 'a')

    await expect(
      desk.ask('evidence.attach', { control: 'ROOT-01', title: 'Log', upload, mime: 'text/plain' })
    ).rejects.toThrow(/Say of which accounts/)
  })
})

describe('a link', () => {
  test('leads from one place of a piece to several tests and findings, and back', async () => {
    const finding = await raise(desk)
    const ref = await keep('log.txt', 'a\nb\nc\n')

    const { linked } = await link(ref, {
      locator: '2-3',
      tests: [
        { control: 'ROOT-01', accounts: [account, other] },
        { control: 'MFA-01', accounts: [account] }
      ],
      findings: [finding.ref],
      purpose: 'Shows the sign-in'
    })

    expect(linked).toBe(4)
    const { uses, backs, state } = await desk.ask('evidence.show', { evidence: ref })
    expect(state).toBe('used')
    expect(backs).toEqual(['MFA-01', 'ROOT-01', finding.ref])
    expect(uses.map((use) => [use.target, use.ref, use.locator, use.canEnd])).toEqual([
      ['finding', finding.ref, 'lines 2-3', true],
      ['test', `MFA-01/${account}`, 'lines 2-3', true],
      ['test', `ROOT-01/${account}`, 'lines 2-3', true],
      ['test', `ROOT-01/${other}`, 'lines 2-3', true]
    ])
    const { evidence } = await desk.ask('test.show', { control: 'ROOT-01', account })
    expect(evidence).toMatchObject([{ ref, links: [{}, { control: 'ROOT-01', locator: 'lines 2-3' }, {}] }])
    expect((await desk.ask('finding.show', { finding: finding.ref })).evidence.map((one) => one.ref)).toEqual(
      [ref]
    )
  })

  test('of several places of one piece counts the piece once', async () => {
    const ref = await keep('log.txt', 'a\nb\nc\n')
    await link(ref, { locator: '1' })
    await link(ref, { locator: '3' })

    const { evidence } = await desk.ask('test.show', { control: 'ROOT-01', account })
    expect(evidence).toHaveLength(1)
    expect(evidence[0]?.links.map(({ locator }) => locator)).toEqual(['line 1', 'line 3'])
  })

  test('that stands is not made twice', async () => {
    const ref = await keep('log.txt', 'a\n')
    await link(ref)

    await expect(link(ref)).rejects.toThrow(`${ref}, the whole, backs all of them already.`)
    expect(await link(ref, { tests: [{ control: 'ROOT-01', accounts: [account, other] }] })).toEqual({
      linked: 1
    })
  })

  test('into a place that is not there is refused in a sentence', async () => {
    for (const [name, content, mime, locator, sentence] of [
      ['log.txt', 'a\nb\n', 'text/plain', '3', /^E-\d+ ends with line 2\.$/],
      ['log.txt', 'a\nb', 'text/plain', 'page 1', /is no place in a text/],
      ['policy.json', '{"a":[1]}', 'application/json', '/a/1', /^E-\d+ has no element \/a\/1\.$/],
      ['policy.json', '{"a":[1]}', 'application/json', '/constructor', /has no element/],
      ['policy.json', '{"a":', 'application/json', '/a', /cannot be read as JSON/],
      ['report.pdf', '%PDF-1.7', 'application/pdf', 'A1', /is no place in a PDF file/],
      ['console.png', 'png', 'image/png', '1', /no place can be named/]
    ] as const) {
      const ref = await keep(name, content, mime)
      await expect(link(ref, { locator }), `${name}, ${locator}`).rejects.toThrow(sentence)
    }
  })

  test('into a place is kept in one spelling', async () => {
    for (const [name, content, mime, locator, kept] of [
      ['log.txt', 'a\nb', 'text/plain', '2', 'line 2'],
      ['policy.json', '\ufeff{"a/b":[{"~":null}]}', 'application/json', '/a~1b/0/~0', '/a~1b/0/~0'],
      ['report.pdf', '%PDF-1.7', 'application/pdf', '12', 'page 12'],
      ['users.xlsx', 'PK', '', 'Users!B4', 'Users!B4']
    ] as const) {
      const ref = await keep(name, content, mime)
      await link(ref, { locator })
      expect((await desk.ask('evidence.show', { evidence: ref })).uses[0]?.locator).toBe(kept)
    }
  })

  test('is not made for what is withdrawn, for nothing, or for a test that is not there', async () => {
    const ref = await keep('log.txt', 'a')
    await expect(link(ref, { tests: [] })).rejects.toThrow('Say which tests or findings E-0001 backs.')
    await expect(link(ref, { tests: [{ control: 'ROOT-01', accounts: ['999999999999'] }] })).rejects.toThrow(
      /is not tested for account/
    )
    await expect(link(ref, { tests: [], findings: ['F-2026-009'] })).rejects.toThrow(/F-2026-009/)
    await desk.ask('evidence.withdraw', { evidence: 1, reason: 'Wrong client.' })
    await expect(link(ref)).rejects.toThrow('E-0001 was withdrawn and backs nothing any more.')
  })
})

describe('a link taken back', () => {
  test('stays in the record and no longer counts; made anew it is another', async () => {
    const ref = await keep('log.txt', 'a')
    await link(ref)
    const back = {
      evidence: ref,
      target: 'test',
      ref: `ROOT-01/${account}`,
      locator: '',
      reason: 'Of another test.'
    } as const
    await desk.ask('evidence.unlink', back)

    expect((await desk.ask('test.show', { control: 'ROOT-01', account })).evidence).toEqual([])
    expect(await refs({ state: 'unused' })).toEqual([ref])
    const { uses } = await desk.ask('evidence.show', { evidence: ref })
    expect(uses).toMatchObject([{ ended: { reason: 'Of another test.', by: 'M. Okafor' }, canEnd: false }])
    await expect(desk.ask('evidence.unlink', back)).rejects.toThrow(/does not back ROOT-01/)

    await link(ref)
    expect((await desk.ask('evidence.show', { evidence: ref })).uses).toHaveLength(2)
    expect((await desk.ask('test.show', { control: 'ROOT-01', account })).evidence).toHaveLength(1)
    expect(() => desk.db.execute('delete from evidence_link_end')).toThrow('never changed')
    expect(() => desk.db.execute('delete from evidence_link')).toThrow('never deleted')
    expect(() => desk.db.execute("update evidence_link set locator = 'line 9'")).toThrow('never change')
  })

  test('of a finding that is open is possible, of one that is over not', async () => {
    const { finding } = await issued(desk)
    const ref = await keep('log.txt', 'a')
    await link(ref, { tests: [], findings: [finding] })
    const back = {
      evidence: ref,
      target: 'finding',
      ref: finding,
      locator: '',
      reason: 'Of another finding.'
    } as const

    await desk.ask('evidence.unlink', back)
    expect((await desk.ask('finding.show', { finding })).evidence.map((one) => one.ref)).not.toContain(ref)

    await link(ref, { tests: [], findings: [finding] })
    await desk.ask('finding.withdraw', { finding, reason: 'A duplicate.' })
    await expect(desk.ask('evidence.unlink', back)).rejects.toThrow(/is withdrawn; nothing is added/)
  })

  test('after the test was concluded asks for a second look', async () => {
    const ref = await keep('log.txt', 'a')
    await link(ref)
    await desk.ask('conclusion.record', {
      control: 'ROOT-01',
      accounts: [account],
      conclusion: 'effective',
      reason: 'The root user has no keys.',
      steps: []
    })
    await desk.ask('evidence.unlink', {
      evidence: ref,
      target: 'test',
      ref: `ROOT-01/${account}`,
      locator: '',
      reason: 'Of another test.'
    })

    const { attention } = await desk.ask('test.show', { control: 'ROOT-01', account })
    expect(attention).toMatchObject([
      {
        flag: 'evidence-withdrawn',
        sentence: `${ref} was withdrawn or taken back after the test was concluded.`
      }
    ])
  })
})

describe('what was signed', () => {
  const test1 = `ROOT-01/${account}`
  let period: Period

  beforeEach(async () => {
    period = await sitDownTogether()
    desk = period
    await acceptSources(period)
    const ref = await keep('log.txt', 'a\nb\nc\n')
    await link(ref, { locator: '1' })
    await conclude(period, 'ROOT-01', 'effective')
    await sign('preparer')
    await period.as('reviewer')
    await sign('reviewer')
  })

  function sign(role: SignRole) {
    return period.ask('sign-off.sign', { scope: 'test', refs: [test1], role, meaning: '' })
  }

  async function standing(): Promise<readonly string[]> {
    return (await period.ask('sign-off.list', { scope: 'test', ref: test1 })).map(
      ({ role, state }) => `${role} ${state}`
    )
  }

  test('is stale for the reviewer alone where another place is added', async () => {
    await link('E-0001', { locator: '2' })

    expect(await standing()).toEqual(['preparer valid', 'reviewer stale'])
  })

  test('is stale for both where a place is taken back, and says which', async () => {
    await period.ask('evidence.unlink', {
      evidence: 'E-0001',
      target: 'test',
      ref: test1,
      locator: 'line 1',
      reason: 'Of another test.'
    })

    expect(await standing()).toEqual(['preparer stale', 'reviewer stale'])
    const [signOff] = await period.ask('sign-off.list', { scope: 'test', ref: test1 })
    expect(await period.ask('sign-off.changes', { signOff: signOff?.id ?? 0 })).toMatchObject({
      changes: [{ what: 'Evidence E-0001, line 1', after: null }]
    })
  })
})

describe('where a piece comes from', () => {
  test('is said as it is kept or later, and what was said before stays in the log', async () => {
    const upload = await desk.send('console.png', 'png')
    const { ref } = await desk.ask('evidence.attach', { title: 'Console', upload, mime: 'image/png', origin })
    await desk.ask('evidence.describe', { evidence: ref, origin: { ...origin, redacted: true } })

    expect(await desk.ask('evidence.show', { evidence: ref })).toMatchObject({
      ...origin,
      redacted: true,
      describedBy: 'M. Okafor'
    })
    const { entries } = await desk.ask('event.search', {
      search: 'evidence.describe',
      actor: null,
      entity: null,
      offset: 0,
      limit: 1
    })
    expect(entries[0]?.before).toContain('redacted: false')
    expect(() => desk.db.execute("update evidence_origin set address = ''")).toThrow('never changed')
  })

  test('settles what the gate asks of pictures and of old evidence', async () => {
    const upload = await desk.send('console.png', 'png')
    const named = { control: 'ROOT-08', accounts: [account], title: 'Console', mime: 'image/png' }
    const { ref } = await desk.ask('evidence.attach', { ...named, upload })
    const counts = async () =>
      (await desk.ask('gate.show', {})).rules.flatMap(({ code, count }) =>
        code === 'W4' || code === 'W7' ? [`${code} ${count}`] : []
      )
    expect(await counts()).toEqual(['W4 1', 'W7 0'])

    await desk.ask('evidence.describe', { evidence: ref, origin: { ...origin, asOf: '2025-12-30' } })
    expect(await counts()).toEqual(['W4 0', 'W7 1'])
  })

  test('takes days as days only', async () => {
    const ref = await keep('log.txt', 'a')

    await expect(
      desk.ask('evidence.describe', { evidence: ref, origin: { ...origin, asOf: '30 January' } })
    ).rejects.toThrow(/asOf/)
  })
})

describe('the library', () => {
  test('is narrowed by words, type, state, month, control and finding', async () => {
    const finding = await raise(desk)
    const log = await keep('log.txt', 'a')
    const picture = await keep('console.png', 'png', 'image/png')
    const note = (await desk.ask('evidence.note', { title: 'Inquiry at 100 %', text: 'As said.', origin }))
      .ref
    await link(log)
    await link(picture, { tests: [], findings: [finding.ref] })
    await desk.ask('evidence.withdraw', { evidence: 3, reason: 'Not needed.' })

    expect(await refs()).toEqual([note, picture, log])
    expect(await refs({ search: '100 %' })).toEqual([note])
    expect(await refs({ search: 'BRAUN' })).toEqual([note])
    expect(await refs({ search: '100_%' })).toEqual([])
    expect(await refs({ type: 'image' })).toEqual([picture])
    expect(await refs({ state: 'withdrawn' })).toEqual([note])
    expect(await refs({ state: 'used' })).toEqual([picture, log])
    expect(await refs({ state: 'damaged' })).toEqual([])
    expect(await refs({ period: '2026-01' })).toEqual([log])
    expect(await refs({ control: 'MFA-01' })).toEqual([picture])
    expect(await refs({ control: 'ROOT-01' })).toEqual([log])
    expect(await refs({ finding: finding.ref })).toEqual([picture])
    expect(await search({ offset: 1, limit: 1, mark: log })).toMatchObject({
      rows: [{ ref: picture }],
      matching: 3,
      total: 3,
      unused: 0,
      withdrawn: 1,
      at: 2,
      periods: [{ value: '2026-01', count: 1 }],
      controls: [
        { value: 'MFA-01', count: 1 },
        { value: 'ROOT-01', count: 1 }
      ],
      findings: [{ value: finding.ref, count: 1 }]
    })
    expect((await search({ type: 'image', mark: log })).at).toBeNull()
  })

  test('finds what rests on a remediation under its finding, and says that it cannot be taken back', async () => {
    const { finding, remediation } = await issued(desk)
    await desk.ask('remediation.respond', {
      remediation,
      position: 'agree',
      response: 'We will.',
      action: 'Enforce',
      owner: 'T. Braun',
      ownerEmail: '',
      responder: 'T. Braun',
      responderTitle: '',
      evidence: 1
    })

    expect(await refs({ finding })).toEqual(['E-0001'])
    const { uses } = await desk.ask('evidence.show', { evidence: 'E-0001' })
    expect(uses.map((use) => [use.target, use.ref, use.canEnd])).toEqual([
      ['remediation', remediation, false],
      ['finding', finding, true]
    ])
  })

  test('says until when the bytes are kept, also of what is withdrawn', async () => {
    const ref = await keep('log.txt', 'a')
    await desk.ask('evidence.withdraw', { evidence: 1, reason: 'Wrong client.' })

    const { retention, withdrawal } = await desk.ask('evidence.show', { evidence: ref })
    expect(retention).toBe('Kept for 7 years from the lock of the last month; 2026-01 is not locked yet.')
    expect(withdrawal?.reason).toBe('Wrong client.')
    desk.db.execute("update period set state = 'locked', locked_at = '2026-02-20T10:00:00.000Z'")
    expect((await desk.ask('evidence.show', { evidence: ref })).retention).toBe(
      'Kept until 2033-02-20, 7 years from the lock of 2026-01.'
    )
  })
})

describe('a place shown', () => {
  test('is the lines around it, marked', async () => {
    const ref = await keep('log.txt', Array.from({ length: 30 }, (_, at) => `line ${at + 1}\r\n`).join(''))

    const excerpt = await desk.ask('evidence.excerpt', { evidence: ref, locator: 'lines 20-21' })
    expect(excerpt).toMatchObject({ firstLine: 12, marked: [20, 21], isElement: false, clipped: false })
    expect(excerpt.lines[8]).toBe('line 20')
    expect(excerpt.lines).toHaveLength(19)
  })

  test('is the element at a pointer', async () => {
    const ref = await keep('policy.json', '{"Statement":[{"Effect":"Allow"}]}', 'application/json')

    expect(await desk.ask('evidence.excerpt', { evidence: ref, locator: '/Statement/0' })).toEqual({
      firstLine: 1,
      lines: ['{', '  "Effect": "Allow"', '}'],
      marked: null,
      isElement: true,
      clipped: false
    })
    await expect(desk.ask('evidence.excerpt', { evidence: ref, locator: '/Id' })).rejects.toThrow(
      /no element/
    )
  })

  test('is cut where a screen takes no more, and not shown of other files', async () => {
    const ref = await keep('long.txt', `${'x'.repeat(5000)}\n${'y\n'.repeat(600)}`)
    const pdf = await keep('report.pdf', '%PDF-1.7', 'application/pdf')

    const excerpt = await desk.ask('evidence.excerpt', { evidence: ref, locator: '' })
    expect(excerpt.clipped).toBe(true)
    expect(excerpt.lines).toHaveLength(400)
    expect(excerpt.lines[0]).toHaveLength(2000)
    await expect(desk.ask('evidence.excerpt', { evidence: pdf, locator: 'page 1' })).rejects.toThrow(
      /Save a copy/
    )
  })
})

describe('evidence read again', () => {
  test('is as it was received, and the time of the look is known', async () => {
    const first = await keep('a.txt', 'a')
    await keep('b.txt', 'b')

    expect(await verify()).toMatchObject({
      pieces: 2,
      checked: 2,
      size: 2,
      read: 2,
      isDone: true,
      damaged: []
    })
    const { check } = await desk.ask('evidence.show', { evidence: first })
    expect(check).toMatchObject({ fault: null })
    expect(check?.at).toMatch(/^2026-02-02T/)
  })

  test('is found damaged: the gate is open, the library says what the hash is now, bytes stay', async () => {
    const ref = await keep('a.txt', 'a')
    await keep('b.txt', 'b')
    const e5 = async () => (await desk.ask('gate.show', {})).rules.find(({ code }) => code === 'E5')
    damage(ref)
    expect(await e5()).toMatchObject({ count: 0 })

    expect((await verify()).damaged).toEqual([ref])
    expect(await e5()).toMatchObject({
      count: 1,
      sentence: '1 of 2 pieces of evidence is not as it was received.',
      first: [ref]
    })
    expect(await search({ state: 'damaged' })).toMatchObject({
      rows: [{ ref, check: { fault: `The bytes of ${ref} cannot be read.`, found: null } }]
    })
  })

  test('of one piece reads that alone', async () => {
    await keep('a.txt', 'a')
    const ref = await keep('b.txt', 'bb')

    expect(await verify(ref)).toMatchObject({ pieces: 1, read: 2 })
    expect((await search()).rows.map(({ check }) => check !== null)).toEqual([true, false])
    await expect(verify('E-0009')).rejects.toThrow(/no evidence E-0009/)
  })

  test('is what stands, or everything', async () => {
    await keep('a.txt', 'a')
    await keep('b.txt', 'b')
    await desk.ask('evidence.withdraw', { evidence: 1, reason: 'Wrong.' })

    expect((await verify('in-use')).pieces).toBe(1)
    expect((await verify('all')).pieces).toBe(2)
  })

  test('goes on where it stopped, in moments', async () => {
    await keep('large.bin', 'x'.repeat(40 * 1024 * 1024), 'application/octet-stream')
    let looks = 1
    let check = await desk.ask('evidence.verify', { begin: 'in-use' })
    expect(check.isDone).toBe(false)
    while (!check.isDone) {
      const before = check.read
      check = await desk.ask('evidence.verify', { begin: null })
      expect(check.read).toBeGreaterThanOrEqual(before)
      looks++
    }

    expect(looks).toBeGreaterThan(1)
    expect(check).toMatchObject({ read: 40 * 1024 * 1024, damaged: [] })
  })
})
