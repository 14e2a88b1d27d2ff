/** Unpacks gzip (RFC 1952): one or several members, each held to its checksum and its length. */
import type { Bytes } from './bytes.ts'
import { crc32 } from './crc32.ts'
import { inflate } from './inflate.ts'
import { checksumDiffers, damaged, endsEarly, strayBytes } from './refusal.ts'

export const gzipMagic = [0x1f, 0x8b, 0x08] as const

const what = 'The archive'
const hasHeaderChecksum = 2
const hasExtra = 4
const hasName = 8
const hasComment = 16
const reserved = 0xe0
/** Of a name or comment. */
const longestText = 64 << 10

export function* gunzip(bytes: Bytes): Generator<Uint8Array> {
  do {
    gzipName(bytes)
    let checksum = 0
    let length = 0
    for (const piece of inflate(bytes, Infinity, what)) {
      checksum = crc32(piece, checksum)
      length += piece.length
      yield piece
    }
    const trailer = bytes.exactly(8)
    if (trailer.length < 8) throw endsEarly(what)
    const view = new DataView(trailer.buffer, trailer.byteOffset, 8)
    if (view.getUint32(0, true) !== checksum || view.getUint32(4, true) !== length % 2 ** 32)
      throw checksumDiffers(what)
  } while (isMore(bytes))
}

/** Goes past the header of a member; answers the name in it, Latin-1 there, or null. */
export function gzipName(bytes: Bytes): string | null {
  const header = bytes.exactly(10)
  if (header.length < 10) throw endsEarly(what)
  if (gzipMagic.some((byte, at) => header[at] !== byte)) throw damaged(what)
  let checksum = crc32(header)
  const take = (length: number): Uint8Array => {
    const taken = bytes.exactly(length)
    if (taken.length < length) throw endsEarly(what)
    checksum = crc32(taken, checksum)
    return taken
  }
  const text = (): string => {
    let found = ''
    for (;;) {
      const byte = take(1)[0] ?? 0
      if (byte === 0) return found
      if (found.length === longestText) throw damaged(what)
      found += String.fromCharCode(byte)
    }
  }

  const flags = header[3] ?? 0
  if (flags & reserved) throw damaged(what)
  if (flags & hasExtra) {
    const [low = 0, high = 0] = take(2)
    take(low | (high << 8))
  }
  const name = flags & hasName ? text() : null
  if (flags & hasComment) text()
  if (flags & hasHeaderChecksum) {
    const wanted = checksum & 0xffff
    const [low = 0, high = 0] = take(2)
    if ((low | (high << 8)) !== wanted) throw checksumDiffers(what)
  }
  return name
}

/** Whether another member follows; zeros behind the last one are padding. */
function isMore(bytes: Bytes): boolean {
  const next = bytes.some(1)
  if (next === null) return false
  if (next[0] === gzipMagic[0]) {
    bytes.putBack(next)
    return true
  }
  for (let rest: Uint8Array | null = next; rest !== null; rest = bytes.some(Infinity))
    if (rest.some((byte) => byte !== 0)) throw strayBytes('behind its end')
  return false
}
