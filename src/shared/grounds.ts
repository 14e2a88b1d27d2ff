/** What a conclusion needs before it may stand: the engine refuses without it, the page says so before it is tried. */
import { conclusions, outcomes, proposedConclusion, type Conclusion, type Outcome } from './vocabulary.ts'

/** What one test has to show for itself. */
export interface Grounds {
  /** False for a manual step. */
  readonly automated: boolean
  /** null for a manual step, and before the first run. */
  readonly outcome: Outcome | null
  /** Pieces of evidence linked to the test and not withdrawn. */
  readonly evidence: number
}

export interface MissingGround {
  readonly what: 'reason' | 'evidence'
  /** The end of a sentence: "a manual step has no automated result that could speak for it". */
  readonly because: string
}

/** In characters: a reason is a sentence, not a word. */
const shortestReason = 10

/** The first thing missing, null where the conclusion may stand. The reason is measured without the blanks around it. */
export function missingGround(
  { automated, outcome, evidence }: Grounds,
  conclusion: Conclusion,
  reason: string
): MissingGround | null {
  const proposed = outcome === null ? null : proposedConclusion(outcome)
  const needsReason = !automated || conclusion !== 'effective' || conclusion !== proposed
  if (needsReason && reason.trim().length < shortestReason)
    return { what: 'reason', because: whyReason(automated, outcome, proposed, conclusion) }
  const restsOnEvidence =
    conclusion === 'effective' || conclusion === 'exception' || conclusion === 'observation'
  if (!automated && restsOnEvidence && evidence === 0)
    return { what: 'evidence', because: 'a manual step is concluded on evidence' }
  return null
}

function whyReason(
  automated: boolean,
  outcome: Outcome | null,
  proposed: Conclusion | null,
  conclusion: Conclusion
): string {
  if (!automated) return 'a manual step has no automated result that could speak for it'
  if (proposed === conclusion) return `"${conclusions[conclusion].screen}" is always explained`
  return `the automated outcome is "${outcomes[outcome ?? 'not-tested'].screen}"`
}
