/** Walks a zip entry by entry along its bytes, holding each to what the list of contents says of it. */
import type { Budget } from './budget.ts'
import { bytesOf, type Bytes } from './bytes.ts'
import { crc32 } from './crc32.ts'
import type { RawEntry } from './entry.ts'
import { inflate } from './inflate.ts'
import { checksumDiffers, damaged, endsEarly, quoted, saysTwoThings, strayBytes } from './refusal.ts'
import {
  hasDescriptor,
  isEncrypted,
  isSplitMark,
  markLength,
  readDirectory,
  viewOf,
  type Listed
} from './zip-directory.ts'
import { isIn64, zip64Sizes } from './zip-extra.ts'

const stored = 0
const deflated = 8
const headerLength = 30
const isUtf8 = 1 << 11

/** Opens the file two or three times: for its end, for its list of contents where that is long, and for the entries. */
export function* zipEntries(open: () => Iterable<Uint8Array>, budget: Budget): Generator<RawEntry> {
  const { entries, start } = readDirectory(open, budget)
  const bytes = bytesOf(open())
  try {
    if ((entries[0]?.offset ?? start) === markLength) passMark(bytes)
    for (const [n, listed] of entries.entries()) {
      const stop = entries[n + 1]?.offset ?? start
      const header = passHeader(bytes, listed)
      const contentEnd = bytes.position() + listed.packed
      if (contentEnd > stop) throw saysTwoThings('two of its entries lie over each other')
      yield {
        name: isFolder(listed) ? `${listed.name}/` : listed.name,
        flaw: flawOf(listed),
        size: listed.size,
        chunks: contentOf(bytes, listed, budget)
      }
      if (!bytes.pass(contentEnd - bytes.position())) throw endsEarly('The archive')
      passDescriptor(bytes, listed, header, stop - contentEnd)
    }
  } finally {
    bytes.close()
  }
}

function passMark(bytes: Bytes): void {
  const mark = bytes.exactly(markLength)
  if (mark.length < markLength || !isSplitMark(viewOf(mark).getUint32(0, true)))
    throw strayBytes('before its first entry')
}

function* contentOf(bytes: Bytes, listed: Listed, budget: Budget): Generator<Uint8Array> {
  const what = quoted(listed.name)
  const stop = bytes.position() + listed.packed
  const unpacked = listed.method === stored ? take(bytes, listed.packed) : inflate(bytes, listed.packed, what)
  let size = 0
  let checksum = 0
  for (const chunk of budget.inProportion(unpacked, () => listed.packed, what)) {
    size += chunk.length
    if (size > listed.size) break
    checksum = crc32(chunk, checksum)
    yield chunk
  }
  if (size !== listed.size)
    throw saysTwoThings(`it gives ${what} the size ${listed.size}, and more or less than that is there`)
  if (bytes.position() !== stop) throw damaged(what)
  if (checksum !== listed.checksum) throw checksumDiffers(what)
}

function* take(bytes: Bytes, length: number): Generator<Uint8Array> {
  for (let left = length; left > 0;) {
    const taken = bytes.some(left)
    if (taken === null) throw endsEarly('The archive')
    left -= taken.length
    yield taken
  }
}

/** What an entry's own header says, where it must agree with the list. */
interface Header {
  readonly hasDescriptor: boolean
  /** Whether checksum and sizes are those of the list, not left to the descriptor. */
  readonly isFilled: boolean
}

function passHeader(bytes: Bytes, listed: Listed): Header {
  const header = bytes.exactly(headerLength)
  if (header.length < headerLength) throw endsEarly('The archive')
  const view = viewOf(header)
  if (view.getUint32(0, true) !== 0x04034b50) throw damaged('The archive')
  const nameLength = view.getUint16(26, true)
  const extraLength = view.getUint16(28, true)
  const behind = bytes.exactly(nameLength + extraLength)
  if (behind.length < nameLength + extraLength) throw endsEarly('The archive')

  const flags = view.getUint16(6, true)
  const name = behind.subarray(0, nameLength)
  const differ =
    (listed.flags ^ flags) & (name.some((byte) => byte > 127) ? isEncrypted | isUtf8 : isEncrypted)
  if (differ || !isSame(name, listed.rawName) || view.getUint16(8, true) !== listed.method)
    throw unlike(listed)
  const [size = 0, packed = 0] = zip64Sizes(behind.subarray(nameLength), [
    view.getUint32(22, true),
    view.getUint32(18, true)
  ])
  const checksum = view.getUint32(14, true)
  const isFilled = checksum === listed.checksum && packed === listed.packed && size === listed.size
  const isLeftOpen = [checksum, packed, size].every(
    (value, n) =>
      value === 0 || value === isIn64 || value === [listed.checksum, listed.packed, listed.size][n]
  )
  if (!isFilled && !(flags & hasDescriptor && isLeftOpen)) throw unlike(listed)
  return { hasDescriptor: (flags & hasDescriptor) !== 0, isFilled }
}

/** Behind the content of an entry that was packed without knowing its size: checksum and sizes, with or without a mark before them. */
function passDescriptor(bytes: Bytes, listed: Listed, header: Header, length: number): void {
  if (length === 0 && header.isFilled) return
  if (!header.hasDescriptor || ![12, 16, 20, 24].includes(length))
    throw strayBytes(`behind ${quoted(listed.name)}`)
  const view = viewOf(bytes.exactly(length))
  if (view.byteLength < length) throw endsEarly('The archive')
  const marked = length === 16 || length === 24
  const at = marked ? 4 : 0
  const [packed, size] =
    length < 20
      ? [view.getUint32(at + 4, true), view.getUint32(at + 8, true)]
      : [Number(view.getBigUint64(at + 4, true)), Number(view.getBigUint64(at + 12, true))]
  if (
    (marked && view.getUint32(0, true) !== 0x08074b50) ||
    view.getUint32(at, true) !== listed.checksum ||
    packed !== listed.packed ||
    size !== listed.size
  )
    throw unlike(listed)
}

function unlike({ name }: Listed): Error {
  return saysTwoThings(`its list of contents and the header of ${quoted(name)} differ`)
}

const folder = 0o040000
const regular = 0o100000
/** What `zip` writes for its own input. */
const pipe = 0o010000
const link = 0o120000

function isFolder({ name, fileType, size }: Listed): boolean {
  return fileType === folder && size === 0 && !name.endsWith('/')
}

/** Methods by the names that archivers show (APPNOTE.TXT, 4.4.5). */
const methodNames: ReadonlyMap<number, string> = new Map([
  [1, 'Shrink'],
  [6, 'Implode'],
  [9, 'Deflate64'],
  [12, 'BZIP2'],
  [14, 'LZMA'],
  [93, 'Zstandard'],
  [95, 'XZ'],
  [98, 'PPMd']
])

function flawOf({ method, fileType }: Listed): string | null {
  if (fileType === link) return 'It is a link to another file, not a file; it was left out.'
  if (![0, regular, folder, pipe].includes(fileType))
    return 'It is a device or the like, not a file; it was left out.'
  if (method === stored || method === deflated) return null
  const name = methodNames.get(method) ?? `method ${method}`
  return `It is packed with ${name}, which is not read here; it was left out. Unpack the archive and import what is inside, or ask for one packed with Deflate.`
}

function isSame(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, at) => byte === b[at])
}
