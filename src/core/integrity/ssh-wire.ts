/** Texts and numbers as SSH writes them (RFC 4251, 5): a length of four bytes, then the bytes. */

/** Bytes in SSH's form. Text is written as UTF-8. */
export function wireString(value: string | Uint8Array): Buffer {
  const bytes = typeof value === 'string' ? Buffer.from(value, 'utf8') : value
  return Buffer.concat([wireNumber(bytes.length), bytes])
}

export function wireNumber(value: number): Buffer {
  const bytes = Buffer.alloc(4)
  bytes.writeUInt32BE(value)
  return bytes
}

export interface WireReader {
  /** The next bytes that were written with their length; null where there are fewer than it says. */
  readonly string: () => Buffer | null
  readonly number: () => number | null
  /** The next bytes, without a length. */
  readonly bytes: (count: number) => Buffer | null
  readonly isAtEnd: () => boolean
}

export function readWire(blob: Uint8Array): WireReader {
  const whole = Buffer.from(blob.buffer, blob.byteOffset, blob.byteLength)
  let at = 0

  function bytes(count: number): Buffer | null {
    if (at + count > whole.length) return null
    at += count
    return whole.subarray(at - count, at)
  }

  function number(): number | null {
    return bytes(4)?.readUInt32BE() ?? null
  }

  return {
    bytes,
    number,
    string() {
      const length = number()
      return length === null ? null : bytes(length)
    },
    isAtEnd: () => at === whole.length
  }
}

/** The bytes of a text in base64; null where it is not spelled as its bytes would be, so that no character can change unseen. */
export function exactBase64(text: string): Buffer | null {
  const bytes = Buffer.from(text, 'base64')
  return bytes.toString('base64') === text ? bytes : null
}
