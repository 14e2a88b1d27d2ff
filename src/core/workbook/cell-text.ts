/** Makes any text fit for a cell: never a formula or an error value, never longer than a cell, always valid XML. */

/**
 * Cuts what is longer than `longest` characters and says so in the cell, with the place of the whole. A text that begins with `=`
 * stays text: the writer stores it as a string.
 */
export function cellText(text: string, longest: number, whereWhole: string): string {
  const clean = cleanText(text)
  if (clean.length <= longest) return clean
  const mark = ` … [cut: ${text.length} characters; the whole stands in the engagement, ${whereWhole}]`
  return clean.slice(0, Math.max(0, longest - mark.length)).toWellFormed() + mark
}

/** One kind of line break, no lone surrogates, none of the two characters XML refuses, no escapes that a reader would undo. */
function cleanText(text: string): string {
  if (!needsCleaning.test(text)) return text
  return text
    .replaceAll('\r\n', '\n')
    .toWellFormed()
    .replaceAll(/[\ufffe\uffff]/g, '\ufffd')
    .replaceAll(/_(?=x[0-9A-Fa-f]{4}_)/g, '_x005F_')
}

/** Most text is fit as it is, and looking costs less than replacing nothing. */
const needsCleaning = /[\r\ud800-\udfff\ufffe\uffff]|_x/

const errorValues = new Set([
  '#VALUE!',
  '#REF!',
  '#N/A',
  '#NAME?',
  '#NULL!',
  '#DIV/0!',
  '#NUM!',
  '#GETTING_DATA',
  '#SPILL!',
  '#CALC!'
])

/** Whether the writer would take a text for one of Excel's error values. */
export function looksLikeError(text: string): boolean {
  return errorValues.has(text)
}

/** An ISO-8601 date or time as days since 1899-12-30, the way a spreadsheet counts; null where the text is neither. */
export function serialOf(iso: string, precision: 'day' | 'second'): number | null {
  if (!/^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2}(\.\d+)?)?Z)?$/.test(iso)) return null
  const milliseconds = Date.parse(iso)
  if (Number.isNaN(milliseconds)) return null
  const days = milliseconds / 86_400_000 + daysFrom1899To1970
  if (days < firstCountedAlike) return null
  return precision === 'day' ? Math.floor(days) : days
}

const daysFrom1899To1970 = 25_569
/** Before 1900-03-01 spreadsheets disagree about the number of a day. */
const firstCountedAlike = 61
