/** Reads what CloudTrail recorded: who did what, when and from where; in every form the events are handed over. */
import type { Importer, Outline, Reading } from './importer.ts'
import { eventsOf } from './reading/cloudtrail-event.ts'
import { readLogFile, readLoneRecords, readLookup } from './reading/cloudtrail-json.ts'
import {
  isAthenaResult,
  isEventHistory,
  readAthenaResult,
  readEventHistory
} from './reading/cloudtrail-table.ts'
import { lastOfName } from './reading/ids-in-name.ts'
import { noteWithoutRegion, refuseRegional } from './reading/regional.ts'
import { hasOnlyKeys, keysBelow } from './reading/top-keys.ts'

const importer: Importer = {
  kind: 'cloudtrail-events',
  title: 'CloudTrail events',
  family: 'logging',
  scope: 'account',
  required: false,
  parts: [''],
  command: 'aws cloudtrail lookup-events --output json',
  operations: ['LookupEvents'],
  recognises: (outline) => formOf(outline) !== null,
  read
}

export default importer

type Form = 'lookup' | 'log-file' | 'records' | 'event-history' | 'athena'

/**
 * A lookup answers for 90 days of one region and one attribute, and is covered by both: `us-east-1/root`. Every other form shows
 * what happened and cannot show that nothing else did: it is covered by its name and never whole.
 */
function read(chunks: Iterable<Uint8Array>, outline: Outline, reading: Reading): void {
  const keyOfLookup = lookupKey(reading)
  if (outline.error) {
    refuseRegional(outline.error, importer, reading, keyOfLookup)
    return
  }
  const events = eventsOf(reading)
  const form = formOf(outline)
  if (form === 'lookup') {
    const state = readLookup(chunks, outline, reading, events)
    if (!events.cover(state, keyOfLookup)) noteWithoutRegion(reading)
    return
  }
  if (form === 'log-file') readLogFile(chunks, outline, reading, events)
  else if (form === 'records') readLoneRecords(chunks, outline, reading, events)
  else if (form === 'event-history') readEventHistory(chunks, outline, reading, events)
  else readAthenaResult(chunks, outline, reading, events)
  const key = pieceKey(reading)
  events.cover('partial', () => key)
}

/** Other services have `Events` and `Records` too: those of S3 and of streams have the record's fields beside their own. */
function formOf(outline: Outline): Form | null {
  const { keys } = outline
  const found = keys.get('Events')
  const entry = keysBelow(outline, 'Events')
  if (found?.size === 0 && hasOnlyKeys(outline, ['Events'])) return 'lookup'
  if (entry && (has(entry, 'CloudTrailEvent') || (has(entry, 'EventId') && has(entry, 'EventSource'))))
    return 'lookup'
  const record = keysBelow(outline, 'Records')
  if (record && isEvent(record)) return 'log-file'
  if (isEvent(new Set(keys.keys())) || isEvent(keys.get('detail') ?? new Set())) return 'records'
  if (isEventHistory(outline)) return 'event-history'
  return isAthenaResult(outline) ? 'athena' : null
}

function isEvent(keys: ReadonlySet<string>): boolean {
  if (!keys.has('eventTime') || keys.has('s3') || keys.has('dynamodb')) return false
  return keys.has('insightDetails') || (keys.has('eventName') && keys.has('eventSource'))
}

/** With the first letter in either case. */
function has(keys: ReadonlySet<string>, key: string): boolean {
  return keys.has(key) || keys.has(key.charAt(0).toLowerCase() + key.slice(1))
}

/** By the value looked up, `ConsoleLogin` or `root`, from the command or the file's name (`cloudtrail-lookup-events.root.json`). */
function lookupKey(reading: Reading): (region: string) => string {
  const attribute = /AttributeValue=([^,]{1,200})/.exec(reading.option('lookup-attributes') ?? '')?.[1]
  const { base } = lastOfName(reading.name)
  const [, words, value] = /(lookup[-_]events)(?:[._-](.{1,200}))?$/i.exec(base) ?? []
  if (attribute !== undefined) return (region) => `${region}/${attribute}`
  if (words === undefined) return (region) => `${region}/${reading.name}`
  return (region) => (value === undefined ? region : `${region}/${value}`)
}

/** The names CloudTrail gives log files are unique; of any other file the folders count too. */
function pieceKey({ name }: Reading): string {
  return (
    /\d{12}_CloudTrail(?:-\w{1,20})?_[a-z0-9-]{1,30}_\d{8}T\d{4}Z_\w{8,40}(?=\.json)/.exec(name)?.[0] ?? name
  )
}
