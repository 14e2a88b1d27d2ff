/** Takes over a file that another version of the program wrote. */
import { tellOfOlderRows, tellOfRest } from './keep-told.ts'
import type { WriteContext } from './procedure.ts'
import { readAgainWhereNeeded } from './read-again.ts'

/** Called when a file is opened: the log first tells of every row there is, then what was read before is read again where that is needed. */
export function bringUpToDate(context: WriteContext): void {
  tellOfOlderRows(context)
  readAgainWhereNeeded(context)
  tellOfRest(context, 'engagement.open')
}
