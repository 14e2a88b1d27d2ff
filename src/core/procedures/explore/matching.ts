/** Turns a search and filters into tests of a row; values are compared, never made part of a statement. */
import { WorkbenchError } from '../../../shared/errors.ts'
import { operators, operatorsOf, takesValue, type Filter } from '../../../shared/records/explorer.ts'
import { keyOf, never, type Cell, type Field, type Kind, type Row } from './kind.ts'
import { fieldsOf, sampleField } from './population.ts'

export type Test = (row: Row) => boolean

/** The rows of samples, by the samples' references. */
export type SampleKeys = ReadonlyMap<string, ReadonlySet<string>>

/** What filters say of one field. */
export interface FieldTest {
  readonly field: string
  readonly test: Test
}

/** A test for each field that is filtered. Refuses a field or operator the kind does not have, and a value that is none. */
export function fieldTests(
  kind: Kind,
  filters: readonly Filter[],
  samples: SampleKeys
): readonly FieldTest[] {
  return [...Map.groupBy(filters, ({ field }) => field)].map(([key, ofField]) => {
    const field = fieldsOf(kind).find((one) => one.key === key)
    if (!field) throw new WorkbenchError('input-invalid', `There is no field "${key}" of ${kind.kind}.`)
    const tests = ofField.map((filter) => testOf(field, filter, samples))
    return { field: key, test: (row) => tests.every((test) => test(row)) }
  })
}

/** Whether a row holds a text, in any case; every row holds none. */
export function searchTest(kind: Kind, text: string, names: ReadonlyMap<string, string>): Test {
  const wanted = text.toLowerCase()
  if (wanted === '') return () => true
  const accounts = new Set(
    [...names].flatMap(([id, name]) =>
      id.includes(wanted) || name.toLowerCase().includes(wanted) ? [id] : []
    )
  )
  const searched = kind.fields.filter((field) => field.searched).map((field) => finder(field, wanted))
  return (row) => accounts.has(row.account) || searched.some((test) => test(row))
}

/** A text that many rows share is looked into once. */
function finder({ key, type }: Field, wanted: string): Test {
  const holds = (cell: Cell): boolean => typeof cell === 'string' && cell.toLowerCase().includes(wanted)
  if (type !== 'list') return ({ cells }) => holds(cells[key] ?? null)
  const seen = new Map<Cell, boolean>()
  return ({ cells }) => {
    const cell = cells[key] ?? null
    let found = seen.get(cell)
    if (found === undefined) seen.set(cell, (found = holds(cell)))
    return found
  }
}

function testOf(field: Field, { operator, values }: Filter, samples: SampleKeys): Test {
  if (!operatorsOf[field.type].includes(operator))
    throw new WorkbenchError(
      'input-invalid',
      `"${field.title}" cannot be asked whether it ${operators[operator]} something.`
    )
  if (takesValue(operator) && values.length === 0)
    throw new WorkbenchError('input-invalid', `The filter of "${field.title}" needs a value.`)
  if (field.key === sampleField.key) return inSamples(operator === 'is', values, samples)
  const test = cellTest(field, operator, values)
  return ({ cells }) => test(cells[field.key] ?? null)
}

function cellTest(
  field: Field,
  operator: Filter['operator'],
  values: readonly string[]
): (cell: Cell) => boolean {
  const lower = values.map((value) => value.toLowerCase())
  switch (operator) {
    case 'is':
      return field.type === 'integer' ? isOneOf(numbers(field, values)) : isOneOf(lower)
    case 'is-not': {
      const excluded = new Set(lower)
      return (cell) => typeof cell === 'string' && !excluded.has(cell.toLowerCase())
    }
    case 'contains':
      return (cell) => typeof cell === 'string' && lower.some((value) => cell.toLowerCase().includes(value))
    case 'over': {
      const [limit = 0] = numbers(field, values)
      return (cell) => typeof cell === 'number' && cell > limit
    }
    case 'under': {
      const [limit = 0] = numbers(field, values)
      return (cell) => typeof cell === 'number' && cell < limit
    }
    case 'before': {
      const [start = 0] = days(field, values)
      return (cell) => typeof cell === 'number' && cell !== never && cell < start
    }
    case 'after': {
      const [start = 0] = days(field, values)
      return (cell) => typeof cell === 'number' && cell >= start + 86_400
    }
    case 'empty':
      return (cell) => cell === '' || (field.type === 'time' && cell === never)
    case 'unknown':
      return (cell) => cell === null
  }
}

/** Words are equal whatever their case, as names in IAM are. */
function isOneOf(values: readonly (string | number)[]): (cell: Cell) => boolean {
  const wanted = new Set<string | number>(values)
  return (cell) => cell !== null && wanted.has(typeof cell === 'string' ? cell.toLowerCase() : cell)
}

function inSamples(isIn: boolean, refs: readonly string[], samples: SampleKeys): Test {
  const sets = refs.flatMap((ref) => samples.get(ref) ?? [])
  return (row) => sets.some((keys) => keys.has(keyOf(row))) === isIn
}

function numbers(field: Field, values: readonly string[]): readonly number[] {
  return values.map((value) => {
    const number = value === '' ? Number.NaN : Number(value)
    if (!Number.isFinite(number))
      throw new WorkbenchError('input-invalid', `"${field.title}" takes a number, found "${value}".`)
    return number
  })
}

/** The first seconds of days, UTC. */
function days(field: Field, values: readonly string[]): readonly number[] {
  return values.map((value) => {
    const at = /^\d{4}-\d{2}-\d{2}$/.test(value) ? Date.parse(`${value}T00:00:00Z`) : Number.NaN
    if (Number.isNaN(at))
      throw new WorkbenchError(
        'input-invalid',
        `"${field.title}" takes a day as 2026-01-31, found "${value}".`
      )
    return at / 1000
  })
}
