/** Whatever is asked in whatever order: one period is open, nothing of a month is carried, and no byte is lost. */
import { createHash } from 'node:crypto'

import fc from 'fast-check'
import { expect, it } from 'vitest'

import { WorkbenchError } from '../../../src/shared/errors.ts'
import { monthAfter } from '../../../src/shared/states/period.ts'
import { appendEvent } from '../../../src/core/store/events.ts'
import { readObject } from '../../../src/core/store/objects.ts'
import { credentialReport, sitDown, wrapped, type Desk } from './desk.ts'
import { account } from './follow-up.ts'

type Step =
  | { readonly do: 'import'; readonly mfa: boolean }
  | {
      readonly do:
        'conclude' | 'clear' | 'note' | 'submit' | 'issue' | 'force-issue' | 'reopen' | 'lock' | 'addendum'
    }
  | { readonly do: 'roll-forward'; readonly reason: string; readonly to: 'next' | 'same' | 'later' }

const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({ do: fc.constant('import' as const), mfa: fc.boolean() }),
  fc.record({
    do: fc.constantFrom(
      'conclude',
      'clear',
      'note',
      'submit',
      'issue',
      'force-issue',
      'reopen',
      'lock',
      'addendum'
    )
  }),
  fc.record({
    do: fc.constant('roll-forward' as const),
    reason: fc.constantFrom('', 'The client asked for it.'),
    to: fc.constantFrom('next', 'same', 'later')
  })
)

async function take(desk: Desk, one: Step): Promise<void> {
  const { period } = await desk.ask('engagement.show', {})
  switch (one.do) {
    case 'import':
      await desk.receive({
        'r.json': wrapped(credentialReport(account, { a: { mfa: one.mfa } }), `${period}-20T06:00:00+00:00`)
      })
      return
    case 'conclude':
      await desk.ask('conclusion.record', {
        control: 'MFA-01',
        accounts: [account],
        conclusion: 'inconclusive',
        reason: 'Not looked at this month.',
        steps: []
      })
      return
    case 'clear':
      await desk.ask('conclusion.clear', { control: 'MFA-01', accounts: [account] })
      return
    case 'note':
      await desk.ask('evidence.note', {
        control: 'MFA-01',
        accounts: [account],
        title: 'Call',
        text: `Of ${period}.`
      })
      return
    case 'submit':
      await desk.ask('period.submit', {})
      return
    case 'issue':
      await desk.ask('period.issue', {})
      return
    case 'force-issue':
      // The gate has tests of its own; here what follows it is looked at.
      desk.db.run(
        "update period set state = 'issued', report_date = '2026-02-02T09:00:00.000Z' where label = :period and state <> 'locked'",
        { period }
      )
      appendEvent(desk.db, {
        at: '2026-02-02T09:00:00.000Z',
        actor: 'M. Okafor',
        action: 'period.issue',
        entity: 'period',
        entityId: period,
        payload: {}
      })
      return
    case 'reopen':
      await desk.ask('period.reopen', { reason: 'Something was forgotten.' })
      return
    case 'lock': {
      // An earlier month that was issued is locked without the gate, the open one only through it.
      const earlier = (await desk.ask('period.list', {})).find(
        ({ isOpen, state }) => !isOpen && state === 'issued'
      )
      await desk.ask('period.lock', { period: earlier?.label ?? period })
      return
    }
    case 'addendum':
      await desk.ask('addendum.add', {
        period,
        reason: 'Late.',
        text: 'A letter came.',
        upload: null,
        mime: ''
      })
      return
    case 'roll-forward': {
      const next = monthAfter(period)
      const to = one.to === 'same' ? period : one.to === 'next' ? next : monthAfter(next)
      await desk.ask('period.roll-forward', { period: to, reason: one.reason })
    }
  }
}

/** Everything that is kept of the months that are over. */
function over(desk: Desk): Record<string, unknown> {
  const tables = ['conclusion', 'check_result', 'evidence_link', 'source', 'period_member', 'period_rule']
  return Object.fromEntries(
    tables.map((table) => [
      table,
      desk.db.all(`select * from ${table} where period_id <> (select max(id) from period)`)
    ])
  )
}

it('random sequences of what is asked of periods leave one open, carry no conclusion and lose no byte', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 4, maxLength: 14 }), async (steps) => {
      const desk = sitDown()
      for (const one of steps) {
        const periods = desk.db.all<{ label: string }>('select label from period order by id')
        const before = over(desk)
        try {
          await take(desk, one)
        } catch (thrown) {
          expect(thrown).toBeInstanceOf(WorkbenchError)
          expect((thrown as WorkbenchError).code).not.toBe('internal')
        }
        const now = desk.db.all<{ label: string }>('select label from period order by id')
        expect(now.slice(0, periods.length)).toEqual(periods)
        expect(now.map(({ label }) => label)).toEqual(now.map(({ label }) => label).toSorted())
        expect((await desk.ask('period.list', {})).filter(({ isOpen }) => isOpen)).toHaveLength(1)
        if (now.length > periods.length) {
          expect((await desk.ask('engagement.show', {})).concluded).toBe(0)
          expect(
            desk.db.get('select count(*) as n from conclusion where period_id = (select max(id) from period)')
          ).toEqual({ n: 0 })
        } else expect(over(desk)).toEqual(before)
      }
      for (const { id, sha256 } of desk.db.all<{ id: number; sha256: string }>(
        'select o.id, o.sha256 from source s join object o on o.id = s.object_id'
      )) {
        const hash = createHash('sha256')
        for (const chunk of readObject(desk.db, id)) hash.update(chunk)
        expect(hash.digest('hex')).toBe(sha256)
      }
      expect(await desk.ask('engagement.verify', {})).toMatchObject({ ok: true, faults: [] })
    }),
    { numRuns: 30 }
  )
}, 240_000)
