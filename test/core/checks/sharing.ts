/** Whether a check that shares tables with others finds what it finds alone. */
import type { AutomatedCheck } from '../../../src/core/checks/check.ts'
import { readAccounts, type AccountReader } from '../../../src/core/procedures/account-reader.ts'
import { runCheck, type CheckContext } from '../../../src/core/procedures/run-check.ts'
import type { Writer } from '../../../src/core/store/database.ts'

/** What differs, a sentence each; none where both agree. */
export function differencesOfSharing(
  db: Writer,
  check: AutomatedCheck,
  context: CheckContext,
  populations: AccountReader = readAccounts(db)
): string[] {
  const alone = JSON.stringify(runCheck(db, check, context))
  const sharing = JSON.stringify(runCheck(populations.of(context.account), check, context))
  return alone === sharing ? [] : [`${check.id} of ${context.account}: ${alone}, sharing ${sharing}`]
}
