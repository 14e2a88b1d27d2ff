/** Review notes and the close-out gate as they cross the bridge. Times are ISO-8601 UTC text. */
import type { NoteClass, NoteState, NoteStep, NoteTarget } from '../states/review-note.ts'

export interface NoteReply {
  readonly step: NoteStep
  readonly text: string
  readonly by: string
  readonly at: string
}

export interface ReviewNote {
  readonly id: number
  /** `N-001` */
  readonly ref: string
  readonly target: NoteTarget
  /** A test as `ROOT-01/111122223333`; else the reference of the thing. */
  readonly targetRef: string
  readonly class: NoteClass
  readonly text: string
  /** '' for whoever prepares. */
  readonly assignedTo: string
  /** Also for next month's work. */
  readonly pointsForward: boolean
  readonly raisedBy: string
  readonly raisedAt: string
  readonly state: NoteState
  /** The oldest first. */
  readonly replies: readonly NoteReply[]
}

/** E1-E13 stand in the way of the close-out; W1-W9 are explained. */
export type GateCode = `E${number}` | `W${number}`

/** The list in which what a rule counts is found. */
export type GateLead =
  | 'tests-to-do'
  | 'tests-with-exceptions'
  | 'sources'
  | 'completeness'
  | 'evidence'
  | 'findings'
  | 'sign-offs'
  | 'notes'
  | 'compare'

export interface GateRuleView {
  readonly code: GateCode
  readonly kind: 'error' | 'warning'
  /** What must hold: "Every test has a conclusion". */
  readonly title: string
  /** How many things stand against it; 0 where it holds. */
  readonly count: number
  /** What stands against it, or why it holds, in a sentence with its numbers. */
  readonly sentence: string
  /** The first few of them by name. */
  readonly first: readonly string[]
  readonly leadsTo: GateLead
  /** Why a warning may stand; null for an error, and where nobody explained it. */
  readonly explanation: { readonly sentence: string; readonly by: string; readonly at: string } | null
}

export interface GateView {
  readonly rules: readonly GateRuleView[]
  /** Rules that do not hold: errors, and warnings nobody explained. */
  readonly errors: number
  readonly unexplained: number
}
