/** The populations and views a connection keeps, so that pages of rows are looked up and not worked out again. */
import { WorkbenchError } from '../../../shared/errors.ts'
import type { PopulationKind } from '../../../shared/records/explorer.ts'
import type { Reader } from '../../store/database.ts'
import { readPopulation, type Population } from './population.ts'

/** A population of a hundred thousand rows takes some fifty megabytes; a view of it, less than half of one. */
const mostPopulations = 3
const mostViews = 16

export interface View {
  readonly population: Population
  /** Numbers of rows in the view's order. */
  readonly rows: Int32Array
}

interface Shelf {
  /** The state of the facts everything on the shelf was made of. */
  stamp: number
  readonly populations: Map<PopulationKind, Population>
  readonly views: Map<number, View>
  lastView: number
}

const shelves = new WeakMap<Reader, Shelf>()

/** The population of a kind; read again only where facts, results or findings changed since. */
export function populationOf(db: Reader, kind: PopulationKind): Population {
  const { populations } = shelfOf(db)
  const population = populations.get(kind) ?? readPopulation(db, kind)
  keep(populations, kind, population, mostPopulations)
  return population
}

/** Keeps a view and answers its number. */
export function keepView(db: Reader, view: View): number {
  const shelf = shelfOf(db)
  keep(shelf.views, ++shelf.lastView, view, mostViews)
  return shelf.lastView
}

/** Throws `view-expired` for a view that is not kept any more. */
export function viewOf(db: Reader, number: number): View {
  const { views } = shelfOf(db)
  const view = views.get(number)
  if (!view) throw new WorkbenchError('view-expired')
  keep(views, number, view, mostViews)
  return view
}

function shelfOf(db: Reader): Shelf {
  const stamp = stampOf(db)
  let shelf = shelves.get(db)
  if (!shelf) shelves.set(db, (shelf = { stamp, populations: new Map(), views: new Map(), lastView: 0 }))
  if (shelf.stamp !== stamp) {
    shelf.stamp = stamp
    shelf.populations.clear()
    shelf.views.clear()
  }
  return shelf
}

/** Puts it last and lets the one go that was not asked for longest. */
function keep<Key, Value>(map: Map<Key, Value>, key: Key, value: Value, most: number): void {
  map.delete(key)
  map.set(key, value)
  const [oldest] = map.keys()
  if (map.size > most && oldest !== undefined) map.delete(oldest)
}

/** Events after which every row is as it was; any other may have changed one. */
const without = [
  'conclusion.record',
  'conclusion.clear',
  'evidence.attach',
  'evidence.withdraw',
  'source.observe',
  'period.caller',
  'view.save',
  'view.remove',
  'sample.draw',
  'workbook.issue'
]

/** Another number after every change of facts, results or findings: that of the last event that may have changed them. */
function stampOf(db: Reader): number {
  return (
    db.get<{ seq: number }>(
      `select seq from audit_event
       where action not in (${without.map((action) => `'${action}'`).join(', ')})
       order by seq desc
       limit 1`
    )?.seq ?? 0
  )
}
