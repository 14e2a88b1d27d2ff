/** The override of a conclusion while it is written: for which accounts it is needed, and what it still lacks. */
import type { TestView } from '../../../shared/records/test.ts'
import { missingOfOverride, needsOverride, type OverrideReason } from '../../../shared/states/override.ts'
import type { Conclusion } from '../../../shared/vocabulary.ts'

export interface OverrideDraft {
  readonly reason: OverrideReason | null
  readonly rationale: string
  /** Ids of pieces of evidence of the test. */
  readonly evidence: readonly number[]
}

export const emptyOverride: OverrideDraft = { reason: null, rationale: '', evidence: [] }

type Judged = Pick<TestView, 'control' | 'results' | 'conclusions' | 'evidence'>

/** Accounts whose result the conclusion is better than, without an override that stays with it. */
export function accountsToOverride(
  { results, conclusions }: Judged,
  conclusion: Conclusion | null
): readonly string[] {
  if (conclusion === null) return []
  return results.flatMap(({ account, outcome }) => {
    if (!needsOverride(outcome, conclusion)) return []
    const held = conclusions.find((one) => one.account === account)
    const stays =
      held?.override != null &&
      held.override.conclusion === conclusion &&
      held.override.outcome === outcome &&
      !held.resultChanged
    return stays ? [] : [account]
  })
}

/** What to do before the conclusion may stand, in a sentence; null where nothing is missing. */
export function missingInOverride(
  test: Judged,
  accounts: readonly string[],
  { reason, rationale, evidence }: OverrideDraft
): string | null {
  const counts = accounts.map(
    (account) =>
      evidenceFor(test).filter(
        ({ id, links }) => evidence.includes(id) && links.some((link) => link.account === account)
      ).length
  )
  const missing = missingOfOverride({ reason, rationale, evidence: Math.min(...counts) })
  return missing === null ? null : `Better than the automated outcome: ${missing}.`
}

/** Pieces of evidence that may back an override. */
export function evidenceFor({ control, evidence }: Judged): Judged['evidence'] {
  return evidence.filter(
    ({ withdrawn, links }) => !withdrawn && links.some((link) => link.control === control)
  )
}
