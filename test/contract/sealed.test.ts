import { createHash } from 'node:crypto'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'

import { verifyArchive } from '../../src/core/integrity/verify.mjs'
import { zippedFiles } from '../../src/core/procedures/archive/zipped-files.ts'
import type { ErrorCode } from '../../src/shared/errors.ts'
import type {
  EngagementList,
  EngagementSummary,
  EventView,
  Verification
} from '../../src/shared/records/engagement.ts'
import type { OutgoingFile } from '../../src/shared/records/outgoing.ts'
import { hosts, uploadTo, valueFrom, whyNoEngine, type Host, type OpenHost } from './hosts.ts'
import { largeReport } from './large-report.ts'

const client = 'Halden Maritime'
const passphrase = 'seven grey seals at noon'
const other = 'nine white gulls at dusk'

/** Deriving a key takes a good part of a second, and so does opening a file. */
const timeout = 120_000
let open: Host['open']
let home: string
let host: OpenHost
let file: string

beforeEach(async ({ skip }) => {
  if (whyNoEngine) skip(whyNoEngine)
  home = mkdtempSync(join(tmpdir(), 'tickmark-sealed-'))
  host = await open(home)
  file = (
    await value<EngagementSummary>('engagement.create', {
      clientName: client,
      auditor: 'R. Meier',
      period: '2026-01'
    })
  ).file
}, timeout)
afterEach(async () => {
  if (whyNoEngine) return
  await host.close()
  rmSync(home, { recursive: true })
}, timeout)

const value = <T>(method: string, input: unknown): Promise<T> => valueFrom<T>(host, method, input)

async function refusal(method: string, input: unknown): Promise<{ code: ErrorCode; message: string }> {
  const answer = await host.ask(method, input)
  if (answer.ok) throw new Error(`${method} was answered`)
  return answer.error
}

async function importReport(): Promise<void> {
  const uploads = [await uploadTo(host, `${client}.csv`, largeReport(20))]
  await value('import.run', { job: 'import-1', uploads })
}

/** Names of files that show the client's name or a user's. */
const telling = (): string[] =>
  readdirSync(home).filter((name) => {
    const bytes = readFileSync(join(home, name))
    return bytes.includes('Halden') || bytes.includes('user-7')
  })

describe.each(hosts)('$name', { timeout }, (one) => {
  beforeAll(() => void (open = one.open))

  it('security: b a sealed engagement is worked in, and shows nothing in any file of the folder', async () => {
    await importReport()
    expect(telling()).not.toEqual([])

    expect(await value('engagement.encrypt', { passphrase })).toMatchObject({ file, isSealed: true })
    await value('period.date', { asOf: '2026-01-31T12:00:00Z' })
    await value('import.run', { job: 'import-2', uploads: [await uploadTo(host, 'b.csv', largeReport(30))] })

    expect(readdirSync(home).some((name) => name.endsWith('-wal'))).toBe(true)
    expect(telling()).toEqual([])
    expect(await value('engagement.show', {})).toMatchObject({ clientName: client, sources: 1 })
    await value('engagement.close', {})
    expect(telling()).toEqual([])
    expect(readdirSync(home)).toEqual([`${file}.tickmark`, 'known-heads.json'])
  })

  it('it is listed as sealed until it is open, and opens with its passphrase only', async () => {
    await value('engagement.encrypt', { passphrase })
    const listed = async (): Promise<number[]> => {
      const { engagements, sealed, unreadable } = await value<EngagementList>('engagement.list', {})
      return [engagements.length, sealed.length, unreadable.length]
    }
    expect(await listed()).toEqual([1, 0, 0])
    await value('engagement.close', {})

    expect(await listed()).toEqual([0, 1, 0])
    expect(await refusal('engagement.open', { file })).toMatchObject({
      code: 'passphrase-required',
      message: `${file} is sealed; it opens with its passphrase.`
    })
    expect(await refusal('engagement.open', { file, passphrase: other })).toMatchObject({
      code: 'passphrase-wrong',
      message: `The passphrase does not open ${file}.tickmark.`
    })
    expect(await value('engagement.open', { file, passphrase })).toMatchObject({ file, isSealed: true })
    expect(await value('engagement.current', {})).toMatchObject({ clientName: client })
  })

  it('is handed over sealed with a passphrase of its own, and opened elsewhere', async () => {
    await importReport()
    const { id, name } = await value<OutgoingFile>('engagement.handover', { passphrase: other })
    const { status, bytes } = await host.get(`/files/outgoing/${id}?download`)

    expect([status, name]).toEqual([200, `${file}.tickmark`])
    expect(bytes.includes('Halden')).toBe(false)
    expect((await host.get(`/files/outgoing/${id}`)).status).toBe(404)
    await vi.waitFor(() => expect(existsSync(join(home, '.outgoing'))).toBe(false))
    await vi.waitFor(() =>
      expect(host.heard).toContainEqual({ type: 'delivered', job: 'copy', name, problem: null })
    )

    const total = bytes.length
    const added = await host.ask('engagement.add', { offset: 0, total, bytes: new Uint8Array(bytes), name })
    expect(added).toMatchObject({
      ok: false,
      error: { code: 'passphrase-required', detail: { file: `${file} 2` } }
    })
    expect(await refusal('engagement.open', { file: `${file} 2`, passphrase })).toMatchObject({
      code: 'passphrase-wrong'
    })
    expect(await value('engagement.open', { file: `${file} 2`, passphrase: other })).toMatchObject({
      clientName: client,
      isSealed: true
    })
    const [last] = await value<EventView[]>('event.list', { before: null, limit: 1 })
    expect(last?.action).toBe('engagement.handover')
    expect(await value('engagement.show', {})).toMatchObject({ sources: 1 })
  })

  it('goes out in a form that other systems read, and the log keeps what left, with its hash', async () => {
    await importReport()
    const { id, name } = await value<OutgoingFile>('export.make', { form: 'ocsf' })
    const { status, bytes } = await host.get(`/files/outgoing/${id}`)

    expect([status, name]).toEqual([200, 'HALDEN-MARITIME-IAM_2026-01.ocsf.jsonl'])
    const [line = ''] = new TextDecoder().decode(bytes).split('\n')
    expect(JSON.parse(line)).toMatchObject({ class_uid: 2003 })
    const sha256 = createHash('sha256').update(bytes).digest('hex')
    await vi.waitFor(async () =>
      expect(await value('export.list', {})).toMatchObject([{ form: 'ocsf', name, sha256 }])
    )
    expect(await refusal('export.make', { form: 'oscal-plan-of-action' })).toMatchObject({
      code: 'not-allowed'
    })
  })

  it('is archived as it is at that moment, sealed or not; the archive proves itself and is logged once it was taken', async () => {
    await importReport()
    await value('engagement.encrypt', { passphrase })
    const { id, name, bytes: size } = await value<OutgoingFile>('archive.make', {})
    await value('period.date', { asOf: '2026-01-31T12:00:00Z' })
    const { status, bytes } = await host.get(`/files/outgoing/${id}`)

    expect([status, name]).toEqual([200, 'HALDEN-MARITIME-IAM_2026-01_archive.zip'])
    const found = verifyArchive(zippedFiles(() => [bytes]))
    expect(found).toMatchObject({ ok: true, faults: [], objects: 1 })
    expect(size).toBeGreaterThan(0)
    const [made, kept, dated] = await value<EventView[]>('event.list', { before: null, limit: 3 })
    expect([dated, kept, made].map((event) => event?.action)).toEqual([
      'period.date',
      'record.keep',
      'archive.make'
    ])
    expect(found.events).toBe((dated?.seq ?? 0) - 1)
    await vi.waitFor(() => {
      expect(host.heard).toContainEqual({ type: 'delivered', job: 'archive', name, problem: null })
      expect(host.heard).toContainEqual(expect.objectContaining({ type: 'progress', job: 'archive' }))
    })
    await value('engagement.close', {})
    expect(readdirSync(home)).toEqual([`${file}.tickmark`, 'known-heads.json'])
  })
})

describe('the seal', { timeout }, () => {
  beforeAll(() => void (open = hosts[0]?.open ?? open))

  it('its passphrase is changed, and its seal taken off, by whoever has it', async () => {
    expect(await refusal('engagement.decrypt', { passphrase })).toMatchObject({ code: 'not-allowed' })
    await value('engagement.encrypt', { passphrase })
    expect(await refusal('engagement.encrypt', { passphrase })).toMatchObject({ code: 'not-allowed' })
    expect(await refusal('engagement.passphrase', { passphrase: other, newPassphrase: other })).toMatchObject(
      {
        code: 'passphrase-wrong'
      }
    )
    expect(await refusal('engagement.decrypt', { passphrase: other })).toMatchObject({
      code: 'passphrase-wrong'
    })

    await value('engagement.passphrase', { passphrase, newPassphrase: other })
    await value('engagement.close', {})
    expect(await refusal('engagement.open', { file, passphrase })).toMatchObject({ code: 'passphrase-wrong' })
    await value('engagement.open', { file, passphrase: other })
    expect(await value('engagement.decrypt', { passphrase: other })).toMatchObject({ isSealed: false })

    expect(readFileSync(join(home, `${file}.tickmark`)).toString('latin1', 0, 15)).toBe('SQLite format 3')
    const events = await value<EventView[]>('event.list', { before: null, limit: 10 })
    expect(events.map(({ action }) => action)).toEqual([
      'engagement.decrypt',
      'engagement.passphrase',
      'engagement.encrypt',
      'engagement.create'
    ])
    expect(await value<Verification>('engagement.verify', {})).toMatchObject({ ok: true, events: 4 })
  })

  it('a short passphrase is refused, and no answer repeats one', async () => {
    for (const method of ['engagement.encrypt', 'engagement.handover']) {
      const refused = await refusal(method, { passphrase: 'too short' })
      expect(refused).toMatchObject({ code: 'input-invalid' })
      expect(refused.message).not.toContain('too short')
    }
    const long = await refusal('engagement.encrypt', { passphrase: 'secret'.repeat(1000) })
    expect(JSON.stringify(long)).not.toContain('secretsecret')
  })

  it('calls that come while it is sealed wait and are answered', async () => {
    const sealing = host.ask('engagement.encrypt', { passphrase })
    await vi.waitFor(() => expect(existsSync(join(home, `${file}.tickmark.rewriting`))).toBe(true), {
      interval: 1,
      timeout: 20_000
    })
    const asked = await host.ask('period.date', { asOf: '2026-01-31T12:00:00Z' })

    expect(asked).toMatchObject({ ok: true })
    expect(await sealing).toMatchObject({ ok: true })
    expect(await value('engagement.show', {})).toMatchObject({ asOf: '2026-01-31T12:00:00Z' })
  })

  it('copies made before migrations go when it is sealed, as they are plain', async () => {
    const copy = join(home, `${file}.tickmark.before-0004`)
    writeFileSync(copy, readFileSync(join(home, `${file}.tickmark`)))

    await value('engagement.encrypt', { passphrase })

    expect(existsSync(copy)).toBe(false)
  })

  it('what was made and not taken is given up when the engagement is closed', async () => {
    const { id } = await value<OutgoingFile>('archive.make', {})
    const copy = await value<OutgoingFile>('engagement.handover', { passphrase })

    expect((await host.get(`/files/outgoing/${id}`)).status).toBe(404)
    await value('engagement.close', {})
    expect((await host.get(`/files/outgoing/${copy.id}`)).status).toBe(404)
    expect(readdirSync(home)).toEqual([`${file}.tickmark`, 'known-heads.json'])
  })

  it('an archive is signed by whoever works, and holds no private key, not even sealed', async () => {
    const someone = { name: 'R. Meier', title: 'Auditor', email: 'r.meier@example.org', role: 'preparer' }
    const { id: person } = await value<{ id: number }>('person.add', { ...someone, passphrase })
    await value('person.unlock', { person, passphrase })

    const { id } = await value<OutgoingFile>('archive.make', {})
    const { bytes } = await host.get(`/files/outgoing/${id}`)

    const [signature] = verifyArchive(zippedFiles(() => [bytes])).signatures
    expect(signature).toMatchObject({ isGood: true, identity: someone.email })
    expect(contentOf(bytes, 'data/state/record.json')).toMatch(/"public_key":"ssh-ed25519 /)
    expect(contentOf(bytes, 'data/state/record.json')).not.toContain('sealed_key')
  })

  it('where people work in the engagement, one of them seals it and hands it over, and the log says who', async () => {
    const someone = { name: 'M. Okafor', title: '', email: 'm.okafor@example.org', role: 'reviewer' }
    const { id: person } = await value<{ id: number }>('person.add', { ...someone, passphrase })

    for (const method of ['engagement.encrypt', 'engagement.handover'])
      expect(await refusal(method, { passphrase })).toMatchObject({ code: 'person-locked' })
    await value('person.unlock', { person, passphrase })
    await value('engagement.encrypt', { passphrase })

    const [last] = await value<EventView[]>('event.list', { before: null, limit: 1 })
    expect(last).toMatchObject({ action: 'engagement.encrypt', actor: 'M. Okafor' })
    expect(await value('session.show', {})).toMatchObject({ person: null })
  })
})

function contentOf(zip: Buffer, wanted: string): string {
  for (const { path, chunks } of zippedFiles(() => [zip]))
    if (path === wanted) return Buffer.concat([...(chunks ?? [])]).toString()
  return ''
}
