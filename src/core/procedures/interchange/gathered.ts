/** Puts texts together until they are worth passing on. */

const pieceLength = 1 << 18

/** The bytes of the texts, in UTF-8, in pieces of about 256 KB. */
export function* gathered(texts: Iterable<string>): Generator<Uint8Array> {
  let held: string[] = []
  let length = 0
  for (const text of texts) {
    held.push(text)
    length += text.length
    if (length < pieceLength) continue
    yield Buffer.from(held.join(''), 'utf8')
    held = []
    length = 0
  }
  if (length > 0) yield Buffer.from(held.join(''), 'utf8')
}
