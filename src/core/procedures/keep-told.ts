/** Has the log tell of every row of the record: of what a call wrote behind its last event, and of what an older file holds. */
import { appendEvent } from '../store/events.ts'
import { hasUntoldRows, noteAllRows, tellsOfRows } from '../store/told-rows.ts'
import { engagementOf } from './engagement.ts'
import type { WriteContext } from './procedure.ts'

type Teller = Pick<WriteContext, 'db' | 'now' | 'actor'>

/** Called at the end of every call that writes, in its transaction. */
export function tellOfRest(teller: Teller, call: string): void {
  if (hasUntoldRows(teller.db)) keep(teller, { call })
}

/** Called when a file is opened: a log from before events told of rows takes them down as they are then. */
export function tellOfOlderRows(teller: Teller): void {
  if (tellsOfRows(teller.db)) return
  noteAllRows(teller.db)
  keep(teller, { call: 'engagement.open' })
}

function keep({ db, now, actor }: Teller, payload: { readonly call: string }): void {
  const { uuid } = engagementOf(db)
  appendEvent(db, { at: now(), actor, action: 'record.keep', entity: 'engagement', entityId: uuid, payload })
}
