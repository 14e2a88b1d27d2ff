/** Days counted from the as-of date of the file a fact stands in, as the checks count them. */
import type { ParameterName } from '../../shared/parameters.ts'
import type { SheetContext } from './sheet.ts'

const day = 86_400

/** Whole days from a time until the as-of date of a source, negative for a time to come; null where either is not known. */
export function daysUntilAsOf(
  context: SheetContext
): (seconds: number | null, source: number | null) => number | null {
  const asOf = new Map(
    context.sources.flatMap(({ id, asOf }) => (asOf ? [[id, Date.parse(asOf.at) / 1000] as const] : []))
  )
  return (seconds, source) => {
    const at = source === null ? undefined : asOf.get(source)
    return seconds === null || at === undefined ? null : Math.floor((at - seconds) / day)
  }
}

/** A threshold of the engagement. */
export function thresholdOf(context: SheetContext, name: ParameterName): number {
  return context.parameters.find((parameter) => parameter.name === name)?.value ?? Infinity
}

/** Days before an expiry from which it is said. */
export const expiryNoticeDays = 90

/** What to say of an expiry; null where it is far off or there is none. */
export function expiryNote(daysSinceExpiry: number | null): string | null {
  if (daysSinceExpiry === null) return null
  if (daysSinceExpiry >= 0) return 'Expired'
  const days = -daysSinceExpiry
  return days <= expiryNoticeDays ? `Expires within ${days} ${days === 1 ? 'day' : 'days'}` : null
}
