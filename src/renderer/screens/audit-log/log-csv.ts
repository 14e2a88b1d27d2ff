/** The event log as a CSV file, for reading it elsewhere. */
import type { LogEntry } from '../../../shared/records/engagement.ts'
import { call } from '../../client.ts'
import { csvText } from '../../../shared/csv.ts'

/** Which entries are meant: those that match. */
export interface LogFilter {
  readonly search: string
  readonly actor: string | null
  readonly entity: string | null
}

const portion = 1000
const head = [
  'Entry',
  'Time (UTC)',
  'Person',
  'Action',
  'Kind',
  'Object',
  'Before',
  'After',
  'Details',
  'Hash'
]

/** Asks for all entries that match, the oldest first. */
export async function logCsv(filter: LogFilter): Promise<string> {
  const entries: LogEntry[] = []
  for (let isMore = true; isMore;) {
    const page = await call('event.search', { ...filter, offset: entries.length, limit: portion })
    entries.push(...page.entries)
    isMore = page.entries.length === portion
  }
  const rows = entries
    .reverse()
    .map((entry) => [
      String(entry.seq),
      entry.at,
      entry.actor,
      entry.action,
      entry.entity,
      entry.entityId,
      entry.before ?? '',
      entry.after ?? '',
      entry.details,
      entry.hash
    ])
  return csvText([head, ...rows])
}
