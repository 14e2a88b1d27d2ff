/** How an automated outcome is put to the auditor: the tone of its box and what it proposes. */
import type { AsOf } from '../../../shared/records/engagement.ts'
import type { ResultView } from '../../../shared/records/test.ts'
import {
  asOfOrigins,
  conclusions,
  outcomes,
  proposedConclusion,
  type Outcome
} from '../../../shared/vocabulary.ts'
import { formatTime } from '../../format.ts'

export type BoxTone = 'pass' | 'fail' | 'unsure' | 'na'

/** Only what was tested and found good is green; what the files cannot show is violet. */
export const outcomeTones: Readonly<Record<Outcome, BoxTone>> = {
  pass: 'pass',
  fail: 'fail',
  'needs-review': 'unsure',
  'not-tested': 'unsure',
  'not-applicable': 'na'
}

/** "Exception proposed"; where only a person can say, what was found. */
export function proposalWords(outcome: Outcome): string {
  const proposed = proposedConclusion(outcome)
  return proposed === null ? outcomes[outcome].screen : `${conclusions[proposed].screen} proposed`
}

export interface Reason {
  readonly reason: string
  /** The names of the accounts it is said of. */
  readonly accounts: readonly string[]
}

/** What limits the results, each sentence once, with the accounts it holds for. */
export function reasonsOf(results: readonly ResultView[]): readonly Reason[] {
  const accountsOf = new Map<string, string[]>()
  for (const { reason, accountName } of results) {
    if (reason === '') continue
    accountsOf.set(reason, [...(accountsOf.get(reason) ?? []), accountName])
  }
  return [...accountsOf].map(([reason, accounts]) => ({ reason, accounts }))
}

/** The date ages are counted to, with where it comes from; a span where accounts differ, null where there is none. */
export function asOfWords(results: readonly ResultView[]): string | null {
  const dates = results
    .flatMap(({ asOf }) => (asOf === null ? [] : [asOf]))
    .toSorted((one, other) => (one.at < other.at ? -1 : 1))
  const [first] = dates
  const last = dates.at(-1)
  if (first === undefined || last === undefined) return null
  const origins = [...new Set(dates.map(({ origin }) => asOfOrigins[origin]))].join('; ')
  return `${spanOf(first, last)} (${origins})`
}

function spanOf(first: AsOf, last: AsOf): string {
  return first.at === last.at ? formatTime(first.at) : `${formatTime(first.at)} – ${formatTime(last.at)}`
}
