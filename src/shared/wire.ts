/** JSON as it crosses a text connection: `Uint8Array` travels as `{"$bytes": "<base64>"}`, everything else as itself. */

/** Turns an input, an answer or an event into text. */
export function encodeWire(value: unknown): string {
  return JSON.stringify(value, function (this: Readonly<Record<string, unknown>>, key, converted: unknown) {
    // Taken from its holder, because a Node `Buffer` arrives here already turned into an array of numbers.
    const original = this[key]
    return original instanceof Uint8Array ? { $bytes: toBase64(original) } : converted
  })
}

/** Reads such text back. Throws `SyntaxError` where it is not JSON. */
export function decodeWire(text: string): unknown {
  return JSON.parse(text, (_key, value: unknown) => bytesOf(value) ?? value)
}

function bytesOf(value: unknown): Uint8Array | null {
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, '$bytes')) return null
  const { $bytes: text, ...rest } = value as Record<string, unknown>
  return typeof text === 'string' && Object.keys(rest).length === 0 ? fromBase64(text) : null
}

/** Characters made at once: an argument list much longer than this overflows the stack. */
const step = 0x2000

function toBase64(bytes: Uint8Array): string {
  const parts: string[] = []
  for (let start = 0; start < bytes.length; start += step)
    parts.push(Reflect.apply(String.fromCharCode, null, bytes.subarray(start, start + step)) as string)
  return btoa(parts.join(''))
}

/** Null where the text is not base64: the value then stays as it came and the method's schema refuses it. */
function fromBase64(text: string): Uint8Array | null {
  let binary: string
  try {
    binary = atob(text)
  } catch {
    return null
  }
  const bytes = new Uint8Array(binary.length)
  for (let at = 0; at < binary.length; at += 1) bytes[at] = binary.charCodeAt(at)
  return bytes
}
