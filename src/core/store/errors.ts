/** Says in a sentence what SQLite meant, where an auditor can do something about it. */
import Sqlite from 'better-sqlite3'

import { WorkbenchError } from '../../shared/errors.ts'

/** A `WorkbenchError` for what a user can meet; anything else is answered as it came. */
export function asStoreError(thrown: unknown): unknown {
  if (!(thrown instanceof Sqlite.SqliteError)) return thrown
  switch (thrown.code) {
    case 'SQLITE_FULL':
    case 'SQLITE_IOERR_WRITE':
      return new WorkbenchError(
        'disk-full',
        'The disk is full; nothing of the last step was kept. Free some space and repeat it.'
      )
    case 'SQLITE_BUSY':
      return new WorkbenchError(
        'file-busy',
        'The engagement is being changed by another program; close it and repeat.'
      )
    case 'SQLITE_CORRUPT':
      return new WorkbenchError(
        'file-damaged',
        'The engagement file is damaged; work on a copy and restore the last backup.'
      )
    default:
      return thrown
  }
}
