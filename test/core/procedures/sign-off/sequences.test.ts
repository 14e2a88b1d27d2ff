import fc from 'fast-check'
import { expect, test } from 'vitest'

import { canonicalJson, type Canonical } from '../../../../src/core/integrity/canonical-json.ts'
import { contentsOf } from '../../../../src/core/procedures/sign-off/contents.ts'
import { account, acceptSources, sitDownTogether, type Period } from './period.ts'

const ref = `ROOT-01/${account}`
const reasons = ['', 'Seen on the console.', 'Confirmed in writing.'] as const

type Step =
  | { readonly do: 'sign'; readonly role: 'preparer' | 'reviewer' }
  | { readonly do: 'withdraw' }
  | { readonly do: 'conclude'; readonly reason: (typeof reasons)[number] }
  | { readonly do: 'clear' }
  | { readonly do: 'attach' }
  | { readonly do: 'detach' }

const step: fc.Arbitrary<Step> = fc.oneof(
  fc.constantFrom('preparer' as const, 'reviewer' as const).map((role) => ({ do: 'sign', role }) as const),
  fc.constantFrom(...reasons).map((reason) => ({ do: 'conclude', reason }) as const),
  fc
    .constantFrom('withdraw' as const, 'clear' as const, 'attach' as const, 'detach' as const)
    .map((what) => ({ do: what }))
)

interface Model {
  /** What each signed, by sign-off. */
  readonly signed: Map<number, { readonly role: string; readonly content: Canonical }>
  evidence: number[]
}

test('a signature is valid exactly when what it covers is what was signed', async () => {
  const desk = await sitDownTogether()
  await acceptSources(desk)
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 14 }), async (steps) => {
      desk.db.execute('savepoint sequence')
      const model: Model = { signed: new Map(), evidence: [] }
      for (const one of steps) {
        await take(desk, one, model)
        await compare(desk, model)
      }
      expect(
        (await desk.ask('engagement.verify', {})).faults.filter((fault) => /sign-off/.test(fault))
      ).toEqual([])
      desk.db.execute('rollback to sequence; release sequence')
    }),
    { numRuns: 40 }
  )
}, 240_000)

/** Refused or done; the record is compared after either. */
async function take(desk: Period, one: Step, model: Model): Promise<void> {
  await desk.as(one.do === 'sign' ? one.role : 'preparer')
  try {
    switch (one.do) {
      case 'sign': {
        const [made] = await desk.ask('sign-off.sign', {
          scope: 'test',
          refs: [ref],
          role: one.role,
          meaning: ''
        })
        if (made) model.signed.set(made.id, { role: one.role, content: contentOf(desk) })
        return
      }
      case 'withdraw': {
        const signOffs = await desk.ask('sign-off.list', { scope: 'test', ref })
        const own = signOffs.find(
          ({ role, state }) => role === 'preparer' && (state === 'valid' || state === 'stale')
        )
        if (own) await desk.ask('sign-off.withdraw', { signOff: own.id, reason: 'Looked at again.' })
        return
      }
      case 'conclude':
        await desk.ask('conclusion.record', {
          control: 'ROOT-01',
          accounts: [account],
          conclusion: 'effective',
          reason: one.reason,
          steps: []
        })
        return
      case 'clear':
        await desk.ask('conclusion.clear', { control: 'ROOT-01', accounts: [account] })
        return
      case 'attach': {
        const { id } = await desk.ask('evidence.note', {
          control: 'ROOT-01',
          accounts: [account],
          title: 'Inquiry',
          text: 'Spoke with T. Braun.'
        })
        model.evidence.push(id)
        return
      }
      case 'detach': {
        const evidence = model.evidence.pop()
        if (evidence !== undefined) await desk.ask('evidence.withdraw', { evidence, reason: 'Not needed.' })
      }
    }
  } catch (thrown) {
    expect(thrown).toMatchObject({ name: 'WorkbenchError' })
  }
}

async function compare(desk: Period, { signed }: Model): Promise<void> {
  const now = contentOf(desk)
  for (const { id, role, state } of await desk.ask('sign-off.list', { scope: 'test', ref })) {
    const own = signed.get(id)
    expect(own?.role).toBe(role)
    if (state === 'withdrawn' || state === 'superseded') continue
    const covered = role === 'preparer' ? withoutLater(now, own?.content ?? null) : now
    expect(state).toBe(canonicalJson(covered) === canonicalJson(own?.content ?? null) ? 'valid' : 'stale')
  }
}

function contentOf(desk: Period): Canonical {
  return contentsOf(desk.db)('test', ref)
}

/** What a preparer saw of the evidence there is now. */
function withoutLater(now: Canonical, then: Canonical): Canonical {
  const refs = (content: Canonical): readonly { readonly ref: string }[] =>
    (content as unknown as { evidence: { ref: string }[] }).evidence
  const seen = new Set(refs(then).map((piece) => piece.ref))
  return {
    ...(now as object),
    evidence: refs(now).filter((piece) => seen.has(piece.ref)) as unknown as Canonical
  }
}
