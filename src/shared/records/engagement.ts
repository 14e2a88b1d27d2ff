/** An engagement as it crosses the bridge: the list, the frame around every screen, the record's events. Times are ISO-8601 UTC text. */
import type { PeriodState } from '../states/period.ts'
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
  /** Whether the file is encrypted and opens with a passphrase only. */
  readonly isSealed: boolean
  /** What this machine knows of the open file and the file does not say, in a sentence: that it is an older copy. */
  readonly remark?: string
}

/** A sealed file of the host's folder: without its passphrase nothing is known of it. */
export interface SealedEngagement {
  readonly file: string
  readonly lastOpenedAt: string
}

/** A file of the host's folder that could not be opened as an engagement, with the sentence why. */
export interface UnreadableEngagement {
  readonly file: string
  readonly problem: string
}

export interface EngagementList {
  readonly engagements: readonly EngagementSummary[]
  readonly sealed: readonly SealedEngagement[]
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
  readonly state: PeriodState
  readonly isSample: boolean
  /** The date the auditor gave for sources without one of their own. */
  readonly asOf: string | null
  /** The role the client agreed to make the exports with, its name or an ARN; null where none is recorded. */
  readonly agreedCaller: string | null
  /** The dates in force, newest and oldest over all accounts; null before the first import. */
  readonly newestAsOf: AsOf | null
  readonly oldestAsOf: AsOf | null
  /** Which actions of AWS statements are read with. */
  readonly actionData: string
  readonly accounts: readonly AccountView[]
  readonly principals: number
  readonly sources: number
  readonly problems: number
  readonly concluded: number
  readonly tests: number
  readonly findings: number
  /** Neither closed nor withdrawn. */
  readonly openFindings: number
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
  /** What the machine's clock said where it was behind the event before, whose time `at` then is; else null. */
  readonly clockBehind: string | null
}

/** An event with what it says changed, in words. */
export interface LogEntry extends EventView {
  /** null where there was nothing before, or where the event changes nothing that was there. */
  readonly before: string | null
  readonly after: string | null
  /** Everything else it tells: "control: ROOT-01, accounts: 111122223333". */
  readonly details: string
}

export interface LogPage {
  /** The newest first. */
  readonly entries: readonly LogEntry[]
  /** Entries that match, and all. */
  readonly matching: number
  readonly total: number
  /** Who and what the log knows, for filtering. */
  readonly actors: readonly string[]
  readonly entities: readonly string[]
}

/** A workbook as it was issued; the same bytes have the same hash. */
export interface IssuedWorkbook {
  readonly version: number
  readonly fileName: string
  readonly sha256: string
  readonly issuedAt: string
}

export interface Verification {
  readonly ok: boolean
  readonly events: number
  /** The first event that does not fit; nothing from there on can be trusted. null where the chain is whole. */
  readonly brokenAt: number | null
  /** The first fault of the record itself, of the log or a row; nothing more is written then. null where there is none. */
  readonly recordFault: string | null
  readonly head: string
  readonly signOffs: number
  readonly objects: number
  /** Of every period, the newest first. */
  readonly workbooks: readonly IssuedWorkbook[]
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
  /** A file that was on its way out is through; `problem` says why where it is not whole. */
  | {
      readonly type: 'delivered'
      readonly job: string
      readonly name: string
      readonly problem: string | null
    }
