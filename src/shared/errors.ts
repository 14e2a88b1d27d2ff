/** The one error a user can meet: a closed list of codes, a sentence for each. */

/** Codes and what each means in general; the message of an instance names the thing concerned. */
export const errorCodes = {
  'input-invalid': 'The request is not in the form this method takes.',
  'method-unknown': 'There is no such method.',
  'not-found': 'The thing asked for is not in this engagement.',
  'no-engagement': 'No engagement is open.',
  'file-foreign': 'The file is not a Tickmark engagement.',
  'file-newer': 'The engagement was written by a newer Tickmark.',
  'file-damaged': 'The engagement file is damaged.',
  'record-broken': 'The record is not as it was written; nothing is added to it.',
  'file-exists': 'An engagement of that name exists.',
  'file-busy': 'The engagement is open elsewhere.',
  'passphrase-required': 'The file is sealed; it opens with its passphrase.',
  'passphrase-wrong': 'The passphrase does not open it.',
  'person-locked': 'Nobody is unlocked.',
  'disk-full': 'The disk is full.',
  'too-large': 'The file is larger than this workbench takes.',
  'reason-required': 'The conclusion needs a reason.',
  'evidence-required': 'The conclusion needs evidence.',
  'view-expired': 'The rows changed since they were asked for.',
  'not-allowed': 'The record does not allow this now.',
  cancelled: 'The work was cancelled.',
  internal: 'The workbench met a fault of its own.'
} as const
export type ErrorCode = keyof typeof errorCodes

/** Thrown for what a user can meet. `message` is a sentence for an auditor; `detail` carries facts for the page. */
export class WorkbenchError extends Error {
  readonly code: ErrorCode
  readonly detail: Readonly<Record<string, string | number>>

  constructor(
    code: ErrorCode,
    message: string = errorCodes[code],
    detail: Record<string, string | number> = {}
  ) {
    super(message)
    this.name = 'WorkbenchError'
    this.code = code
    this.detail = detail
  }
}

/** An error as it crosses the bridge. */
export interface WireError {
  readonly code: ErrorCode
  readonly message: string
  readonly detail: Readonly<Record<string, string | number>>
}

/** What every call answers; calls never throw across the bridge. */
export type Answer<T> =
  { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: WireError }

/** Turns anything thrown into its wire form; what is not a `WorkbenchError` is a fault of ours and says nothing of its cause. */
export function toWireError(thrown: unknown): WireError {
  if (thrown instanceof WorkbenchError)
    return { code: thrown.code, message: thrown.message, detail: thrown.detail }
  return { code: 'internal', message: errorCodes.internal, detail: {} }
}
