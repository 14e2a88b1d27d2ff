/** How tall a row must be for its wrapped text; no spreadsheet program works it out when a file is opened. */
import { tallestRow } from './limits.ts'

/** Points a line of the body font takes. */
const lineHeight = 12
const padding = 3

/** Height in points of a row whose tallest cell has this many lines. */
export function heightOf(lines: number): number {
  return Math.min(tallestRow, lines * lineHeight + padding)
}

/**
 * Lines a text takes in a column. Widths are counted in digits of the body font, as a spreadsheet counts them; words are broken only
 * where they are longer than a line.
 */
export function linesOf(text: string, width: number): number {
  // No character is wider than two digits.
  if (text.length * 2 <= width && !text.includes('\n')) return 1
  const room = Math.max(1, width)
  let lines = 1
  let used = 0
  let word = 0
  for (let place = 0; place <= text.length; place++) {
    const code = place < text.length ? text.charCodeAt(place) : endOfText
    if (code !== space && code !== lineBreak && code !== endOfText) {
      word += widthOf(code)
      continue
    }
    const needed = used === 0 ? word : used + blank + word
    if (needed <= room) used = needed
    else {
      lines += (used > 0 ? 1 : 0) + Math.max(0, Math.ceil(word / room) - 1)
      used = word > room ? word % room : word
    }
    word = 0
    if (code !== lineBreak) continue
    lines++
    used = 0
  }
  return lines
}

const space = 32
const lineBreak = 10
const endOfText = -1

function widthOf(code: number): number {
  return code < 127 ? (widths[code - 32] ?? 1) : code < ideographs ? 1.1 : 1.9
}

/** From here on scripts are about as wide as they are tall. */
const ideographs = 0x2e80
/** Advance widths of Arial from blank to `~`, in thousandths of its size; 556 is a digit. */
const advances = [
  278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278, 556, 556, 556, 556, 556,
  556, 556, 556, 556, 556, 278, 278, 584, 584, 584, 556, 1015, 667, 667, 722, 722, 667, 611, 778, 722, 278,
  500, 667, 556, 833, 722, 778, 667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 278, 278, 278, 469,
  556, 333, 556, 556, 500, 556, 556, 278, 556, 556, 222, 222, 500, 222, 833, 556, 556, 556, 556, 333, 500,
  278, 556, 500, 722, 500, 500, 500, 334, 260, 334, 584
]
/** Screens round the width of every character to whole pixels. */
const allowance = 1.04
const widths = advances.map((advance) => (advance / 556) * allowance)
const blank = widths[0] ?? 1
