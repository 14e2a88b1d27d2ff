/** Walks JSON on bytes, chunk by chunk, and takes whole values out of it in the memory of the largest. */
import {
  backslash,
  closeBrace,
  closeBracket,
  colon,
  comma,
  end,
  isBlank,
  isClosing,
  isOpening,
  newline,
  openBrace,
  openBracket,
  quote,
  spell
} from './json-bytes.ts'
import { jsonLayout, nestsDeeper } from './json-layout.ts'
import { badValue, newlinesIn, parse } from './json-value.ts'

export interface SplitLimits {
  /** Brackets open at once within one value. */
  readonly depth: number
  /** Bytes of one value. */
  readonly size: number
}

/** Values of exports nest about ten deep and are some kilobytes; the largest known is one policy with all its versions. */
export const usualLimits: SplitLimits = { depth: 64, size: 16 << 20 }

/** Thrown where the structure breaks; caught where pieces are made. */
export class Broken extends Error {
  readonly path: string | null

  constructor(message: string, path: string | null) {
    super(message)
    this.path = path === '' ? null : path
  }
}

export interface Scanner {
  line(): number
  /** The next byte that is no blank, left in place; `end` where there is none. */
  peek(): number
  skip(): void
  /** A key and the colon after it. */
  key(path: string): string
  /** Takes a whole value. */
  value(path: string): { readonly value: unknown } | { readonly problem: string; readonly line?: number }
  /** Goes past a whole value without taking it. */
  pass(path: string): void
  /** Takes a comma (false) or the closing bracket (true). */
  separator(close: number, path: string): boolean
  /** What to throw where other text stands behind the JSON. */
  stray(): Broken
}

/** Of a path, in a sentence. */
const longestPlace = 120

/** Takes UTF-8 without byte order mark; `received` answers how many bytes of the file as received have been taken. */
export function scanJson(chunks: Iterable<Uint8Array>, received: () => number, limits: SplitLimits): Scanner {
  const source = chunks[Symbol.iterator]()
  const decoder = new TextDecoder('utf-8', { ignoreBOM: true })
  /** The bytes in hand: a chunk as it came, or `store` where a value runs over the end of one. */
  let bytes: Uint8Array = new Uint8Array(0)
  let store: Uint8Array = new Uint8Array(0)
  let at = 0
  let stop = 0
  /** Where the value being taken starts in `bytes`; -1 where nothing is kept. */
  let mark = -1
  let isTooLarge = false
  let line = 1
  const layout = jsonLayout()

  /** Brings in the next bytes behind those of the value being taken; false at the end of the file. */
  function more(): boolean {
    if (mark >= 0 && stop - mark > limits.size) {
      mark = -1
      isTooLarge = true
    }
    const next = source.next()
    if (next.done === true) return false
    const chunk = next.value
    if (mark < 0) {
      at -= stop
      bytes = chunk
      stop = chunk.length
      return true
    }
    const kept = stop - mark
    const needed = kept + chunk.length
    if (store.length < needed) {
      const grown = new Uint8Array(Math.max(needed, 2 * store.length))
      grown.set(bytes.subarray(mark, stop))
      store = grown
    } else if (bytes === store) {
      store.copyWithin(0, mark, stop)
    } else {
      store.set(bytes.subarray(mark, stop))
    }
    store.set(chunk, kept)
    bytes = store
    at -= mark
    mark = 0
    stop = needed
    return true
  }

  function peek(): number {
    for (;;) {
      while (at < stop) {
        const c = bytes[at] as number
        if (!isBlank(c)) return c
        if (c === newline) line++
        at++
      }
      if (!more()) return end
    }
  }

  /** Goes past a text, from its opening quote; false where the file ends inside. */
  function passText(): boolean {
    at++
    for (;;) {
      while (at < stop) {
        const c = bytes[at] as number
        at += c === backslash ? 2 : 1
        if (c === quote) return true
      }
      if (!more()) return false
    }
  }

  /** Goes past an object or list, from its opening bracket; answers how deep it nests, 0 where the file ends inside. */
  function passBrackets(): number {
    let depth = 0
    let deepest = 0
    let isInText = false
    do {
      const here = bytes
      const last = stop
      let i = at
      while (i < last) {
        if (!isInText) {
          const c = here[i++] as number
          if (c <= 0x20) {
            if (c !== newline) continue
            line++
            while (i < last && here[i] === 0x20) i++
          } else if (isOpening(c)) {
            if (++depth > deepest) deepest = depth
          } else if (isClosing(c)) {
            if (--depth > 0) continue
            at = i
            return deepest
          } else {
            isInText = c === quote
          }
          continue
        }
        let c = here[i++] as number
        while (c !== quote && c !== backslash && i < last) c = here[i++] as number
        if (c === backslash) i++
        isInText = c !== quote
      }
      at = i
    } while (more())
    return 0
  }

  /** Goes past a number, `true`, `false`, `null`, or whatever stands in their place; false where the file ends with it. */
  function passWord(): boolean {
    do {
      while (at < stop) {
        const c = bytes[at] as number
        if (isBlank(c) || c === comma || c === closeBracket || c === closeBrace) return true
        at++
      }
    } while (more())
    return false
  }

  /** Goes past a whole value; answers how deep it nests. */
  function passValue(path: string): number {
    const c = bytes[at] as number
    if (c === comma || isClosing(c)) throw expected('a value', c, path)
    let depth = 1
    if (c === quote) depth = passText() ? 1 : 0
    else if (c === openBrace || c === openBracket) depth = passBrackets()
    else if (!passWord() && path !== '') depth = 0
    if (depth === 0) throw endsEarly(path)
    return depth
  }

  /** The text of a whole value, or why it is not taken. */
  function take(path: string): { readonly text: string } | { readonly problem: string } {
    mark = at
    isTooLarge = false
    const depth = passValue(path)
    const from = mark
    mark = -1
    if (isTooLarge || at - from > limits.size)
      return {
        problem: `An entry is larger than ${limits.size} bytes, more than any export holds; it was left out.`
      }
    if (depth > limits.depth)
      return {
        problem: `An entry nests deeper than ${limits.depth} levels, more than any export does; it was left out.`
      }
    return { text: decoder.decode(bytes.subarray(from, at)) }
  }

  /** Takes a whole object by the layout of the file; null where it has to be walked. */
  function takeLaidOut(): { readonly value: unknown } | null {
    const to = bytes[at] === openBrace ? layout.endOf(bytes, at, stop) : -1
    if (to < 0 || to - at > limits.size) return null
    const text = decoder.decode(bytes.subarray(at, to))
    const value = parse(text)
    if (value === null || nestsDeeper(value, limits.depth)) {
      layout.missed()
      return null
    }
    at = to
    line += newlinesIn(text, text.length)
    return { value }
  }

  function endsEarly(path: string): Broken {
    const where = path === '' ? '' : `, inside ${path.slice(0, longestPlace)}`
    return new Broken(
      `The file ends early at byte ${received()}${where}: the export or its copy was cut short; ask for it again.`,
      path
    )
  }

  function expected(what: string, found: number, path: string): Broken {
    if (found === end) return endsEarly(path)
    const where = path === '' ? '' : ` after ${path.slice(0, longestPlace)}`
    return new Broken(
      `${what.replace(/^./, (letter) => letter.toUpperCase())} was expected${where}, found ${spell(found)}: the file is not valid JSON from here on.`,
      path
    )
  }

  return {
    line: () => line,
    peek,
    skip() {
      at++
    },
    key(path) {
      const c = peek()
      if (c !== quote) throw expected('a key in quotes', c, path)
      const taken = take(path)
      const key = 'text' in taken ? parse(taken.text) : null
      const after = peek()
      if (after !== colon) throw expected('a colon', after, path)
      at++
      return typeof key === 'string' ? key : ''
    },
    value(path) {
      if (peek() === end) throw endsEarly(path)
      const laidOut = takeLaidOut()
      if (laidOut !== null) return laidOut
      const before = line
      const taken = take(path)
      if ('problem' in taken) return taken
      try {
        return { value: JSON.parse(taken.text) as unknown }
      } catch (error) {
        line = before + newlinesIn(taken.text, taken.text.length)
        return badValue(taken.text, error, before)
      }
    },
    pass(path) {
      if (peek() === end) throw endsEarly(path)
      passValue(path)
    },
    separator(close, path) {
      const c = peek()
      if (c !== comma && c !== close) throw expected(`a comma or ${spell(close)}`, c, path)
      at++
      return c === close
    },
    stray: () =>
      new Broken(
        `Other text follows the end of the JSON; it begins with ${spell(peek())}. What stands before it was read.`,
        null
      )
  }
}
