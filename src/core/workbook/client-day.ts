/** Reads a day that somebody typed as text: what can mean one day is that day, what can mean two is asked. */
import { isDay } from '../../shared/states/remediation.ts'

export type ReadDay =
  { readonly day: string } | { readonly readings: readonly [string, string] } | { readonly fault: 'no-day' }

const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'] as const

/** With dots the day comes first, as everywhere that dots are used; with slashes or dashes either may. */
export function readDay(text: string): ReadDay {
  const given = text.trim()
  const [, year, month, day] = /^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[T ].*)?$/.exec(given) ?? []
  if (year !== undefined) return dayOf(year, month, day)
  const [, first, separator, second, last] = /^(\d{1,2})([./-])(\d{1,2})\2(\d{4}|\d{2})$/.exec(given) ?? []
  if (first !== undefined) {
    const dayFirst = dayOf(last, second, first)
    if (separator === '.') return dayFirst
    return either(dayFirst, dayOf(last, first, second))
  }
  return readWords(given)
}

/** "14 Feb 2026", "14-Feb-26", "Feb 14, 2026" */
function readWords(text: string): ReadDay {
  const [, day, month, year] = /^(\d{1,2})\.?[ -]([a-z]{3})[a-z]*\.?[ ,-]+(\d{4}|\d{2})$/i.exec(text) ?? []
  if (day !== undefined) return dayOf(year, monthNamed(month), day)
  const [, named, on, of] = /^([a-z]{3})[a-z]*\.? (\d{1,2}),? (\d{4})$/i.exec(text) ?? []
  return on === undefined ? noDay : dayOf(of, monthNamed(named), on)
}

const noDay: ReadDay = { fault: 'no-day' }

function monthNamed(name = ''): string {
  return String(months.findIndex((month) => month === name.toLowerCase()) + 1)
}

function dayOf(year = '', month = '', day = ''): ReadDay {
  const whole = `${year.length === 2 ? `20${year}` : year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`
  return isDay(whole) ? { day: whole } : noDay
}

function either(one: ReadDay, other: ReadDay): ReadDay {
  if (!('day' in one)) return other
  if (!('day' in other) || one.day === other.day) return one
  return { readings: [one.day, other.day] }
}
