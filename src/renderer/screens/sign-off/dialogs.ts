/** What the Sign-off screen can ask in a dialog; one at a time. */
import type { ReviewNote } from '../../../shared/records/review.ts'
import type { SignOffView } from '../../../shared/records/sign-off.ts'
import type { NoteStep } from '../../../shared/states/review-note.ts'
import type { SignRole, SignScope } from '../../../shared/states/sign-off.ts'

/** What is about to be signed, in words and by reference. */
export interface Signing {
  readonly scope: SignScope
  readonly refs: readonly string[]
  readonly role: SignRole
  /** "12 tests of Root user" */
  readonly what: string
}

export type SignOffDialog =
  | ({ readonly kind: 'sign' } & Signing)
  | { readonly kind: 'take-back'; readonly signOff: SignOffView }
  | { readonly kind: 'changes'; readonly signOff: SignOffView }
  | { readonly kind: 'acknowledge' }
  | { readonly kind: 'raise-note' }
  | { readonly kind: 'note-step'; readonly note: ReviewNote; readonly step: NoteStep }
