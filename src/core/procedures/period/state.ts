/** Periods as they are kept, the oldest first. */
import { WorkbenchError } from '../../../shared/errors.ts'
import type { PeriodState } from '../../../shared/states/period.ts'
import type { Reader } from '../../store/database.ts'

export interface KeptPeriod {
  readonly id: number
  readonly label: string
  readonly state: PeriodState
  readonly priorId: number | null
  readonly reportDate: string | null
  readonly lockedAt: string | null
  readonly lockedBy: string | null
  readonly contentHash: string | null
}

export function keptPeriods(db: Reader): readonly KeptPeriod[] {
  return db.all<KeptPeriod>(
    `select id, label, state, prior_id as priorId, report_date as reportDate, locked_at as lockedAt, locked_by as lockedBy,
       content_hash as contentHash
     from period
     order by label`
  )
}

/** Throws `not-found`. */
export function periodNamed(db: Reader, label: string): KeptPeriod {
  const found = keptPeriods(db).find((period) => period.label === label)
  if (!found) throw new WorkbenchError('not-found', `There is no period ${label} in this engagement.`)
  return found
}

/** The newest, in which the work is done. */
export function openPeriod(db: Reader): KeptPeriod {
  const newest = keptPeriods(db).at(-1)
  if (!newest) throw new Error('An engagement without a period')
  return newest
}
