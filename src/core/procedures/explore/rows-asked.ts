/** The rows a record is about: all that match a query, or those named of them. */
import { WorkbenchError } from '../../../shared/errors.ts'
import type { ExplorerQuery } from '../../../shared/records/explorer.ts'
import type { Reader } from '../../store/database.ts'
import { keyOf, type Row } from './kind.ts'
import { readPopulation, type Population } from './population.ts'
import { sampleKeys } from './sample-keys.ts'
import { select } from './select.ts'

export interface RowsAsked {
  readonly population: Population
  /** All that match, in the query's order. */
  readonly matching: readonly Row[]
  /** Those named, else all; in the same order. */
  readonly chosen: readonly Row[]
}

/** Reads the facts as they are now. Refuses a key that is not among the rows that match. */
export function rowsAsked(db: Reader, query: ExplorerQuery, keys: readonly string[] | null): RowsAsked {
  const population = readPopulation(db, query.kind)
  const { rows } = select(population, query, sampleKeys(db, query.kind))
  const matching = Array.from(rows, (number) => population.rows[number]).filter((row) => row !== undefined)
  if (keys === null) return { population, matching, chosen: matching }
  const wanted = new Set(keys)
  const chosen = matching.filter((row) => wanted.has(keyOf(row)))
  if (chosen.length < wanted.size)
    throw new WorkbenchError(
      'not-found',
      `${wanted.size - chosen.length} of the ${wanted.size} rows are not among those that match any more; select them again.`
    )
  return { population, matching, chosen }
}
