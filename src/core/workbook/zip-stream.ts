/** Writes an archive of any size piece by piece: nothing of it is held but its list of contents (APPNOTE.TXT 6.3.10). */
import { oldestDate, record, type Codec } from './zip.ts'

export interface StreamedPart {
  readonly path: string
  /** In bytes, before packing. */
  readonly size: number
  readonly pieces: () => Iterable<Uint8Array>
}

interface Written {
  readonly name: Uint8Array
  readonly checksum: number
  readonly packed: number
  readonly size: number
  readonly offset: number
}

/** Version 4.5: archives beyond 4 GB (4.4.3). */
const version = 45
/** Checksum and sizes stand behind the content (bit 3); names are UTF-8 (bit 11). */
const flags = 0x0808
const deflated = 8
/** Says that the number stands in an extra field. */
const elsewhere = 0xffffffff
/** From here on a part is told in eight bytes; below it, packing cannot make it longer than four bytes tell. */
const large = 0xf0000000

/** The same parts give the same bytes. `watch` hears how many bytes of a part went in. */
export function* zipStream(
  parts: Iterable<StreamedPart>,
  codec: Codec,
  watch: (path: string, bytes: number) => void = () => undefined
): Generator<Uint8Array> {
  const written: Written[] = []
  let at = 0
  for (const { path, size, pieces } of parts) {
    const name = new TextEncoder().encode(path)
    const offset = at
    let checksum = 0
    let packed = 0
    let length = 0
    const header = localHeader(name, size >= large)
    at += header.length
    yield header
    for (const piece of packedPieces(pieces(), codec, (raw) => {
      checksum = codec.checksum(raw, checksum)
      length += raw.length
      watch(path, raw.length)
    })) {
      packed += piece.length
      yield piece
    }
    if (length !== size) throw new Error('A part of an archive has another size than it was said to have')
    const descriptor =
      size >= large ? longDescriptor(checksum, packed, size) : record([0x08074b50, checksum, packed, size])
    at += packed + descriptor.length
    yield descriptor
    written.push({ name, checksum, packed, size, offset })
  }
  const list = written.flatMap(listEntry)
  const listLength = list.reduce((sum, { length }) => sum + length, 0)
  yield* list
  yield* endOf(written.length, listLength, at)
}

/** Each piece packed by itself, and an end that holds nothing. */
function* packedPieces(
  pieces: Iterable<Uint8Array>,
  codec: Codec,
  hear: (raw: Uint8Array) => void
): Generator<Uint8Array> {
  for (const raw of pieces) {
    hear(raw)
    yield codec.pack(raw, false)
  }
  yield codec.pack(new Uint8Array(0), true)
}

function localHeader(name: Uint8Array, isLarge: boolean): Uint8Array {
  const extra = isLarge ? extraField([0, 0]) : new Uint8Array(0)
  const sizes = isLarge ? [elsewhere, elsewhere] : [0, 0]
  return joined(
    record(
      [0x04034b50],
      [version, flags, deflated, 0, oldestDate],
      [0, ...sizes],
      [name.length, extra.length]
    ),
    name,
    extra
  )
}

function longDescriptor(checksum: number, packed: number, size: number): Uint8Array {
  return joined(record([0x08074b50, checksum]), long(packed), long(size))
}

function listEntry({ name, checksum, packed, size, offset }: Written): readonly Uint8Array[] {
  const isLarge = size >= large
  const isFar = offset >= elsewhere
  const numbers = [...(isLarge ? [size, packed] : []), ...(isFar ? [offset] : [])]
  const extra = numbers.length > 0 ? extraField(numbers) : new Uint8Array(0)
  return [
    record(
      [0x02014b50],
      [version, version, flags, deflated, 0, oldestDate],
      [checksum, isLarge ? elsewhere : packed, isLarge ? elsewhere : size],
      [name.length, extra.length, 0, 0, 0],
      [0, isFar ? elsewhere : offset]
    ),
    name,
    extra
  ]
}

function* endOf(count: number, listLength: number, listAt: number): Generator<Uint8Array> {
  const isLarge = count >= 0xffff || listAt + listLength >= elsewhere
  if (isLarge) {
    yield joined(
      record([0x06064b50]),
      long(44),
      record([], [version, version], [0, 0]),
      long(count),
      long(count),
      long(listLength),
      long(listAt)
    )
    yield joined(record([0x07064b50, 0]), long(listAt + listLength), record([1]))
  }
  yield record(
    [0x06054b50],
    [0, 0, ...(isLarge ? [0xffff, 0xffff] : [count, count])],
    isLarge ? [elsewhere, elsewhere] : [listLength, listAt],
    [0]
  )
}

/** The field for numbers of eight bytes (4.5.3). */
function extraField(numbers: readonly number[]): Uint8Array {
  return joined(record([], [1, numbers.length * 8]), ...numbers.map(long))
}

function long(value: number): Uint8Array {
  const bytes = new Uint8Array(8)
  new DataView(bytes.buffer).setBigUint64(0, BigInt(value), true)
  return bytes
}

function joined(...pieces: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(pieces.reduce((sum, { length }) => sum + length, 0))
  let at = 0
  for (const piece of pieces) {
    whole.set(piece, at)
    at += piece.length
  }
  return whole
}
