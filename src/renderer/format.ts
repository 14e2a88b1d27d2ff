/** How numbers, dates, sizes and long names read on every screen. Dates are UTC, always. */

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']
const longMonths = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December'
]
const grouped = new Intl.NumberFormat('en', { maximumFractionDigits: 0 })

/** `1,204` */
export function formatNumber(value: number): string {
  return grouped.format(value)
}

/** `1 account`, `14 accounts` */
export function formatCount(count: number, one: string, many = `${one}s`): string {
  return `${formatNumber(count)} ${count === 1 ? one : many}`
}

/** `85%`; never rounds up to 100% or down to 0% what is not. */
export function formatShare(part: number, whole: number): string {
  if (whole === 0) return '–'
  const percent = Math.round((part / whole) * 100)
  if (percent === 100 && part < whole) return '99%'
  if (percent === 0 && part > 0) return '1%'
  return `${String(percent)}%`
}

/** `18.4 MB`; units of 1000 bytes. */
export function formatSize(bytes: number): string {
  const units = ['bytes', 'kB', 'MB', 'GB']
  const step = bytes < 1 ? 0 : Math.min(Math.floor(Math.log10(bytes) / 3), units.length - 1)
  const value = bytes / 1000 ** step
  const text = step === 0 || value >= 100 ? formatNumber(value) : value.toFixed(1)
  return `${text} ${units[step] ?? ''}`
}

/** `18 Nov 2026`, from ISO-8601 text; what is not a time is shown as it stands. */
export function formatDate(at: string): string {
  const date = new Date(at)
  if (Number.isNaN(date.getTime())) return at
  return `${String(date.getUTCDate())} ${months[date.getUTCMonth()] ?? ''} ${String(date.getUTCFullYear())}`
}

/** `06:12` */
export function formatClock(at: string): string {
  const date = new Date(at)
  if (Number.isNaN(date.getTime())) return at
  return date.toISOString().slice(11, 16)
}

/** `18 Nov 2026, 06:12 UTC` */
export function formatTime(at: string): string {
  return Number.isNaN(new Date(at).getTime()) ? at : `${formatDate(at)}, ${formatClock(at)} UTC`
}

/** `today, 14:32 UTC` on the day of `now`, else the date. */
export function formatRecent(at: string, now: string): string {
  return formatDate(at) === formatDate(now) ? `today, ${formatClock(at)} UTC` : formatDate(at)
}

/** `November 2026`, from `2026-11`. */
export function formatPeriod(period: string): string {
  const [year = '', month = ''] = period.split('-')
  return `${longMonths[Number(month) - 1] ?? month} ${year}`
}

/** `9f3c…a1`: the ends of a value whose middle says little; the full text belongs in a title. */
export function shorten(value: string, head = 4, tail = 2): string {
  return value.length <= head + tail + 1 ? value : `${value.slice(0, head)}…${value.slice(-tail)}`
}

/** `HL` for "Halden Logistics"; one letter where there is one word. */
export function monogram(name: string): string {
  const words = name.split(/\s+/).filter((word) => word !== '')
  return [words[0], words.length > 1 ? words.at(-1) : undefined]
    .map((word) => [...(word ?? '')][0] ?? '')
    .join('')
    .toUpperCase()
}
