/** Tells a cell that was changed from one that a program only wrote in another way. */
import { readDay } from './client-day.ts'
import { plain, type ForeignCell } from './read-foreign.ts'

/** Programs lose line ends and blanks on the way, LibreOffice those of a cell that does not wrap; nobody answers by them. */
export function hasSameWords(one: string, other: string): boolean {
  return one.replaceAll(/\s+/g, '') === other.replaceAll(/\s+/g, '')
}

/** Whether a locked cell says what was handed out; dates may come back as text, numbers as text and text as numbers. */
export function saysTheSame(base: string, cell: Pick<ForeignCell, 'text'> | undefined): boolean {
  const handedOut = plain(base)
  const found = cell?.text ?? ''
  if (hasSameWords(handedOut, found)) return true
  const read = /^\d{4}-\d{2}-\d{2}/.test(handedOut) ? readDay(found) : null
  if (read === null) return false
  const day = handedOut.slice(0, 10)
  return 'day' in read ? read.day === day : 'readings' in read && read.readings.includes(day)
}
