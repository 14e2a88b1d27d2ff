/** Turns the bytes of a file, in whatever encoding they were saved, into UTF-8 or text, chunk by chunk. */

/** As found in the file, and what is undone while reading. */
export type Encoding = 'UTF-8' | 'UTF-8 with byte order mark' | 'UTF-16LE' | 'UTF-16BE' | 'Windows-1252'

/** Tells the encoding from the first bytes of a file. PowerShell's `>` writes UTF-16LE, Excel a byte order mark or Windows-1252. */
export function encodingOf(head: Uint8Array): Encoding {
  const [first, second, third] = head
  if (first === 0xef && second === 0xbb && third === 0xbf) return 'UTF-8 with byte order mark'
  if (first === 0xff && second === 0xfe) return 'UTF-16LE'
  if (first === 0xfe && second === 0xff) return 'UTF-16BE'
  if (head.length > 1 && first !== 0 && second === 0 && head[3] === 0) return 'UTF-16LE'
  if (head.length > 1 && first === 0 && second !== 0 && head[2] === 0) return 'UTF-16BE'
  return isUtf8(head) ? 'UTF-8' : 'Windows-1252'
}

/** The bytes as UTF-8 without byte order mark; UTF-8 passes through uncopied. */
export function* utf8Chunks(chunks: Iterable<Uint8Array>, encoding: Encoding): Generator<Uint8Array> {
  if (encoding !== 'UTF-8' && encoding !== 'UTF-8 with byte order mark') {
    const encoder = new TextEncoder()
    for (const text of textChunks(chunks, encoding)) yield encoder.encode(text)
    return
  }
  let skip = encoding === 'UTF-8' ? 0 : 3
  for (const chunk of chunks) {
    const from = Math.min(skip, chunk.length)
    skip -= from
    if (from < chunk.length) yield from === 0 ? chunk : chunk.subarray(from)
  }
}

/** The bytes as text without byte order mark; what is no character becomes U+FFFD. */
export function* textChunks(chunks: Iterable<Uint8Array>, encoding: Encoding): Generator<string> {
  const decoder = new TextDecoder(labels[encoding])
  for (const chunk of chunks) {
    const text = decoder.decode(chunk, { stream: true })
    if (text !== '') yield text
  }
  const rest = decoder.decode()
  if (rest !== '') yield rest
}

const labels: Readonly<Record<Encoding, string>> = {
  'UTF-8': 'utf-8',
  'UTF-8 with byte order mark': 'utf-8',
  'UTF-16LE': 'utf-16le',
  'UTF-16BE': 'utf-16be',
  'Windows-1252': 'windows-1252'
}

/** A character cut by the end of the head does not count against it. */
function isUtf8(head: Uint8Array): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(head, { stream: true })
    return true
  } catch {
    return false
  }
}
