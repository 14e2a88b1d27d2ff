/** The rows of a population that a query asks for, in its order, with the facets counted beside them. */
import { WorkbenchError } from '../../../shared/errors.ts'
import type { ExplorerQuery, FacetView } from '../../../shared/records/explorer.ts'
import type { Field } from './kind.ts'
import { fieldTests, searchTest, type FieldTest, type SampleKeys, type Test } from './matching.ts'
import { fieldsOf, sampleField, type Population } from './population.ts'

export interface Selection {
  /** Numbers of rows, in order. */
  readonly rows: Int32Array
  readonly facets: readonly FacetView[]
}

/** Values a facet offers; the accounts of a large organization are found by searching. */
const mostValues = 60

export function select(population: Population, query: ExplorerQuery, samples: SampleKeys): Selection {
  const { kind, rows, names } = population
  const tests = fieldTests(kind, query.filters, samples)
  const isFound = searchTest(kind, query.search, names)
  const facets = facetFields(population, samples).map((field) => facet(field, samples))
  const matching = new Int32Array(rows.length)
  let count = 0
  for (const number of population.order(sortOf(population, query))) {
    const row = rows[number]
    if (row === undefined || !isFound(row)) continue
    const failed = failedField(tests, row)
    if (failed === several) continue
    if (failed === null) matching[count++] = number
    // A facet is counted as if nothing were chosen in it, so that a further value can be added.
    for (const one of facets) if (failed === null || failed === one.field.key) one.count(row)
  }
  return {
    rows: matching.slice(0, count),
    facets: facets.map((one) => one.view(chosenIn(query, one.field), names))
  }
}

function sortOf({ kind }: Population, { sort }: ExplorerQuery): NonNullable<ExplorerQuery['sort']> {
  if (sort === null) return kind.sort
  if (!kind.fields.some(({ key }) => key === sort.field))
    throw new WorkbenchError('input-invalid', `There is no field "${sort.field}" of ${kind.kind} to sort by.`)
  return sort
}

const several = Symbol('more than one field fails')

/** The one field whose filter a row fails; null where it passes them all. */
function failedField(tests: readonly FieldTest[], row: Parameters<Test>[0]): string | null | typeof several {
  let failed: string | null = null
  for (const { field, test } of tests) {
    if (test(row)) continue
    if (failed !== null) return several
    failed = field
  }
  return failed
}

function facetFields({ kind }: Population, samples: SampleKeys): readonly Field[] {
  return fieldsOf(kind).filter((field) => (field === sampleField ? samples.size > 0 : field.facet))
}

interface Facet {
  readonly field: Field
  readonly count: Test extends (row: infer Row) => boolean ? (row: Row) => void : never
  readonly view: (chosen: readonly string[], names: ReadonlyMap<string, string>) => FacetView
}

function facet(field: Field, samples: SampleKeys): Facet {
  const counts = new Map<string, number>()
  const add = (value: string): void => void counts.set(value, (counts.get(value) ?? 0) + 1)
  const bySample = [...samples]
  return {
    field,
    count(row) {
      if (field !== sampleField) add(String(row.cells[field.key] ?? 'unknown'))
      else for (const [ref, keys] of bySample) if (keys.has(`${row.account}/${row.resource}`)) add(ref)
    },
    view(chosen, names) {
      for (const value of chosen) if (!counts.has(value)) counts.set(value, 0)
      return {
        field: field.key,
        title: field.title,
        values: orderedValues(field, counts).map((value) => ({
          value,
          label: field.type === 'account' ? (names.get(value) ?? value) : (field.words[value] ?? value),
          count: counts.get(value) ?? 0
        }))
      }
    }
  }
}

/** Words of a closed set in its order; accounts and samples by how many rows they have. */
function orderedValues({ words }: Field, counts: ReadonlyMap<string, number>): readonly string[] {
  const order = Object.keys(words)
  if (order.length > 0) return order.filter((word) => counts.has(word))
  return [...counts.keys()]
    .toSorted((one, other) => (counts.get(other) ?? 0) - (counts.get(one) ?? 0) || (one < other ? -1 : 1))
    .slice(0, mostValues)
}

function chosenIn({ filters }: ExplorerQuery, { key }: Field): readonly string[] {
  return filters.flatMap((filter) => (filter.field === key && filter.operator === 'is' ? filter.values : []))
}
