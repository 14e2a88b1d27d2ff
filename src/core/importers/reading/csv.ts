/** Reads delimited text row by row with the line each row starts on, in constant memory (RFC 4180, and what spreadsheets make of it). */

export interface Row {
  /** 1-based, in the file as received. */
  readonly line: number
  readonly fields: readonly string[]
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
  /** The lines of a row whose quoted field is still open. */
  let open: Line[] = []
  let size = 0
  for (const next of linesOf(texts)) {
    const [first] = open
    if (first === undefined) {
      if (next.text === '') continue
      if (!next.hasQuote || !next.text.includes('"'))
        yield { line: next.line, fields: next.text.split(delimiter) }
      else if (!isOpenAfter(next.text, delimiter, false))
        yield { line: next.line, fields: splitCsvLine(next.text, delimiter) }
      else {
        open = [next]
        size = next.text.length
      }
      continue
    }
    open.push(next)
    size += next.text.length + 1
    if (!isOpenAfter(next.text, delimiter, true)) {
      yield { line: first.line, fields: splitCsvLine(open.map(({ text }) => text).join('\n'), delimiter) }
      open = []
    } else if (open.length >= mostLines || size > longestLine) {
      yield* asTheyStand(open, delimiter)
      open = []
    }
  }
  yield* asTheyStand(open, delimiter)
}

/** The fields of one line; a doubled quote inside quotes is one quote. */
export function splitCsvLine(line: string, delimiter: string): string[] {
  if (!line.includes('"')) return line.split(delimiter)
  const fields: string[] = []
  let field = ''
  let isQuoted = false
  let isStart = true
  for (let at = 0; at < line.length; at++) {
    const c = line[at] as string
    if (isQuoted) {
      if (c !== '"') field += c
      else if (line[at + 1] === '"') field += line[++at] as string
      else isQuoted = false
    } else if (c === '"' && isStart) {
      isQuoted = true
      isStart = false
    } else if (c === delimiter) {
      fields.push(field)
      field = ''
      isStart = true
    } else {
      field += c
      isStart = false
    }
  }
  fields.push(field)
  return fields
}

interface Line {
  readonly line: number
  readonly text: string
  /** False where no quote stands anywhere near the line, which spares looking for one in each. */
  readonly hasQuote: boolean
}

function* linesOf(texts: Iterable<string>): Generator<Line> {
  let rest = ''
  let line = 1
  let isCarriageReturnOnly: boolean | null = null
  for (const text of texts) {
    // Spreadsheets on the Mac end lines with a carriage return alone.
    isCarriageReturnOnly ??= !text.includes('\n') && /\r[^\n]/.test(text)
    rest += isCarriageReturnOnly ? text.replaceAll('\r', '\n') : text
    const hasQuote = rest.includes('"')
    let from = 0
    for (let at = rest.indexOf('\n'); at >= 0; at = rest.indexOf('\n', from)) {
      yield {
        line: line++,
        text: rest.slice(from, rest[at - 1] === '\r' && at > from ? at - 1 : at),
        hasQuote
      }
      from = at + 1
    }
    rest = rest.slice(from)
    if (rest.length > longestLine) {
      yield { line, text: rest, hasQuote }
      rest = ''
    }
  }
  if (rest !== '') yield { line, text: rest.endsWith('\r') ? rest.slice(0, -1) : rest, hasQuote: true }
}

/** Whether a quoted field is open at the end of a line, given whether one was at its start. */
function isOpenAfter(text: string, delimiter: string, wasOpen: boolean): boolean {
  let isQuoted = wasOpen
  let isStart = !wasOpen
  for (let at = 0; at < text.length; at++) {
    const c = text[at]
    if (isQuoted) {
      if (c === '"' && text[at + 1] === '"') at++
      else if (c === '"') isQuoted = false
    } else {
      if (c === '"' && isStart) isQuoted = true
      isStart = c === delimiter
    }
  }
  return isQuoted
}

function* asTheyStand(lines: readonly Line[], delimiter: string): Generator<Row> {
  for (const { line, text } of lines) if (text !== '') yield { line, fields: text.split(delimiter) }
}
