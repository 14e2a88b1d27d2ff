/** Everything the contract lets be written, in any order and by anybody; and what must hold of the record whatever was done. */
import fc from 'fast-check'
import { expect } from 'vitest'

import { contract, type Input, type MethodsOf } from '../../../src/shared/contract.ts'
import { WorkbenchError } from '../../../src/shared/errors.ts'
import { isOpenTo, type Role } from '../../../src/shared/permissions.ts'
import { findingAfter, type FindingState } from '../../../src/shared/states/finding.ts'
import { needsOverride } from '../../../src/shared/states/override.ts'
import { monthAfter } from '../../../src/shared/states/period.ts'
import { isOver, type RemediationState } from '../../../src/shared/states/remediation.ts'
import { latestExpiry } from '../../../src/shared/states/risk-acceptance.ts'
import type { Conclusion, Outcome } from '../../../src/shared/vocabulary.ts'
import { generateSshKey, type SshKeyPair } from '../../../src/core/integrity/ssh-key.ts'
import { tellOfRest } from '../../../src/core/procedures/keep-told.ts'
import { appendEvent, verifyChainEnd } from '../../../src/core/store/events.ts'
import { toldTables } from '../../../src/core/store/told-rows.ts'
import { anyInput, drawFrom } from './any-write.ts'
import type { Desk } from './desk.ts'
import { account, issued, withExceptions } from './follow-up.ts'

type Write = MethodsOf<'write'>

/** Making and opening keys takes a second each by design; people have tests of their own. */
const slow: readonly Write[] = ['person.add', 'person.passphrase', 'person.unlock']

export const writes = Object.entries(contract)
  .filter(([, { access }]) => access === 'write')
  .map(([name]) => name as Write)
  .filter((name) => !slow.includes(name))

const people = {
  'M. Okafor': 'preparer',
  'S. Lindqvist': 'reviewer',
  'T. Ito': 'reviewer',
  'P. Adler': 'partner',
  'I. Novak': 'inspector'
} as const satisfies Record<string, Role>

const addedAt = '2026-02-02T09:00:00.000Z'

export interface Team {
  readonly desk: Desk
  readonly unlock: (name: keyof typeof people) => void
}

export interface Step {
  readonly method: Write
  readonly who: keyof typeof people
  readonly numbers: readonly number[]
}

/** What belongs together is asked together, or hardly anything would come to its end. */
const themes: readonly RegExp[] = [
  /./,
  /^(finding|remediation|milestone|retest|risk-acceptance|import)\./,
  /^(remediation|milestone)\./,
  /^(sample|evidence|conclusion|override|disposition|source)\./,
  /^(sign-off|review-note|conclusion|disposition|addendum|gate|period)\./
]

function stepOf(methods: readonly Write[]): fc.Arbitrary<Step> {
  return fc.record({
    method: fc.constantFrom(...methods),
    who: fc.constantFrom(...(Object.keys(people) as (keyof typeof people)[])),
    numbers: fc.array(fc.nat(5000), { minLength: 30, maxLength: 30 })
  })
}

/** Calls one after the other. */
export function anySequence(minLength: number, maxLength: number): fc.Arbitrary<Step[]> {
  return fc.oneof(
    ...themes.map((theme) =>
      fc.array(stepOf(writes.filter((name) => theme.test(name))), { minLength, maxLength, size: 'max' })
    )
  )
}

/** A month with people at it: exceptions, a finding that is issued, its client about to answer. */
export async function gather(): Promise<Team> {
  const desk = await withExceptions()
  await issued(desk)
  await desk.ask('conclusion.record', {
    control: 'MFA-01',
    accounts: [account],
    conclusion: 'exception',
    reason: 'Two users have no MFA device.',
    steps: []
  })
  await desk.ask('source.decide', {
    sources: [1],
    decision: 'accepted-with-limitation',
    reason: 'One export.'
  })
  const keys = new Map<string, { readonly id: number; readonly key: SshKeyPair }>()
  for (const [name, role] of Object.entries(people)) {
    const key = generateSshKey(name)
    const { id } = desk.db.run(
      `insert into person (name, title, email, role, public_key, sealed_key, added_by, added_at)
       values (:name, '', 'a@audit.example', :role, :publicKey, '{}', 'M. Okafor', :addedAt)`,
      { name, role, publicKey: key.publicKey, addedAt }
    )
    appendEvent(desk.db, {
      at: '2026-02-02T10:00:00.000Z',
      actor: 'M. Okafor',
      action: 'person.add',
      entity: 'person',
      entityId: name,
      payload: { name, title: '', email: 'a@audit.example', role, publicKey: key.publicKey, at: addedAt }
    })
    keys.set(name, { id, key })
  }
  const unlock = (name: string): void => {
    const known = keys.get(name)
    if (known) desk.session.unlock(known.id, known.key)
  }
  unlock('P. Adler')
  await desk.ask('engagement.separation', { separation: 'strict' })
  return { desk, unlock }
}

/** One step, refused with a sentence or done; and everything that must hold after it. Answers whether it was done. */
export async function take({ desk, unlock }: Team, { method, who: drawn, numbers }: Step): Promise<boolean> {
  const { db } = desk
  const draw = drawFrom(numbers)
  // Mostly somebody it is open to, or little would be done.
  const who = isOpenTo(method, people[drawn]) || draw.below(4) === 0 ? drawn : 'S. Lindqvist'
  const role: Role = people[who]
  unlock(who)
  if (draw.below(25) === 0) issueByForce(desk)
  let input: Input<Write>
  try {
    input = await anyInput(desk, method, draw)
  } catch (thrown) {
    expect(thrown).toMatchObject({ name: 'WorkbenchError' })
    return false
  }
  const before = recordOf(desk)
  let isDone = true
  try {
    await desk.ask(method, input)
  } catch (thrown) {
    if (!(thrown instanceof WorkbenchError)) throw thrown
    isDone = false
  }
  const after = recordOf(desk)
  if (!isDone) expect(after, `${method} was refused and wrote`).toEqual(before)
  else {
    expectKept(before, after)
    if (after.events.length > before.events.length) {
      expect(isOpenTo(method, role), `${method} of a ${role}`).toBe(true)
      for (const { actor } of after.events.slice(before.events.length)) expect(actor).toBe(who)
    }
    expectGuarded(desk)
  }
  expect(verifyChainEnd(db, 30).fault).toBeNull()
  expect(db.get('select 1 from temp.untold')).toBeUndefined()
  return isDone
}

/** The gate has tests of its own; here what follows it is looked at. */
function issueByForce(desk: Desk): void {
  desk.db.run(
    `update period set state = 'issued', report_date = '2026-02-02T09:00:00.000Z', content_hash = coalesce(content_hash, '')
     where label = (select max(label) from period) and state <> 'locked'`
  )
  tellOfRest({ db: desk.db, now: () => '2026-02-02T10:00:00.000Z', actor: 'M. Okafor' }, 'period.issue')
}

interface Kept {
  readonly events: readonly { readonly hash: string; readonly actor: string }[]
  /** Rows by table, those that never change. */
  readonly rows: ReadonlyMap<string, ReadonlySet<string>>
  /** Of locked months, whatever the table. */
  readonly locked: ReadonlyMap<string, string>
  readonly counters: ReadonlyMap<string, number>
}

/** Rows that stand for what is so now; who changed them and what they were is in the log. */
const changing: ReadonlySet<string> = new Set([
  'engagement',
  'period',
  'parameter',
  'person',
  'source',
  'source_note',
  'source_coverage',
  'check_result',
  'conclusion',
  'conclusion_override',
  'evidence',
  'saved_view',
  'reference_counter',
  'object'
])

function recordOf({ db }: Desk): Kept {
  const tables = toldTables(db)
  const text = (name: string, columns: readonly string[], where = 'true'): string[] =>
    db.all(`select ${columns.join(', ')} from ${name} where ${where}`).map((row) => JSON.stringify(row))
  return {
    events: db.all('select hash, actor from audit_event order by seq'),
    rows: new Map(
      tables
        .filter(({ name }) => !changing.has(name))
        .map(({ name, columns }) => [name, new Set(text(name, columns))])
    ),
    locked: new Map(
      tables
        .filter(
          ({ name, columns }) => columns.includes('period_id') && name !== 'addendum' && name !== 'sign_off'
        )
        .map(({ name, columns }) => [
          name,
          text(name, columns, "period_id in (select id from period where state = 'locked')").join('\n')
        ])
    ),
    counters: new Map(
      db
        .all<{ prefix: string; last: number }>('select prefix, last from reference_counter')
        .map(({ prefix, last }) => [prefix, last])
    )
  }
}

/** The log only grows, no row of the record changes or goes, no reference comes again, a locked month stays as it is. */
function expectKept(before: Kept, after: Kept): void {
  expect(after.events.slice(0, before.events.length)).toEqual(before.events)
  for (const [name, rows] of before.rows)
    for (const row of rows) expect(after.rows.get(name)?.has(row), `${name}: ${row}`).toBe(true)
  for (const [prefix, last] of before.counters)
    expect(after.counters.get(prefix) ?? 0, prefix).toBeGreaterThanOrEqual(last)
  for (const [name, rows] of before.locked)
    if (rows !== '') expect(after.locked.get(name), name).toContain(rows)
}

/** What the guards of the record never let be. */
function expectGuarded({ db }: Desk): void {
  for (const { control, relied, conclusion, override } of db.all<{
    control: string
    relied: Outcome | null
    conclusion: Conclusion
    override: string | null
  }>(
    `select c.control, c.relied_outcome as relied, c.conclusion,
       (select ref from conclusion_override o where o.period_id = c.period_id and o.control = c.control
          and o.account_id = c.account_id and o.withdrawn_at is null) as override
     from conclusion c`
  ))
    expect(override !== null, control).toBe(relied !== null && needsOverride(relied, conclusion))
  for (const [what, sql] of neverThere) expect(db.all(sql), what).toEqual([])
  for (const steps of ordered(db.all('select finding_id as id, state from finding_step order by id')))
    for (const [place, state] of steps.slice(1).entries()) {
      const from = steps[place] as FindingState
      const moves = (['issue', 'close', 'withdraw'] as const).map((move) => findingAfter(from, move))
      expect(moves, `finding: ${from} to ${state}`).toContain(state)
    }
  for (const steps of ordered(db.all('select remediation_id as id, state from remediation_step order by id')))
    for (const state of steps.slice(0, -1)) expect(isOver(state as RemediationState), state).toBe(false)
  for (const { from, until } of db.all<{ from: string; until: string }>(
    'select valid_from as "from", expires_at as "until" from risk_acceptance'
  ))
    expect(until <= latestExpiry(from)).toBe(true)
  const labels = db.all<{ label: string }>('select label from period order by id').map(({ label }) => label)
  for (const [place, label] of labels.slice(1).entries())
    expect(label >= monthAfter(labels[place] ?? '')).toBe(true)
}

function ordered(rows: readonly { readonly id: number; readonly state: string }[]): readonly string[][] {
  return [...Map.groupBy(rows, ({ id }) => id).values()].map((own) => own.map(({ state }) => state))
}

const neverThere: readonly (readonly [string, string])[] = [
  [
    'an override is approved by who proposed it',
    'select ref from conclusion_override where approver = author'
  ],
  [
    'somebody reviewed what they prepared',
    `select r.scope_ref from sign_off r
     join sign_off p on p.scope = r.scope and p.scope_ref = r.scope_ref and p.period_id = r.period_id
     where r.role in ('reviewer', 'partner') and p.role = 'preparer' and p.printed_name = r.printed_name and p.id < r.id`
  ],
  [
    'a sign-off without a signature',
    `select id from sign_off where role <> 'management' and signature is null`
  ],
  [
    'a remediation closed without a passed retest after its claim',
    `select r.ref from remediation r
     join remediation_step s on s.remediation_id = r.id and s.state = 'closed'
     where not exists (
       select 1 from retest t
       where t.remediation_id = r.id and t.result = 'passed'
         and t.claim_id = (select max(id) from remediation_step where remediation_id = r.id and state = 'implemented')
     )`
  ],
  [
    'a finding of high rating closed by who retested it',
    `select f.ref from finding f
     join remediation r on r.finding_id = f.id
     join finding_step c on c.finding_id = f.id and c.state = 'closed'
     join retest t on t.remediation_id = r.id and t.result = 'passed'
     where coalesce((select severity from finding_rating where finding_id = f.id order by id desc limit 1), f.severity)
         in ('critical', 'high')
       and t.performed_by = c.done_by`
  ],
  [
    'a risk accepted by an auditor',
    'select ref from risk_acceptance where approver in (select name from person union select auditor from engagement)'
  ],
  [
    'a renewal on the evidence of what it renews',
    `select a.ref from risk_acceptance a
     join risk_acceptance b on b.id = a.renewal_of where a.evidence_id = b.evidence_id`
  ],
  [
    'an addendum reviewed by who prepared it',
    `select a.ref from addendum a join addendum_review r on r.addendum_id = a.id where r.reviewed_by = a.prepared_by`
  ],
  [
    'a due date that came before the one it extends',
    `select b.id from remediation_due b
     join remediation_due a on a.remediation_id = b.remediation_id and a.id < b.id where b.due <= a.due`
  ],
  [
    'an issued finding without one of its elements',
    `select ref from finding f
     where exists (select 1 from finding_step where finding_id = f.id and state = 'issued')
       and not exists (select 1 from finding_revision where finding_id = f.id)
       and '' in (title, condition, criteria, cause, effect, recommendation)`
  ],
  [
    'a must-fix note that nobody settled under a review',
    `select s.scope_ref from sign_off s
     join review_note n on n.period_id = s.period_id and n.target = s.scope and n.target_ref = s.scope_ref
     where s.role = 'reviewer' and n.class = 'must-fix' and n.raised_at < s.signed_at
       and not exists (
         select 1 from review_note_step t
         where t.note_id = n.id and t.state in ('cleared', 'withdrawn') and t.done_at <= s.signed_at
       )`
  ]
]
