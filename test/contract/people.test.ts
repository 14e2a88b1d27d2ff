import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'

import type { WireError } from '../../src/shared/errors.ts'
import type { EngagementSummary, EventView } from '../../src/shared/records/engagement.ts'
import type { PersonView, SessionView } from '../../src/shared/records/people.ts'
import { runTickmarkWith, type Ended } from './command-line.ts'
import { hosts, library, valueFrom, whyNoEngine, type OpenHost } from './hosts.ts'

const acme = { clientName: 'Acme AG', auditor: 'R. Meier', period: '2026-01' }
const passphrase = 'some words that nobody else has'
const lindt = {
  name: 'A. Lindt',
  title: 'Auditor',
  email: 'a.lindt@audit.example',
  role: 'preparer',
  passphrase
} as const

let home: string

beforeEach(({ skip }) => {
  if (whyNoEngine) skip(whyNoEngine)
  home = mkdtempSync(join(tmpdir(), 'tickmark-people-'))
})
afterEach(() => {
  if (!whyNoEngine) rmSync(home, { recursive: true, force: true })
})

describe.each(hosts)('$name', ({ open }) => {
  let host: OpenHost
  let file: string

  beforeEach(async () => {
    host = await open(home)
    file = (await value<EngagementSummary>('engagement.create', acme)).file
  })
  afterEach(() => host.close())

  const value = <T>(method: string, input: unknown): Promise<T> => valueFrom<T>(host, method, input)
  const person = async (): Promise<SessionView['person']> =>
    (await value<SessionView>('session.show', {})).person

  async function refusal(method: string, input: unknown): Promise<WireError> {
    const answer = await host.ask(method, input)
    if (answer.ok) throw new Error(`${method} was answered`)
    return answer.error
  }

  it('from the first person on, writing needs somebody unlocked, and reading never does', async () => {
    const { id } = await value<PersonView>('person.add', lindt)

    expect(await refusal('period.date', { asOf: null })).toMatchObject({ code: 'person-locked' })
    expect(await refusal('upload.start', { name: 'a', size: 1, bytes: new Uint8Array(1) })).toMatchObject({
      code: 'person-locked'
    })
    expect(await value<SessionView>('session.show', {})).toMatchObject({ hasPeople: true, person: null })

    await value('person.unlock', { person: id, passphrase })
    expect(await person()).toEqual({ id, name: 'A. Lindt', role: 'preparer' })
    await value('parameter.set', { name: 'maxAccessKeyAgeDays', value: 60 })
    const [last] = await value<EventView[]>('event.list', { before: null, limit: 1 })
    expect(last).toMatchObject({ actor: 'A. Lindt', action: 'parameter.set', clockBehind: null })

    await value('person.lock', {})
    expect(await person()).toBeNull()
    await vi.waitFor(() => expect(host.heard).toContainEqual({ type: 'changed', method: 'person.lock' }))
  })

  it('says how long to wait after a wrong passphrase', async () => {
    const { id } = await value<PersonView>('person.add', lindt)

    expect(await refusal('person.unlock', { person: id, passphrase: 'some other words' })).toEqual({
      code: 'passphrase-wrong',
      message: 'The passphrase is wrong. The next try may follow in 1 second.',
      detail: { wait: 1 }
    })
    expect(await refusal('person.unlock', { person: id, passphrase })).toMatchObject({
      code: 'passphrase-wrong',
      detail: { wait: 1 }
    })
  })

  it('nobody stays unlocked in a closed engagement, and its file holds no passphrase', async () => {
    const { id } = await value<PersonView>('person.add', lindt)
    await value('person.unlock', { person: id, passphrase })
    await value('engagement.close', {})

    expect(readFileSync(join(home, `${file}.tickmark`)).includes(passphrase)).toBe(false)
    await value('engagement.open', { file })
    expect(await person()).toBeNull()
  })
})

describe('the command line', () => {
  let tickmark: (variables: Readonly<Record<string, string>>, ...typed: string[]) => Ended

  beforeEach(async () => {
    tickmark = (variables, ...typed) => runTickmarkWith(variables, home, ...typed)
    writeFileSync(join(home, 'notes.txt'), 'not an export')
    const opened = await library(home)
    await valueFrom(opened, 'engagement.create', acme)
    await valueFrom(opened, 'person.add', lindt)
    await opened.close()
  })

  const file = 'Acme AG 2026-01.tickmark'

  it('works as the person named, with their passphrase from the environment', async () => {
    const done = tickmark(
      { TICKMARK_PERSON_PASSPHRASE: passphrase },
      'import',
      file,
      'notes.txt',
      '--as',
      'A. Lindt'
    )

    expect(done).toMatchObject({ code: 0, error: '' })
    const opened = await library(home)
    await valueFrom(opened, 'engagement.open', { file: 'Acme AG 2026-01' })
    const events = await valueFrom<EventView[]>(opened, 'event.list', { before: null, limit: 50 })
    await opened.close()
    expect(events.filter(({ action }) => action.startsWith('source.')).map(({ actor }) => actor)).toContain(
      'A. Lindt'
    )
  })

  it.each([
    [[], {}, 2, /--as is missing: who of A\. Lindt works\?/],
    [
      ['--as', 'B. Novak'],
      {},
      2,
      /"B\. Novak": nobody of this name works in the engagement; there is A\. Lindt/
    ],
    [['--as', 'A. Lindt'], {}, 1, /set TICKMARK_PERSON_PASSPHRASE, or type it at a terminal/],
    [['--as', 'A. Lindt'], { TICKMARK_PERSON_PASSPHRASE: 'wrong words here' }, 1, /The passphrase is wrong/]
  ] as const)('refuses %j', (typed, variables, code, sentence) => {
    const ended = tickmark(variables, 'import', file, 'notes.txt', ...typed)

    expect(ended.code).toBe(code)
    expect(ended.error).toMatch(sentence)
    expect(ended.error).not.toContain('wrong words here')
  })

  it('reads without anybody', () => {
    expect(tickmark({}, 'check', file).code).toBe(0)
    expect(tickmark({}, 'verify', file).code).toBe(0)
  })
})
