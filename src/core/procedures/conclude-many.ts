/** Concludes several tests together, and says beforehand how each stands to that: their outcome and reason are one, and the trace says so. */
import { WorkbenchError } from '../../shared/errors.ts'
import type { BulkCandidate } from '../../shared/records/test.ts'
import { leftOutBecause, refusalOfBulk, type BulkConclusion } from '../../shared/states/bulk.ts'
import { isAutomated } from '../checks/check.ts'
import type { Reader } from '../store/database.ts'
import { engagementOf } from './engagement.ts'
import { procedure } from './procedure.ts'
import { clearConclusion, keepConclusion, settleOverride } from './record-conclusion.ts'
import { testStates, type TestState } from './test-states.ts'

export default [
  procedure('conclusion.candidates', ({ db }, { controls, account }): readonly BulkCandidate[] => {
    const named = new Set(controls)
    return testStates(db, { account })
      .filter(({ check }) => named.has(check.control))
      .map(candidateOf)
  }),

  procedure('conclusion.record-many', (context, { tests, conclusion, reason }) => {
    const { period } = engagementOf(context.db)
    const states = testsNamed(context.db, tests)
    const outcome = states[0]?.result?.outcome ?? null
    if (outcome === null)
      throw new WorkbenchError(
        'not-allowed',
        'Several tests are concluded together only where the checks of all came to the same outcome.'
      )
    const bulk: BulkConclusion = { outcome, conclusion, reason }
    for (const state of states) {
      const because = leftOutBecause(candidateOf(state), bulk)
      if (because !== null)
        throw new WorkbenchError(
          'not-allowed',
          `${refOf(state)} is not concluded with the others, because ${because}. Only tests of the same outcome are concluded together.`
        )
    }
    const refusal = refusalOfBulk(bulk)
    if (refusal !== null) throw new WorkbenchError('not-allowed', refusal)
    for (const state of states) settleOverride(context, period, state, conclusion, undefined)
    const at = context.now()
    for (const state of states)
      keepConclusion(context, period, state, {
        conclusion,
        reason,
        steps: state.conclusion?.steps ?? [],
        isBulk: states.length > 1,
        at
      })
    return null
  }),

  procedure('conclusion.clear-many', (context, { tests }) => {
    const { period } = engagementOf(context.db)
    for (const state of testsNamed(context.db, tests)) clearConclusion(context, period, state)
    return null
  })
]

/** Throws `not-found` for a test that is none of this period. */
function testsNamed(db: Reader, refs: readonly string[]): readonly TestState[] {
  const states = new Map(testStates(db).map((state) => [refOf(state), state]))
  return [...new Set(refs)].map((ref) => {
    const state = states.get(ref)
    if (!state) throw new WorkbenchError('not-found', `${ref} is not tested in this period.`)
    return state
  })
}

function refOf({ check, account }: TestState): string {
  return `${check.control}/${account.id}`
}

function candidateOf({ check, account, result, conclusion }: TestState): BulkCandidate {
  return {
    control: check.control,
    account: account.id,
    accountName: account.name,
    automated: isAutomated(check),
    outcome: result?.outcome ?? null,
    standing: conclusion !== null && !conclusion.resultChanged ? conclusion.conclusion : null,
    resultChanged: conclusion?.resultChanged === true
  }
}
