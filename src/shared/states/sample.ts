/** The marks a person sets on the items of a sample, an attribute each, and when a sample is complete. */

/** What was seen of one attribute of one item; `sign` stands in the grid and the workbook. */
export const tickMarks = {
  pass: { title: 'As it should be', sign: '✓' },
  exception: { title: 'Exception', sign: '✗' },
  'not-applicable': { title: 'Not applicable', sign: 'n/a' },
  open: { title: 'Not looked at yet', sign: '–' }
} as const
export type TickMark = keyof typeof tickMarks

export const mostAttributes = 12

/** A, B, C, … */
export function attributeCode(at: number): string {
  return String.fromCharCode('A'.charCodeAt(0) + at)
}

/** In characters, without the blanks around it. */
const shortestNote = 10

export interface TickStep {
  readonly from: TickMark
  readonly to: TickMark
  readonly note: string
}

/** Why a mark is not set, as an instruction; null where it may. */
export function refusalOfTick({ from, to, note }: TickStep): string | null {
  if (from === 'open' && to === 'open') return 'there is no mark to take back'
  if (to === 'exception' && note.trim().length < shortestNote)
    return 'say in a sentence what the exception is'
  return null
}

/** Marks still to be set. */
export function marksLeft(items: number, attributes: number, marked: number): number {
  return Math.max(0, items * attributes - marked)
}
