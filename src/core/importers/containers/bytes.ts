/** Takes the bytes of a file as they are needed: a few, a given number, or past them, with the place always known. */

export interface Bytes {
  /** Bytes taken or passed so far. */
  position(): number
  /** What is at hand, at least one byte and at most `most`; null at the end of the file. A view, not a copy. */
  some(most: number): Uint8Array | null
  /** Exactly as many; fewer where the file ends before. */
  exactly(length: number): Uint8Array
  /** Goes past as many; false where the file ends before. */
  pass(length: number): boolean
  /** Puts back what was taken last. */
  putBack(taken: Uint8Array): void
  /** Lets go of the file. */
  close(): void
}

export function bytesOf(chunks: Iterable<Uint8Array>): Bytes {
  const source = chunks[Symbol.iterator]()
  let hand: Uint8Array = new Uint8Array(0)
  let at = 0
  let position = 0

  function some(most: number): Uint8Array | null {
    while (at === hand.length) {
      const next = source.next()
      if (next.done === true) return null
      hand = next.value
      at = 0
    }
    const taken = hand.subarray(at, at + Math.min(most, hand.length - at))
    at += taken.length
    position += taken.length
    return taken
  }

  return {
    position: () => position,
    some,
    exactly(length) {
      const first = some(length)
      if (first === null || first.length === length) return first ?? new Uint8Array(0)
      const parts = [first]
      let missing = length - first.length
      while (missing > 0) {
        const part = some(missing)
        if (part === null) break
        parts.push(part)
        missing -= part.length
      }
      return joined(parts)
    },
    pass(length) {
      for (let left = length; left > 0;) {
        const passed = some(left)
        if (passed === null) return false
        left -= passed.length
      }
      return true
    },
    putBack(taken) {
      if (taken.length === 0) return
      hand = joined([taken, hand.subarray(at)])
      at = 0
      position -= taken.length
    },
    close: () => void source.return?.()
  }
}

export function joined(parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((length, part) => length + part.length, 0))
  let at = 0
  for (const part of parts) {
    whole.set(part, at)
    at += part.length
  }
  return whole
}
