/** Reads the blocks of a tar that describe what follows: headers (ustar, GNU, the oldest), and the records of pax. */
import { damaged } from './refusal.ts'

export const blockLength = 512

export interface TarHeader {
  readonly name: string
  readonly size: number
  /** One character; '0' for a file. */
  readonly type: string
  /** Whether blocks that map the holes of a sparse file stand between header and content. */
  readonly isExtended: boolean
}

const what = 'The archive'
const checksumAt = 148

/** null for a block of zeros, which marks the end. Throws where the checksum is not that of the block. */
export function tarHeader(block: Uint8Array): TarHeader | null {
  if (block.every((byte) => byte === 0)) return null
  if (!hasItsChecksum(block)) throw damaged(what)
  const isPosix = fieldOf(block, 257, 6) === 'ustar' && block[262] === 0
  const prefix = isPosix ? fieldOf(block, 345, 155) : ''
  const name = fieldOf(block, 0, 100)
  const size = numberAt(block, 124, 12)
  if (size === null) throw damaged(what)
  const type = String.fromCharCode(block[156] ?? 0)
  return {
    name: prefix === '' ? name : `${prefix}/${name}`,
    size,
    type: type === '\0' || type === '7' ? '0' : type,
    isExtended: type === 'S' && block[482] !== 0
  }
}

export function isTar(head: Uint8Array): boolean {
  const block = head.subarray(0, blockLength)
  return block.length === blockLength && block.some((byte) => byte !== 0) && hasItsChecksum(block)
}

/** The sum of all bytes with blanks in place of itself; some programs summed signed bytes. */
function hasItsChecksum(block: Uint8Array): boolean {
  const wanted = numberAt(block, checksumAt, 8)
  let sum = 0
  let signed = 0
  for (let at = 0; at < blockLength; at++) {
    const byte = at >= checksumAt && at < checksumAt + 8 ? 0x20 : (block[at] ?? 0)
    sum += byte
    signed += byte < 128 ? byte : byte - 256
  }
  return wanted === sum || wanted === signed
}

/** Octal digits between blanks, or bytes of base 256 where the first bit is set; null where it is neither. */
function numberAt(block: Uint8Array, at: number, length: number): number | null {
  const first = block[at] ?? 0
  if (first < 0x80) {
    const digits = /^ *([0-7]*)[ \0]*$/.exec(String.fromCharCode(...block.subarray(at, at + length)))?.[1]
    return digits === undefined ? null : Number.parseInt(digits === '' ? '0' : digits, 8)
  }
  if (first !== 0x80) return null
  const number = block.subarray(at + 1, at + length).reduce((value, byte) => value * 256 + byte, 0)
  return Number.isSafeInteger(number) ? number : null
}

function fieldOf(block: Uint8Array, at: number, length: number): string {
  const field = block.subarray(at, at + length)
  const stop = field.indexOf(0)
  return tarText(stop < 0 ? field : field.subarray(0, stop))
}

/** UTF-8 as today's programs write it, else Latin-1. */
export function tarText(bytes: Uint8Array): string {
  try {
    return utf8.decode(bytes)
  } catch {
    return latin1.decode(bytes)
  }
}

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })
const latin1 = new TextDecoder('windows-1252')

/** Records of the form `12 path=a/b\n`, each beginning with its own length (POSIX pax, extended header). */
export function paxRecords(bytes: Uint8Array): ReadonlyMap<string, string> {
  const records = new Map<string, string>()
  for (let at = 0; at < bytes.length;) {
    const blank = bytes.indexOf(0x20, at)
    const digits = blank < 0 || blank - at > 8 ? '' : tarText(bytes.subarray(at, blank))
    const stop = at + Number(digits)
    const record =
      /^\d+$/.test(digits) && stop <= bytes.length ? tarText(bytes.subarray(blank + 1, stop)) : ''
    const equals = record.indexOf('=')
    if (equals < 1 || !record.endsWith('\n')) throw damaged(what)
    records.set(record.slice(0, equals), record.slice(equals + 1, -1))
    at = stop
  }
  return records
}
