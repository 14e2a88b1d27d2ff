/** Reads the extra fields behind the name of a zip entry, where sizes beyond 4 GB stand (APPNOTE.TXT, 4.5). */
import { damaged } from './refusal.ts'

const zip64 = 1
export const isIn64 = 0xffffffff

/** The bytes of the first field of this id; null where there is none. What follows a broken field is not read. */
export function extraField(extra: Uint8Array, id: number): Uint8Array | null {
  for (let at = 0; at + 4 <= extra.length;) {
    const length = sixteen(extra, at + 2)
    const stop = at + 4 + length
    if (stop > extra.length) return null
    if (sixteen(extra, at) === id) return extra.subarray(at + 4, stop)
    at = stop
  }
  return null
}

/** Puts the long form in place of each number that says it has one; they stand in this order. */
export function zip64Sizes(extra: Uint8Array, short: readonly number[]): readonly number[] {
  if (!short.includes(isIn64)) return short
  const field = extraField(extra, zip64)
  // Exactly 4 GB less one byte is a size of its own.
  if (field === null) return short
  const view = new DataView(field.buffer, field.byteOffset, field.byteLength)
  let at = 0
  return short.map((number) => {
    if (number !== isIn64) return number
    if (at + 8 > field.length) throw damaged('The archive')
    const long = Number(view.getBigUint64(at, true))
    at += 8
    return long
  })
}

function sixteen(bytes: Uint8Array, at: number): number {
  return (bytes[at] ?? 0) | ((bytes[at + 1] ?? 0) << 8)
}
