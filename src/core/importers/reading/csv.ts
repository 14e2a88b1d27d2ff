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

/** Rows of any text, the header among them; blank lines are left out. */
export function* readRows(texts: Iterable<string>, delimiter: string): Generator<Row> {
  let pending: { readonly line: number; readonly text: string; readonly lines: readonly Line[] } | null = null
  for (const next of linesOf(texts)) {
    if (pending === null) {
      if (next.text === '') continue
      if (!next.hasQuote || !next.text.includes('"'))
        yield { line: next.line, fields: next.text.split(delimiter) }
      else if (closes(next.text, delimiter))
        yield { line: next.line, fields: splitCsvLine(next.text, delimiter) }
      else pending = { line: next.line, text: next.text, lines: [next] }
      continue
    }
    const text: string = `${pending.text}\n${next.text}`
    const lines: readonly Line[] = [...pending.lines, next]
    if (closes(text, delimiter)) {
      yield { line: pending.line, fields: splitCsvLine(text, delimiter) }
      pending = null
    } else if (lines.length >= mostLinesInQuotes || text.length > longestLine) {
      yield* asTheyStand(lines, delimiter)
      pending = null
    } else {
      pending = { line: pending.line, text, lines }
    }
  }
  if (pending) yield* asTheyStand(pending.lines, delimiter)
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

/** Whether every quoted field of a text is closed. */
function closes(text: string, delimiter: string): boolean {
  let isQuoted = false
  let isStart = true
  for (let at = 0; at < text.length; at++) {
    const c = text[at]
    if (isQuoted) {
      if (c === '"' && text[at + 1] === '"') at++
      else if (c === '"') isQuoted = false
    } else {
      if (c === '"' && isStart) isQuoted = true
      isStart = c === delimiter || c === '\n'
    }
  }
  return !isQuoted
}

function* asTheyStand(lines: readonly Line[], delimiter: string): Generator<Row> {
  for (const { line, text } of lines) if (text !== '') yield { line, fields: text.split(delimiter) }
}
