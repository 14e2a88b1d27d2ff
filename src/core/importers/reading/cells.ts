/** The cells of a row of delimited text, looked at where they stand: cutting a text out for each is most of the cost of a large report. */
import type { Flag, Seconds } from '../../iam/facts.ts'
import type { Span } from './csv.ts'
import { usualTime } from './time.ts'

/** One row at a time; `undefined` answers that a cell is not in a form that is told without cutting it out. */
export interface Cells {
  /** Turns to a row; false where it has not one cell for each column. */
  turnTo(row: Span): boolean
  text(column: number): string
  begins(column: number | undefined, word: string): boolean
  is(column: number, word: string): boolean
  time(column: number): Seconds | undefined
  flag(column: number): Flag | undefined
}

export function cellsOf(delimiter: string, width: number): Cells {
  /** Where each cell begins, and one past the delimiter that would follow the last. */
  const starts = new Int32Array(width + 1)
  let text = ''

  const start = (column: number): number => starts[column] as number
  const end = (column: number): number => (starts[column + 1] as number) - 1
  const length = (column: number): number => end(column) - start(column)

  function is(column: number, word: string): boolean {
    if (length(column) !== word.length) return false
    for (let at = start(column), n = 0; n < word.length; at++, n++)
      if (text.charCodeAt(at) !== word.charCodeAt(n)) return false
    return true
  }

  return {
    turnTo(row) {
      text = row.text
      starts[0] = row.from
      let n = 1
      for (
        let at = text.indexOf(delimiter, row.from);
        at >= 0 && at < row.to;
        at = text.indexOf(delimiter, at + 1)
      ) {
        if (n === width) return false
        starts[n++] = at + 1
      }
      starts[n] = row.to + 1
      return n === width
    },
    text: (column) => text.slice(start(column), end(column)).trim(),
    begins: (column, word) => column !== undefined && text.startsWith(word, start(column)),
    is,
    time: (column) => usualTime(text, start(column), length(column)),
    flag: (column) => (is(column, 'false') ? 0 : is(column, 'true') ? 1 : undefined)
  }
}
