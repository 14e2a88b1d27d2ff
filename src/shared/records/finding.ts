/** Findings and what follows them, as they cross the bridge. Times are ISO-8601 UTC text, days `2026-02-14`. */
import type { FindingElements, FindingStage, FindingState, OccurrenceStatus } from '../states/finding.ts'
import type { DueState, Position, RemediationState, RetestResult } from '../states/remediation.ts'
import type { AcceptanceState } from '../states/risk-acceptance.ts'
import type { AsOfOrigin, Severity } from '../vocabulary.ts'

export interface FindingView extends FindingElements {
  /** `F-2026-001` */
  readonly ref: string
  /** As rated last. */
  readonly severity: Severity
  readonly originalSeverity: Severity
  readonly control: string
  readonly accounts: readonly string[]
  /** When it was raised. */
  readonly exceptions: number
  readonly population: number
  readonly raisedBy: string
  readonly raisedAt: string
  /** The period it was raised in. */
  readonly period: string
  readonly state: FindingState
  /** The closed finding whose exceptions came back. */
  readonly repeatOf: string | null
}

/** One row of the list of findings. */
export interface FindingRow extends FindingView {
  readonly stage: FindingStage
  /** null before the finding is issued. */
  readonly remediation: RemediationHead | null
  /** The acceptance that stands or stood last. */
  readonly acceptance: AcceptanceHead | null
}

export interface RemediationHead {
  /** `R-2026-001` */
  readonly ref: string
  /** A risk acceptance that lapsed no longer holds it. */
  readonly state: RemediationState
  readonly hasResponse: boolean
  /** The client's, who acts. */
  readonly owner: string
  readonly originalDue: string | null
  readonly due: string | null
  readonly dueState: DueState | null
}

export interface AcceptanceHead {
  /** `RA-2026-001` */
  readonly ref: string
  readonly state: AcceptanceState
  readonly expiresAt: string
}

/** Everything about one finding but what people did with it. */
export interface FindingRecord extends FindingRow {
  readonly items: readonly FindingItem[]
  /** Exceptions of the same control and accounts in the open period that the finding does not cover. */
  readonly uncovered: number
  readonly occurrences: readonly Occurrence[]
  readonly responses: readonly ResponseView[]
  /** The first is the original due date, each further one an extension. */
  readonly dueDates: readonly DueDateView[]
  readonly milestones: readonly MilestoneView[]
  /** When the client last said it is done; null while nothing is said. */
  readonly claimedAt: string | null
  readonly retests: readonly RetestView[]
  /** A retest passed and a reviewer has yet to close. */
  readonly awaitsReview: boolean
  readonly acceptances: readonly AcceptanceView[]
  readonly evidence: readonly FindingEvidence[]
}

export interface FindingDetail extends FindingRecord {
  /** The latest first. */
  readonly history: readonly HistoryEntry[]
}

/** What an exception the finding covers is in the open period. */
export const itemStates = {
  there: 'Still there',
  back: 'Back again',
  gone: 'Gone',
  'cannot-tell': 'Cannot tell'
} as const
export type ItemState = keyof typeof itemStates

export interface FindingItem {
  readonly fingerprint: string
  readonly account: string
  readonly resource: string
  readonly state: ItemState
  /** What is found now, else why it cannot be told, else what was found then. */
  readonly detail: string
}

export interface Occurrence {
  readonly period: string
  readonly status: OccurrenceStatus
  readonly exceptions: number
}

export interface ResponseView {
  readonly position: Position
  readonly response: string
  readonly action: string
  readonly owner: string
  readonly ownerEmail: string
  readonly responder: string
  readonly responderTitle: string
  readonly evidence: string
  readonly recordedBy: string
  readonly recordedAt: string
}

export interface DueDateView {
  readonly due: string
  readonly reason: string
  readonly requestedBy: string
  readonly evidence: string
  readonly recordedBy: string
  readonly recordedAt: string
}

export interface MilestoneView {
  readonly n: number
  readonly text: string
  readonly originalDate: string
  /** The last one agreed. */
  readonly date: string
  readonly doneAt: string | null
  readonly comment: string
}

/** What a retest looked at: a source by its hash and the date its content is of. */
export interface RetestSource {
  readonly ref: string
  readonly name: string
  readonly sha256: string
  readonly account: string
  readonly date: string
  readonly origin: AsOfOrigin
}

export interface RetestView {
  readonly ref: string
  readonly period: string
  readonly result: RetestResult
  readonly procedure: string
  readonly stillOpen: readonly string[]
  readonly sources: readonly RetestSource[]
  readonly population: number
  readonly performedBy: string
  readonly performedAt: string
}

/** What the results of the open period say to a remediation. */
export const retestProposals = {
  close: 'Every exception is gone',
  'still-open': 'Still open',
  regressed: 'Came back',
  'cannot-tell': 'Cannot tell'
} as const
export type RetestProposalKind = keyof typeof retestProposals

export interface RetestProposal {
  readonly remediation: string
  readonly period: string
  readonly proposal: RetestProposalKind
  /** Why, in a sentence. */
  readonly sentence: string
  readonly items: readonly FindingItem[]
  readonly uncovered: number
  readonly sources: readonly RetestSource[]
  readonly population: number
}

export interface AcceptanceView extends AcceptanceHead {
  readonly covers: number
  readonly reason: string
  readonly compensatingControls: string
  readonly residualSeverity: Severity
  readonly approver: string
  readonly approverTitle: string
  readonly approvedAt: string
  readonly evidence: string
  readonly validFrom: string
  /** Noted where empty, else why it is challenged. */
  readonly challenge: string
  readonly renewalOf: string | null
  readonly endReason: string | null
  readonly recordedBy: string
  readonly recordedAt: string
}

export interface FindingEvidence {
  readonly id: number
  readonly ref: string
  readonly title: string
  readonly withdrawn: boolean
  /** What it backs: "Management response". */
  readonly purpose: string
}

export interface HistoryEntry {
  readonly at: string
  readonly by: string
  /** What was done: "issued the finding". */
  readonly what: string
  /** In the words given; empty where none were. */
  readonly text: string
}
