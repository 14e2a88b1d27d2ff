/** An engagement as it crosses the bridge: the list, the frame around every screen, the record's events. Times are ISO-8601 UTC text. */
import type { AsOfOrigin } from '../vocabulary.ts'

export interface EngagementSummary {
  /** The file's name in the host's folder, without extension; how hosts and page name it. */
  readonly file: string
  readonly clientName: string
  readonly auditor: string
  readonly period: string
  readonly concluded: number
  readonly tests: number
  readonly lastOpenedAt: string
  readonly isSample: boolean
}

/** A file of the host's folder that could not be opened as an engagement, with the sentence why. */
export interface UnreadableEngagement {
  readonly file: string
  readonly problem: string
}

export interface EngagementList {
  readonly engagements: readonly EngagementSummary[]
  readonly unreadable: readonly UnreadableEngagement[]
}

export interface AsOf {
  readonly at: string
  readonly origin: AsOfOrigin
}

/** What the frame around every screen shows. */
export interface EngagementView {
  readonly clientName: string
  readonly auditor: string
  readonly period: string
  readonly isSample: boolean
  /** The date the auditor gave for sources without one of their own. */
  readonly asOf: string | null
  /** The role the client agreed to make the exports with, its name or an ARN; null where none is recorded. */
  readonly agreedCaller: string | null
  /** The dates in force, newest and oldest over all accounts; null before the first import. */
  readonly newestAsOf: AsOf | null
  readonly oldestAsOf: AsOf | null
  readonly accounts: readonly AccountView[]
  readonly principals: number
  readonly sources: number
  readonly problems: number
  readonly concluded: number
  readonly tests: number
  readonly findings: number
  readonly evidence: number
  readonly events: number
}

export interface AccountView {
  readonly id: string
  /** Organization name, else alias, else the id. */
  readonly name: string
  readonly partition: string
  readonly isManagement: boolean
  /** ACTIVE, SUSPENDED …; null where no organization export says. */
  readonly status: string | null
  readonly asOf: AsOf | null
}

export interface EventView {
  readonly seq: number
  readonly at: string
  readonly actor: string
  readonly action: string
  readonly entity: string
  readonly entityId: string
  readonly hash: string
}

export interface Verification {
  readonly ok: boolean
  readonly events: number
  readonly head: string
  readonly objects: number
  /** One sentence for each thing found wrong. */
  readonly faults: readonly string[]
}

/** How far an import is as a whole; bytes, and files that are read. */
export interface Whole {
  readonly done: number
  readonly total: number
  readonly files: number
  readonly filesDone: number
  /** What was found in them so far: users, roles, events, … */
  readonly objects: number
}

/** What the engine tells the page without being asked. */
export type WorkbenchEvent =
  | {
      readonly type: 'progress'
      readonly job: string
      /** `waiting`: another import is in hand. */
      readonly phase: 'waiting' | 'receiving' | 'unpacking' | 'reading' | 'checking' | 'writing'
      readonly name: string
      /** Bytes of the file in hand, or checks, as the phase has it. */
      readonly done: number
      readonly total: number
      readonly whole?: Whole
    }
  | { readonly type: 'changed'; readonly method: string }
