import fc from 'fast-check'
import { describe, expect, test } from 'vitest'

import type { Input, MethodsOf } from '../../../src/shared/contract.ts'
import { isOpenTo, permissions, roles, type Role } from '../../../src/shared/permissions.ts'
import { isSignedBy } from '../../../src/core/integrity/ssh-signature.ts'
import { verifyChain } from '../../../src/core/store/events.ts'
import { sitDown, type Desk } from './desk.ts'
import { passphrase, seat } from './people.ts'

const okafor = {
  name: 'M. Okafor',
  title: 'Senior auditor',
  email: 'm.okafor@audit.example',
  role: 'preparer',
  passphrase: 'my own words, twelve or more'
} as const

interface Refused {
  readonly code: string
  readonly message: string
}

async function refusal<M extends MethodsOf<'read' | 'write'>>(
  desk: Desk,
  method: M,
  input: Input<M>
): Promise<Refused> {
  try {
    await desk.ask(method, input)
  } catch (thrown) {
    return thrown as Refused
  }
  throw new Error(`${method} was answered`)
}

/** Four people in the engagement, nobody unlocked. */
async function team(): Promise<{ desk: Desk; ids: Readonly<Record<Role, number>> }> {
  const desk = sitDown()
  const ids = { preparer: 0, reviewer: 0, partner: 0, inspector: 0 }
  for (const role of Object.keys(roles) as Role[]) ids[role] = await seat(desk.db, `The ${role}`, role)
  return { desk, ids }
}

const unlock = (desk: Desk, person: number): Promise<null> =>
  desk.ask('person.unlock', { person, passphrase })

describe('an engagement without people', () => {
  test('is worked in by its auditor, who signs nothing', async () => {
    const desk = sitDown()

    await desk.ask('parameter.set', { name: 'maxAccessKeyAgeDays', value: 60 })

    expect(await desk.ask('session.show', {})).toEqual({
      hasPeople: false,
      person: null,
      separation: 'single-auditor',
      hasSignOffs: false,
      isLocked: false,
      period: '2026-01'
    })
    const [event] = await desk.ask('event.list', { before: null, limit: 1 })
    expect(event).toMatchObject({ actor: 'M. Okafor', action: 'parameter.set' })
    expect(desk.session.sign('anything')).toBeNull()
  })

  test('takes somebody first who can add the others', async () => {
    expect(await refusal(sitDown(), 'person.add', { ...okafor, role: 'inspector' })).toMatchObject({
      code: 'not-allowed',
      message: 'Add a preparer, reviewer or partner first; an inspector cannot add the others.'
    })
  })
})

describe('a person', () => {
  test('is added with a key of their own, works once unlocked, and signs', async () => {
    const desk = sitDown()

    const added = await desk.ask('person.add', okafor)
    expect(added).toMatchObject({ name: 'M. Okafor', role: 'preparer', leftAt: null })
    expect(added.publicKey).toMatch(/^ssh-ed25519 AAAA\S+ M\. Okafor$/)
    expect(added.fingerprint).toMatch(/^SHA256:[\w+/]{43}$/)
    expect(await refusal(desk, 'view.remove', { id: 1 })).toMatchObject({ code: 'person-locked' })

    await desk.ask('person.unlock', { person: added.id, passphrase: okafor.passphrase })

    expect(await desk.ask('session.show', {})).toMatchObject({
      person: { id: added.id, name: 'M. Okafor', role: 'preparer' }
    })
    const signature = desk.session.sign('what was done') ?? ''
    expect(isSignedBy(added.publicKey, Buffer.from('what was done'), signature)).toBe(true)
    expect(isSignedBy(added.publicKey, Buffer.from('what was not'), signature)).toBe(false)
  })

  test('changes their passphrase with the one before, and keeps their key', async () => {
    const { desk, ids } = await team()
    const person = ids.preparer
    const [before] = await desk.ask('person.list', {})

    await desk.ask('person.passphrase', { person, passphrase, newPassphrase: 'quite another one' })

    expect(await refusal(desk, 'person.unlock', { person, passphrase })).toMatchObject({
      code: 'passphrase-wrong'
    })
    desk.session.lock()
    expect((await desk.ask('person.list', {}))[0]).toEqual(before)
    const again = sitDown()
    expect(
      await refusal(again, 'person.passphrase', { person: 9, passphrase, newPassphrase: 'x' })
    ).toMatchObject({
      code: 'not-found'
    })
  })

  test.each([
    ['is too short', 'eleven char'],
    ['is nothing but blanks', ' '.repeat(20)]
  ])('is not added with a passphrase that %s', async (_, weak) => {
    expect(await refusal(sitDown(), 'person.add', { ...okafor, passphrase: weak })).toMatchObject({
      code: 'input-invalid',
      message: 'A passphrase has at least 12 characters: whoever has the file can try without end.'
    })
  })

  test('has a name that nobody else has, however it is written', async () => {
    const desk = sitDown()
    await seat(desk.db, 'M. Okafor', 'reviewer')
    await unlock(desk, 1)

    expect((await refusal(desk, 'person.add', { ...okafor, name: 'm.  OKAFOR' })).message).toBe(
      'M. Okafor is in this engagement already; the record tells people apart by their names.'
    )
  })

  test.each(['two\nlines', 'a\u0000b'])('has a name of one line: %j is none', async (name) => {
    expect(await refusal(sitDown(), 'person.add', { ...okafor, name })).toMatchObject({
      code: 'input-invalid'
    })
  })

  test('who left is kept, is locked at once and never unlocks again', async () => {
    const { desk, ids } = await team()
    await unlock(desk, ids.reviewer)

    await desk.ask('person.leave', { person: ids.reviewer })

    expect(await desk.ask('session.show', {})).toMatchObject({ hasPeople: true, person: null })
    expect((await refusal(desk, 'person.unlock', { person: ids.reviewer, passphrase })).message).toMatch(
      /^The reviewer left this engagement on 2026-02-02\.$/
    )
    expect(await desk.ask('person.list', {})).toHaveLength(4)
    expect(() => desk.db.run('delete from person')).toThrow(/kept/)
  })

  test('does not unlock where their sealed key was replaced by another', async () => {
    const { desk, ids } = await team()
    const other = desk.db.get<{ sealed_key: string }>('select sealed_key from person where id = :id', {
      id: ids.partner
    })
    desk.db.run('update person set sealed_key = :key where id = :id', {
      key: other?.sealed_key ?? '',
      id: ids.preparer
    })

    expect(await refusal(desk, 'person.unlock', { person: ids.preparer, passphrase })).toEqual(
      expect.objectContaining({
        code: 'file-damaged',
        message: 'The sealed key of The preparer is not the one that was added.'
      })
    )
    expect(desk.session.personId()).toBeNull()
  })
})

describe('who chooses people', () => {
  test('a preparer alone does, and no longer once somebody reviews', async () => {
    const desk = sitDown()
    await seat(desk.db, 'Alone', 'preparer')
    await unlock(desk, 1)
    await desk.ask('person.add', { ...okafor, role: 'reviewer' })

    expect((await refusal(desk, 'person.add', { ...okafor, name: 'Another' })).message).toBe(
      'A reviewer or partner adds people and lets them leave; Alone is preparer.'
    )
    expect((await refusal(desk, 'person.leave', { person: 2 })).message).toMatch(/^A reviewer or partner/)
  })

  test('the last who can add people stays', async () => {
    const desk = sitDown()
    await seat(desk.db, 'Alone', 'reviewer')
    await seat(desk.db, 'Looks', 'inspector')
    await unlock(desk, 1)

    expect((await refusal(desk, 'person.leave', { person: 1 })).message).toBe(
      'Alone is the last who can add people; add somebody else first.'
    )
  })
})

describe('the separation of duties', () => {
  test('takes somebody on either side, and keeps them', async () => {
    const desk = sitDown()
    await seat(desk.db, 'R. Meier', 'reviewer')
    await unlock(desk, 1)

    expect((await refusal(desk, 'engagement.separation', { separation: 'strict' })).message).toBe(
      'Separation of duties takes a preparer and a reviewer or partner; add them first.'
    )
    await seat(desk.db, 'A. Lindt', 'preparer')
    await desk.ask('engagement.separation', { separation: 'strict' })

    expect(await desk.ask('session.show', {})).toMatchObject({ separation: 'strict' })
    expect((await refusal(desk, 'person.leave', { person: 2 })).message).toBe(
      'Duties are separated: without A. Lindt no preparer is left. Add another first.'
    )
  })

  test('is taken back before the first sign-off, and not after it', async () => {
    const { desk, ids } = await team()
    await unlock(desk, ids.partner)
    await desk.ask('engagement.separation', { separation: 'strict' })
    await desk.ask('engagement.separation', { separation: 'single-auditor' })
    await desk.ask('engagement.separation', { separation: 'strict' })
    desk.db.run(
      `insert into sign_off (period_id, scope, scope_ref, role, printed_name, title, meaning, signed_at, content_hash, content, chain_seq, chain_head)
       values (1, 'test', 'x', 'preparer', 'A', '', '', '2026-02-02T10:00:00.000Z', '', '{}', 1, '')`
    )

    expect((await refusal(desk, 'engagement.separation', { separation: 'single-auditor' })).message).toBe(
      'Something is signed off already, so the separation of duties stands for this engagement.'
    )
    expect(desk.db.all("select actor from audit_event where action = 'engagement.separation'")).toEqual([
      { actor: 'The partner' },
      { actor: 'The partner' },
      { actor: 'The partner' }
    ])
  })

  test.each(['preparer', 'inspector'] as const)('is not for a %s to choose', async (role) => {
    const { desk, ids } = await team()
    await unlock(desk, ids[role])

    expect(await refusal(desk, 'engagement.separation', { separation: 'strict' })).toMatchObject({
      code: 'not-allowed'
    })
  })
})

describe('a locked period', () => {
  test('takes what is of the engagement, and nothing of the period', async () => {
    const { desk, ids } = await team()
    await unlock(desk, ids.reviewer)
    desk.db.run("update period set state = 'locked'")

    expect((await refusal(desk, 'parameter.set', { name: 'maxAccessKeyAgeDays', value: 60 })).message).toBe(
      '2026-01 is locked. Add an addendum, or go on with the next month.'
    )
    await desk.send('addendum.txt', 'late')
    await desk.ask('person.leave', { person: ids.inspector })
    expect(await desk.ask('session.show', {})).toMatchObject({ isLocked: true })
  })

  test('is locked for an auditor without people too', async () => {
    const desk = sitDown()
    desk.db.run("update period set state = 'locked'")

    expect(await refusal(desk, 'period.date', { asOf: null })).toMatchObject({ code: 'not-allowed' })
  })
})

/** One call of every method that writes, so that only who may call it decides. */
const calls: { readonly [M in MethodsOf<'write'>]?: Input<M> } = {
  'upload.discard': { upload: 9 },
  'period.date': { asOf: null },
  'period.caller': { caller: 'auditor' },
  'parameter.set': { name: 'maxAccessKeyAgeDays', value: 61 },
  'source.decide': { sources: [9], decision: 'accepted', reason: '' },
  'conclusion.record': {
    control: 'ROOT-01',
    accounts: ['111122223333'],
    conclusion: 'effective',
    reason: '',
    steps: []
  },
  'evidence.note': { control: 'ROOT-01', accounts: ['111122223333'], title: 'a', text: 'b' },
  'engagement.separation': { separation: 'single-auditor' },
  'view.remove': { id: 9 },
  'workbook.issue': {}
}

describe('what roles may do', () => {
  test('nothing that writes is open to an inspector', () => {
    for (const method of Object.keys(permissions) as MethodsOf<'write'>[])
      if (permissions[method].roles !== 'anyone') expect(isOpenTo(method, 'inspector'), method).toBe(false)
  })

  test('however people come and go, nobody writes what the table keeps from them', async () => {
    const { desk, ids } = await team()
    const people = Object.entries(ids) as [Role, number][]
    const step = fc.oneof(
      fc.constantFrom(...people).map((who) => ({ do: 'unlock', who }) as const),
      fc.constant({ do: 'lock' } as const),
      fc
        .constantFrom(...(Object.keys(calls) as MethodsOf<'write'>[]))
        .map((method) => ({ do: 'call', method }) as const)
    )
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 12 }), async (steps) => {
        await desk.ask('person.lock', {})
        let role: Role | null = null
        for (const taken of steps) {
          const events = verifyChain(desk.db).events
          if (taken.do === 'lock') {
            await desk.ask('person.lock', {})
            role = null
          } else if (taken.do === 'unlock') {
            await unlock(desk, taken.who[1])
            role = taken.who[0]
          } else {
            const refused: Refused | null = await desk
              .ask(taken.method, calls[taken.method] as never)
              .then(() => null)
              .catch((thrown: unknown) => thrown as Refused)
            if (role === null) expect(refused?.code).toBe('person-locked')
            else if (!isOpenTo(taken.method, role))
              expect(refused?.message).toMatch(new RegExp(`The ${role} is ${role}`))
            else expect(refused?.message ?? '').not.toMatch(/ is (preparer|reviewer|partner|inspector)/)
            if (refused !== null) expect(verifyChain(desk.db).events).toBe(events)
            else if (verifyChain(desk.db).events > events) {
              const last = desk.db.get<{ actor: string }>(
                'select actor from audit_event order by seq desc limit 1'
              )
              expect(last?.actor).toBe(`The ${role ?? 'nobody'}`)
            }
          }
          expect((await desk.ask('session.show', {})).person?.role ?? null).toBe(role)
        }
      }),
      { numRuns: 25 }
    )
  }, 120_000)
})

describe('the record of people', () => {
  async function twoPeople(): Promise<Desk> {
    const desk = sitDown()
    const { id } = await desk.ask('person.add', okafor)
    await desk.ask('person.unlock', { person: id, passphrase: okafor.passphrase })
    await desk.ask('person.add', { ...okafor, name: 'R. Meier', role: 'reviewer' })
    return desk
  }

  /** What somebody with another program can do. */
  function forge(desk: Desk, sql: string): void {
    for (const trigger of ['person_is_fixed', 'person_is_kept']) desk.db.execute(`drop trigger ${trigger}`)
    desk.db.execute(sql)
  }

  test('is as the log says, also after somebody left', async () => {
    const desk = await twoPeople()
    await desk.ask('person.passphrase', {
      person: 1,
      passphrase: okafor.passphrase,
      newPassphrase: 'the next one of mine'
    })
    await desk.ask('person.lock', {})
    await desk.ask('person.unlock', { person: 2, passphrase: okafor.passphrase })
    await desk.ask('engagement.separation', { separation: 'strict' })
    await desk.ask('engagement.separation', { separation: 'single-auditor' })
    await desk.ask('person.leave', { person: 1 })

    expect(await desk.ask('engagement.verify', {})).toMatchObject({ ok: true, faults: [] })
  })

  test.each([
    [
      'a role',
      "update person set role = 'partner' where id = 1",
      'M. Okafor is not as the log says: role, key or dates were changed in the file.'
    ],
    [
      'a key',
      "update person set public_key = 'ssh-ed25519 AAAA R. Meier' where id = 2",
      'R. Meier is not as the log says: role, key or dates were changed in the file.'
    ],
    ['a person', 'delete from person where id = 2', 'R. Meier was added and is no longer in the engagement.'],
    [
      'the duties',
      "update engagement set separation = 'strict'",
      'The separation of duties is "Strict" in the file, and the log does not say so.'
    ]
  ])('shows where another program changed %s', async (_, sql, sentence) => {
    const desk = await twoPeople()

    forge(desk, sql)

    expect(await desk.ask('engagement.verify', {})).toMatchObject({ ok: false, faults: [sentence] })
  })

  test('shows somebody whom nobody added', async () => {
    const desk = sitDown()
    await seat(desk.db, 'S. Tranger', 'partner')

    expect((await desk.ask('engagement.verify', {})).faults).toEqual([
      'S. Tranger is in the engagement, and the log does not say who added them.'
    ])
  })
})

describe('a passphrase', () => {
  test('is nowhere in the engagement, and a private key only sealed', async () => {
    const desk = sitDown()
    const added = await desk.ask('person.add', okafor)
    await desk.ask('person.unlock', { person: added.id, passphrase: okafor.passphrase })
    await desk.ask('person.passphrase', {
      person: added.id,
      passphrase: okafor.passphrase,
      newPassphrase: 'the next one of mine'
    })

    const tables = desk.db.all<{ name: string }>("select name from sqlite_schema where type = 'table'")
    const everything = tables
      .map(({ name }) => JSON.stringify(desk.db.all(`select * from "${name}"`)))
      .join('\n')
    expect(everything).not.toContain(okafor.passphrase)
    expect(everything).not.toContain('the next one of mine')
    expect(JSON.stringify(desk.db.all('select * from audit_event'))).not.toContain('sealed')
    expect(JSON.stringify(await desk.ask('person.list', {}))).not.toContain('sealed')
    expect(JSON.stringify(desk.events)).not.toContain(okafor.passphrase)
  })

  test('is not quoted where it is not in the form it takes', async () => {
    const secret = 'x'.repeat(2000)

    const { code, message } = await refusal(sitDown(), 'person.unlock', { person: 1, passphrase: secret })

    expect({ code, message }).toEqual({
      code: 'input-invalid',
      message: '"passphrase" of person.unlock is not in the form it takes.'
    })
  })
})
