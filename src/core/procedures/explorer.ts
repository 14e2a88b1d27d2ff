/** Explores a population: opens a view of the rows that match, gives its rows by number, shows one with what belongs to it. */
import { WorkbenchError } from '../../shared/errors.ts'
import {
  populationKinds,
  type ExplorerRow,
  type ExplorerRowDetail,
  type ExplorerView,
  type FieldView,
  type PopulationKind
} from '../../shared/records/explorer.ts'
import type { Reader } from '../store/database.ts'
import { engagementOf } from './engagement.ts'
import type { Row } from './explore/kind.ts'
import { kinds } from './explore/kinds/index.ts'
import { fieldsOf, type Population } from './explore/population.ts'
import { cellValue, fieldView, rowView } from './explore/row-view.ts'
import { sampleKeys, samplesWith } from './explore/sample-keys.ts'
import { select } from './explore/select.ts'
import { keepView, populationOf, viewOf } from './explore/shelf.ts'
import { procedure } from './procedure.ts'

const mostRows = 1000
const mostRelated = 100

export default [
  procedure('explorer.open', ({ db }, query): ExplorerView => {
    const started = performance.now()
    const population = populationOf(db, query.kind)
    const { rows, facets } = select(population, query, sampleKeys(db, query.kind))
    const { kind } = population
    return {
      view: keepView(db, { population, rows }),
      query,
      count: rows.length,
      total: population.rows.length,
      kinds: kindTotals(db, query.kind, population.rows.length),
      sort: kind.sort,
      fields: fieldViews(population),
      facets,
      milliseconds: Math.round(performance.now() - started)
    }
  }),

  procedure('explorer.rows', ({ db }, { view, from, to }): readonly ExplorerRow[] => {
    if (to - from > mostRows)
      throw new WorkbenchError('input-invalid', `At most ${mostRows} rows are given at once.`)
    const { population, rows } = viewOf(db, view)
    return Array.from(rows.subarray(from, Math.max(from, to)), (number) =>
      rowView(population.kind, rowAt(population.rows, number))
    )
  }),

  procedure('explorer.row', ({ db }, { kind: name, key }): ExplorerRowDetail => {
    const population = populationOf(db, name)
    const { kind, rows, find } = population
    const number = find(key)
    if (number === undefined)
      throw new WorkbenchError(
        'not-found',
        `There is no ${populationKinds[name].one} ${key} in this engagement.`
      )
    const row = rowAt(rows, number)
    return {
      ...rowView(kind, row),
      kind: name,
      name: String(row.cells[kind.fields[0]?.key ?? ''] ?? row.resource),
      cells: kind.fields.map((field) => cellValue(field, row)),
      sourceName:
        db.get<{ name: string }>('select name from source where id = :source', { source: row.source })
          ?.name ?? '',
      fields: fieldViews(population),
      subject: row.subject ?? row.resource,
      document: row.document ?? null,
      statement: row.statement ?? null,
      related: (kind.related?.(db, row) ?? []).map(({ title, items }) => ({
        title,
        total: items.length,
        items: items.slice(0, mostRelated)
      })),
      found: foundOn(db, row),
      samples: samplesWith(db, name, key)
    }
  })
]

/** In the order of the cells. Use of services is a column only where a last-access export says something of it. */
function fieldViews({ kind, rows }: Population): readonly FieldView[] {
  const isUseKnown = rows.some(({ cells }) => (cells['unused'] ?? null) !== null)
  return fieldsOf(kind).map((field) =>
    fieldView(field.key === 'unused' && !isUseKnown ? { ...field, shown: 'never' } : field)
  )
}

function rowAt(rows: readonly Row[], number: number): Row {
  const row = rows[number]
  if (!row) throw new Error('A view names a row that its population does not have')
  return row
}

/** The kind on display is counted by its rows, the others by a query of their own. */
function kindTotals(db: Reader, open: PopulationKind, total: number): ExplorerView['kinds'] {
  return Object.values(kinds).map(({ kind, count }) => ({ kind, total: kind === open ? total : count(db) }))
}

function foundOn(db: Reader, { account, resource, subject = resource }: Row): ExplorerRowDetail['found'] {
  return db.all<ExplorerRowDetail['found'][number]>(
    `select r.control, e.status, e.detail
     from check_result r
     join check_exception e on e.result_id = r.id
     where r.period_id = :period and r.account_id = :account and e.resource = :subject
     order by e.status, r.control, e.id`,
    { period: engagementOf(db).period.id, account, subject }
  )
}
