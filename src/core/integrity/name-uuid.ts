/** Identifiers that are the same whenever they are made: UUIDs of version 5 (RFC 9562, 5.5), hashes of a name within a space of names. */
import { createHash } from 'node:crypto'

/** `space` is any text, the same for all names that belong together. Gives `xxxxxxxx-xxxx-5xxx-yxxx-xxxxxxxxxxxx`. */
export function nameUuid(space: string, name: string): string {
  const bytes = createHash('sha1')
    .update(createHash('sha1').update(space).digest().subarray(0, 16))
    .update(name)
    .digest()
  bytes.writeUInt8((bytes.readUInt8(6) & 0x0f) | 0x50, 6)
  bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8)
  const hex = bytes.toString('hex')
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20, 32)].join(
    '-'
  )
}
