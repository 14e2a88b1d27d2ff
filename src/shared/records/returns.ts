/** Returned workbooks as they cross the bridge. Times are ISO-8601 UTC text, days `2026-02-14`. */
import type { ChangeClass, ChangeDecision } from '../states/return-change.ts'

/** Which marks a returned workbook still carries, and what was found on reading it. */
export interface ReturnCarriers {
  /** The document properties of ours. */
  readonly properties: boolean
  /** The hidden sheet that says what the file is. */
  readonly manifest: boolean
  /** The hidden columns that say which row is which, and that it is ours. */
  readonly keys: boolean
  readonly tags: boolean
  /** The sheets are still protected. */
  readonly protection: boolean
  /** What was lost, left aside or neutralised, a sentence each. */
  readonly remarks: readonly string[]
}

/** One returned workbook in the list. */
export interface ReturnHead {
  /** `WR-001` */
  readonly ref: string
  /** The edition it was made from: its period and version, and whether a later one was issued since. */
  readonly period: string
  readonly version: number
  readonly isSuperseded: boolean
  readonly fileName: string
  readonly evidence: string
  readonly receivedFrom: string
  readonly receivedAt: string
  readonly takenBy: string
  readonly takenAt: string
  /** Changes that wait for the auditor. */
  readonly waiting: number
  /** Changes decided on. */
  readonly decided: number
  /** Changes in all, those that only stand there included. */
  readonly changes: number
}

export interface ReturnChange {
  readonly id: number
  /** As it stands now: what was clean becomes a conflict where the record has changed since. */
  readonly class: ChangeClass
  readonly sheet: string
  readonly rowKey: string
  /** '' where it is the whole row. */
  readonly column: string
  /** What the column is called; "Row" where it is the whole row. */
  readonly title: string
  /** `F-2026-001`; null where the row belongs to none. */
  readonly finding: string | null
  readonly place: string
  readonly base: string
  readonly mine: string
  readonly theirs: string
  /** What is wrong with it, or why the record refused it; '' where nothing is. */
  readonly remark: string
  /** The last one; null while it waits for the first. */
  readonly decision: Exclude<ChangeDecision, 'undone'> | null
  /** As accepted; '' before. */
  readonly value: string
  readonly reason: string
  readonly decidedBy: string | null
  /** Whether it waits for the auditor. */
  readonly waits: boolean
}

export interface ReturnView extends ReturnHead {
  readonly producer: string
  readonly sha256: string
  readonly carriers: ReturnCarriers
  /** In the order they are worked through. */
  readonly list: readonly ReturnChange[]
  /** The newest first. */
  readonly receipts: readonly ReceiptView[]
}

export interface ReceiptView {
  readonly id: number
  readonly fileName: string
  readonly sha256: string
  readonly size: number
  readonly issuedBy: string
  readonly issuedAt: string
}

/** What a receipt of a file answers: a new return, or that the same bytes were received before. */
export interface ReceivedReturn {
  readonly ref: string
  readonly isNew: boolean
  /** What came of it, in a sentence. */
  readonly sentence: string
}

/** A change the record did not allow, and why. */
export interface RefusedChange {
  readonly change: number
  readonly sentence: string
}

export interface DecidedReturn {
  readonly accepted: number
  readonly rejected: number
  readonly refused: readonly RefusedChange[]
}

/** What the client asks for in words and the auditor has yet to act on. */
export interface ClientRequest {
  readonly finding: string
  readonly remediation: string
  readonly kind: 'extension' | 'risk-acceptance' | 'dispute' | 'not-applicable'
  /** In a sentence. */
  readonly sentence: string
  /** Where it was written. */
  readonly evidence: string
}

/** What of the client's waits: answers not decided on, and requests not acted on. */
export interface WaitingAnswers {
  readonly answers: number
  readonly requests: readonly ClientRequest[]
}
