/** Guesses from the layout of a JSON file where an object ends, which spares walking it; whether it does is for `JSON.parse` to say. */

export interface Layout {
  /** Where the object that opens at `at` may end, of the bytes before `stop`; -1 where there is no telling. */
  endOf(bytes: Uint8Array, at: number, stop: number): number
  /** Says that an end that was answered was none. */
  missed(): void
}

/** Members of exports have some kilobytes; a larger one is walked. */
const farthest = 1 << 16
const widestIndent = 64
const newline = 0x0a
const blank = 0x20

/** Takes an object that begins on a line of its own to end at the first line that begins as far in with its closing brace. */
export function jsonLayout(): Layout {
  const closings: Buffer[] = []
  let tried = 0
  let misses = 0

  return {
    endOf(bytes, at, stop) {
      // Layouts that do not keep to this are soon not tried any more.
      if (misses * 8 > tried + 64) return -1
      let from = at
      while (from > 0 && bytes[from - 1] === blank) from--
      const indent = at - from
      if (indent > widestIndent || from === 0 || bytes[from - 1] !== newline) return -1
      tried++
      const closing = (closings[indent] ??= Buffer.from(`\n${' '.repeat(indent)}}`))
      const length = Math.min(stop - at, farthest)
      const found = Buffer.from(bytes.buffer, bytes.byteOffset + at, length).indexOf(closing)
      if (found < 0) misses++
      return found < 0 ? -1 : at + found + closing.length
    },
    missed() {
      misses++
    }
  }
}

/** Whether a value has more objects and lists inside each other than this. */
export function nestsDeeper(value: unknown, levels: number): boolean {
  if (typeof value !== 'object' || value === null) return false
  if (levels === 0) return true
  if (Array.isArray(value)) {
    for (const element of value as unknown[])
      if (typeof element === 'object' && nestsDeeper(element, levels - 1)) return true
  } else {
    for (const element of Object.values(value) as unknown[])
      if (typeof element === 'object' && nestsDeeper(element, levels - 1)) return true
  }
  return false
}
