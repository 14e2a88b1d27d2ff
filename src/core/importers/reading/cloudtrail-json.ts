/** Reads events of CloudTrail from JSON: what `lookup-events` answers, log files, and records one after the other. */
import type { Coverage, Outline, Reading } from '../importer.ts'
import type { Events } from './cloudtrail-event.ts'
import { isRecord, recordIn, recordOf, spell, textOf, type JsonRecord, type Member } from './fields.ts'
import { lowerFirst } from './lower-first.ts'
import { readJson } from './read-json.ts'
import { walkJson } from './walk-json.ts'

/**
 * The record stands as text in `CloudTrailEvent`, and a summary of it beside: what only the record has is not known where a
 * projection (`--query`) dropped it.
 */
export function readLookup(
  chunks: Iterable<Uint8Array>,
  outline: Outline,
  reading: Reading,
  events: Events
): Coverage {
  let withoutRecord = 0
  const json = readJson(chunks, outline, reading, {
    lists: {
      Events(member) {
        const entry = lowerFirst(recordOf(member.value))
        const record = recordInText(entry, member)
        if (record === null) withoutRecord++
        events.take({ ...summaryOf(entry), ...record }, member, textOf(entry, 'username'))
      }
    }
  })
  if (withoutRecord === 0) return json.stateOf('Events')
  reading.note({
    level: 'warning',
    sentence: `${withoutRecord} ${withoutRecord === 1 ? 'event' : 'events'} came without a readable \`CloudTrailEvent\`: of them the kind of identity, the address and the use of MFA are not known. Ask for the whole answer, without --query.`
  })
  return 'partial'
}

/** A log file as CloudTrail delivers it, or as the console downloads it. */
export function readLogFile(
  chunks: Iterable<Uint8Array>,
  outline: Outline,
  reading: Reading,
  events: Events
): void {
  readJson(chunks, outline, reading, {
    lists: { Records: (member) => events.take(recordOf(member.value), member) }
  })
}

/** Records by themselves, in a list or one a line, or each in an event of EventBridge (`detail`). */
export function readLoneRecords(
  chunks: Iterable<Uint8Array>,
  outline: Outline,
  reading: Reading,
  events: Events
): void {
  walkJson(chunks, outline, reading, {
    take(member) {
      const record = recordOf(member.value)
      const detail = recordIn(record, 'detail')
      if (detail === null) events.take(record, member)
      else events.take(detail, { ...member, path: `${member.path && `${member.path}.`}detail` })
    }
  })
}

function recordInText(entry: JsonRecord, member: Member): JsonRecord | null {
  const value = Object.hasOwn(entry, 'cloudTrailEvent') ? entry['cloudTrailEvent'] : null
  if (isRecord(value)) return value
  if (typeof value !== 'string' || value === '') return null
  try {
    const record: unknown = JSON.parse(value)
    if (isRecord(record)) return record
  } catch {
    // Told below, as for any text that is no record.
  }
  member.doubt(
    `\`CloudTrailEvent\` must hold a record as JSON, found ${spell(value)}; the summary beside it was read.`
  )
  return null
}

function summaryOf(entry: JsonRecord): JsonRecord {
  return {
    eventID: entry['eventId'],
    eventName: entry['eventName'],
    eventTime: entry['eventTime'],
    eventSource: entry['eventSource'],
    readOnly: entry['readOnly'],
    userIdentity: { accessKeyId: entry['accessKeyId'] }
  }
}
