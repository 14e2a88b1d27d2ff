/** Reads delimited text row by row with the line each row starts on, in constant memory (RFC 4180, and what spreadsheets make of it). */

export interface Row {
  /** 1-based, in the file as received. */
  readonly line: number
  readonly fields: readonly string[]
}

/** A row without quotes where it stands in a longer text, as yet uncut. */
export interface Span {
  readonly line: number
  readonly text: string
  readonly from: number
  readonly to: number
}

/** A quoted field that does not close within this many lines was never opened: its quote is a character. */
const mostLinesInQuotes = 16
/** A line without end is no line of an export. */
const longestLine = 1 << 20

/**
 * Rows of any text, the header among them; blank lines are left out. `mostLines`: how many lines a quoted field may run over, for
 * tables whose fields hold whole scripts.
 */
export function* readRows(
  texts: Iterable<string>,
  delimiter: string,
  mostLines = mostLinesInQuotes
): Generator<Row> {
  for (const row of readSpans(texts, delimiter, mostLines)) yield 'fields' in row ? row : cut(row, delimiter)
}

/** The same rows, those without quotes left uncut. */
export function* readSpans(
  texts: Iterable<string>,
  delimiter: string,
  mostLines = mostLinesInQuotes
): Generator<Row | Span> {
  /** The lines of a row whose quoted field is still open. */
  let open: Line[] = []
  let size = 0
  for (const next of linesOf(texts)) {
    if (next.from === next.to && open.length === 0) continue
    if (!next.hasQuote && open.length === 0) {
      yield next
      continue
    }
    const text = textOf(next)
    const [first] = open
    if (first === undefined) {
      if (!text.includes('"')) yield next
      else if (!isOpenAfter(text, delimiter, false))
        yield { line: next.line, fields: splitCsvLine(text, delimiter) }
      else {
        open = [next]
        size = text.length
      }
      continue
    }
    open.push(next)
    size += text.length + 1
    if (!isOpenAfter(text, delimiter, true)) {
      yield { line: first.line, fields: splitCsvLine(open.map(textOf).join('\n'), delimiter) }
      open = []
    } else if (open.length >= mostLines || size > longestLine) {
      yield* asTheyStand(open, delimiter)
      open = []
    }
  }
  yield* asTheyStand(open, delimiter)
}

/** A row cut into its fields. */
export function cut(row: Span, delimiter: string): Row {
  return { line: row.line, fields: textOf(row).split(delimiter) }
}

/** The fields of one line; a doubled quote inside quotes is one quote. */
export function splitCsvLine(line: string, delimiter: string): string[] {
  if (!line.includes('"')) return line.split(delimiter)
  const fields: string[] = []
  for (let at = 0; at <= line.length;) {
    const closing = line[at] === '"' ? closingQuote(line, at) : -1
    const rest = closing < 0 ? at : closing + 1
    const found = line.indexOf(delimiter, rest)
    const end = found < 0 ? line.length : found
    const quoted = closing < 0 ? '' : line.slice(at + 1, closing)
    fields.push(
      (quoted.includes('"') ? quoted.replaceAll('""', '"') : quoted) + line.slice(Math.min(rest, end), end)
    )
    at = end + 1
  }
  return fields
}

/** Where the field that opens at `from` closes; the end of the line where it does not. */
function closingQuote(line: string, from: number): number {
  let at = line.indexOf('"', from + 1)
  while (at >= 0 && line[at + 1] === '"') at = line.indexOf('"', at + 2)
  return at < 0 ? line.length : at
}

interface Line extends Span {
  /** False where no quote stands anywhere near the line, which spares looking for one in each. */
  readonly hasQuote: boolean
}

function* linesOf(texts: Iterable<string>): Generator<Line> {
  /** The line that the next text goes on with. */
  let rest = ''
  let line = 1
  let isCarriageReturnOnly: boolean | null = null
  for (const received of texts) {
    // Spreadsheets on the Mac end lines with a carriage return alone.
    isCarriageReturnOnly ??= !received.includes('\n') && /\r[^\n]/.test(received)
    const text = isCarriageReturnOnly ? received.replaceAll('\r', '\n') : received
    const hasQuote = text.includes('"')
    let from = 0
    for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', from)) {
      // Only the line at the border is put together: in a text of several parts every character takes longer to get.
      if (rest === '') yield lineOf(line++, text, from, at, hasQuote)
      else {
        const whole = rest + text.slice(0, at)
        yield lineOf(line++, whole, 0, whole.length, true)
        rest = ''
      }
      from = at + 1
    }
    rest += text.slice(from)
    if (rest.length > longestLine) {
      yield { line, text: rest, from: 0, to: rest.length, hasQuote: true }
      rest = ''
    }
  }
  if (rest !== '') yield lineOf(line, rest, 0, rest.length, true)
}

function lineOf(line: number, text: string, from: number, end: number, hasQuote: boolean): Line {
  return { line, text, from, to: end > from && text[end - 1] === '\r' ? end - 1 : end, hasQuote }
}

function textOf({ text, from, to }: Span): string {
  return text.slice(from, to)
}

/** Whether a quoted field is open at the end of a line, given whether one was at its start. */
function isOpenAfter(text: string, delimiter: string, wasOpen: boolean): boolean {
  let isQuoted = wasOpen
  for (let at = text.indexOf('"'); at >= 0; at = text.indexOf('"', at + 1)) {
    if (!isQuoted) isQuoted = at === 0 || text[at - 1] === delimiter
    else if (text[at + 1] === '"') at++
    else isQuoted = false
  }
  return isQuoted
}

function* asTheyStand(lines: readonly Line[], delimiter: string): Generator<Row> {
  for (const line of lines) if (line.from < line.to) yield cut(line, delimiter)
}
