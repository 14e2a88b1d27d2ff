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
  const year = twoDigits(text, 0) * 100 + twoDigits(text, 2)
  const month = twoDigits(text, 5)
  const day = twoDigits(text, 8)
  const hour = twoDigits(text, 11)
  const minute = twoDigits(text, 14)
  const second = twoDigits(text, 17)
  if (!(year >= 1970 && month >= 1 && month <= 12 && day >= 1 && hour <= 23 && minute <= 59 && second <= 60))
    return null
  if (day > 28 && day > new Date(Date.UTC(year, month, 0)).getUTCDate()) return null
  return (daysSinceEpoch(year, month, day) * 24 + hour) * 3600 + minute * 60 + second - zone
}

/** NaN where a character is no digit. */
function twoDigits(text: string, at: number): number {
  const tens = text.charCodeAt(at) - 48
  const ones = text.charCodeAt(at + 1) - 48
  return tens >= 0 && tens <= 9 && ones >= 0 && ones <= 9 ? tens * 10 + ones : NaN
}

/** Years are counted from March, so that the leap day comes last; 719,468 days lie between year 0 and 1970. */
function daysSinceEpoch(year: number, month: number, day: number): number {
  const y = month > 2 ? year : year - 1
  const dayOfYear = Math.floor((153 * (month > 2 ? month - 3 : month + 9) + 2) / 5) + day - 1
  return 365 * y + Math.floor(y / 4) - Math.floor(y / 100) + Math.floor(y / 400) + dayOfYear - 719_468
}

/** Epoch seconds reach twelve digits in the year 5138; milliseconds have had twelve since 1973. */
function secondsOfEpoch(value: number): Seconds | null {
  if (!Number.isFinite(value) || value < 0) return null
  const seconds = Math.floor(value >= 1e11 ? value / 1000 : value)
  return seconds <= 253_402_300_799 ? seconds : null
}
