/** The form a question to the explorer has at the door: a kind, a search, filters from closed lists, an order. */
import * as v from 'valibot'

import {
  operators,
  populationKinds,
  sampleMethods,
  type ExplorerQuery,
  type Operator,
  type PopulationKind,
  type SampleMethod
} from './records/explorer.ts'

const longestValue = 2048
const longestKey = 4096
const field = v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(40))

export const populationKind = v.picklist(Object.keys(populationKinds) as PopulationKind[])
export const sampleMethod = v.picklist(Object.keys(sampleMethods) as SampleMethod[])

export const explorerQuery: v.GenericSchema<unknown, ExplorerQuery> = v.strictObject({
  kind: populationKind,
  search: v.pipe(v.string(), v.trim(), v.maxLength(200)),
  filters: v.pipe(
    v.array(
      v.strictObject({
        field,
        operator: v.picklist(Object.keys(operators) as Operator[]),
        values: v.pipe(v.array(v.pipe(v.string(), v.trim(), v.maxLength(longestValue))), v.maxLength(100))
      })
    ),
    v.maxLength(20)
  ),
  sort: v.nullable(v.strictObject({ field, descending: v.boolean() }))
})

/** Rows of a view by their keys; null for all of them. */
export const rowKeys = v.nullable(
  v.pipe(
    v.array(v.pipe(v.string(), v.minLength(1), v.maxLength(longestKey))),
    v.minLength(1),
    v.maxLength(10_000)
  )
)
