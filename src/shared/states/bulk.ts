/** Which tests may be concluded together: of one automated outcome, for one reason, with nothing that has to be looked at one by one. */
import { missingGround } from '../grounds.ts'
import { conclusions, outcomes, type Conclusion, type Outcome } from '../vocabulary.ts'
import { needsOverride } from './override.ts'

/** What a test has to show before it may be one of several. */
export interface BulkTest {
  /** False for a manual step. */
  readonly automated: boolean
  /** null for a manual step, and before the first run. */
  readonly outcome: Outcome | null
  /** The conclusion that stands on today's result; null where there is none. */
  readonly standing: Conclusion | null
}

/** What is recorded over all of them. */
export interface BulkConclusion {
  /** The automated outcome they share. */
  readonly outcome: Outcome
  readonly conclusion: Conclusion
  readonly reason: string
}

/** In characters: one reason for many is a sentence all the more. */
const shortestReason = 10

/** Why a test is left out, as the end of a sentence; null where it is concluded with the others. */
export function leftOutBecause(test: BulkTest, { outcome }: Pick<BulkConclusion, 'outcome'>): string | null {
  if (!test.automated) return 'a manual step is concluded on its own evidence'
  if (test.outcome === null) return 'its check has not run yet'
  if (test.outcome !== outcome) return `its outcome is "${outcomes[test.outcome].screen}"`
  if (test.standing !== null) return `it is concluded "${conclusions[test.standing].screen}" already`
  return null
}

/** Why nothing is concluded together, in a sentence; null where it may be. */
export function refusalOfBulk({ outcome, conclusion, reason }: BulkConclusion): string | null {
  if (needsOverride(outcome, conclusion))
    return `"${conclusions[conclusion].screen}" over "${outcomes[outcome].screen}" is an override; it is made control by control.`
  if (reason.trim().length < shortestReason)
    return 'Write the reason in a sentence: what is concluded together is always explained.'
  const missing = missingGround({ automated: true, outcome, evidence: 0 }, conclusion, reason)
  return missing === null ? null : `Write the reason in a sentence: ${missing.because}.`
}
