/** The close-out gate: what must hold before the final workbook is issued and the period is locked. */
import { WorkbenchError } from '../../shared/errors.ts'
import type { GateRuleView, GateView } from '../../shared/records/review.ts'
import type { ExplainedWarning } from '../sheets/sheet.ts'
import type { Reader } from '../store/database.ts'
import { appendEvent } from '../store/events.ts'
import { engagementOf } from './engagement.ts'
import { misfitEvidence } from './gate/evidence.ts'
import { errorRules, warningRules } from './gate/index.ts'
import { procedure } from './procedure.ts'
import { periodState } from './sign-off/period-state.ts'

export default [
  procedure('gate.show', ({ db, now }): GateView => gateOf(db, now())),

  procedure('gate.explain', ({ db, actor, now }, { warning, sentence }) => {
    const { period } = engagementOf(db)
    if (!warningRules.some(({ code }) => code === warning))
      throw new WorkbenchError('not-found', `The gate has no warning ${warning}.`)
    const before = explanationsOf(db, period.id).get(warning)
    const at = now()
    db.run(
      `insert into gate_explanation (period_id, warning, sentence, explained_by, explained_at)
       values (:period, :warning, :sentence, :actor, :at)`,
      { period: period.id, warning, sentence, actor, at }
    )
    appendEvent(db, {
      at,
      actor,
      action: 'gate.explain',
      entity: 'period',
      entityId: `${period.label}/${warning}`,
      payload: { before: before?.sentence ?? null, after: sentence }
    })
    return null
  })
]

/** Every rule with what stands against it; `now` is ISO-8601 UTC, for what is due or lapsed. */
export function gateOf(db: Reader, now: string): GateView {
  const state = periodState(db, now)
  const explained = explanationsOf(state.db, state.period.id)
  const errors = errorRules.map((rule): GateRuleView => {
    const { code, title, leadsTo } = rule
    return { code, kind: 'error', title, leadsTo, ...rule.find(state), explanation: null }
  })
  const warnings = warningRules.map((rule): GateRuleView => {
    const { code, title, leadsTo } = rule
    return {
      code,
      kind: 'warning',
      title,
      leadsTo,
      ...rule.find(state),
      explanation: explained.get(code) ?? null
    }
  })
  return {
    rules: [...errors, ...warnings],
    errors: errors.filter(({ count }) => count > 0).length,
    unexplained: warnings.filter(({ count, explanation }) => count > 0 && explanation === null).length
  }
}

/** Throws `not-allowed` where a warning stands that nobody explained; what to do is said with the warnings by name. */
export function refuseUnexplained(db: Reader, now: string): void {
  const state = periodState(db, now)
  const explained = explanationsOf(db, state.period.id)
  const silent = warningRules
    .filter(({ code }) => !explained.has(code))
    .map((rule) => ({ code: rule.code, ...rule.find(state) }))
    .filter(({ count }) => count > 0)
  const [first] = silent
  if (first)
    throw new WorkbenchError(
      'not-allowed',
      `${silent.length === 1 ? 'A warning of the close-out gate is' : `${silent.length} warnings of the close-out gate are`} not explained: ${silent
        .map(({ code }) => code)
        .join(
          ', '
        )}. Say on the Sign-off screen in a sentence why each may stand. ${first.code}: ${first.sentence}`
    )
}

/** Throws `not-allowed` where an error stands, or bytes of evidence have another hash: all of it is read. */
export function refuseOpenGate(db: Reader, now: string): void {
  const state = periodState(db, now)
  const open = errorRules
    .map((rule) => ({ code: rule.code, ...rule.find(state) }))
    .filter(({ count }) => count > 0)
  const [first] = open
  if (first)
    throw new WorkbenchError(
      'not-allowed',
      `The close-out gate is open at ${open.map(({ code }) => code).join(', ')}. ${first.code}: ${first.sentence}`
    )
  const misfits = misfitEvidence(db)
  if (misfits.length > 0)
    throw new WorkbenchError(
      'not-allowed',
      `The close-out gate is open at E5: the bytes of ${misfits.slice(0, 5).join(', ')} are not those received.`
    )
}

/** Warnings somebody explained, in the order of their codes. */
export function explainedWarnings(db: Reader): readonly ExplainedWarning[] {
  const explained = explanationsOf(db, engagementOf(db).period.id)
  return warningRules.flatMap(({ code, title }) => {
    const explanation = explained.get(code)
    return explanation ? [{ code, title, ...explanation }] : []
  })
}

function explanationsOf(
  db: Reader,
  period: number
): ReadonlyMap<string, { readonly sentence: string; readonly by: string; readonly at: string }> {
  return new Map(
    db
      .all<{ warning: string; sentence: string; by: string; at: string }>(
        `select warning, sentence, explained_by as "by", explained_at as "at"
         from gate_explanation
         where period_id = :period
         order by id`,
        { period }
      )
      .map(({ warning, ...explanation }) => [warning, explanation])
  )
}
