/** Reads the list of contents that stands at the end of a zip, and holds it to the file: nothing before, between, behind or twice. */
import type { Budget } from './budget.ts'
import { bytesOf } from './bytes.ts'
import { crc32 } from './crc32.ts'
import {
  damaged,
  endsEarly,
  oneOfSeveral,
  protectedByPassword,
  saysTwoThings,
  strayBytes,
  tooLarge
} from './refusal.ts'
import { extraField, zip64Sizes } from './zip-extra.ts'
import { zipText } from './zip-text.ts'

/** What the list says of an entry. */
export interface Listed {
  /** As it stands in the file, and as text. */
  readonly rawName: Uint8Array
  readonly name: string
  readonly flags: number
  readonly method: number
  readonly checksum: number
  readonly packed: number
  readonly size: number
  /** Where its own header begins. */
  readonly offset: number
  /** The type bits of a Unix mode (`S_IFMT`); 0 where it was packed elsewhere. */
  readonly fileType: number
}

export interface Directory {
  /** In the order they stand in the file. */
  readonly entries: readonly Listed[]
  /** Where the list begins, right behind the last entry. */
  readonly start: number
}

export const isEncrypted = 1
export const hasDescriptor = 8
const isStronglyEncrypted = 1 << 6
const isMasked = 1 << 13
/** Method 99 stands for AES (APPNOTE.TXT, 4.4.5). */
const encryptedMethod = 99

/** Bytes kept of the end; the list of some thousand entries is within. */
const tailBytes = 1 << 20
/** Of the list; 200,000 entries with names of 250 characters. */
const longestList = 64 << 20
export const endLength = 22
const locatorLength = 20
const end64Length = 56
/** Of the mark before the first entry of an archive that was to be split and came out in one part. */
export const markLength = 4
const longestComment = 0xffff
const headerLength = 46
const localHeaderLength = 30
const what = 'The archive'

export function readDirectory(open: () => Iterable<Uint8Array>, budget: Budget): Directory {
  const { tail, size } = tailOf(open())
  const { start, length, entries: count, isExact } = listAt(tail, size)
  if (length > longestList) throw tooLarge('The list of contents of the archive is larger than 64 MB.')
  const list =
    start >= size - tail.length
      ? tail.subarray(start - size + tail.length, start - size + tail.length + length)
      : readAt(open(), start, length)
  const entries = entriesIn(list, budget)
  if (isExact ? entries.length !== count : entries.length % 0x10000 !== count)
    throw saysTwoThings(`its end tells of ${count} entries, its list has ${entries.length}`)
  entries.sort((a, b) => a.offset - b.offset)
  holdApart(entries, start)
  return { entries, start }
}

/** Entries follow one another from the first byte; only what is between two of them is not settled here. */
function holdApart(entries: readonly Listed[], start: number): void {
  if (![0, markLength].includes(entries[0]?.offset ?? start)) throw strayBytes('before its first entry')
  for (const [n, { offset, rawName, packed }] of entries.entries())
    if (offset + localHeaderLength + rawName.length + packed > (entries[n + 1]?.offset ?? start))
      throw saysTwoThings('two of its entries lie over each other')
}

interface ListPlace {
  readonly start: number
  readonly length: number
  readonly entries: number
  /** Before zip64 the count is that of 16 bits; some programs let it run over. */
  readonly isExact: boolean
}

function listAt(tail: Uint8Array, size: number): ListPlace {
  const view = viewOf(tail)
  const at = endIn(view)
  const disk = view.getUint16(at + 4, true)
  if ((disk !== 0 && disk !== 0xffff) || view.getUint16(at + 8, true) !== view.getUint16(at + 10, true))
    throw oneOfSeveral()
  const short: ListPlace = {
    entries: view.getUint16(at + 10, true),
    length: view.getUint32(at + 12, true),
    start: view.getUint32(at + 16, true),
    isExact: false
  }
  const locator = at - locatorLength
  const is64 = locator >= 0 && view.getUint32(locator, true) === 0x07064b50
  const end = is64 ? locator - end64Length : at
  const place = is64 ? listAt64(view, locator, tail.length, size, short) : short
  const listEnd = end + size - tail.length
  if (place.start + place.length < listEnd) throw strayBytes('before its first entry or its list of contents')
  if (place.start + place.length > listEnd) throw damaged(what)
  return place
}

/** Finds the end record whose comment reaches exactly to the end of the file. */
function endIn(view: DataView): number {
  const found: number[] = []
  let isAnywhere = false
  const last = view.byteLength - endLength
  for (let at = last; at >= Math.max(0, last - longestComment); at--) {
    if (view.getUint32(at, true) !== 0x06054b50) continue
    isAnywhere = true
    if (view.getUint16(at + 20, true) === last - at) found.push(at)
  }
  const [at, other] = found
  if (at === undefined) throw isAnywhere ? strayBytes('behind its end') : endsEarly(what)
  if (other !== undefined) throw saysTwoThings('it has two ends')
  return at
}

function listAt64(view: DataView, locator: number, tail: number, size: number, short: ListPlace): ListPlace {
  const at = locator - end64Length
  if (at < 0 || view.getUint32(at, true) !== 0x06064b50 || long(view, at + 4) !== end64Length - 12)
    throw damaged(what)
  if (view.getUint32(locator + 16, true) > 1 || view.getUint32(at + 16, true) !== 0) throw oneOfSeveral()
  if (long(view, locator + 8) !== at + size - tail) throw strayBytes('before its first entry')
  const place = {
    entries: long(view, at + 32),
    length: long(view, at + 40),
    start: long(view, at + 48),
    isExact: true
  }
  if (
    (short.entries !== 0xffff && short.entries !== place.entries) ||
    (short.length !== 0xffffffff && short.length !== place.length) ||
    (short.start !== 0xffffffff && short.start !== place.start)
  )
    throw saysTwoThings('its two ends name different lists of contents')
  return place
}

function entriesIn(list: Uint8Array, budget: Budget): Listed[] {
  let total = 0
  const view = viewOf(list)
  const entries: Listed[] = []
  let at = 0
  while (at < list.length) {
    if (at + headerLength > list.length || view.getUint32(at, true) !== 0x02014b50) throw damaged(what)
    const nameEnd = at + headerLength + view.getUint16(at + 28, true)
    const extraEnd = nameEnd + view.getUint16(at + 30, true)
    const next = extraEnd + view.getUint16(at + 32, true)
    if (next > list.length) throw damaged(what)
    const flags = view.getUint16(at + 8, true)
    const method = view.getUint16(at + 10, true)
    if (flags & (isEncrypted | isStronglyEncrypted | isMasked) || method === encryptedMethod)
      throw protectedByPassword()
    const rawName = list.slice(at + headerLength, nameEnd)
    const extra = list.subarray(nameEnd, extraEnd)
    const [size, packed, offset] = zip64Sizes(extra, [
      view.getUint32(at + 24, true),
      view.getUint32(at + 20, true),
      view.getUint32(at + 42, true)
    ])
    entries.push({
      rawName,
      name: nameOf(rawName, extra),
      flags,
      method,
      checksum: view.getUint32(at + 16, true),
      packed: packed ?? 0,
      size: size ?? 0,
      offset: offset ?? 0,
      fileType: isUnix(view.getUint8(at + 5)) ? (view.getUint32(at + 38, true) >>> 16) & 0o170000 : 0
    })
    total += size ?? 0
    budget.admitAll(entries.length, total)
    at = next
  }
  return entries
}

/** Info-ZIP keeps the name in UTF-8 beside one that its code page cannot spell; the checksum binds the two. */
function nameOf(rawName: Uint8Array, extra: Uint8Array): string {
  const unicode = extraField(extra, 0x7075)
  if (
    unicode &&
    unicode.length > 5 &&
    unicode[0] === 1 &&
    viewOf(unicode).getUint32(1, true) === crc32(rawName)
  )
    return zipText(unicode.subarray(5))
  return zipText(rawName)
}

/** Unix and Darwin (APPNOTE.TXT, 4.4.2). */
function isUnix(host: number): boolean {
  return host === 3 || host === 19
}

/** The last bytes of a file, and how many it has. */
function tailOf(chunks: Iterable<Uint8Array>): { readonly tail: Uint8Array; readonly size: number } {
  const store = new Uint8Array(2 * tailBytes)
  let length = 0
  let size = 0
  for (const chunk of chunks) {
    size += chunk.length
    const last = chunk.length > tailBytes ? chunk.subarray(chunk.length - tailBytes) : chunk
    if (length + last.length > store.length) {
      store.copyWithin(0, length - tailBytes, length)
      length = tailBytes
    }
    store.set(last, length)
    length += last.length
  }
  return { tail: store.subarray(Math.max(0, length - tailBytes), length), size }
}

function readAt(chunks: Iterable<Uint8Array>, start: number, length: number): Uint8Array {
  const bytes = bytesOf(chunks)
  try {
    const list = bytes.pass(start) ? bytes.exactly(length) : new Uint8Array(0)
    if (list.length < length) throw endsEarly(what)
    return list
  } finally {
    bytes.close()
  }
}

/** `PK`, 7, 8 or `PK00` (APPNOTE.TXT, 8.5). */
export function isSplitMark(signature: number): boolean {
  return signature === 0x08074b50 || signature === 0x30304b50
}

export function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
}

function long(view: DataView, at: number): number {
  return Number(view.getBigUint64(at, true))
}
