/** Which lines of a document are drawn: all of a usual one, and of a hostile one as many as a page can hold. */
import type { Line } from './layout.ts'

/** The longest policies of AWS have 10,240 characters without white space (IAM and AWS STS quotas), far fewer lines than this. */
export const mostLines = 5000
const linesBefore = 20

export interface Portion {
  /** The place of its first line in the document, from 0. */
  readonly from: number
  readonly lines: readonly Line[]
}

/** From the beginning, or where the first statement asked for would not be in it from a little before that. */
export function portionOf(lines: readonly Line[], statements: readonly number[]): Portion {
  const wanted = lines.findIndex(({ statement }) => statement !== null && statements.includes(statement))
  const from = wanted < mostLines ? 0 : wanted - linesBefore
  return { from, lines: lines.slice(from, from + mostLines) }
}
