/** Takes an archive apart and puts it together again, so that large parts can be written piece by piece. */

/** What packs and unpacks; given from outside, as this room knows no platform. Same bytes in, same bytes out. */
export interface Codec {
  /** Packs a piece of a part (raw deflate); the pieces of a part are joined in order. */
  readonly pack: (piece: Uint8Array, isLast: boolean) => Uint8Array
  /** Throws where more than `atMost` bytes would come out. */
  readonly unpack: (packed: Uint8Array, atMost?: number) => Uint8Array
  /** CRC-32 of a part so far and a piece more. */
  readonly checksum: (piece: Uint8Array, before: number) => number
}

/** A part as it stands in an archive. */
export interface Entry {
  readonly path: string
  /** 0 stored, 8 packed. */
  readonly method: number
  readonly checksum: number
  readonly size: number
  readonly packed: readonly Uint8Array[]
}

/** The parts of an archive made a moment ago by the writer of this room, in order. */
export function entriesOf(archive: Uint8Array): Entry[] {
  const view = new DataView(archive.buffer, archive.byteOffset, archive.byteLength)
  const end = archive.length - endLength
  let at = view.getUint32(end + 16, true)
  return Array.from({ length: view.getUint16(end + 10, true) }, () => {
    const [packedSize, nameLength] = [view.getUint32(at + 20, true), view.getUint16(at + 28, true)]
    const local = view.getUint32(at + 42, true)
    const from = local + 30 + view.getUint16(local + 26, true) + view.getUint16(local + 28, true)
    const entry: Entry = {
      path: new TextDecoder().decode(archive.subarray(at + 46, at + 46 + nameLength)),
      method: view.getUint16(at + 10, true),
      checksum: view.getUint32(at + 16, true),
      size: view.getUint32(at + 24, true),
      packed: [archive.subarray(from, from + packedSize)]
    }
    at += 46 + nameLength + view.getUint16(at + 30, true) + view.getUint16(at + 32, true)
    return entry
  })
}

/** The text of a part. */
export function textOf({ method, packed }: Entry, codec: Codec): string {
  const [whole] = packed
  if (!whole) return ''
  return new TextDecoder().decode(method === 0 ? whole : codec.unpack(whole))
}

/** A part made of text, packed as the text comes. */
export function entryFrom(path: string, text: Iterable<string>, codec: Codec): Entry {
  const encoder = new TextEncoder()
  const packed: Uint8Array[] = []
  let checksum = 0
  let size = 0
  let buffer = new Uint8Array(0)
  let filled = 0
  let characters = 0
  const add = (isLast: boolean): void => {
    const piece = buffer.subarray(0, filled)
    checksum = codec.checksum(piece, checksum)
    size += filled
    packed.push(codec.pack(piece, isLast))
    filled = 0
    characters = 0
  }
  for (const piece of text) {
    // No character takes more than three bytes.
    if (filled + piece.length * 3 > buffer.length) buffer = grown(buffer, filled + piece.length * 3)
    filled += encoder.encodeInto(piece, buffer.subarray(filled)).written
    characters += piece.length
    if (characters >= pieceLength) add(false)
  }
  add(true)
  return { path, method: 8, checksum, size, packed }
}

/** One buffer takes all pieces in turn: a new one for each would wait in memory to be collected. */
function grown(buffer: Uint8Array<ArrayBuffer>, needed: number): Uint8Array<ArrayBuffer> {
  const larger = new Uint8Array(Math.max(needed, buffer.length * 2))
  larger.set(buffer)
  return larger
}

/** The archive of these parts. Every part carries the same date, the oldest there is. */
export function archiveOf(entries: readonly Entry[]): Uint8Array {
  const pieces: Uint8Array[] = []
  const directory: Uint8Array[] = []
  let at = 0
  for (const { path, method, checksum, size, packed } of entries) {
    const name = new TextEncoder().encode(path)
    const packedSize = lengthOf(packed)
    const shared = [20, 0, method, 0, oldestDate]
    directory.push(
      record([0x02014b50], [20, ...shared], [checksum, packedSize, size], [name.length, 0, 0, 0, 0], [0, at]),
      name
    )
    const header = record([0x04034b50], shared, [checksum, packedSize, size], [name.length, 0])
    pieces.push(header, name, ...packed)
    at += header.length + name.length + packedSize
  }
  const end = record([0x06054b50], [0, 0, entries.length, entries.length], [lengthOf(directory), at], [0])
  return joined([...pieces, ...directory, end])
}

const endLength = 22
/** 1980-01-01, as DOS counts. */
export const oldestDate = 33
/** Characters that are packed at once. */
const pieceLength = 1 << 20

/** A record of the format: groups of four-byte and two-byte numbers in turn. */
export function record(...groups: readonly (readonly number[])[]): Uint8Array {
  const bytes = new Uint8Array(
    groups.reduce((sum, group, place) => sum + group.length * (place % 2 === 0 ? 4 : 2), 0)
  )
  const view = new DataView(bytes.buffer)
  let at = 0
  for (const [place, group] of groups.entries())
    for (const number of group) {
      if (place % 2 === 0) view.setUint32(at, number, true)
      else view.setUint16(at, number, true)
      at += place % 2 === 0 ? 4 : 2
    }
  return bytes
}

function joined(pieces: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(lengthOf(pieces))
  let at = 0
  for (const piece of pieces) {
    whole.set(piece, at)
    at += piece.length
  }
  return whole
}

function lengthOf(pieces: readonly Uint8Array[]): number {
  return pieces.reduce((sum, piece) => sum + piece.length, 0)
}
