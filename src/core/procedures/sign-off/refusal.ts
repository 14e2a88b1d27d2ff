/** Why something is not signed now: who signs, whether it is signed already, and whether the work below it is done. */
import { isOpenNote } from '../../../shared/states/review-note.ts'
import {
  nameOfSigned,
  refusalOfOwnWork,
  refusalOfRole,
  type Signer,
  type SignRole,
  type SignScope
} from '../../../shared/states/sign-off.ts'
import { missingBeforeReviewed } from '../../../shared/states/test-work.ts'
import { errorRules } from '../gate/index.ts'
import type { PeriodState } from './period-state.ts'
import type { SignOff } from './standing.ts'
import { missingFor, preparersOf, standingOf } from './test-work.ts'

/** The first thing that stands against it, in a sentence; null where the signer may sign. */
export function refusalOfSigning(
  state: PeriodState,
  scope: SignScope,
  ref: string,
  role: SignRole,
  signer: Signer
): string | null {
  const ofRole = refusalOfRole(scope, role, signer)
  if (ofRole !== null) return ofRole
  if (state.isLocked && scope !== 'archive')
    return `${state.period.label} is locked; nothing of it is signed any more.`
  if (!state.isLocked && scope === 'archive')
    return `${state.period.label} is signed as a whole once it is locked.`
  const what = nameOfSigned(scope, ref)
  if (state.contents(scope, ref) === null) return `${what} is not in this period.`
  const own = state.signOffs().filter((one) => one.scope === scope && one.scope_ref === ref)
  const standing = own.findLast((one) => one.role === role && one.state === 'valid')
  if (standing) return `${what} is signed by ${standing.printed_name} as ${role}, and did not change since.`
  return (
    refusalOfOwnWork(what, role, signer, handsIn(state, scope, ref, own)) ??
    missing(state, scope, ref, role, own)
  )
}

/** Management acknowledges what the auditors stand by. */
export function refusalOfAcknowledging({ separation, period, signOffs }: PeriodState): string | null {
  const own = signOffs().filter(({ scope }) => scope === 'period')
  const last = separation === 'strict' ? 'reviewer' : 'preparer'
  return standingOf(own, last) === 'valid'
    ? null
    : `Management acknowledges what is signed: the ${last} of ${period.label} signs first.`
}

function missing(
  state: PeriodState,
  scope: SignScope,
  ref: string,
  role: SignRole,
  own: readonly SignOff[]
): string | null {
  switch (scope) {
    case 'test':
      return missingOfTest(state, ref, role)
    case 'finding':
    case 'retest':
    case 'acceptance':
      return role === 'preparer' ? null : missingOfReviewed(state, scope, ref, own)
    case 'period':
      return role === 'preparer' ? missingOfPreparedPeriod(state) : missingOfReviewedPeriod(state, role, own)
    case 'archive':
      return null
  }
}

function missingOfTest(state: PeriodState, ref: string, role: SignRole): string | null {
  const work = state.works().find(({ record }) => record.ref === ref)
  if (!work || role === 'partner') return null
  const reasons = missingFor(work, role)
  return reasons.length === 0
    ? null
    : `${nameOfSigned('test', ref)} cannot be signed as ${role} yet: ${reasons.join('; ')}.`
}

function missingOfReviewed(
  state: PeriodState,
  scope: 'finding' | 'retest' | 'acceptance',
  ref: string,
  own: readonly SignOff[]
): string | null {
  const openMustFix = state
    .notes()
    .filter((note) => note.target === scope && note.targetRef === ref && note.class === 'must-fix')
    .filter((note) => isOpenNote(note.state)).length
  const reasons = missingBeforeReviewed({ preparer: standingOf(own, 'preparer'), openMustFix })
  return reasons.length === 0
    ? null
    : `${nameOfSigned(scope, ref)} cannot be reviewed yet: ${reasons.join('; ')}.`
}

/** What is stale below shows as a test that is not prepared; the period's own signature is about to be given anew. */
function missingOfPreparedPeriod(state: PeriodState): string | null {
  const open = errorRules.filter(({ code }) => code !== 'E6').filter((rule) => rule.find(state).count > 0)
  if (open.length > 0)
    return `${open.length === 1 ? '1 error stands' : `${open.length} errors stand`} in the close-out gate: ${open.map(({ code }) => code).join(', ')}.`
  const left = state.works().filter(({ preparer }) => preparer !== 'valid').length
  return left === 0 ? null : `${counted(left, 'test is', 'tests are')} not signed by a preparer yet.`
}

function missingOfReviewedPeriod(state: PeriodState, role: SignRole, own: readonly SignOff[]): string | null {
  if (role === 'partner')
    return standingOf(own, 'reviewer') === 'valid' ? null : 'The period is not reviewed yet.'
  const openMustFix = state
    .notes()
    .filter((note) => note.class === 'must-fix' && isOpenNote(note.state)).length
  const reasons = missingBeforeReviewed({ preparer: standingOf(own, 'preparer'), openMustFix })
  if (reasons.length > 0) return `The period cannot be reviewed yet: ${reasons.join('; ')}.`
  const left = state.works().filter(({ reviewer }) => reviewer !== 'valid').length
  return left === 0 ? null : `${counted(left, 'test is', 'tests are')} not reviewed yet.`
}

function handsIn(
  state: PeriodState,
  scope: SignScope,
  ref: string,
  own: readonly SignOff[]
): ReadonlySet<string> {
  if (scope === 'test')
    return state.works().find(({ record }) => record.ref === ref)?.hands ?? new Set<string>()
  const sql = handsSql[scope]
  const named = sql === null ? [] : state.db.all<{ name: string }>(sql, { ref }).map(({ name }) => name)
  return new Set([...named, ...preparersOf(own)])
}

const handsSql: { readonly [Scope in Exclude<SignScope, 'test'>]: string | null } = {
  finding: `
    select raised_by as name from finding where ref = :ref
    union
    select revised_by from finding_revision where finding_id = (select id from finding where ref = :ref)`,
  retest: 'select performed_by as name from retest where ref = :ref',
  acceptance: 'select recorded_by as name from risk_acceptance where ref = :ref',
  period: null,
  archive: null
}

function counted(count: number, one: string, many: string): string {
  return `${count} ${count === 1 ? one : many}`
}
