/** The life of a remediation: what the client says and does about a finding, and what a retest shows. */
import type { Severity } from '../vocabulary.ts'

export const remediationStates = {
  'awaiting-response': 'Awaiting response',
  planned: 'Planned',
  'in-progress': 'In progress',
  implemented: 'Implemented, ready for retest',
  'retest-failed': 'Retest failed',
  'risk-accepted': 'Risk accepted',
  disputed: 'Disputed',
  closed: 'Closed',
  'no-longer-applicable': 'No longer applicable'
} as const
export type RemediationState = keyof typeof remediationStates

/** What management says to a finding. */
export const positions = {
  agree: 'Agrees',
  'partly-agree': 'Partly agrees',
  disagree: 'Disagrees',
  'no-response': 'No response'
} as const
export type Position = keyof typeof positions

export const retestResults = { passed: 'Passed', failed: 'Failed', partly: 'Partly' } as const
export type RetestResult = keyof typeof retestResults

export type RemediationMove =
  | 'agree'
  | 'dispute'
  | 'plan'
  | 'extend'
  | 'start'
  | 'claim'
  | 'fail'
  | 'close'
  | 'accept'
  | 'end-acceptance'
  | 'drop'

const moves: Readonly<Record<RemediationMove, Partial<Record<RemediationState, RemediationState>>>> = {
  agree: {
    'awaiting-response': 'awaiting-response',
    planned: 'planned',
    'in-progress': 'in-progress',
    'retest-failed': 'retest-failed',
    disputed: 'awaiting-response'
  },
  dispute: {
    'awaiting-response': 'disputed',
    planned: 'disputed',
    'in-progress': 'disputed',
    'retest-failed': 'disputed',
    disputed: 'disputed'
  },
  plan: { 'awaiting-response': 'planned' },
  extend: { planned: 'planned', 'in-progress': 'in-progress', 'retest-failed': 'retest-failed' },
  /** Also where the client takes back that it is done. */
  start: { planned: 'in-progress', implemented: 'in-progress', 'retest-failed': 'in-progress' },
  claim: {
    'awaiting-response': 'implemented',
    planned: 'implemented',
    'in-progress': 'implemented',
    'retest-failed': 'implemented'
  },
  fail: { implemented: 'retest-failed' },
  close: { implemented: 'closed' },
  accept: {
    'awaiting-response': 'risk-accepted',
    planned: 'risk-accepted',
    'in-progress': 'risk-accepted',
    implemented: 'risk-accepted',
    'retest-failed': 'risk-accepted',
    disputed: 'risk-accepted'
  },
  'end-acceptance': { 'risk-accepted': 'awaiting-response' },
  drop: {
    'awaiting-response': 'no-longer-applicable',
    planned: 'no-longer-applicable',
    'in-progress': 'no-longer-applicable',
    implemented: 'no-longer-applicable',
    'retest-failed': 'no-longer-applicable',
    'risk-accepted': 'no-longer-applicable',
    disputed: 'no-longer-applicable'
  }
}

/** Where a move leads, null where the state does not allow it. What has a plan does not go back to waiting for a response. */
export function remediationAfter(
  state: RemediationState,
  move: RemediationMove,
  hasPlan: boolean
): RemediationState | null {
  if (move === 'plan' && hasPlan) return null
  const to = moves[move][state] ?? null
  return to === 'awaiting-response' && hasPlan ? 'planned' : to
}

/** Nothing follows any more. */
export function isOver(state: RemediationState): boolean {
  return state === 'closed' || state === 'no-longer-applicable'
}

/** A finding this severe is closed by a reviewer. */
export function closesByReview(severity: Severity): boolean {
  return severity === 'critical' || severity === 'high'
}

/** Days before its due date from which a remediation counts as due soon. */
export const dueSoonDays = 30

export interface DueState {
  readonly is: 'overdue' | 'due-soon' | 'on-time'
  /** Until the due date, negative after it. */
  readonly days: number
}

/** How a due date stands on a day (`2026-02-14`); null where nobody waits for it: done, accepted or without a date. */
export function dueStateOf(state: RemediationState, due: string | null, today: string): DueState | null {
  if (due === null || isOver(state) || state === 'implemented' || state === 'risk-accepted') return null
  const days = daysBetween(today, due)
  return { is: days < 0 ? 'overdue' : days <= dueSoonDays ? 'due-soon' : 'on-time', days }
}

/** Whole days from one day to another. */
export function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(to.slice(0, 10)) - Date.parse(from.slice(0, 10))) / 86_400_000)
}

/** Whether a text is a day of the calendar: `2026-02-31` is not. */
export function isDay(text: string): boolean {
  const time = Date.parse(text)
  return (
    /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(time) && new Date(time).toISOString().startsWith(text)
  )
}
