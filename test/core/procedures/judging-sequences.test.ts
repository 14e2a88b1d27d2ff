import fc from 'fast-check'
import { expect, test } from 'vitest'

import type { Input } from '../../../src/shared/contract.ts'
import { dispositions, type Disposition } from '../../../src/shared/states/disposition.ts'
import { needsOverride } from '../../../src/shared/states/override.ts'
import { tickMarks, type TickMark } from '../../../src/shared/states/sample.ts'
import { conclusions, type Conclusion } from '../../../src/shared/vocabulary.ts'
import { verifyChain } from '../../../src/core/store/events.ts'
import type { Desk } from './desk.ts'
import { account, elements, receive, withExceptions } from './follow-up.ts'

const control = 'MFA-01'
const users = ['j.hartmann', 'l.brandt'] as const

type Step = (desk: Desk) => Promise<unknown>

const evidence: Step = (desk) =>
  desk.ask('evidence.note', { control, accounts: [account], title: 'Inquiry', text: 'Shown on screen.' })

const conclude = fc
  .record({
    conclusion: fc.constantFrom(...(Object.keys(conclusions) as Conclusion[])),
    withOverride: fc.boolean(),
    rationale: fc.constantFrom(
      'It is fine.',
      'The identity provider asks for a second factor at every sign-in.'
    ),
    piece: fc.nat(3)
  })
  .map(
    ({ conclusion, withOverride, rationale, piece }): Step =>
      (desk) =>
        desk.ask('conclusion.record', {
          control,
          accounts: [account],
          conclusion,
          reason: 'As the population shows.',
          steps: [],
          ...(withOverride ? { override: { reason: 'other', rationale, evidence: [piece] } } : {})
        })
  )

const decide = fc
  .record({
    kind: fc.constantFrom(...(Object.keys(dispositions) as Disposition[])),
    at: fc.option(fc.nat(1)),
    ref: fc.option(fc.constantFrom('F-2026-001', 'F-2026-002', 'RA-2026-001')),
    rationale: fc.constantFrom('', 'Not of weight for the conclusion.')
  })
  .map(({ kind, at, ref, rationale }): Step => async (desk) => {
    const { members } = await desk.ask('population.page', {
      control,
      account,
      show: 'exceptions',
      offset: 0,
      limit: 10
    })
    const chosen = at === null ? undefined : members[at]?.fingerprint
    const asked: Input<'disposition.decide'> = {
      control,
      account,
      kind,
      rationale,
      ...(ref === null ? {} : { ref }),
      ...(chosen == null ? {} : { exceptions: [chosen] })
    }
    return desk.ask('disposition.decide', asked)
  })

const mark = fc
  .record({
    mark: fc.constantFrom(...(Object.keys(tickMarks) as TickMark[])),
    code: fc.constantFrom('A', 'B', 'C'),
    item: fc.nat(2),
    note: fc.constantFrom('', 'There is no ticket for it.')
  })
  .map(({ mark, code, item, note }): Step => async (desk) => {
    const { items } = await desk.ask('sample.show', { ref: 'S-001' })
    return desk.ask('sample.tick', {
      ref: 'S-001',
      items: [items[item]?.key ?? 'nobody'],
      code,
      mark,
      note,
      evidence: []
    })
  })

const others = fc.constantFrom<Step>(
  evidence,
  (desk) => desk.ask('evidence.withdraw', { evidence: 1, reason: 'Wrong page.' }),
  (desk) => desk.ask('conclusion.clear', { control, accounts: [account] }),
  (desk) => desk.ask('override.approve', { control, accounts: [account] }),
  (desk) => desk.ask('finding.raise', { control, accounts: [account], ...elements }),
  (desk) => desk.ask('finding.withdraw', { finding: 'F-2026-001', reason: 'Taken back.' }),
  (desk) => desk.ask('sample.attributes', { ref: 'S-001', texts: ['The ticket was approved.', 'It ends.'] }),
  (desk) => receive(desk, { [users[0]]: { mfa: false } }, '2026-02-01T06:00:00+00:00'),
  (desk) =>
    receive(desk, { [users[0]]: { mfa: false }, [users[1]]: { mfa: false } }, '2026-02-01T07:00:00+00:00')
)

/** What must hold of the record whatever was done. */
async function expectSound(desk: Desk): Promise<void> {
  const { results, conclusions: held } = await desk.ask('test.show', { control, account })
  for (const { conclusion, override, reliedOutcome } of held) {
    const isNeeded = reliedOutcome !== null && needsOverride(reliedOutcome, conclusion)
    expect(override !== null).toBe(isNeeded)
    if (override === null) continue
    expect(override).toMatchObject({ conclusion, outcome: reliedOutcome })
    expect(override.rationale.length).toBeGreaterThanOrEqual(30)
  }
  const { members, exceptions, judged } = await desk.ask('population.page', {
    control,
    account,
    show: 'exceptions',
    offset: 0,
    limit: 10
  })
  expect(judged).toBe(members.filter(({ disposition }) => disposition !== null).length)
  expect(judged).toBeLessThanOrEqual(exceptions)
  expect(results[0]?.judged).toBe(judged)
  for (const { disposition } of members) {
    if (disposition === null) continue
    expect(disposition.ref !== null).toBe(
      disposition.kind === 'finding' || disposition.kind === 'risk-accepted'
    )
    if (disposition.kind === 'finding') {
      const finding = await desk.ask('finding.show', { finding: disposition.ref ?? '' })
      expect(finding.state).not.toBe('withdrawn')
    }
  }
  const { attributes, marks, items } = await desk.ask('sample.show', { ref: 'S-001' })
  expect(marks.length).toBeLessThanOrEqual(items.length * attributes.length)
  for (const one of marks) {
    expect(attributes.map(({ code }) => code)).toContain(one.code)
    expect(items.map(({ key }) => key)).toContain(one.item)
    if (one.mark === 'exception') expect(one.note).not.toBe('')
  }
  expect(verifyChain(desk.db)).toMatchObject({ fault: null })
}

test('no sequence of judgements leaves an override, a disposition or a mark its guards would refuse', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.oneof(conclude, decide, mark, others), { minLength: 4, maxLength: 14 }),
      async (steps) => {
        const desk = await withExceptions()
        await desk.ask('sample.draw', {
          control,
          query: { kind: 'users', search: '', filters: [], sort: null },
          keys: null,
          method: 'random',
          size: 2,
          seed: '0012e5',
          basis: 'A monthly control: two.'
        })
        for (const step of steps) {
          const before = desk.db.get('select max(seq) as seq from audit_event')
          const refused = await step(desk).then(
            () => null,
            (thrown: unknown) => thrown
          )
          if (refused !== null) {
            expect((refused as { code: string }).code).not.toBe('internal')
            expect(desk.db.get('select max(seq) as seq from audit_event')).toEqual(before)
          }
        }
        await expectSound(desk)
      }
    ),
    { numRuns: 40 }
  )
}, 120_000)
