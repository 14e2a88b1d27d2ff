/** The months of the engagement in a row: exceptions by severity, open findings, tests with a verdict. */
import type { Trend, TrendMonth } from '../../shared/records/comparison.ts'
import { severityOrder, type Severity } from '../../shared/vocabulary.ts'
import type { Reader } from '../store/database.ts'
import { severityOf } from './compare/exceptions.ts'
import { openFindingsAt } from './compare/open-findings.ts'
import { keptPeriods, type KeptPeriod } from './period/state.ts'
import { procedure } from './procedure.ts'

export default procedure('trend.show', ({ db }): Trend => ({ months: trendMonths(db) }))

/** The oldest first; a month before its first import has no results. */
export function trendMonths(db: Reader): readonly TrendMonth[] {
  return keptPeriods(db).map((period) => monthOf(db, period))
}

function monthOf(db: Reader, { id, label }: KeptPeriod): TrendMonth {
  const rows = db.all<{ control: string; exceptions: number; tests: number; decided: number }>(
    `select control, sum(exceptions) as exceptions, count(*) as tests,
       count(*) filter (where outcome in ('pass', 'fail', 'not-applicable')) as decided
     from check_result
     where period_id = :id
     group by control`,
    { id }
  )
  const exceptions = Object.fromEntries(severityOrder.map((severity) => [severity, 0])) as Record<
    Severity,
    number
  >
  for (const row of rows) exceptions[severityOf(row.control)] += row.exceptions
  return {
    period: label,
    exceptions,
    openFindings: openFindingsAt(db, label),
    decided: rows.reduce((sum, row) => sum + row.decided, 0),
    tests: rows.reduce((sum, row) => sum + row.tests, 0)
  }
}
