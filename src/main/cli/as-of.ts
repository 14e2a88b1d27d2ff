/** Reads the date that ages are counted from, as an auditor types it. */
import { optional, WrongUse, type Given } from './command.ts'

export const asOfOption = { 'as-of': { type: 'string' } } as const

export const asOfHelp =
  '  --as-of <time>     the date ages are counted from where an export has none of its own: 2026-01-31T12:00:00Z, or 2026-01-31 for the end of that day (UTC)'

/** ISO-8601 UTC, to the second, or null where none was given. Throws `WrongUse`. */
export function asOfGiven(given: Given): string | null {
  const text = optional(given, 'as-of')
  if (text === null) return null
  const time = /^\d{4}-\d\d-\d\d$/.test(text) ? `${text}T23:59:59Z` : text
  const at = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d)$/.test(time)
    ? Date.parse(time)
    : NaN
  if (Number.isNaN(at))
    throw new WrongUse(
      `--as-of must be a time with its zone, as 2026-01-31T12:00:00Z, or a date, found "${text}".`
    )
  return `${new Date(at).toISOString().slice(0, 19)}Z`
}
