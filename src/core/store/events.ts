/** The event log: every change of the record, each entry bound to the one before by its hash. */
import { createHash } from 'node:crypto'

import { canonicalJson, type Canonical } from '../integrity/canonical-json.ts'
import type { Reader, Writer } from './database.ts'

export interface NewEvent {
  readonly at: string
  readonly actor: string
  /** `noun.verb`, as the method that changed the record. */
  readonly action: string
  readonly entity: string
  readonly entityId: string
  readonly payload: { readonly [key: string]: Canonical }
}

export interface ChainHead {
  readonly seq: number
  readonly hash: string
}

interface EventRow {
  readonly seq: number
  readonly at: string
  readonly actor: string
  readonly action: string
  readonly entity: string
  readonly entity_id: string
  readonly payload: string
  readonly prev_hash: string
  readonly hash: string
}

/**
 * Appends one event; call it in the transaction of the change it tells of. Where the machine's clock is behind the last event, the event
 * carries that one's time, and the clock's own as `clockBehind`.
 */
export function appendEvent(db: Writer, event: NewEvent): ChainHead {
  const previous = chainHead(db)
  const last = lastTime(db)
  const isBehind = event.at < last
  const row = {
    seq: previous.seq + 1,
    at: isBehind ? last : event.at,
    actor: event.actor,
    action: event.action,
    entity: event.entity,
    entity_id: event.entityId,
    payload: canonicalJson(isBehind ? { ...event.payload, clockBehind: event.at } : event.payload),
    prev_hash: previous.hash
  }
  const hash = hashOf(row)
  db.run(
    `insert into audit_event (seq, at, actor, action, entity, entity_id, payload, prev_hash, hash)
     values (:seq, :at, :actor, :action, :entity, :entity_id, :payload, :prev_hash, :hash)`,
    { ...row, hash }
  )
  return { seq: row.seq, hash }
}

/** The last event's number and hash; 0 and '' before the first. */
export function chainHead(db: Reader): ChainHead {
  return (
    db.get<ChainHead>('select seq, hash from audit_event order by seq desc limit 1') ?? { seq: 0, hash: '' }
  )
}

function lastTime(db: Reader): string {
  return db.get<{ at: string }>('select at from audit_event order by seq desc limit 1')?.at ?? ''
}

/** Walks the whole chain. Answers the number of events and a sentence for the first that does not fit, if any. */
export function verifyChain(db: Reader): { readonly events: number; readonly fault: string | null } {
  let previous: ChainHead = { seq: 0, hash: '' }
  for (const row of db.iterate<EventRow>(everyEvent)) {
    if (row.seq !== previous.seq + 1)
      return {
        events: previous.seq,
        fault: `Event ${previous.seq + 1} is missing; the log goes on with ${row.seq}.`
      }
    if (row.prev_hash !== previous.hash)
      return { events: previous.seq, fault: `Event ${row.seq} does not follow the event before it.` }
    if (row.hash !== hashOf(row))
      return { events: previous.seq, fault: `Event ${row.seq} was changed after it was written.` }
    previous = { seq: row.seq, hash: row.hash }
  }
  return { events: previous.seq, fault: null }
}

/** Every event as the text that is hashed, with its hash; in order, in constant memory. */
export function* eventTexts(db: Reader): Generator<{ readonly text: string; readonly hash: string }> {
  for (const row of db.iterate<EventRow>(everyEvent)) yield { text: textOf(row), hash: row.hash }
}

const everyEvent =
  'select seq, at, actor, action, entity, entity_id, payload, prev_hash, hash from audit_event order by seq'

/** SHA-256 over a domain tag, the hash before and the text of the event. */
function hashOf(row: Omit<EventRow, 'hash'>): string {
  return createHash('sha256')
    .update('tickmark-audit-log\0')
    .update('1\0')
    .update(row.prev_hash)
    .update(textOf(row))
    .digest('hex')
}

/** The canonical event; its payload is canonical text already. */
function textOf(row: Omit<EventRow, 'hash'>): string {
  return canonicalJson({
    v: 1,
    seq: row.seq,
    at: row.at,
    actor: row.actor,
    action: row.action,
    entity: row.entity,
    entity_id: row.entity_id,
    payload: row.payload
  })
}
