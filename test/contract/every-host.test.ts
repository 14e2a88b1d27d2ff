import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'

import type { ErrorCode } from '../../src/shared/errors.ts'
import type { EngagementList, EngagementSummary } from '../../src/shared/records/engagement.ts'
import type { ImportReport } from '../../src/shared/records/source.ts'
import { files, hosts, uploadTo, valueFrom, whyNoEngine, type OpenHost } from './hosts.ts'
import { largeReport } from './large-report.ts'

const acme = { clientName: 'Acme AG', auditor: 'R. Meier', period: '2026-01' }

describe.each(hosts)('$name', ({ open }) => {
  let home: string
  let host: OpenHost

  beforeEach(async ({ skip }) => {
    if (whyNoEngine) skip(whyNoEngine)
    home = mkdtempSync(join(tmpdir(), 'tickmark-contract-'))
    host = await open(home)
  })
  afterEach(async () => {
    if (whyNoEngine) return
    await host.close()
    rmSync(home, { recursive: true })
  })

  const value = <T>(method: string, input: unknown): Promise<T> => valueFrom<T>(host, method, input)

  async function refusal(method: string, input: unknown): Promise<{ code: ErrorCode; message: string }> {
    const answer = await host.ask(method, input)
    if (answer.ok) throw new Error(`${method} was answered`)
    return answer.error
  }

  it('starts with an empty list and nothing open', async () => {
    expect(await value('engagement.list', {})).toEqual({ engagements: [], sealed: [], unreadable: [] })
    expect(await value('engagement.current', {})).toBeNull()
    expect(await refusal('overview.show', {})).toMatchObject({ code: 'no-engagement' })
  })

  it('a new engagement is open, listed and shown', async () => {
    const made = await value<EngagementSummary>('engagement.create', acme)

    expect(made).toMatchObject({ file: 'Acme AG 2026-01', ...acme, isSample: false, concluded: 0 })
    expect(await value('engagement.current', {})).toMatchObject({ file: made.file })
    expect(await value('engagement.show', {})).toMatchObject({ ...acme, sources: 0 })
    expect((await value<EngagementList>('engagement.list', {})).engagements).toHaveLength(1)
  })

  it('an engagement file from elsewhere joins the list once it is whole, and is open then', async () => {
    const made = await value<EngagementSummary>('engagement.create', acme)
    await value('engagement.close', {})
    const bytes = new Uint8Array(readFileSync(join(home, `${made.file}.tickmark`)))
    const half = Math.floor(bytes.length / 2)

    const first = await value('engagement.add', {
      offset: 0,
      total: bytes.length,
      bytes: bytes.slice(0, half)
    })
    const added = await value('engagement.add', {
      offset: half,
      total: bytes.length,
      bytes: bytes.slice(half)
    })

    expect(first).toBeNull()
    expect(added).toMatchObject({ file: 'Acme AG 2026-01 2', clientName: 'Acme AG' })
    expect(await value('engagement.current', {})).toMatchObject({ file: 'Acme AG 2026-01 2' })
  })

  it('a file that is no engagement is refused, and nothing of it stays', async () => {
    const bytes = new TextEncoder().encode('an office document, renamed'.repeat(100))

    const refused = await refusal('engagement.add', { offset: 0, total: bytes.length, bytes })

    expect(refused).toEqual({
      code: 'file-foreign',
      message: 'The file is not a Tickmark engagement.',
      detail: {}
    })
    expect(readdirSync(home)).toEqual([])
  })

  it('the same client and month twice are two files; opening one leaves the other', async () => {
    const first = await value<EngagementSummary>('engagement.create', acme)
    const second = await value<EngagementSummary>('engagement.create', acme)

    expect(second.file).toBe('Acme AG 2026-01 2')
    expect(await value('engagement.open', { file: first.file })).toMatchObject({ file: first.file })
    expect(await value('engagement.current', {})).toMatchObject({ file: first.file })
  })

  it('asked for twice at once, an engagement is opened once', async () => {
    const { file } = await value<EngagementSummary>('engagement.create', acme)
    await value('engagement.close', {})

    const answers = await Promise.all([
      host.ask('engagement.open', { file }),
      host.ask('engagement.open', { file })
    ])

    expect(answers.map(({ ok }) => ok)).toEqual([true, true])
  })

  it('a closed engagement is one file and can be opened again', async () => {
    const { file } = await value<EngagementSummary>('engagement.create', acme)
    await value('engagement.close', {})

    expect(readdirSync(home)).toEqual([`${file}.tickmark`, 'known-heads.json'])
    expect(await value('engagement.current', {})).toBeNull()
    expect(await value('engagement.open', { file })).toMatchObject({ file })
  })

  it('where another engagement cannot be opened, the open one stays open', async () => {
    const { file } = await value<EngagementSummary>('engagement.create', acme)
    writeFileSync(join(home, 'letter.tickmark'), 'Dear client')

    expect(await refusal('engagement.open', { file: 'nowhere' })).toMatchObject({ code: 'not-found' })
    expect(await refusal('engagement.open', { file: 'letter' })).toMatchObject({ code: 'file-foreign' })
    expect(await value('engagement.current', {})).toMatchObject({ file })
    expect((await value<EngagementList>('engagement.list', {})).unreadable).toHaveLength(1)
  })

  it('bytes come back as the bytes that were sent', async () => {
    await value('engagement.create', acme)
    const bytes = new Uint8Array(2_500_000).map((_byte, at) => (at * 7919) % 256)

    const { files } = await value<ImportReport>('import.run', {
      job: 'import-1',
      uploads: [await uploadTo(host, 'a/photo.bin', bytes)]
    })
    const [received] = files
    const stored = await value<{ name: string; bytes: Uint8Array }>('file.read', {
      of: 'source',
      id: received?.source
    })

    expect(received).toMatchObject({ name: 'a/photo.bin', state: 'not-recognised' })
    expect(Buffer.compare(stored.bytes, bytes)).toBe(0)
  })

  it('the collection script is handed over as it lies with the program', async () => {
    const handed = await value<{ name: string; bytes: Uint8Array }[]>('collection.script', {})

    const script = handed.find(({ name }) => name === 'collect-aws-exports.sh')
    expect(Buffer.from(script?.bytes ?? []).toString()).toBe(
      readFileSync(join(files.collect, 'collect-aws-exports.sh'), 'utf8')
    )
  })

  it('what changed is heard', async () => {
    await value('engagement.create', acme)
    await value('period.date', { asOf: '2026-01-31T12:00:00Z' })

    await vi.waitFor(() => {
      expect(host.heard).toContainEqual({ type: 'changed', method: 'engagement.create' })
      expect(host.heard).toContainEqual({ type: 'changed', method: 'period.date' })
    })
  })

  it('a cancelled import leaves nothing of any of its files', async () => {
    await value('engagement.create', acme)
    const uploads = [
      await uploadTo(host, 'small.csv', largeReport(10)),
      await uploadTo(host, 'credential-report.csv', largeReport(60_000))
    ]

    const importing = host.ask('import.run', { job: 'import-1', uploads })
    await vi.waitFor(() => expect(host.heard.some(({ type }) => type === 'progress')).toBe(true), {
      interval: 5
    })
    expect(await value('job.cancel', { job: 'import-1' })).toBeNull()

    expect(await importing).toMatchObject({ ok: false, error: { code: 'cancelled' } })
    expect(await value('source.list', {})).toEqual([])
    expect(await value('engagement.show', {})).toMatchObject({ principals: 0 })
  })

  it('a second import waits for the first, and may be cancelled while it waits', async () => {
    await value('engagement.create', acme)
    const first = [await uploadTo(host, 'first.csv', largeReport(30_000))]
    const second = [await uploadTo(host, 'second.csv', largeReport(20))]
    const third = [await uploadTo(host, 'third.csv', largeReport(30))]

    const answers = Promise.all([
      host.ask('import.run', { job: 'import-1', uploads: first }),
      host.ask('import.run', { job: 'import-2', uploads: second }),
      host.ask('import.run', { job: 'import-3', uploads: third })
    ])
    await vi.waitFor(() =>
      expect(host.heard).toContainEqual(expect.objectContaining({ job: 'import-2', phase: 'waiting' }))
    )
    await value('job.cancel', { job: 'import-2' })

    expect((await answers).map(({ ok }) => ok)).toEqual([true, false, true])
    const sources = await value<{ name: string }[]>('source.list', {})
    expect(sources.map(({ name }) => name)).toEqual(['first.csv', 'third.csv'])
  })

  it.each(['constructor', '__proto__', 'toString', 'hasOwnProperty', 'engagement', '', 'engagement.list/..'])(
    'security: c %j is no method',
    async (method) => {
      expect(await refusal(method, {})).toMatchObject({ code: 'method-unknown' })
    }
  )

  it.each([
    ['engagement.create', { ...acme, period: '2026-13' }, 'period'],
    ['engagement.create', { ...acme, clientName: 7 }, 'clientName'],
    ['engagement.create', { ...acme, folder: '/etc' }, 'folder'],
    ['engagement.create', null, 'input'],
    ['engagement.open', { file: '../../etc/passwd' }, 'file'],
    ['engagement.open', { file: 'a\\b' }, 'file'],
    ['period.date', { asOf: 'yesterday' }, 'asOf'],
    ['file.read', { of: 'worksheet', id: 1 }, 'of'],
    ['file.read', { of: 'source', id: -1 }, 'id'],
    ['upload.append', { upload: 1, bytes: 'text' }, 'bytes'],
    ['upload.append', { upload: 1, bytes: [1, 2, 3] }, 'bytes']
  ])('security: c %s refuses %j and names "%s"', async (method, input, field) => {
    await value('engagement.create', acme)
    const { code, message } = await refusal(method, input)

    expect(code).toBe('input-invalid')
    expect(message).toContain(field)
  })

  it('security: c a hundred megabytes of text are refused and the host lives on', async () => {
    const { code } = await refusal('engagement.create', { ...acme, clientName: 'x'.repeat(100_000_000) })

    expect(['input-invalid', 'too-large']).toContain(code)
    expect(await value('engagement.current', {})).toBeNull()
  })

  it('security: c keys that would change prototypes change nothing', async () => {
    const input: unknown = JSON.parse(
      '{"__proto__":{"isAdmin":true},"constructor":{"prototype":{"isAdmin":true}}}'
    )

    await refusal('engagement.create', input)

    expect(({} as { isAdmin?: boolean }).isAdmin).toBeUndefined()
  })

  it('the sample is filled like any engagement, and asked for again it is the same', async ({ skip }) => {
    if (!existsSync(files.sample)) skip('there are no sample files')
    const first = await value<EngagementSummary>('engagement.sample', {})
    await value('engagement.close', {})

    expect(first).toMatchObject({ isSample: true })
    expect(await value('engagement.sample', {})).toMatchObject({ file: first.file })
    expect(await value<{ sources: number; principals: number }>('engagement.show', {})).toMatchObject({
      isSample: true
    })
    expect((await value<{ principals: number }>('engagement.show', {})).principals).toBeGreaterThan(0)
    expect(host.heard.some(({ type }) => type === 'progress')).toBe(true)
  })
})
