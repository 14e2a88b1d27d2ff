/** Writes conclusions and takes them back: what stood before is put in its place again. */
import type { ConclusionView, TestView } from '../../../shared/records.ts'
import type { Conclusion } from '../../../shared/vocabulary.ts'
import { call } from '../../client.ts'

interface Recorded {
  readonly conclusion: Conclusion
  readonly reason: string
  readonly steps: readonly number[]
}

/** Concludes a control for every account looked at. Throws `WorkbenchError` where the record refuses it. */
export async function conclude(test: TestView, recorded: Recorded): Promise<void> {
  const { conclusion, reason, steps } = recorded
  await call('conclusion.record', {
    control: test.control,
    accounts: [...test.accounts],
    conclusion,
    reason: reason.trim(),
    steps: [...steps]
  })
}

/** Takes away the conclusions of the accounts looked at. */
export async function clear(test: TestView): Promise<void> {
  await call('conclusion.clear', {
    control: test.control,
    accounts: test.conclusions.map(({ account }) => account)
  })
}

/**
 * Whether what stood before can be put back as it was. A conclusion that relied on a result which is gone cannot: recorded again it
 * would rely on today's.
 */
export function canRestore(before: TestView): boolean {
  return before.conclusions.every(({ resultChanged }) => !resultChanged)
}

/** Puts back what the accounts of a test held before, nothing where they held nothing. */
export async function restore(before: TestView): Promise<void> {
  const held = new Set(before.conclusions.map(({ account }) => account))
  const empty = before.accounts.filter((account) => !held.has(account))
  if (empty.length > 0) await call('conclusion.clear', { control: before.control, accounts: empty })
  for (const { accounts, conclusion, reason, steps } of together(before.conclusions))
    await call('conclusion.record', { control: before.control, accounts, conclusion, reason, steps })
}

interface Group extends Recorded {
  readonly accounts: string[]
  readonly steps: number[]
}

/** Conclusions made in bulk go back in bulk, others one by one, so that the mark stays true. */
function together(conclusions: readonly ConclusionView[]): readonly Group[] {
  const groups = new Map<string, Group>()
  for (const { account, conclusion, reason, steps, bulk, concludedAt } of conclusions) {
    const key = bulk ? `${conclusion}/${concludedAt}` : account
    const group = groups.get(key)
    if (group === undefined) groups.set(key, { accounts: [account], conclusion, reason, steps: [...steps] })
    else group.accounts.push(account)
  }
  return [...groups.values()]
}
