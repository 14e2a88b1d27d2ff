/** How long the bytes of evidence are kept: the engagement's years from the lock of its last month. Nothing here deletes them. */
import type { Reader } from '../../store/database.ts'
import { openPeriod } from '../period/state.ts'

/** A sentence. */
export function retentionOf(db: Reader): string {
  const years = db.get<{ years: number }>('select retention_years as years from engagement')?.years ?? 0
  const { label, lockedAt } = openPeriod(db)
  return lockedAt === null
    ? `Kept for ${years} years from the lock of the last month; ${label} is not locked yet.`
    : `Kept until ${lastDay(lockedAt, years)}, ${years} years from the lock of ${label}.`
}

/** 29 February falls on 1 March in a year without it. */
function lastDay(lockedAt: string, years: number): string {
  const day = new Date(lockedAt)
  day.setUTCFullYear(day.getUTCFullYear() + years)
  return day.toISOString().slice(0, 10)
}
