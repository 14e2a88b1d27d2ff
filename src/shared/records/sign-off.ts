/** Sign-offs as they cross the bridge. Times are ISO-8601 UTC text. */
import type { Opinion, SignatureState, SignedRole, SignRole, SignScope } from '../states/sign-off.ts'
import type { WorkState } from '../states/test-work.ts'
import type { Topic } from '../vocabulary.ts'

export interface SignOffView {
  readonly id: number
  readonly period: string
  readonly scope: SignScope
  /** A test as `ROOT-01/111122223333`; else the reference of the thing, or the period's label. */
  readonly ref: string
  readonly role: SignedRole
  readonly name: string
  readonly title: string
  readonly meaning: string
  readonly signedAt: string
  readonly contentHash: string
  /** The event log's last entry before it. */
  readonly chainSeq: number
  readonly chainHead: string
  /** Whether a key stands behind it. */
  readonly isSigned: boolean
  readonly state: SignatureState
  readonly withdrawal: { readonly reason: string; readonly by: string; readonly at: string } | null
}

/** One step of a chain of signatures. */
export interface SignStage {
  readonly role: SignedRole
  /** The newest of the role that was not withdrawn. */
  readonly signOff: SignOffView | null
  /** Why whoever works cannot sign now, or record what management signed; null where they can. */
  readonly refusal: string | null
}

/** The chain of signatures over one thing. */
export interface SignChain {
  readonly scope: SignScope
  readonly ref: string
  readonly stages: readonly SignStage[]
}

/** Who closes a finding whose retest passed. */
export interface FindingClosing {
  /** Why whoever works does not close it; null where they may. */
  readonly refusal: string | null
  /** Whose turn it is, by name; empty where whoever works does everything. */
  readonly turn: readonly string[]
}

/** What is signed of a finding: itself, its retests and risk acceptances, the newest of each first. */
export interface FindingSignatures {
  readonly finding: string
  readonly chains: readonly SignChain[]
  /** null while nothing waits to be closed. */
  readonly closing: FindingClosing | null
}

/** Tests of one topic by how far the work on them is. */
export interface TopicWork {
  readonly topic: Topic
  readonly tests: number
  readonly states: Readonly<Record<WorkState, number>>
  /** Signed, and changed since. */
  readonly stale: number
  /** Tests that whoever works can sign now, as references; the rest are not ready, or not theirs to sign. */
  readonly toSign: Readonly<Record<Exclude<SignRole, 'partner'>, readonly string[]>>
}

export interface EarlierPeriod {
  readonly period: string
  readonly state: string
  readonly lockedAt: string | null
  readonly signOffs: number
  /** Of the period's last sign-off; null where nobody signed. */
  readonly contentHash: string | null
}

export interface OpinionView {
  readonly opinion: Opinion
  readonly statement: string
  readonly by: string
  readonly at: string
}

export interface SignOffOverview {
  readonly period: string
  /** The period's, in their order. */
  readonly stages: readonly SignStage[]
  /** Of the period once it is locked; empty before. */
  readonly archiveStages: readonly SignStage[]
  readonly opinion: OpinionView | null
  readonly topics: readonly TopicWork[]
  /** Sign-offs of the open period that are stale. */
  readonly stale: readonly SignOffView[]
  /** The newest first. */
  readonly earlier: readonly EarlierPeriod[]
}

/** One difference between what was signed and what is there now; null where it was not there, or is no more. */
export interface ContentChange {
  /** "Conclusion", "Evidence E-0003", "Test ROOT-01/111122223333" */
  readonly what: string
  readonly before: string | null
  readonly after: string | null
}

export interface SignOffChanges {
  readonly signOff: SignOffView
  /** The first few hundred. */
  readonly changes: readonly ContentChange[]
  readonly total: number
}
