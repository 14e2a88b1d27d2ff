/** Filters as the auditor reads and changes them; every change gives a new list. */
import {
  operators,
  type ExplorerView,
  type FieldView,
  type Filter
} from '../../../shared/records/explorer.ts'

/** A filter in words: field, operator, values. */
export interface FilterWords {
  readonly field: string
  readonly operator: string
  readonly values: string
}

export function filterWords(
  { field: key, operator, values }: Filter,
  fields: readonly FieldView[],
  nameOf: (account: string) => string
): FilterWords {
  const field = fields.find((one) => one.key === key)
  const said = values.map((value) =>
    field?.type === 'account' ? nameOf(value) : (field?.words[value] ?? value)
  )
  return {
    field: field?.title ?? key,
    operator: operatorWords(operator, field),
    values:
      said.length > 2 ? `${said.slice(0, 2).join(' or ')} +${String(said.length - 2)}` : said.join(' or ')
  }
}

/** A time that is none never was. */
export function operatorWords(operator: Filter['operator'], field: FieldView | undefined): string {
  return operator === 'empty' && field?.type === 'time' ? 'is never' : operators[operator]
}

/** What a facet has chosen. */
export function chosenIn(filters: readonly Filter[], field: string): readonly string[] {
  return filters.flatMap((filter) => (isOfFacet(filter, field) ? filter.values : []))
}

/** With a value of a facet chosen, or not any more. */
export function withChoice(
  filters: readonly Filter[],
  field: string,
  value: string,
  isChosen: boolean
): Filter[] {
  const before = chosenIn(filters, field)
  const values = isChosen ? [...new Set([...before, value])] : before.filter((one) => one !== value)
  const at = filters.findIndex((filter) => isOfFacet(filter, field))
  const others = filters.filter((filter) => !isOfFacet(filter, field))
  if (values.length === 0) return others
  return others.toSpliced(at < 0 ? others.length : at, 0, { field, operator: 'is', values })
}

/** With a filter in the place of another, or added. */
export function withFilter(filters: readonly Filter[], filter: Filter, at: number | null): Filter[] {
  return at === null ? [...filters, filter] : filters.with(at, filter)
}

/** Whether two lists of filters say the same. */
export function sameFilters(one: readonly Filter[], other: readonly Filter[]): boolean {
  return JSON.stringify(one.map(plain)) === JSON.stringify(other.map(plain))
}

/** The sample that alone is looked at; null where none is, or several are. */
export function sampleShown(filters: readonly Filter[]): string | null {
  const [ref, ...others] = chosenIn(filters, 'sample')
  return ref !== undefined && others.length === 0 ? ref : null
}

/** The accounts of the rows a view shows, as far as its facet names them. */
export function accountsShown({ facets, query }: ExplorerView): readonly string[] {
  const chosen = chosenIn(query.filters, 'account')
  const values = facets.find(({ field }) => field === 'account')?.values ?? []
  return values
    .filter(({ value, count }) => count > 0 && (chosen.length === 0 || chosen.includes(value)))
    .map(({ value }) => value)
}

function isOfFacet({ field, operator }: Filter, wanted: string): boolean {
  return field === wanted && operator === 'is'
}

function plain({ field, operator, values }: Filter): readonly unknown[] {
  return [field, operator, values]
}
