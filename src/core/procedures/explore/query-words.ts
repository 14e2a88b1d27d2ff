/** A query in words, as evidence, samples and saved views say it. */
import {
  operators,
  populationKinds,
  type ExplorerQuery,
  type Filter
} from '../../../shared/records/explorer.ts'
import type { Field } from './kind.ts'
import { kinds } from './kinds/index.ts'
import { fieldsOf } from './population.ts'

/** "Users: Administrator is directly; Age, d over 90"; "All users" where nothing narrows them. */
export function queryWords(
  { kind, search, filters }: ExplorerQuery,
  names: ReadonlyMap<string, string>
): string {
  const parts = [
    ...(search === '' ? [] : [`search "${search}"`]),
    ...filters.map((filter) => filterWords(filter, fieldsOf(kinds[kind]), names))
  ]
  const { title, many } = populationKinds[kind]
  return parts.length === 0 ? `All ${many}` : `${title}: ${parts.join('; ')}`
}

function filterWords(
  { field: key, operator, values }: Filter,
  fields: readonly Field[],
  names: ReadonlyMap<string, string>
): string {
  const field = fields.find((one) => one.key === key)
  const said = values.map((value) =>
    field?.type === 'account' ? (names.get(value) ?? value) : (field?.words[value] ?? value)
  )
  const verb = operator === 'empty' && field?.type === 'time' ? 'is never' : operators[operator]
  return [field?.title ?? key, verb, said.join(' or ')].filter(Boolean).join(' ')
}
