/** What to write to put the conclusions of a test back as they stood. */
import type { ConclusionView, TestView } from '../../../shared/records/test.ts'
import type { Conclusion } from '../../../shared/vocabulary.ts'

export interface Restoration {
  /** Accounts that held nothing. */
  readonly empty: readonly string[]
  /** Conclusions made in bulk go back in bulk, others one by one, so that the mark stays true. */
  readonly held: readonly HeldConclusion[]
}

export interface HeldConclusion {
  readonly accounts: readonly string[]
  readonly conclusion: Conclusion
  readonly reason: string
  readonly steps: readonly number[]
}

/**
 * Whether what stood before can be put back as it was. A conclusion that relied on a result which is gone cannot: recorded again it
 * would rely on today's.
 */
export function canRestore({ conclusions }: Pick<TestView, 'conclusions'>): boolean {
  return conclusions.every(({ resultChanged }) => !resultChanged)
}

export function restorationOf({
  accounts,
  conclusions
}: Pick<TestView, 'accounts' | 'conclusions'>): Restoration {
  const held = new Map<string, ConclusionView[]>()
  for (const one of conclusions) {
    const key = one.bulk ? `bulk ${one.concludedAt} ${one.conclusion}` : one.account
    held.set(key, [...(held.get(key) ?? []), one])
  }
  return {
    empty: accounts.filter((account) => !conclusions.some((one) => one.account === account)),
    held: [...held.values()].flatMap((together) => {
      const [first] = together
      if (first === undefined) return []
      const { conclusion, reason, steps } = first
      return [{ accounts: together.map(({ account }) => account), conclusion, reason, steps }]
    })
  }
}
