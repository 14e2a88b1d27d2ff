/** Shows the periods of the engagement, and any earlier one as it stood at its end. */
import type { EarlierTest, PeriodRecord, PeriodView } from '../../shared/records/period.ts'
import { retentionOf } from '../../shared/states/period.ts'
import type { Reader } from '../store/database.ts'
import { addendaOf } from './addenda.ts'
import { openPeriod, periodNamed, keptPeriods, type KeptPeriod } from './period/state.ts'
import { controlsTested, earlierTests, findingsIn, samplesDrawn } from './period/earlier.ts'
import { procedure } from './procedure.ts'

export default [
  procedure('period.list', ({ db }): readonly PeriodView[] => periodViews(db)),

  procedure('period.show', ({ db }, { period: label }): PeriodRecord => {
    const period = periodNamed(db, label)
    return {
      period: viewOf(db, period),
      tests: controlsTested(db, period),
      findings: findingsIn(db, period),
      samples: samplesDrawn(db, period)
    }
  }),

  /** The open period is not among them. */
  procedure('test.earlier', ({ db }, { control, account }): readonly EarlierTest[] => {
    const open = openPeriod(db)
    return keptPeriods(db)
      .filter(({ id }) => id !== open.id)
      .flatMap((period) => earlierTests(db, period, { control, account }))
      .toReversed()
  })
]

/** The newest first. */
export function periodViews(db: Reader): readonly PeriodView[] {
  return keptPeriods(db)
    .map((period) => viewOf(db, period))
    .toReversed()
}

function viewOf(db: Reader, period: KeptPeriod): PeriodView {
  const { id, label, state, priorId, reportDate, lockedAt, lockedBy } = period
  const engagement = db.get<{ days: number; years: number }>(
    'select assembly_days as days, retention_years as years from engagement'
  ) ?? { days: 0, years: 0 }
  const counts = db.get<Pick<PeriodView, 'sources' | 'tests' | 'concluded' | 'exceptions' | 'findings'>>(
    countsSql,
    {
      id
    }
  ) ?? { sources: 0, tests: 0, concluded: 0, exceptions: 0, findings: 0 }
  return {
    label,
    state,
    prior: keptPeriods(db).find((other) => other.id === priorId)?.label ?? null,
    isOpen: id === openPeriod(db).id,
    reportDate,
    lockedAt,
    lockedBy,
    ...retentionOf(reportDate, engagement.days, engagement.years),
    ...counts,
    addenda: addendaOf(db, id)
  }
}

/** A test is what has a result or a conclusion: manual steps without one are not counted once the facts are gone. */
const countsSql = `
  select
    (select count(*) from source where period_id = :id and state <> 'superseded') as sources,
    (
      select count(*) from (
        select control, account_id from check_result where period_id = :id
        union
        select control, account_id from conclusion where period_id = :id
      )
    ) as tests,
    (select count(*) from conclusion where period_id = :id) as concluded,
    (select coalesce(sum(exceptions), 0) from check_result where period_id = :id) as exceptions,
    (select count(*) from finding where period_id = :id) as findings`
