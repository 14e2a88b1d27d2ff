/** Samples as they were drawn and marked, of whatever month: nothing of them rests on facts that may be gone. */
import { WorkbenchError } from '../../../shared/errors.ts'
import type { ExplorerQuery, SampleRecord, SampleView } from '../../../shared/records/explorer.ts'
import type { Reader } from '../../store/database.ts'
import { attributesOf, marksOf } from './marks.ts'

/** Of one period, the oldest first. */
export function samplesIn(db: Reader, period: number): readonly SampleView[] {
  return db.all<SampleRow>(`${sampleSql} where period_id = :period order by id`, { period }).map(viewOf)
}

/** Throws `not-found`. */
export function sampleRecord(db: Reader, ref: string): SampleRecord {
  const found = db.get<SampleRow>(`${sampleSql} where ref = :ref`, { ref })
  if (!found) throw new WorkbenchError('not-found', `There is no sample ${ref} in this engagement.`)
  return {
    sample: viewOf(found),
    attributes: attributesOf(db, ref),
    marks: marksOf(db, ref),
    items: db.all<SampleRecord['items'][number]>(
      `select item.key, item.account_id as account, item.resource
       from sample
       join sample_item as item on item.sample_id = sample.id
       where sample.ref = :ref
       order by item.n`,
      { ref }
    )
  }
}

interface SampleRow extends Omit<SampleView, 'query'> {
  readonly query: string
}

const sampleSql = `
  select ref, control, query, definition, method, basis, seed, population, population_hash as populationHash, size,
    drawn_by as drawnBy, drawn_at as drawnAt
  from sample`

function viewOf(row: SampleRow): SampleView {
  return { ...row, query: JSON.parse(row.query) as ExplorerQuery }
}
