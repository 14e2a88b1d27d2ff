/** Whatever is asked in whatever order, the record of a finding stays one that the state machines allow. */
import fc from 'fast-check'
import { expect, test } from 'vitest'

import type { Input, MethodsOf } from '../../../src/shared/contract.ts'
import { WorkbenchError } from '../../../src/shared/errors.ts'
import { findingAfter, type FindingState } from '../../../src/shared/states/finding.ts'
import {
  isOver,
  remediationAfter,
  type RemediationMove,
  type RemediationState
} from '../../../src/shared/states/remediation.ts'
import { latestExpiry } from '../../../src/shared/states/risk-acceptance.ts'
import { verifyChain } from '../../../src/core/store/events.ts'
import type { Desk } from './desk.ts'
import {
  claim,
  elements,
  finish,
  issued,
  plan,
  raise,
  receive,
  received,
  respond,
  withExceptions
} from './follow-up.ts'

type Call = { [M in MethodsOf<'write'>]: readonly [M, Input<M>] }[MethodsOf<'write'>]

interface Names {
  readonly finding: string
  readonly remediation: string
  readonly evidence: number
}

const moves: readonly RemediationMove[] = [
  'agree',
  'dispute',
  'plan',
  'extend',
  'start',
  'claim',
  'fail',
  'close',
  'accept',
  'end-acceptance',
  'drop'
]
const aDay = fc.constantFrom(
  '2026-01-31',
  '2026-02-01',
  '2026-02-02',
  '2026-02-28',
  '2026-03-31',
  '2026-12-31',
  '2027-03-01'
)
const person = fc.constantFrom('T. Braun', 'M. Okafor', '')
const words = fc.constantFrom('', 'In a sentence.')

/** What stands for the names of the finding at hand, and for evidence that is not there. */
const finding = 'F-0000-000'
const remediation = 'R-0000-000'
const evidence = fc.constantFrom(0, 0, 0, 9999)

function call<M extends MethodsOf<'write'>>(
  method: M,
  input: Record<string, fc.Arbitrary<unknown>>
): fc.Arbitrary<Call> {
  return fc.record(input).map((given) => [method, given] as unknown as Call)
}

function constants(given: Readonly<Record<string, unknown>>): Record<string, fc.Arbitrary<unknown>> {
  return Object.fromEntries(Object.entries(given).map(([key, value]) => [key, fc.constant(value)]))
}

/** One call with likely and unlikely input. */
const anyCall = fc.oneof(
  call('finding.rate', {
    ...constants({ finding }),
    severity: fc.constantFrom('high', 'medium', 'low'),
    reason: words
  }),
  call('finding.revise', { ...constants({ finding, ...elements }), reason: words }),
  { weight: 1, arbitrary: call('finding.withdraw', constants({ finding, reason: 'Raised in error.' })) },
  {
    weight: 5,
    arbitrary: call('remediation.respond', {
      ...constants({ remediation, action: '', ownerEmail: '', responder: 'T. Braun', responderTitle: '' }),
      position: fc.constantFrom('agree', 'agree', 'partly-agree', 'disagree', 'no-response'),
      response: words,
      owner: person,
      evidence
    })
  },
  {
    weight: 4,
    arbitrary: call('remediation.plan', {
      ...constants({ remediation, requestedBy: 'T. Braun' }),
      due: aDay,
      milestones: fc.array(fc.record({ text: fc.constant('Drafted'), date: aDay }), {
        minLength: 1,
        maxLength: 2
      }),
      evidence
    })
  },
  call('remediation.extend', {
    ...constants({ remediation, reason: 'Late.', requestedBy: 'T. Braun' }),
    due: aDay,
    evidence
  }),
  call('remediation.start', { ...constants({ remediation }), comment: words }),
  {
    weight: 5,
    arbitrary: call('remediation.claim', {
      ...constants({ remediation, comment: 'Done.' }),
      claimedAt: aDay,
      evidence
    })
  },
  call('remediation.close', { ...constants({ remediation }), comment: words }),
  call('remediation.drop', { ...constants({ remediation, reason: 'Gone.' }), evidence }),
  call('milestone.revise', {
    ...constants({ remediation, comment: 'Later.' }),
    milestone: fc.nat(3),
    date: aDay,
    evidence
  }),
  {
    weight: 4,
    arbitrary: call('milestone.finish', {
      ...constants({ remediation }),
      milestone: fc.nat(2),
      doneAt: aDay,
      comment: words,
      evidence
    })
  },
  {
    weight: 4,
    arbitrary: call('retest.perform', {
      ...constants({ remediation, procedure: 'Read it again.' }),
      result: fc.constantFrom('passed', 'failed', 'partly'),
      evidence: fc.constantFrom([], [0])
    })
  },
  {
    weight: 2,
    arbitrary: call('risk-acceptance.record', {
      ...constants({ finding, reason: 'Until June.', compensatingControls: '', approverTitle: 'Head of IT' }),
      residualSeverity: fc.constantFrom('low', 'medium'),
      approver: fc.constantFrom('A. Ferrari', 'A. Ferrari', 'M. Okafor'),
      approvedAt: fc.constantFrom('2026-02-01', '2026-02-01', '2026-03-31'),
      validFrom: fc.constantFrom('2026-02-01', '2026-02-02', '2026-01-31'),
      expiresAt: fc.constantFrom('2026-12-31', '2026-02-02', '2027-03-01'),
      challenge: words,
      evidence
    })
  },
  call('risk-acceptance.end', {
    ...constants({ reason: 'Revoked.' }),
    acceptance: fc.integer({ min: 1, max: 60 }).map((n) => `RA-2026-${String(n).padStart(3, '0')}`)
  })
)

function retested(result: 'passed' | 'failed', there: number): { there: number; asked: Call } {
  return {
    there,
    asked: ['retest.perform', { remediation, result, procedure: 'Read it again.', evidence: [] }]
  }
}

const disputing: Call = [
  'remediation.respond',
  {
    remediation,
    position: 'disagree',
    response: 'In a sentence.',
    action: '',
    owner: '',
    ownerEmail: '',
    responder: 'T. Braun',
    responderTitle: '',
    evidence: 0
  }
]
const accepting: Call = [
  'risk-acceptance.record',
  {
    finding,
    reason: 'Until June.',
    compensatingControls: '',
    residualSeverity: 'low',
    approver: 'A. Ferrari',
    approverTitle: 'Head of IT',
    approvedAt: '2026-02-01',
    validFrom: '2026-02-01',
    expiresAt: '2026-12-31',
    challenge: '',
    evidence: 0
  }
]
const dropping: Call = ['remediation.drop', { remediation, reason: 'Gone.', evidence: 0 }]

/** With both exceptions still there. */
function asking(asked: Call): { there: number; asked: Call } {
  return { there: 2, asked }
}

/** The same call about the finding at hand. */
function about(names: Names, [method, input]: Call): Call {
  const given: Record<string, unknown> = { ...input }
  if ('finding' in given) given['finding'] = names.finding
  if ('remediation' in given) given['remediation'] = names.remediation
  if (given['evidence'] === 0) given['evidence'] = names.evidence
  if (Array.isArray(given['evidence'])) given['evidence'] = given['evidence'].map(() => names.evidence)
  return [method, given] as unknown as Call
}

/** Lets the open period's result hold the first `there` of the exceptions, or say nothing. */
function show(desk: Desk, there: number): void {
  const result = desk.db.get<{ id: number }>("select id from check_result where control = 'MFA-01'")?.id ?? 0
  desk.db.run('delete from check_exception where result_id = :result', { result })
  desk.db.run(
    `insert into check_exception (result_id, resource, status, detail, fingerprint, source_id, line, path)
     select :result, resource, 'exception', detail, fingerprint, 1, 1, null
     from finding_exception
     where finding_id = 1
     order by fingerprint
     limit :there`,
    { result, there: Math.max(there, 0) }
  )
  const outcome = there < 0 ? 'not-tested' : there === 0 ? 'pass' : 'fail'
  desk.db.run('update check_result set outcome = :outcome, exceptions = :there where id = :result', {
    result,
    outcome,
    there: Math.max(there, 0)
  })
}

interface Step<State> {
  readonly state: State
}

function holds(desk: Desk, { finding, remediation }: Names): void {
  const { db } = desk
  const findingSteps = db.all<Step<FindingState>>(
    'select s.state from finding_step s join finding f on f.id = s.finding_id where f.ref = :finding order by s.id',
    { finding }
  )
  for (const [at, { state }] of findingSteps.entries())
    if (at > 0)
      expect(
        (['issue', 'close', 'withdraw'] as const).map((move) =>
          findingAfter(findingSteps[at - 1]?.state ?? 'draft', move)
        )
      ).toContain(state)

  const steps = db.all<Step<RemediationState> & { done_at: string; id: number }>(
    `select s.id, s.state, s.done_at
     from remediation_step s
     join remediation r on r.id = s.remediation_id
     where r.ref = :remediation
     order by s.id`,
    { remediation }
  )
  let before: RemediationState = 'awaiting-response'
  for (const { state } of steps) {
    const fallen = before === 'risk-accepted' ? (['awaiting-response', 'planned'] as const) : []
    const reached = [before, ...fallen].flatMap((from) =>
      moves.flatMap((move) => [remediationAfter(from, move, true), remediationAfter(from, move, false)])
    )
    expect(reached).toContain(state)
    before = state
  }

  const closed = steps.findLast(({ state }) => state === 'closed')
  if (closed) {
    const claim = steps.findLast(({ state }) => state === 'implemented')
    expect(
      db.get("select 1 from retest where claim_id = :claim and result = 'passed'", { claim: claim?.id ?? 0 })
    ).toBeDefined()
  }
  if (steps.some(({ state }) => isOver(state)))
    expect(['closed', 'withdrawn']).toContain(findingSteps.at(-1)?.state)

  for (const { still_open: open } of db.all<{ still_open: string }>(
    `select t.still_open
     from retest t
     join remediation r on r.id = t.remediation_id
     where r.ref = :remediation and t.result = 'passed'`,
    { remediation }
  ))
    expect(open).toBe('[]')
  for (const { valid_from, expires_at, approver } of db.all<{
    valid_from: string
    expires_at: string
    approver: string
  }>(
    'select a.valid_from, a.expires_at, a.approver from risk_acceptance a join finding f on f.id = a.finding_id where f.ref = :finding',
    { finding }
  )) {
    expect(expires_at <= latestExpiry(valid_from)).toBe(true)
    expect(approver).not.toBe('M. Okafor')
  }
  for (const table of ['management_response', 'remediation_due'])
    expect(
      db.get(
        `select 1 from ${table} t join remediation r on r.id = t.remediation_id left join evidence e on e.id = t.evidence_id
         where r.ref = :remediation and e.id is null`,
        { remediation }
      )
    ).toBeUndefined()
}

test('any sequence of calls leaves what the state machines allow', { timeout: 120_000 }, async () => {
  const desk = await withExceptions()
  await raise(desk)
  await receive(
    desk,
    { 'j.hartmann': { mfa: false }, 'l.brandt': { mfa: false } },
    '2026-02-02T06:00:00+00:00'
  )
  const seenRefs = new Set<string>()
  const reached = new Set<string>()

  const step = fc.record({ there: fc.constantFrom(-1, 0, 0, 0, 1, 2), asked: anyCall })
  await fc.assert(
    fc.asyncProperty(fc.nat(4), fc.array(step, { minLength: 10, maxLength: 30 }), async (depth, steps) => {
      show(desk, 2)
      const followUp = await issued(desk)
      for (const go of [respond, plan, finish, claim].slice(0, depth)) await go(followUp)
      const names = { ...followUp, evidence: await received(desk, followUp.finding) }
      for (const ref of [names.finding, names.remediation]) {
        expect(seenRefs.has(ref)).toBe(false)
        seenRefs.add(ref)
      }
      let due: string | null = null
      for (const { there, asked } of steps) {
        show(desk, there)
        const [method, input] = about(names, asked)
        const before = lastEvent(desk)
        try {
          await desk.ask(method, input)
        } catch (thrown) {
          expect(thrown).toBeInstanceOf(WorkbenchError)
          expect(lastEvent(desk)).toBe(before)
        }
        const { remediation: now } = await desk.ask('finding.show', { finding: names.finding })
        due ??= now?.originalDue ?? null
        expect(now?.originalDue ?? null).toBe(due)
        reached.add(now?.state ?? '')
        holds(desk, names)
      }
    }),
    {
      numRuns: 60,
      examples: [
        [4, [retested('passed', 0)]],
        [4, [retested('failed', 1)]],
        [4, [retested('passed', 2)]],
        [2, [retested('failed', 1)]],
        [0, [asking(disputing)]],
        [2, [asking(accepting)]],
        [2, [{ there: 0, asked: dropping }]]
      ]
    }
  )

  expect(verifyChain(desk.db).fault).toBeNull()
  // The sequences are of use only where they get somewhere; the examples see to that.
  for (const state of [
    'planned',
    'retest-failed',
    'implemented',
    'disputed',
    'risk-accepted',
    'closed',
    'no-longer-applicable'
  ])
    expect([...reached], 'states reached').toContain(state)
})

function lastEvent(desk: Desk): number {
  return desk.db.get<{ seq: number }>('select max(seq) as seq from audit_event')?.seq ?? 0
}
