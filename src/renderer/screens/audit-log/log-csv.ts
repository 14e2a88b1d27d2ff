/** The event log as a CSV file, for reading it elsewhere. */
import type { LogEntry } from '../../../shared/records/engagement.ts'
import { call } from '../../client.ts'

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
  return [head, ...rows].map((row) => row.map(csvCell).join(',')).join('\r\n')
}

/** Quoted; text that a spreadsheet would compute begins with an apostrophe (OWASP, CSV Injection). */
export function csvCell(text: string): string {
  const harmless = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text
  return `"${harmless.replaceAll('"', '""')}"`
}
