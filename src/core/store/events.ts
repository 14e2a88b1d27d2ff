/** The event log: every change of the record, each entry bound to the one before by its hash. */
import { hash } from 'node:crypto'

import { canonicalJson, type Canonical } from '../integrity/canonical-json.ts'
import type { Reader, Writer } from './database.ts'
import { tellRows } from './told-rows.ts'

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
  /** The rows of the record that were written since the event before, each by its hash (told-rows.ts); '' where there are none. */
  readonly told: string
  readonly prev_hash: string
  readonly hash: string
}

/**
 * Appends one event; call it in the transaction of the change it tells of, once the rows are written: it tells of them by their hashes.
 * Where the machine's clock is behind the last event, the event carries that one's time, and the clock's own as `clockBehind`.
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
    told: tellRows(db),
    prev_hash: previous.hash
  }
  const head = hashOf(row)
  db.run(
    `insert into audit_event (seq, at, actor, action, entity, entity_id, payload, told, prev_hash, hash)
     values (:seq, :at, :actor, :action, :entity, :entity_id, :payload, :told, :prev_hash, :head)`,
    { ...row, head }
  )
  return { seq: row.seq, hash: head }
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

export interface ChainReport {
  /** Events that follow one another as they were written. */
  readonly events: number
  /** A sentence for the first that does not fit; null where all do. */
  readonly fault: string | null
}

/** Walks the whole chain, in constant memory. */
export function verifyChain(db: Reader): ChainReport {
  return verifyFrom(db, { seq: 0, hash: '' })
}

/** The same of its last events alone, and that as many are there as are numbered: what a file shows at once when it is opened. */
export function verifyChainEnd(db: Reader, events: number): ChainReport {
  const { count, last } = db.get<{ count: number; last: number }>(
    'select count(*) as "count", coalesce(max(seq), 0) as "last" from audit_event'
  ) ?? { count: 0, last: 0 }
  if (count !== last) return verifyChain(db)
  const before = db.get<ChainHead>('select seq, hash from audit_event where seq = :seq', {
    seq: last - events
  })
  return verifyFrom(db, before ?? { seq: 0, hash: '' })
}

function verifyFrom(db: Reader, start: ChainHead): ChainReport {
  let previous = start
  let at = ''
  for (const row of db.iterate<EventRow>(`${everyEvent} where seq > :seq order by seq`, {
    seq: start.seq
  })) {
    const fault = faultOf(row, previous, at)
    if (fault !== null) return { events: previous.seq, fault }
    previous = row
    at = row.at
  }
  return { events: previous.seq, fault: null }
}

/** `at` is the time of the event before. */
function faultOf(row: EventRow, previous: ChainHead, at: string): string | null {
  if (row.seq !== previous.seq + 1)
    return `Event ${previous.seq + 1} is missing; the log goes on with ${row.seq}.`
  if (row.prev_hash !== previous.hash) return `Event ${row.seq} does not follow the event before it.`
  if (row.hash !== hashOf(row)) return `Event ${row.seq} was changed after it was written.`
  return row.at < at ? `Event ${row.seq} is dated before the event it follows.` : null
}

/** Every event as the text that is hashed, with its hash; in order, in constant memory. */
export function* eventTexts(db: Reader): Generator<{ readonly text: string; readonly hash: string }> {
  for (const row of db.iterate<EventRow>(`${everyEvent} order by seq`))
    yield { text: textOf(row), hash: row.hash }
}

const everyEvent =
  'select seq, at, actor, action, entity, entity_id, payload, told, prev_hash, hash from audit_event'

/** SHA-256 over a domain tag, the hash before and the text of the event. */
function hashOf(row: Omit<EventRow, 'hash'>): string {
  return hash('sha256', `tickmark-audit-log\u00001\u0000${row.prev_hash}${textOf(row)}`)
}

/**
 * The canonical event (RFC 8785), put together by hand because a log is long: its keys are in order, its values texts and one whole
 * number. Payload and rows are canonical text already.
 */
function textOf(row: Omit<EventRow, 'hash'>): string {
  const { action, actor, at, entity, entity_id, payload, seq, told } = row
  const rows = told === '' ? '' : `,"told":${JSON.stringify(told)}`
  return (
    `{"action":${JSON.stringify(action)},"actor":${JSON.stringify(actor)},"at":${JSON.stringify(at)},` +
    `"entity":${JSON.stringify(entity)},"entity_id":${JSON.stringify(entity_id)},"payload":${JSON.stringify(payload)},` +
    `"seq":${String(seq)}${rows},"v":1}`
  )
}
