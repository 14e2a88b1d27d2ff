/** Records and clears the auditor's conclusions; the automated outcome they relied on is kept beside them. */
import { WorkbenchError } from '../../shared/errors.ts'
import { missingGround } from '../../shared/grounds.ts'
import { needsOverride } from '../../shared/states/override.ts'
import type { Conclusion } from '../../shared/vocabulary.ts'
import { isAutomated } from '../checks/check.ts'
import type { Reader } from '../store/database.ts'
import { appendEvent } from '../store/events.ts'
import { controlNamed } from './controls.ts'
import { engagementOf } from './engagement.ts'
import { proposeOverride, withdrawOverride, type NewOverride, type TestPlace } from './judging/overrides.ts'
import { procedure, type WriteContext } from './procedure.ts'
import { testStates, type TestState } from './test-states.ts'

export default [
  procedure('conclusion.record', (context, { control, accounts, conclusion, reason, steps, override }) => {
    const { db } = context
    const check = controlNamed(control)
    const { period } = engagementOf(db)
    const unknownStep = steps.find((step) => step >= check.procedure.length)
    if (unknownStep !== undefined)
      throw new WorkbenchError(
        'input-invalid',
        `${control} has ${check.procedure.length} steps; there is no step ${unknownStep + 1}.`
      )
    const states = testsNamed(db, control, accounts)
    for (const state of states) {
      refuseWithoutGrounds(state, conclusion, reason)
      settleOverride(context, period, state, conclusion, override)
    }
    const at = context.now()
    for (const state of states)
      keepConclusion(context, period, state, { conclusion, reason, steps, isBulk: accounts.length > 1, at })
    return null
  }),

  procedure('conclusion.clear', (context, { control, accounts }) => {
    const { period } = engagementOf(context.db)
    for (const state of testsNamed(context.db, control, accounts)) clearConclusion(context, period, state)
    return null
  })
]

/** Takes the conclusion of a test away, with its override; nothing where there is none. */
export function clearConclusion(
  context: WriteContext,
  period: TestPlace['period'],
  { check: { control }, account, conclusion }: TestState
): void {
  if (!conclusion) return
  const { db, actor, now } = context
  withdrawOverride(context, { period, control, account: account.id })
  db.run(
    'delete from conclusion where period_id = :period and control = :control and account_id = :account',
    { period: period.id, control, account: account.id }
  )
  appendEvent(db, {
    at: now(),
    actor,
    action: 'conclusion.clear',
    entity: 'test',
    entityId: `${period.label}/${control}/${account.id}`,
    payload: { before: { conclusion: conclusion.conclusion, reason: conclusion.reason }, after: null }
  })
}

/** The tests of a control for the accounts named; refuses an account the control is not tested for. */
export function testsNamed(db: Reader, control: string, accounts: readonly string[]): TestState[] {
  const states = new Map(testStates(db, { control }).map((state) => [state.account.id, state]))
  return [...new Set(accounts)].map((account) => {
    const state = states.get(account)
    if (!state)
      throw new WorkbenchError('not-found', `${control} is not tested for account ${account} in this period.`)
    return state
  })
}

interface NewConclusion {
  readonly conclusion: Conclusion
  readonly reason: string
  readonly steps: readonly number[]
  /** Made for several tests at once. */
  readonly isBulk: boolean
  /** The same for all of them. */
  readonly at: string
}

/** Records it over the result there is now. */
export function keepConclusion(
  { db, actor }: WriteContext,
  period: TestPlace['period'],
  { check: { control }, account, conclusion: before }: TestState,
  { conclusion, reason, steps, isBulk, at }: NewConclusion
): void {
  const relied = db.get<{ outcome: string; result_hash: string }>(
    `select outcome, result_hash from check_result
     where period_id = :period and control = :control and account_id = :account`,
    { period: period.id, control, account: account.id }
  )
  db.run(
    `insert into conclusion (period_id, control, account_id, conclusion, reason, steps, bulk, concluded_by, concluded_at,
       relied_outcome, relied_hash)
     values (:period, :control, :account, :conclusion, :reason, :steps, :bulk, :actor, :at, :outcome, :hash)
     on conflict (period_id, control, account_id) do update set
       conclusion = excluded.conclusion, reason = excluded.reason, steps = excluded.steps, bulk = excluded.bulk,
       concluded_by = excluded.concluded_by, concluded_at = excluded.concluded_at,
       relied_outcome = excluded.relied_outcome, relied_hash = excluded.relied_hash`,
    {
      period: period.id,
      control,
      account: account.id,
      conclusion,
      reason,
      steps: JSON.stringify([...new Set(steps)].sort((a, b) => a - b)),
      bulk: Number(isBulk),
      actor,
      at,
      outcome: relied?.outcome ?? null,
      hash: relied?.result_hash ?? null
    }
  )
  appendEvent(db, {
    at,
    actor,
    action: 'conclusion.record',
    entity: 'test',
    entityId: `${period.label}/${control}/${account.id}`,
    payload: {
      before: before ? { conclusion: before.conclusion, reason: before.reason } : null,
      after: { conclusion, reason },
      relied: relied ? { outcome: relied.outcome, hash: relied.result_hash } : null,
      bulk: isBulk
    }
  })
}

/** An override stays with the conclusion and the result it was made for; else the new conclusion brings its own, where it needs one. */
export function settleOverride(
  context: WriteContext,
  period: TestPlace['period'],
  { check, account, result, conclusion: before }: TestState,
  conclusion: Conclusion,
  override: NewOverride | undefined
): void {
  const place = { period, control: check.control, account: account.id, accountName: account.name }
  const isNeeded = result !== null && needsOverride(result.outcome, conclusion)
  const isSame =
    before?.override != null &&
    before.override.conclusion === conclusion &&
    before.override.outcome === result?.outcome &&
    !before.resultChanged
  if (isNeeded && isSame && override === undefined) return
  withdrawOverride(context, place)
  if (isNeeded) proposeOverride(context, place, { outcome: result.outcome, conclusion }, override)
}

/** Refuses a conclusion that lacks what it needs. */
function refuseWithoutGrounds(
  { check, account, result, evidence }: TestState,
  conclusion: Conclusion,
  reason: string
): void {
  const missing = missingGround(
    { automated: isAutomated(check), outcome: result?.outcome ?? null, evidence },
    conclusion,
    reason
  )
  if (missing === null) return
  const [code, demand] =
    missing.what === 'reason'
      ? (['reason-required', 'write the reason in a sentence'] as const)
      : (['evidence-required', 'attach what shows it'] as const)
  throw new WorkbenchError(
    code,
    `${check.control} for ${account.name}: ${demand}, because ${missing.because}.`,
    { control: check.control, account: account.id }
  )
}
