/** Reads the times of exports, in every form AWS tools write them, as seconds since 1970 UTC. */
import type { Seconds } from '../../iam/facts.ts'

/**
 * ISO 8601 with a zone (`Z`, `+00:00`, `-0500`), `T` or a blank between date and time, any fraction; epoch numbers in seconds or
 * milliseconds, also as text; PowerShell's `/Date(…)/`. null for anything else: a date without a zone or in a local order
 * (`05/07/2024`) cannot be told for certain, and no guess is made.
 */
export function readTime(value: unknown): Seconds | null {
  if (typeof value === 'number') return secondsOfEpoch(value)
  if (typeof value !== 'string') return null
  const zone = zoneOf(value)
  if (zone !== null) return secondsOfIso(value, zone)
  const epoch = /^\s*(?:\/Date\((-?\d{10,14})(?:[+-]\d{4})?\)\/|(\d{9,13}(?:\.\d+)?))\s*$/.exec(value)
  return epoch ? secondsOfEpoch(Number(epoch[1] ?? epoch[2])) : null
}

/** Seconds east of UTC; null where the text is no ISO time with a zone. */
function zoneOf(text: string): Seconds | null {
  // The two forms IAM writes itself, met millions of times in a large report.
  if (text.length === 20 && text.endsWith('Z') && isIso(text)) return 0
  if (text.length === 25 && text.endsWith('+00:00') && isIso(text)) return 0
  const zone = /^\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(?:[.,]\d+)? ?(?:Z|z|UTC|([+-])(\d\d):?(\d\d))\s*$/.exec(
    text
  )
  if (!zone) return null
  const [, sign, hours, minutes] = zone
  if (sign === undefined) return 0
  const offset = Number(hours) * 3600 + Number(minutes) * 60
  if (offset > 14 * 3600) return null
  return sign === '-' ? -offset : offset
}

/** Punctuation at the places of `2026-01-31T12:00:00`; the digits are proven by reading them. */
function isIso(text: string): boolean {
  return (
    text[4] === '-' &&
    text[7] === '-' &&
    (text[10] === 'T' || text[10] === ' ') &&
    text[13] === ':' &&
    text[16] === ':'
  )
}

function secondsOfIso(text: string, zone: Seconds): Seconds | null {
  const year = digits(text, 0, 4)
  const month = digits(text, 5, 2)
  const day = digits(text, 8, 2)
  const hour = digits(text, 11, 2)
  const minute = digits(text, 14, 2)
  const second = digits(text, 17, 2)
  if (!(year >= 1970 && month >= 1 && month <= 12 && day >= 1 && hour <= 23 && minute <= 59 && second <= 60))
    return null
  if (day > 28 && day > new Date(Date.UTC(year, month, 0)).getUTCDate()) return null
  return Date.UTC(year, month - 1, day, hour, minute, second) / 1000 - zone
}

/** NaN where one of the characters is no digit. */
function digits(text: string, from: number, n: number): number {
  let value = 0
  for (let at = from; at < from + n; at++) {
    const digit = text.charCodeAt(at) - 48
    value = digit >= 0 && digit <= 9 ? value * 10 + digit : NaN
  }
  return value
}

/** Epoch seconds reach twelve digits in the year 5138; milliseconds have had twelve since 1973. */
function secondsOfEpoch(value: number): Seconds | null {
  if (!Number.isFinite(value) || value < 0) return null
  const seconds = Math.floor(value >= 1e11 ? value / 1000 : value)
  return seconds <= 253_402_300_799 ? seconds : null
}
