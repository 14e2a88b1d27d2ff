/** Sentences of the explorer: how many match, what a view is called, what a finding on rows starts from. */
import {
  populationKinds,
  type ExplorerRow,
  type ExplorerView,
  type FieldView,
  type PopulationKind
} from '../../../shared/records/explorer.ts'
import type { TestView } from '../../../shared/records/test.ts'
import { formatCount, formatNumber } from '../../format.ts'
import { findingDraft, type FindingDraft } from '../checklist/wording.ts'

import { filterWords } from './filters.ts'

/** "2,318 of 2,413 users" */
export function countWords({ count, total, query }: ExplorerView): string {
  const { one, many } = populationKinds[query.kind]
  return count === total
    ? formatCount(total, one, many)
    : `${formatNumber(count)} of ${formatCount(total, one, many)}`
}

/** "Users: Administrator is Directly; Age, d over 90" */
export function viewWords(
  { query }: ExplorerView,
  fields: readonly FieldView[],
  nameOf: (account: string) => string
): string {
  const { title, many } = populationKinds[query.kind]
  const filters = query.filters.map((filter) => {
    const { field, operator, values } = filterWords(filter, fields, nameOf)
    return [field, operator, values].filter(Boolean).join(' ')
  })
  const parts = [...(query.search === '' ? [] : [`search "${query.search}"`]), ...filters]
  return parts.length === 0 ? `All ${many}` : `${title}: ${parts.join('; ')}`
}

/** Resources a condition names; the rest are counted. */
const mostNamed = 40

/** A finding on rows the auditor chose: the test's elements, with the resources named in the condition. */
export function rowsFinding(
  test: TestView,
  kind: PopulationKind,
  rows: readonly ExplorerRow[],
  count: number,
  nameOf: (account: string) => string
): FindingDraft {
  const { one, many } = populationKinds[kind]
  const named = rows.slice(0, mostNamed).map(({ resource, account }) => `- ${resource} (${nameOf(account)})`)
  const more = count - named.length
  const verb = count === 1 ? 'does' : 'do'
  return {
    ...findingDraft(test, []),
    condition: [
      `${formatCount(count, one, many)} ${verb} not meet the criterion:`,
      ...named,
      ...(more > 0 ? [`and ${formatCount(more, 'further one', 'further ones')}.`] : [])
    ].join('\n')
  }
}
