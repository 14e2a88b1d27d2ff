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
  const usual = usualTime(value, 0, value.length)
  if (usual !== undefined) return usual
  const zone = zoneOf(value)
  if (zone !== null) return secondsOfIso(value, 0, zone)
  const epoch = /^\s*(?:\/Date\((-?\d{10,14})(?:[+-]\d{4})?\)\/|(\d{9,13}(?:\.\d+)?))\s*$/.exec(value)
  return epoch ? secondsOfEpoch(Number(epoch[1] ?? epoch[2])) : null
}

/**
 * The two forms IAM writes itself, met millions of times in a large report, at a place in a longer text: `2026-01-31T12:00:00Z` and
 * `2026-01-31T12:00:00+00:00`. Anything else is undefined.
 */
export function usualTime(text: string, from: number, length: number): Seconds | undefined {
  const isUsual =
    length === 25 ? text.startsWith('+00:00', from + 19) : length === 20 && text[from + 19] === 'Z'
  if (!isUsual || !isIso(text, from)) return undefined
  return secondsOfIso(text, from, 0) ?? undefined
}

/** Seconds east of UTC; null where the text is no ISO time with a zone. */
function zoneOf(text: string): Seconds | null {
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
function isIso(text: string, from: number): boolean {
  return (
    text[from + 4] === '-' &&
    text[from + 7] === '-' &&
    (text[from + 10] === 'T' || text[from + 10] === ' ') &&
    text[from + 13] === ':' &&
    text[from + 16] === ':'
  )
}

function secondsOfIso(text: string, from: number, zone: Seconds): Seconds | null {
  const year = twoDigits(text, from) * 100 + twoDigits(text, from + 2)
  const month = twoDigits(text, from + 5)
  const day = twoDigits(text, from + 8)
  const hour = twoDigits(text, from + 11)
  const minute = twoDigits(text, from + 14)
  const second = twoDigits(text, from + 17)
  if (year < 1970 || year > 9999 || month < 1 || month > 12 || day < 1 || day > daysIn(month, year))
    return null
  if (hour > 23 || minute > 59 || second > 60) return null
  return (daysSinceEpoch(year, month, day) * 24 + hour) * 3600 + minute * 60 + second - zone
}

/** More than any part of a time where a character is no digit. */
function twoDigits(text: string, at: number): number {
  const tens = text.charCodeAt(at) - 48
  const ones = text.charCodeAt(at + 1) - 48
  return tens >= 0 && tens <= 9 && ones >= 0 && ones <= 9 ? tens * 10 + ones : 10_000
}

function daysIn(month: number, year: number): number {
  if (month === 2) return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31
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
