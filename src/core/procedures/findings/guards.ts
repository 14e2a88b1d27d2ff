/** Who may do what with a finding beyond the table of permissions, and the sentences that refuse. */
import { WorkbenchError } from '../../../shared/errors.ts'
import {
  findingAfter,
  findingStates,
  type FindingMove,
  type FindingState
} from '../../../shared/states/finding.ts'
import {
  isDay,
  remediationAfter,
  remediationStates,
  type RemediationMove,
  type RemediationState
} from '../../../shared/states/remediation.ts'
import type { Working } from '../../../shared/permissions.ts'
import type { Reader } from '../../store/database.ts'
import type { WriteContext } from '../procedure.ts'
import { separationOf } from '../situation.ts'
import type { KeptFinding } from './kept.ts'

const findingVerbs: Readonly<Record<FindingMove, string>> = {
  issue: 'issued',
  close: 'closed',
  withdraw: 'withdrawn'
}

/** Where the move leads. Throws where the finding's state does not allow it. */
export function moveFinding(finding: KeptFinding, move: FindingMove): FindingState {
  const to = findingAfter(finding.state, move)
  if (to === null)
    throw notAllowed(
      `${finding.ref} is ${findingStates[finding.state].toLowerCase()} and is not ${findingVerbs[move]}.${
        finding.state === 'closed' ? ' What came back is raised as a new finding.' : ''
      }`
    )
  return to
}

const remediationVerbs: Readonly<Record<RemediationMove, string>> = {
  agree: 'a response is not recorded',
  dispute: 'a response is not recorded',
  plan: 'a plan is not recorded',
  extend: 'the due date is not extended',
  start: 'work does not start',
  claim: 'nothing is reported as done',
  fail: 'there is nothing to retest',
  close: 'there is nothing to close',
  accept: 'its risk is not accepted',
  'end-acceptance': 'there is no acceptance to end',
  drop: 'it does not become inapplicable'
}

/** What the client does next, where a move came too early. */
const nextSteps: Readonly<Partial<Record<RemediationState, string>>> = {
  'awaiting-response': 'Record the response and the plan first.',
  planned: 'Record first that the client reports it as done.',
  'in-progress': 'Record first that the client reports it as done.',
  'retest-failed': 'Record first that the client reports it as done again.',
  implemented: 'Retest it, or record that the client took it back.',
  'risk-accepted': 'End the acceptance first.',
  disputed: 'Record a response that agrees first.'
}

/** Where the move leads. Throws where the remediation's state does not allow it. */
export function moveRemediation(
  {
    ref,
    state,
    due
  }: { readonly ref: string; readonly state: RemediationState; readonly due: string | null },
  move: RemediationMove
): RemediationState {
  const to = remediationAfter(state, move, due !== null)
  if (to !== null) return to
  if (move === 'plan' && due !== null)
    throw notAllowed(`${ref} is due on ${due}. The original due date stands; extend it instead.`)
  throw notAllowed(
    [`${ref} is "${remediationStates[state].toLowerCase()}", so ${remediationVerbs[move]}.`, nextSteps[state]]
      .filter((sentence) => sentence !== undefined)
      .join(' ')
  )
}

/**
 * Refuses what only a reviewer or partner does. Where the engagement has none, whoever works does it, and the workbook's cover says that
 * nobody reviews. Under separation of duties it is also none of those who did the work.
 */
export function refuseUnlessReviewing(
  { db, person }: WriteContext,
  doing: string,
  workers: readonly string[]
): void {
  const refusal = refusalOfReviewing(db, person, doing, workers)
  if (refusal !== null) throw notAllowed(refusal)
}

/** The sentence of it; null where whoever works may. */
export function refusalOfReviewing(
  db: Reader,
  person: Working | null,
  doing: string,
  workers: readonly string[]
): string | null {
  if (person === null) return null
  const isReviewing = person.role === 'reviewer' || person.role === 'partner'
  const isStrict = separationOf(db) === 'strict'
  const hasReviewer =
    db.get("select 1 from person where role in ('reviewer', 'partner') and left_at is null limit 1") !==
    undefined
  if (!isReviewing && (isStrict || hasReviewer))
    return `A reviewer or partner ${doing}; ${person.name} is ${person.role}.`
  if (isStrict && workers.includes(person.name))
    return `Duties are separated: ${person.name} worked on it, so somebody else ${doing}.`
  return null
}

/** Refuses what is no day of the calendar. */
export function refuseNoDay(text: string, what: string): void {
  if (!isDay(text)) throw new WorkbenchError('input-invalid', `${what} is not a day: ${text}.`)
}

/** Refuses a day after today. */
export function refuseFuture(day: string, now: string, sentence: string): void {
  if (day > now.slice(0, 10)) throw notAllowed(sentence)
}

export function notAllowed(sentence: string): WorkbenchError {
  return new WorkbenchError('not-allowed', sentence)
}
