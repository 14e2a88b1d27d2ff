/** The overall conclusion on a period, in the auditor's words; the last one stands. */
import type { OpinionView } from '../../../shared/records/sign-off.ts'
import type { Reader } from '../../store/database.ts'

export function opinionOf(db: Reader, period: number): OpinionView | null {
  return (
    db.get<OpinionView>(
      `select opinion, statement, stated_by as "by", stated_at as "at"
       from opinion
       where period_id = :period
       order by id desc
       limit 1`,
      { period }
    ) ?? null
  )
}
