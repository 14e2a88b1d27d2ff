/** Reads lengths of time as ISO 8601 writes them, for settings such as how long a session lasts. */
import type { Seconds } from '../../iam/facts.ts'

/** `PT8H` → 28800; days, hours, minutes and seconds. null for anything else: months and years have no fixed length. */
export function secondsOfDuration(text: string): Seconds | null {
  const found = /^P(?:(\d{1,6})D)?(?:T(?:(\d{1,6})H)?(?:(\d{1,6})M)?(?:(\d{1,9})S)?)?$/.exec(text)
  if (!found || /[PT]$/.test(text)) return null
  const [days = 0, hours = 0, minutes = 0, seconds = 0] = found.slice(1).map((part) => Number(part ?? 0))
  return ((days * 24 + hours) * 60 + minutes) * 60 + seconds
}
