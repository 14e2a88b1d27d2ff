/** Ages in whole days and the words for them, counted from the as-of date and never from today. */

const secondsPerDay = 86_400

/** Whole days from `at` to `asOf`, both in seconds; 0 where `at` is later, because exports of one batch differ by hours. */
export function daysBetween(at: number, asOf: number): number {
  return Math.max(0, Math.floor((asOf - at) / secondsPerDay))
}

/** "1 day", "46 days". */
export function days(count: number): string {
  return count === 1 ? '1 day' : `${count} days`
}

const dayTexts = new Map<number, string>()
const mostDays = 10_000

/** The day of a moment as "2026-01-31", UTC. */
export function dayOf(at: number): string {
  const day = Math.floor(at / secondsPerDay)
  let text = dayTexts.get(day)
  if (text === undefined) {
    text = new Date(day * secondsPerDay * 1000).toISOString().slice(0, 10)
    if (dayTexts.size === mostDays) dayTexts.clear()
    dayTexts.set(day, text)
  }
  return text
}
