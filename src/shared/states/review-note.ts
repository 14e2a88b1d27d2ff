/** What may become of a review note: answered by anybody, cleared only by who raised it or a partner. */
import type { Working } from '../permissions.ts'

/** `must-fix` stands in the way of the review; the others do not. */
export const noteClasses = {
  'must-fix': 'Must fix',
  clarify: 'Clarify',
  'for-information': 'For information'
} as const
export type NoteClass = keyof typeof noteClasses

export const noteStates = {
  open: 'Open',
  responded: 'Answered',
  cleared: 'Cleared',
  withdrawn: 'Withdrawn'
} as const
export type NoteState = keyof typeof noteStates

/** `reopened`: the answer does not do; a note that is cleared or withdrawn stays so. */
export type NoteStep = 'responded' | 'reopened' | 'cleared' | 'withdrawn'

/** What a note may be about. */
export const noteTargets = {
  test: 'Test',
  finding: 'Finding',
  remediation: 'Remediation',
  source: 'Source',
  evidence: 'Evidence',
  period: 'Period'
} as const
export type NoteTarget = keyof typeof noteTargets

const after: { readonly [Step in NoteStep]: NoteState } = {
  responded: 'responded',
  reopened: 'open',
  cleared: 'cleared',
  withdrawn: 'withdrawn'
}

/** The state a note has after these steps, in their order. */
export function noteStateOf(steps: readonly NoteStep[]): NoteState {
  const last = steps.at(-1)
  return last === undefined ? 'open' : after[last]
}

/** Whether a note still asks for something. */
export function isOpenNote(state: NoteState): boolean {
  return state === 'open' || state === 'responded'
}

/** Why a step cannot be taken now; null where it may. Without people the engagement's auditor takes every step. */
export function refusalOfNoteStep(
  note: { readonly ref: string; readonly state: NoteState; readonly raisedBy: string },
  step: NoteStep,
  person: Working | null
): string | null {
  if (!isOpenNote(note.state))
    return `${note.ref} is ${noteStates[note.state].toLowerCase()} and stays so; raise another note.`
  if (step === 'responded') return null
  if (step === 'reopened' && note.state !== 'responded') return `${note.ref} is not answered yet.`
  if (person === null || person.role === 'partner' || person.name === note.raisedBy) return null
  return `Only ${note.raisedBy}, who raised ${note.ref}, or a partner decides that.`
}
