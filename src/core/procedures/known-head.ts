/** Compares the log with the head this machine saw last: a file that was put back to an earlier state holds together and shows by it alone. */
import type { Reader } from '../store/database.ts'
import { appendEvent, chainHead, type ChainHead } from '../store/events.ts'
import { engagementOf } from './engagement.ts'
import type { WriteContext } from './procedure.ts'

/** Heads of logs by the engagements' ids. */
export type KnownHeads = Readonly<Record<string, ChainHead>>

export interface LogHead extends ChainHead {
  /** The engagement's id. */
  readonly uuid: string
}

export interface HeadReport extends LogHead {
  /** What is known against the file, in a sentence; null where nothing is. */
  readonly remark: string | null
}

/** Where the log stands. */
export function logHead(db: Reader): LogHead {
  return { uuid: engagementOf(db).uuid, ...chainHead(db) }
}

/** The head seen last where the log never had it; null where the log has it, or none was seen. */
export function lostHead(db: Reader, heads: KnownHeads): ChainHead | null {
  const known = heads[engagementOf(db).uuid]
  if (known === undefined) return null
  const found = db.get<{ hash: string }>('select hash from audit_event where seq = :seq', { seq: known.seq })
  return found?.hash === known.hash ? null : known
}

/** What a person is told of it, before anything is written. */
export function sentenceOfLost(db: Reader, { seq }: ChainHead): string {
  const last = chainHead(db).seq
  return last < seq
    ? `This is an older copy: its event log ends with event ${last}, and on this machine it went on to event ${seq}. Work with the newer file, or go on here; the log will say so.`
    : `This copy went another way: on this machine its event log had another event ${seq}. Work with the other file, or go on here; the log will say so.`
}

/** Tells the log, once it goes on from an earlier state, which head is lost. */
export function tellOfLost(
  { db, now, actor }: Pick<WriteContext, 'db' | 'now' | 'actor'>,
  lost: ChainHead
): void {
  appendEvent(db, {
    at: now(),
    actor,
    action: 'engagement.put-back',
    entity: 'engagement',
    entityId: engagementOf(db).uuid,
    payload: { lostEvent: lost.seq, lostHash: lost.hash }
  })
}
