/** What was concluded on each test in the month before, and what became of it. */
import { conclusions, type Conclusion } from '../../shared/vocabulary.ts'
import type { SheetContext, SheetRow } from './sheet.ts'

/** Beside a conclusion; empty in the first month. */
export const conclusionChanges = {
  new: 'New exception',
  cleared: 'Cleared',
  same: 'Unchanged',
  other: 'Changed'
} as const

/** The cells of a test by its key: `ROOT-01/111122223333`. */
export function priorConclusions(
  context: SheetContext
): (key: string, now: Conclusion | undefined) => SheetRow {
  const before = new Map(
    context
      .all<{ readonly control: string; readonly account_id: string; readonly conclusion: Conclusion }>(
        `select control, account_id, conclusion
         from conclusion
         where period_id = (select max(id) from period where id < :period)`
      )
      .map((row) => [`${row.control}/${row.account_id}`, row.conclusion])
  )
  return (key, now) => {
    const then = before.get(key)
    return {
      before: then === undefined ? null : conclusions[then].workbook,
      change: then === undefined || now === undefined ? null : conclusionChanges[changeOf(then, now)]
    }
  }
}

function changeOf(then: Conclusion, now: Conclusion): keyof typeof conclusionChanges {
  if (then === now) return 'same'
  if (now === 'exception') return 'new'
  return then === 'exception' && now === 'effective' ? 'cleared' : 'other'
}
