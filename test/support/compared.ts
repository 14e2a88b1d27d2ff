/** Holds what the workbench says of two months against what was planted in them. */
import type { Comparison } from '../../src/shared/records/comparison.ts'
import type { Results } from '../../src/shared/records/test.ts'

import type { Became, Month } from './months.ts'

interface Told {
  readonly new: readonly string[]
  readonly resolved: readonly string[]
  readonly cannotTell: readonly string[]
  readonly changedPolicies: readonly string[]
  readonly removedUsers: readonly string[]
  /** Planted exceptions of this month that no result names. */
  readonly overlooked: readonly string[]
}

/** What the comparison and the results of its later month say; every list sorted. */
export function told({ changes }: Comparison, { results }: Results, now: Month): Told {
  const exceptions = (change: string): readonly string[] =>
    changes
      .filter((one) => one.of === 'exception' && one.change === change)
      .map(({ control, resource }) => `${control} ${resource}`)
      .sort()
  const members = (of: string, change: string): readonly string[] =>
    changes
      .filter((one) => one.of === of && one.change === change)
      .map(({ resource }) => resource)
      .sort()
  const there = new Set(
    results.flatMap(({ catalogue, exceptions }) =>
      exceptions.flatMap(({ resource }) => catalogue.map((control) => `${control} ${resource}`))
    )
  )
  return {
    new: exceptions('new'),
    resolved: exceptions('resolved'),
    cannotTell: exceptions('cannot-tell'),
    changedPolicies: members('policy', 'changed'),
    removedUsers: members('user', 'removed'),
    overlooked: plantedOf(now, 'kept', 'new', 'recurred').filter((one) => !there.has(one))
  }
}

/** What they have to say of a month that is not the first. */
export function expected(now: Month): Told {
  return {
    new: plantedOf(now, 'new', 'recurred'),
    resolved: plantedOf(now, 'fixed'),
    cannotTell: [],
    changedPolicies: now.changedPolicies.toSorted(),
    removedUsers: now.removedUsers.toSorted(),
    overlooked: []
  }
}

function plantedOf({ planted }: Month, ...became: readonly Became[]): readonly string[] {
  return planted
    .filter((one) => became.includes(one.became))
    .map(({ control, resource }) => `${control} ${resource}`)
    .sort()
}
