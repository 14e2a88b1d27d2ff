/** How many findings were open when a month ended, or are in the open month. */
import type { Reader } from '../../store/database.ts'
import { keptFindings } from '../findings/kept.ts'
import { occurrencesOf } from '../findings/occurrences.ts'

export function openFindingsAt(db: Reader, period: string): number {
  return keptFindings(db).filter((finding) =>
    occurrencesOf(db, finding).some((occurrence) => occurrence.period === period)
  ).length
}
