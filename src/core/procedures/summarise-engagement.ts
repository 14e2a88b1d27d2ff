/** Sums an engagement up in one line, for the list of engagements on a machine. */
import type { EngagementSummary } from '../../shared/records/engagement.ts'
import type { Reader } from '../store/database.ts'
import { engagementOf } from './engagement.ts'
import { testStates } from './test-states.ts'

/** Whose it is, for which month, and how far it got. What is known of the file is the front door's to add. */
export function summaryOf(db: Reader): Omit<EngagementSummary, 'file' | 'isSealed' | 'lastOpenedAt'> {
  const { clientName, auditor, period, isSample } = engagementOf(db)
  const tests = testStates(db)
  return {
    clientName,
    auditor,
    period: period.label,
    isSample,
    concluded: tests.filter(({ conclusion }) => conclusion).length,
    tests: tests.length
  }
}
