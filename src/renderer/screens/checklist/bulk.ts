/** What a conclusion over several controls would do: which of their tests it takes, which it leaves out and why. */
import type { BulkCandidate } from '../../../shared/records/test.ts'
import { leftOutBecause } from '../../../shared/states/bulk.ts'
import { outcomes, type Outcome } from '../../../shared/vocabulary.ts'
import { formatCount } from '../../format.ts'

/** Tests of one control that stand alike. */
export interface BulkLine {
  readonly control: string
  /** An account by its name, or how many. */
  readonly where: string
  /** What is said of them: why they are left out; '' where nothing is. */
  readonly note: string
}

export interface BulkPlan {
  /** `ROOT-01/111122223333` */
  readonly tests: readonly string[]
  readonly taken: readonly BulkLine[]
  readonly left: readonly BulkLine[]
  readonly leftOut: number
  /** Whether it replaces conclusions, which then cannot be put back. */
  readonly replaces: boolean
}

/** How many tests could be concluded by each outcome, the most frequent first. */
export function outcomesOffered(
  candidates: readonly BulkCandidate[]
): readonly { readonly outcome: Outcome; readonly count: number }[] {
  return (Object.keys(outcomes) as Outcome[])
    .map((outcome) => ({
      outcome,
      count: candidates.filter((one) => leftOutBecause(one, { outcome }) === null).length
    }))
    .filter(({ count }) => count > 0)
    .toSorted((one, other) => other.count - one.count)
}

export function planOf(candidates: readonly BulkCandidate[], outcome: Outcome): BulkPlan {
  const taken = candidates.filter((one) => leftOutBecause(one, { outcome }) === null)
  const left = candidates.filter((one) => !taken.includes(one))
  return {
    tests: taken.map(({ control, account }) => `${control}/${account}`),
    taken: linesOf(taken, ({ resultChanged }) =>
      resultChanged ? 'concluded before, on another result' : ''
    ),
    left: linesOf(left, (one) => leftOutBecause(one, { outcome }) ?? ''),
    leftOut: left.length,
    replaces: taken.some(({ resultChanged }) => resultChanged)
  }
}

function linesOf(
  candidates: readonly BulkCandidate[],
  noteOf: (candidate: BulkCandidate) => string
): readonly BulkLine[] {
  const alike = new Map<string, BulkCandidate[]>()
  for (const one of candidates) {
    const key = `${one.control} ${noteOf(one)}`
    alike.set(key, [...(alike.get(key) ?? []), one])
  }
  return [...alike.values()].flatMap((together) => {
    const [first] = together
    if (first === undefined) return []
    const where = together.length === 1 ? first.accountName : formatCount(together.length, 'account')
    return [{ control: first.control, where, note: noteOf(first) }]
  })
}
