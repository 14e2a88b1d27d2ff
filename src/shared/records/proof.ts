/** Whether a source is complete and accurate, as it crosses the bridge: the proofs, and what the auditor decided of it. */
import type { Acceptance, ProofResult } from '../vocabulary.ts'

/** One proof of information produced by the entity: what should be, what is, and how we know what should be. */
export interface Proof {
  /** C1-C10 and A2 are computed; A1 is a person's. */
  readonly code: string
  readonly title: string
  readonly result: ProofResult
  readonly expected: string
  readonly actual: string
  /** The source or the observation that says what is expected; '' where nothing does yet. */
  readonly origin: string
}

/** What the auditor decided, the newest last. */
export interface Decision {
  readonly decision: Exclude<Acceptance, 'received' | 'superseded'> | 'reopened'
  readonly reason: string
  readonly by: string
  /** ISO-8601 UTC. */
  readonly at: string
}

export interface ProofRecord {
  readonly source: number
  readonly ref: string
  readonly name: string
  readonly acceptance: Acceptance
  readonly proofs: readonly Proof[]
  readonly decisions: readonly Decision[]
}
