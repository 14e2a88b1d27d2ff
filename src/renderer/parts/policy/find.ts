/** Finds a text in the lines of a document, whatever its case. */

export interface Match {
  /** From 0. */
  readonly line: number
  readonly start: number
  readonly end: number
}

/** In the order of reading; none for an empty text. */
export function findIn(lines: readonly string[], wanted: string): readonly Match[] {
  if (wanted === '') return []
  const pattern = new RegExp(wanted.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&'), 'giu')
  return lines.flatMap((text, line) =>
    Array.from(text.matchAll(pattern), ({ index, 0: found }) => ({
      line,
      start: index,
      end: index + found.length
    }))
  )
}
