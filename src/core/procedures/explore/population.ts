/** The rows of one kind as the facts have them now, and their order by any field, worked out once. */
import type { PopulationKind, Sort } from '../../../shared/records/explorer.ts'
import type { Reader } from '../../store/database.ts'
import { kindContext, type KindContext } from './context.ts'
import { choice, keyOf, type Cell, type Field, type Kind, type Row } from './kind.ts'
import { kinds } from './kinds/index.ts'

export interface Population {
  readonly kind: Kind
  readonly rows: readonly Row[]
  /** Accounts by number. */
  readonly names: ReadonlyMap<string, string>
  /** Numbers of the rows in an order; what is unknown comes last either way. */
  readonly order: (sort: Sort) => Int32Array
  /** The number of a row by its key; undefined where there is none. */
  readonly find: (key: string) => number | undefined
}

/** Which rows are in a sample; a field of every kind that filters only. */
export const sampleField: Field = choice('sample', 'In sample', {}, { shown: 'never' })

/** The fields a kind's filters may name. */
export function fieldsOf(kind: Kind): readonly Field[] {
  return [...kind.fields, sampleField]
}

export function readPopulation(db: Reader, kind: PopulationKind): Population {
  return populationOf(kinds[kind], kindContext(db))
}

function populationOf(kind: Kind, context: KindContext): Population {
  const rows = kind.rows(context)
  const { names } = context
  const orders = new Map<string, Int32Array>([[nameOf(kind.sort), Int32Array.from(rows.keys())]])
  let numbers: Map<string, number> | undefined
  return {
    kind,
    rows,
    names,
    order(sort) {
      const name = nameOf(sort)
      let order = orders.get(name)
      if (!order) orders.set(name, (order = sorted(rows, sort, names)))
      return order
    },
    find(key) {
      numbers ??= new Map(rows.map((row, number) => [keyOf(row), number]))
      return numbers.get(key)
    }
  }
}

function nameOf({ field, descending }: Sort): string {
  return `${field} ${descending ? 'down' : 'up'}`
}

function sorted(
  rows: readonly Row[],
  { field, descending }: Sort,
  names: ReadonlyMap<string, string>
): Int32Array {
  const values = rows.map(({ cells }) => sortable(field, cells[field] ?? null, names))
  const known: number[] = []
  const unknown: number[] = []
  for (const [number, value] of values.entries()) (value === null ? unknown : known).push(number)
  const step = descending ? -1 : 1
  known.sort((one, other) => compare(values[one] ?? null, values[other] ?? null) * step || one - other)
  return Int32Array.from([...known, ...unknown])
}

function sortable(field: string, cell: Cell, names: ReadonlyMap<string, string>): Cell {
  if (typeof cell !== 'string') return cell
  return (field === 'account' ? (names.get(cell) ?? cell) : cell).toLowerCase()
}

function compare(one: Cell, other: Cell): number {
  if (one === other || one === null || other === null) return 0
  return one < other ? -1 : 1
}
