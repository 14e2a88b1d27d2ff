/** What is different in a returned workbook, and what may become of it: a three-way merge of what was handed out, recorded and written. */

export const changeClasses = {
  clean: 'Clean',
  warning: 'To look at',
  conflict: 'Conflict',
  cleared: 'Cleared by the client',
  invalid: 'Invalid',
  added: 'Added by the client',
  tampered: 'Locked cell changed',
  duplicate: 'Duplicate row',
  'not-returned': 'Not returned'
} as const
export type ChangeClass = keyof typeof changeClasses

/** In the order they are worked through. */
export const classOrder = Object.keys(changeClasses) as readonly ChangeClass[]

/** Classes that wait for the auditor; the others are shown, reported on the receipt and change nothing. */
const decided: ReadonlySet<ChangeClass> = new Set<ChangeClass>([
  'clean',
  'warning',
  'conflict',
  'cleared',
  'invalid',
  'added'
])

export function waitsForDecision(changeClass: ChangeClass): boolean {
  return decided.has(changeClass)
}

/** What became of a change; `refused`: it was accepted and the record did not allow it. What was only rejected may wait again. */
export const changeDecisions = {
  accept: 'Accepted',
  reject: 'Rejected',
  refused: 'Refused by the record',
  undone: 'Waits again'
} as const
export type ChangeDecision = keyof typeof changeDecisions

/**
 * What a cell proposes: `base` was handed out, `mine` is what the record says now, `theirs` what the client wrote. null where there is
 * nothing to decide: the client left it as it was, or wrote what the record says already.
 */
export function mergeOf(
  base: string,
  mine: string,
  theirs: string
): Extract<ChangeClass, 'clean' | 'conflict' | 'cleared'> | null {
  if (theirs === base || theirs === mine) return null
  if (mine !== base) return 'conflict'
  return theirs === '' ? 'cleared' : 'clean'
}
