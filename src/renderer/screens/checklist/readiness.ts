/** Whether a conclusion may be recorded as it stands, and the sentence that says what is missing. */
import type { TestView } from '../../../shared/records.ts'
import { missingGround } from '../../../shared/grounds.ts'
import { isRecorded, type Draft } from './drafts.svelte.ts'

/** What to do before concluding, in a sentence; null where nothing is missing. */
export function whatIsMissing(
  test: TestView,
  draft: Draft,
  nameOf: (account: string) => string
): string | null {
  if (test.accounts.length === 0) return 'This control is not tested for the account chosen.'
  const { conclusion, reason } = draft
  if (conclusion === null) return 'Choose a conclusion.'
  for (const account of test.accounts) {
    const missing = missingGround(
      {
        automated: test.check !== null,
        outcome: test.results.find((result) => result.account === account)?.outcome ?? null,
        evidence: evidenceFor(test, account)
      },
      conclusion,
      reason
    )
    if (missing === null) continue
    const where = test.accounts.length === 1 ? '' : ` for ${nameOf(account)}`
    return missing.what === 'reason'
      ? `Write the reason in a sentence${where}: ${missing.because}.`
      : `Attach what shows it${where}: ${missing.because}.`
  }
  return isRecorded(draft, test) && !hasResultChanged(test) ? 'Recorded as it stands here.' : null
}

/** A conclusion relies on a result that is no longer the one shown. */
export function hasResultChanged({ conclusions }: Pick<TestView, 'conclusions'>): boolean {
  return conclusions.some(({ resultChanged }) => resultChanged)
}

function evidenceFor({ control, evidence }: TestView, account: string): number {
  return evidence.filter(
    ({ withdrawn, links }) =>
      !withdrawn && links.some((link) => link.control === control && link.account === account)
  ).length
}
