/** Whether a conclusion may be recorded as it stands, and the sentence that says what is missing. */
import type { TestView } from '../../../shared/records/test.ts'
import type { Conclusion } from '../../../shared/vocabulary.ts'
import { missingGround, type MissingGround } from '../../../shared/grounds.ts'
import { isRecorded, type Draft } from './drafts.ts'
import { accountsToOverride, emptyOverride, missingInOverride } from './overriding.ts'

/** What to do before concluding, in a sentence; null where nothing is missing. */
export function whatIsMissing(
  test: TestView,
  draft: Draft,
  nameOf: (account: string) => string
): string | null {
  if (test.accounts.length === 0) return 'This control is not tested for the account chosen.'
  const { conclusion } = draft
  if (conclusion === null) return 'Choose a conclusion.'
  const missing = test.accounts.flatMap((account) => missingFor(test, account, conclusion, draft.reason))
  const [first] = missing
  if (first !== undefined) return sentenceOf(first, missing.length < test.accounts.length, nameOf)
  const overriding = accountsToOverride(test, conclusion)
  if (overriding.length > 0) {
    const lacking = missingInOverride(test, overriding, draft.override ?? emptyOverride)
    if (lacking !== null) return lacking
  }
  return isRecorded(draft, test) && !hasResultChanged(test) ? 'Recorded as it stands here.' : null
}

/** A conclusion relies on a result that is no longer the one shown. */
export function hasResultChanged({ conclusions }: Pick<TestView, 'conclusions'>): boolean {
  return conclusions.some(({ resultChanged }) => resultChanged)
}

interface MissingFor extends MissingGround {
  readonly account: string
}

function missingFor(
  test: TestView,
  account: string,
  conclusion: Conclusion,
  reason: string
): readonly MissingFor[] {
  const missing = missingGround(
    {
      automated: test.check !== null,
      outcome: test.results.find((result) => result.account === account)?.outcome ?? null,
      evidence: evidenceFor(test, account)
    },
    conclusion,
    reason
  )
  return missing === null ? [] : [{ ...missing, account }]
}

/** Names the account only where others of those looked at lack nothing. */
function sentenceOf(
  { what, because, account }: MissingFor,
  named: boolean,
  nameOf: (account: string) => string
): string {
  const demand = what === 'reason' ? 'Write the reason in a sentence' : 'Attach what shows it'
  return `${demand}: ${named ? `for ${nameOf(account)} ` : ''}${because}.`
}

function evidenceFor({ control, evidence }: TestView, account: string): number {
  return evidence.filter(
    ({ withdrawn, links }) =>
      !withdrawn && links.some((link) => link.control === control && link.account === account)
  ).length
}
