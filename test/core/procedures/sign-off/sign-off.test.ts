import { beforeEach, describe, expect, test } from 'vitest'

import type { SignOffView } from '../../../../src/shared/records/sign-off.ts'
import type { SignRole, SignScope } from '../../../../src/shared/states/sign-off.ts'
import { wrapped, credentialReport } from '../desk.ts'
import {
  account,
  acceptSources,
  conclude,
  concludeAll,
  disposeOfExceptions,
  sitDownTogether,
  type Period
} from './period.ts'

const root = `ROOT-01/${account}`
let desk: Period

beforeEach(async () => {
  desk = await sitDownTogether()
})

function sign(role: SignRole, refs: readonly string[] = [root], scope: SignScope = 'test') {
  return desk.ask('sign-off.sign', { scope, refs: [...refs], role, meaning: '' })
}

async function standing(ref = root): Promise<readonly string[]> {
  const signOffs = await desk.ask('sign-off.list', { scope: 'test', ref })
  return signOffs.map(({ role, state }) => `${role} ${state}`)
}

/** ROOT-01 concluded on an accepted source, signed by its preparer. */
async function prepared(): Promise<SignOffView> {
  await acceptSources(desk)
  await conclude(desk, 'ROOT-01', 'effective')
  const [signOff] = await sign('preparer')
  if (!signOff) throw new Error('Nothing was signed')
  return signOff
}

async function reviewed(): Promise<void> {
  await prepared()
  await desk.as('reviewer')
  await sign('reviewer')
}

describe('a preparer', () => {
  test('signs a test with a key, bound to the content and to the log', async () => {
    const head = (await desk.ask('engagement.verify', {})).head
    const signOff = await prepared()

    expect(signOff).toMatchObject({
      scope: 'test',
      ref: root,
      role: 'preparer',
      name: 'M. Okafor',
      meaning: 'I performed the work on this test and recorded it as it was done.',
      isSigned: true,
      state: 'valid',
      withdrawal: null
    })
    expect(signOff.contentHash).toMatch(/^[0-9a-f]{64}$/)
    expect(signOff.chainHead).not.toBe(head)
    expect(
      (await desk.ask('sign-off.show', {})).topics.find(({ topic }) => topic === 'root')?.states.prepared
    ).toBe(1)
  })

  test('does not sign what is not concluded, and what rests on sources nobody accepted', async () => {
    await expect(sign('preparer')).rejects.toThrow(
      `Test ${root} cannot be signed as preparer yet: it has no conclusion.`
    )

    await conclude(desk, 'ROOT-01', 'effective')
    await expect(sign('preparer')).rejects.toThrow(/SF-001 is relied on and not accepted/)
  })

  test('does not sign over exceptions without a disposition', async () => {
    await acceptSources(desk)
    await conclude(desk, 'MFA-01', 'exception', 'One console user has no device.')
    await expect(sign('preparer', [`MFA-01/${account}`])).rejects.toThrow(/1 exception is not disposed of/)

    disposeOfExceptions(desk)
    expect(await sign('preparer', [`MFA-01/${account}`])).toHaveLength(1)
  })

  test('signs many tests at once, or none of them', async () => {
    await acceptSources(desk)
    await conclude(desk, 'ROOT-01', 'effective')
    const refs = [root, `ROOT-02/${account}`]
    await expect(sign('preparer', refs)).rejects.toThrow(/ROOT-02/)
    expect(await standing()).toEqual([])

    await conclude(desk, 'ROOT-02', 'effective', 'Seen on the credential report.')
    expect(await sign('preparer', refs)).toHaveLength(2)
  })

  test('signs what changed anew, and what did not only once', async () => {
    await prepared()
    await expect(sign('preparer')).rejects.toThrow(
      `Test ${root} is signed by M. Okafor as preparer, and did not change since.`
    )

    await conclude(desk, 'ROOT-01', 'effective', 'Also seen on the console.')
    await sign('preparer')

    expect(await standing()).toEqual(['preparer superseded', 'preparer valid'])
  })

  test('does not sign what is not there', async () => {
    await expect(sign('preparer', ['ROOT-01/999999999999'])).rejects.toThrow(/is not in this period/)
    await expect(sign('preparer', ['F-2026-001'], 'finding')).rejects.toThrow(/is not in this period/)
    await expect(sign('preparer', ['2025-12'], 'period')).rejects.toThrow(/is not in this period/)
  })
})

describe('a reviewer', () => {
  test('signs what a preparer signed', async () => {
    await reviewed()

    expect(await standing()).toEqual(['preparer valid', 'reviewer valid'])
    expect(
      (await desk.ask('sign-off.show', {})).topics.find(({ topic }) => topic === 'root')?.states.reviewed
    ).toBe(1)
  })

  test('does not sign before the preparer', async () => {
    await acceptSources(desk)
    await conclude(desk, 'ROOT-01', 'effective')
    await desk.as('reviewer')

    await expect(sign('reviewer')).rejects.toThrow(/its preparer has not signed/)
  })

  test('does not sign what changed since', async () => {
    await prepared()
    await conclude(desk, 'ROOT-01', 'effective', 'Also seen on the console.')
    await desk.as('reviewer')

    await expect(sign('reviewer')).rejects.toThrow(/it changed after its preparer signed/)
  })

  test('does not sign while a must-fix note is open', async () => {
    await prepared()
    await desk.as('reviewer')
    const note = await desk.ask('review-note.raise', {
      target: 'test',
      ref: root,
      class: 'must-fix',
      text: 'Confirm the date of the root key.',
      assignedTo: '',
      pointsForward: false
    })
    await expect(sign('reviewer')).rejects.toThrow(/1 must-fix note is open/)

    await desk.ask('review-note.step', { note: note.ref, step: 'cleared', text: '' })
    expect(await sign('reviewer')).toHaveLength(1)
  })

  test.each([
    ['concluded', async () => conclude(desk, 'ROOT-01', 'effective')],
    [
      'accepted a source of',
      async () => {
        await acceptSources(desk)
        await desk.as('preparer')
        await conclude(desk, 'ROOT-01', 'effective')
      }
    ]
  ])('does not sign a test they %s themselves', async (_, work) => {
    await desk.as('preparer')
    if (_ === 'concluded') await acceptSources(desk)
    await desk.as('reviewer')
    await work()
    await desk.as('preparer')
    await sign('preparer')
    await desk.as('reviewer')

    await expect(sign('reviewer')).rejects.toThrow('S. Lindqvist had a part in')
    await desk.as('other')
    expect(await sign('reviewer')).toHaveLength(1)
  })

  test('is nobody in an engagement of a single auditor', async () => {
    await desk.as('partner')
    await desk.ask('engagement.separation', { separation: 'single-auditor' })
    await desk.as('preparer')
    await prepared()
    await desk.as('reviewer')

    await expect(sign('reviewer')).rejects.toThrow(/^A single auditor works here/)
  })
})

describe('a signature goes stale', () => {
  test('where the reason is changed, and is good again where it is as it was', async () => {
    await reviewed()
    await desk.as('preparer')
    await conclude(desk, 'ROOT-01', 'effective', 'Another word.')
    expect(await standing()).toEqual(['preparer stale', 'reviewer stale'])

    await conclude(desk, 'ROOT-01', 'effective')
    expect(await standing()).toEqual(['preparer valid', 'reviewer valid'])
  })

  test('where the same result is found again, in nothing', async () => {
    await reviewed()
    await desk.as('preparer')
    await desk.receive({ 'again.csv': credentialReport(account, { 'j.hartmann': { mfa: false } }) })
    desk.reopen()

    expect(await standing()).toEqual(['preparer valid', 'reviewer valid'])
  })

  test('where another export is relied on', async () => {
    await reviewed()
    await desk.as('preparer')
    await desk.receive({ 'new.json': wrapped(credentialReport(account), '2026-01-31T00:00:00Z') })

    expect(await standing()).toEqual(['preparer stale', 'reviewer stale'])
  })

  test('for the reviewer alone where evidence is added', async () => {
    await reviewed()
    await desk.as('preparer')
    await desk.ask('evidence.note', {
      control: 'ROOT-01',
      accounts: [account],
      title: 'Inquiry',
      text: 'Spoke with T. Braun.'
    })

    expect(await standing()).toEqual(['preparer valid', 'reviewer stale'])
    await desk.as('reviewer')
    await sign('reviewer')
    expect(await standing()).toEqual(['preparer valid', 'reviewer superseded', 'reviewer valid'])
  })

  test('for both where evidence they saw is withdrawn', async () => {
    const { id } = await desk.ask('evidence.note', {
      control: 'ROOT-01',
      accounts: [account],
      title: 'Inquiry',
      text: 'Spoke with T. Braun.'
    })
    await reviewed()
    await desk.as('preparer')
    await desk.ask('evidence.withdraw', { evidence: id, reason: 'Of another client.' })

    expect(await standing()).toEqual(['preparer stale', 'reviewer stale'])
  })

  test('where a threshold is changed', async () => {
    await acceptSources(desk)
    const check = desk.db.get<{ control: string }>(
      "select control from check_result where check_id = 'access-key-age'"
    )
    const control = check?.control ?? ''
    const { conclusions } = await desk.ask('test.show', { control, account })
    expect(conclusions).toEqual([])
    await conclude(desk, control, 'not-applicable', 'Nobody has an access key.')
    await sign('preparer', [`${control}/${account}`])
    await desk.ask('parameter.set', { name: 'maxAccessKeyAgeDays', value: 45 })

    expect(await standing(`${control}/${account}`)).toEqual(['preparer stale'])
  })

  test('and shows what changed, in words', async () => {
    const signOff = await prepared()
    await conclude(desk, 'ROOT-01', 'observation', 'The key was rotated late.')
    await desk.ask('evidence.note', {
      control: 'ROOT-01',
      accounts: [account],
      title: 'Inquiry',
      text: 'Spoke with T. Braun.'
    })

    const { changes, total } = await desk.ask('sign-off.changes', { signOff: signOff.id })

    expect(total).toBe(2)
    expect(changes).toEqual([
      { what: 'Conclusion', before: 'Effective', after: 'Observation' },
      { what: 'Conclusion: reason', before: '', after: 'The key was rotated late.' }
    ])
  })
})

describe('a sign-off is taken back', () => {
  test('with its reason, and with the review that rests on it', async () => {
    const { id } = await prepared()
    await desk.as('reviewer')
    await sign('reviewer')
    await desk.as('preparer')
    await desk.ask('sign-off.withdraw', { signOff: id, reason: 'The wrong console was looked at.' })

    const [first, second] = await desk.ask('sign-off.list', { scope: 'test', ref: root })
    expect(first).toMatchObject({
      state: 'withdrawn',
      withdrawal: { by: 'M. Okafor', reason: 'The wrong console was looked at.' }
    })
    expect(second?.withdrawal?.reason).toBe(
      'It rests on the sign-off of M. Okafor as preparer, which was taken back: The wrong console was looked at.'
    )
    await expect(desk.ask('sign-off.withdraw', { signOff: id, reason: 'Again.' })).rejects.toThrow(
      /withdrawn already/
    )
  })

  test('by whoever signed, or by a partner', async () => {
    const { id } = await prepared()
    await desk.as('reviewer')
    await expect(desk.ask('sign-off.withdraw', { signOff: id, reason: 'I disagree.' })).rejects.toThrow(
      'Only M. Okafor, who signed, or a partner takes that sign-off back.'
    )

    await desk.as('partner')
    await desk.ask('sign-off.withdraw', { signOff: id, reason: 'To be done again.' })
    expect(await standing()).toEqual(['preparer withdrawn'])
  })

  test('and what is not there is not', async () => {
    await expect(desk.ask('sign-off.withdraw', { signOff: 7, reason: 'Why not.' })).rejects.toThrow(
      /no sign-off 7/
    )
  })
})

describe('the period', () => {
  const label = '2026-01'

  async function whole(): Promise<void> {
    await acceptSources(desk)
    const refs = await concludeAll(desk)
    disposeOfExceptions(desk)
    await expect(sign('preparer', [label], 'period')).rejects.toThrow(
      /tests are not signed by a preparer yet/
    )
    await sign('preparer', refs)
    await sign('preparer', [label], 'period')
    await desk.as('reviewer')
    await expect(sign('reviewer', [label], 'period')).rejects.toThrow(/tests are not reviewed yet/)
    await sign('reviewer', refs)
  }

  test('is signed once the gate holds and every test is, and is acknowledged by management on paper', async () => {
    await expect(sign('preparer', [label], 'period')).rejects.toThrow(
      /errors stand in the close-out gate: E1/
    )
    await whole()
    const upload = await desk.send('acknowledged.pdf', 'A signed page.')
    const acknowledge = () =>
      desk.ask('sign-off.acknowledge', {
        name: 'Tomas Braun',
        title: 'CISO',
        meaning: 'The facts are accurate.',
        upload,
        mime: 'application/pdf'
      })
    await expect(acknowledge()).rejects.toThrow('the reviewer of 2026-01 signs first')

    await sign('reviewer', [label], 'period')
    await desk.as('partner')
    await sign('partner', [label], 'period')
    const again = await desk.send('acknowledged.pdf', 'A signed page.')
    await desk.ask('sign-off.acknowledge', {
      name: 'Tomas Braun',
      title: 'CISO',
      meaning: 'The facts are accurate.',
      upload: again,
      mime: 'application/pdf'
    })

    const { stages } = await desk.ask('sign-off.show', {})
    expect(stages.map(({ role, signOff }) => [role, signOff?.state, signOff?.isSigned])).toEqual([
      ['preparer', 'valid', true],
      ['reviewer', 'valid', true],
      ['partner', 'valid', true],
      ['management', 'valid', false]
    ])
    expect((await desk.ask('evidence.list', {})).map(({ title }) => title)).toContain(
      'Acknowledgement of Tomas Braun, 2026-01'
    )
  })

  test('is stale as soon as one test is another, and says which', async () => {
    await whole()
    await desk.as('preparer')
    await conclude(desk, 'ROOT-01', 'observation', 'Found later.')

    const { stages } = await desk.ask('sign-off.show', {})
    const signOff = stages[0]?.signOff
    expect(signOff?.state).toBe('stale')
    expect((await desk.ask('sign-off.changes', { signOff: signOff?.id ?? 0 })).changes).toEqual([
      { what: `Test ${root}`, before: 'as signed', after: 'changed' }
    ])
  })

  test('covers the overall conclusion', async () => {
    await whole()
    await desk.as('preparer')
    await desk.ask('period.opinion', { opinion: 'with-exceptions', statement: 'One user had no device.' })

    const { stages, opinion } = await desk.ask('sign-off.show', {})
    expect(opinion).toMatchObject({ opinion: 'with-exceptions', by: 'M. Okafor' })
    expect(stages[0]?.signOff?.state).toBe('stale')
  })

  test('is signed as a whole only once it is locked', async () => {
    await expect(sign('preparer', [label], 'archive')).rejects.toThrow(
      '2026-01 is signed as a whole once it is locked.'
    )
    desk.db.run(
      "update period set state = 'locked', locked_at = '2026-02-03T09:00:00.000Z', locked_by = 'P. Adler'"
    )

    await expect(sign('preparer', [label], 'period')).rejects.toThrow(
      '2026-01 is locked; nothing of it is signed any more.'
    )
    await desk.as('partner')
    expect(await sign('partner', [label], 'archive')).toMatchObject([{ scope: 'archive', state: 'valid' }])
  })
})
