/** How tall a row must be for its wrapped text; no spreadsheet program works it out when a file is opened. */
import { tallestRow } from './limits.ts'

/** Points a line of the body font takes. */
const lineHeight = 12
const padding = 3

/** Height in points of a row whose tallest cell has this many lines. */
export function heightOf(lines: number): number {
  return Math.min(tallestRow, lines * lineHeight + padding)
}

/** Lines a text takes in a column of this width in characters; words are broken only where they are longer than a line. */
export function linesOf(text: string, width: number): number {
  if (text.length <= width && !text.includes('\n')) return 1
  const room = Math.max(1, Math.floor(width))
  let lines = 0
  for (const paragraph of text.split('\n')) {
    let used = 0
    lines++
    for (const word of paragraph.split(' ')) {
      const wanted = used === 0 ? word.length : used + 1 + word.length
      if (wanted <= room) {
        used = wanted
        continue
      }
      if (used > 0) lines++
      lines += Math.max(0, Math.ceil(word.length / room) - 1)
      used = word.length > room ? word.length % room || room : word.length
    }
  }
  return lines
}
