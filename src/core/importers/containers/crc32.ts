/** The checksum that zip and gzip keep of what they pack (RFC 1952, 8; polynomial 0xEDB88320), four bytes a step. */

/** Of the bytes alone, or of all before and these. */
export function crc32(bytes: Uint8Array, before = 0): number {
  const whole = bytes.length - (bytes.length % 4)
  let crc = ~before
  let at = 0
  while (at < whole) {
    crc ^=
      (bytes[at] as number) |
      ((bytes[at + 1] as number) << 8) |
      ((bytes[at + 2] as number) << 16) |
      ((bytes[at + 3] as number) << 24)
    crc =
      (table[768 + (crc & 0xff)] as number) ^
      (table[512 + ((crc >>> 8) & 0xff)] as number) ^
      (table[256 + ((crc >>> 16) & 0xff)] as number) ^
      (table[crc >>> 24] as number)
    at += 4
  }
  for (; at < bytes.length; at++) crc = (table[(crc ^ (bytes[at] as number)) & 0xff] as number) ^ (crc >>> 8)
  return ~crc >>> 0
}

/** Four tables of 256: the checksum of a byte, and of it with one, two and three zero bytes behind it. */
const table = tables()

function tables(): Int32Array {
  const all = new Int32Array(1024)
  for (let n = 0; n < 256; n++) {
    let crc = n
    for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1
    all[n] = crc
  }
  for (let n = 256; n < 1024; n++) {
    const before = all[n - 256] as number
    all[n] = (before >>> 8) ^ (all[before & 0xff] as number)
  }
  return all
}
