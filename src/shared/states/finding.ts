/** The life of a finding: drafted, issued to the client, closed or withdrawn. What closed never opens again. */
import type { RemediationState } from './remediation.ts'

export const findingStates = {
  draft: 'Draft',
  issued: 'Issued',
  closed: 'Closed',
  withdrawn: 'Withdrawn'
} as const
export type FindingState = keyof typeof findingStates

export type FindingMove = 'issue' | 'close' | 'withdraw'

const moves: Readonly<Record<FindingMove, Partial<Record<FindingState, FindingState>>>> = {
  issue: { draft: 'issued' },
  close: { issued: 'closed' },
  withdraw: { draft: 'withdrawn', issued: 'withdrawn' }
}

/** Where a move leads; null where the state does not allow it. */
export function findingAfter(state: FindingState, move: FindingMove): FindingState | null {
  return moves[move][state] ?? null
}

/** The elements of a finding (Government Auditing Standards: criteria, condition, cause, effect), what is recommended, and a title. */
export interface FindingElements {
  readonly title: string
  readonly condition: string
  readonly criteria: string
  readonly cause: string
  readonly effect: string
  readonly recommendation: string
}

export const elementTitles = {
  title: 'title',
  condition: 'condition',
  criteria: 'criteria',
  cause: 'cause',
  effect: 'effect',
  recommendation: 'recommendation'
} as const satisfies Record<keyof FindingElements, string>

/** The first element nothing is written for, null where all are there. */
export function missingElement(elements: FindingElements): keyof FindingElements | null {
  const names = Object.keys(elementTitles) as (keyof FindingElements)[]
  return names.find((name) => elements[name].trim() === '') ?? null
}

/** What became of the exceptions of a finding in one period. */
export const occurrenceStatuses = {
  new: 'New',
  recurring: 'Recurring',
  'partly-resolved': 'Partly resolved',
  'not-observed': 'Not observed',
  'cannot-tell': 'Cannot tell'
} as const
export type OccurrenceStatus = keyof typeof occurrenceStatuses

/** Where a finding stands on its way, as the list of findings groups it. */
export const findingStages = {
  draft: 'Draft',
  open: 'Open',
  response: 'Response to assess',
  remediation: 'In remediation',
  retest: 'Ready to retest',
  accepted: 'Accepted risk',
  closed: 'Closed',
  withdrawn: 'Withdrawn'
} as const
export type FindingStage = keyof typeof findingStages

export function stageOf(
  state: FindingState,
  remediation: { readonly state: RemediationState; readonly hasResponse: boolean } | null
): FindingStage {
  if (state !== 'issued' || remediation === null) return state === 'issued' ? 'open' : state
  switch (remediation.state) {
    case 'awaiting-response':
      return remediation.hasResponse ? 'response' : 'open'
    case 'disputed':
      return 'response'
    case 'implemented':
      return 'retest'
    case 'risk-accepted':
      return 'accepted'
    case 'closed':
    case 'no-longer-applicable':
      return 'closed'
    case 'planned':
    case 'in-progress':
    case 'retest-failed':
      return 'remediation'
  }
}
