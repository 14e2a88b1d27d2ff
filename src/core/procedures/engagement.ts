/** The engagement itself: who it is for, who works on it, which period is open. */
import { randomUUID } from 'node:crypto'

import { defaultParameters, type ParameterName, type Parameters } from '../../shared/parameters.ts'
import type { Reader, Writer } from '../store/database.ts'
import { appendEvent, type NewEvent } from '../store/events.ts'

/** Raised whenever importers state other facts of the same bytes; files of an older number are read again on opening. */
export const factsVersion = 3

export interface NewEngagement {
  readonly clientName: string
  readonly auditor: string
  /** `2026-01` */
  readonly period: string
  readonly isSample: boolean
}

export interface Engagement {
  readonly uuid: string
  readonly clientName: string
  readonly auditor: string
  readonly isSample: boolean
  readonly period: { readonly id: number; readonly label: string; readonly asOf: string | null }
}

/** Writes the engagement, its first period and the first event into a new file. */
export function createEngagement(
  db: Writer,
  engagement: NewEngagement,
  now: string,
  uuid = randomUUID() as string
): void {
  db.transaction(() => {
    db.run(
      `insert into engagement (id, uuid, client_name, auditor, is_sample, created_at, facts_version)
       values (1, :uuid, :clientName, :auditor, :isSample, :now, :factsVersion)`,
      {
        uuid,
        clientName: engagement.clientName,
        auditor: engagement.auditor,
        isSample: Number(engagement.isSample),
        now,
        factsVersion
      }
    )
    db.run('insert into period (label) values (:label)', { label: engagement.period })
    appendEvent(db, {
      at: now,
      actor: engagement.auditor,
      action: 'engagement.create',
      entity: 'engagement',
      entityId: uuid,
      payload: { client: engagement.clientName, auditor: engagement.auditor, period: engagement.period }
    })
  })
}

/** What was done with an engagement as a whole, outside any period: archived, handed over, sealed. */
export interface EngagementEvent {
  /** `noun.verb` */
  readonly action: string
  readonly payload: NewEvent['payload']
}

/** Writes such an event into the log; call it in a transaction. */
export function logEngagementEvent(db: Writer, event: EngagementEvent, now: string, actor: string): null {
  const { uuid } = engagementOf(db)
  appendEvent(db, { at: now, actor, ...event, entity: 'engagement', entityId: uuid })
  return null
}

/** The engagement of a file, with its newest period open. */
export function engagementOf(db: Reader): Engagement {
  const row = db.get<{
    uuid: string
    client_name: string
    auditor: string
    is_sample: number
    period_id: number
    label: string
    as_of: string | null
  }>(
    `select e.uuid, e.client_name, e.auditor, e.is_sample, p.id as period_id, p.label, p.as_of
     from engagement e
     join period p on p.id = (select id from period order by label desc limit 1)`
  )
  if (!row) throw new Error('An engagement file without an engagement')
  return {
    uuid: row.uuid,
    clientName: row.client_name,
    auditor: row.auditor,
    isSample: row.is_sample === 1,
    period: { id: row.period_id, label: row.label, asOf: row.as_of }
  }
}

/** Every threshold: the engagement's own where it set one, else the default. */
export function parametersOf(db: Reader): Parameters {
  const own = db.all<{ name: ParameterName; value: number }>('select name, value from parameter')
  return { ...defaultParameters(), ...Object.fromEntries(own.map(({ name, value }) => [name, value])) }
}

/** Who works in this engagement. */
export function actorOf(db: Reader): string {
  return db.get<{ auditor: string }>('select auditor from engagement')?.auditor ?? ''
}
