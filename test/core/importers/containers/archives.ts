/** Builds archives byte by byte, so that a test can make them say anything, and unpacks them as an import would. */
import { crc32, deflateRawSync } from 'node:zlib'

import {
  containerForm,
  entriesOf,
  type ContainerForm,
  type Limits
} from '../../../../src/core/importers/containers/index.ts'
import { UnreadableSource } from '../../../../src/core/importers/importer.ts'
import { inChunks } from '../collect.ts'

export interface Packed {
  readonly name: string | Uint8Array
  readonly content?: string | Uint8Array
  readonly method?: number
  readonly flags?: number
  readonly mode?: number
  /** The host that packed it: 3 for Unix. */
  readonly host?: number
  readonly extra?: Uint8Array
  /** Whether sizes stand behind the content, and in how many bytes the record of them is. */
  readonly descriptor?: 12 | 16 | 20 | 24
  /** Fields of the entry's own header in place of the true ones. */
  readonly local?: Partial<Described>
  /** Fields of the list of contents in place of the true ones. */
  readonly listed?: Partial<Described>
  /** Packed bytes in place of those of `content`. */
  readonly packed?: Uint8Array
}

export interface Described {
  readonly name: string | Uint8Array
  readonly flags: number
  readonly method: number
  readonly checksum: number
  readonly packed: number
  readonly size: number
  readonly offset: number
}

export interface Ends {
  readonly before?: Uint8Array
  readonly beforeList?: Uint8Array
  readonly behind?: Uint8Array
  readonly comment?: Uint8Array
  readonly is64?: boolean
  readonly count?: number
  readonly disk?: number
}

/** A zip with the entries as given; nothing is corrected. */
export function zip(entries: readonly Packed[], ends: Ends = {}): Uint8Array {
  const parts: Uint8Array[] = [ends.before ?? new Uint8Array(0)]
  const list: Uint8Array[] = []
  let offset = parts[0]?.length ?? 0
  for (const entry of entries) {
    const content = bytes(entry.content ?? '')
    const method = entry.method ?? 8
    const packed = entry.packed ?? (method === 8 ? new Uint8Array(deflateRawSync(content)) : content)
    const flags = (entry.flags ?? 0) | (entry.descriptor ? 8 : 0)
    const truth = {
      name: entry.name,
      flags,
      method,
      checksum: crc32(content),
      packed: packed.length,
      size: content.length,
      offset
    }
    const open = entry.descriptor ? { checksum: 0, packed: 0, size: 0 } : {}
    const local = localHeader({ ...truth, ...open, ...entry.local }, entry.extra)
    const behind = entry.descriptor ? descriptor(truth, entry.descriptor) : new Uint8Array(0)
    parts.push(local, packed, behind)
    list.push(listHeader({ ...truth, ...entry.listed }, entry))
    offset += local.length + packed.length + behind.length
  }
  parts.push(ends.beforeList ?? new Uint8Array(0))
  const start = offset + (ends.beforeList?.length ?? 0)
  const length = list.reduce((sum, { length }) => sum + length, 0)
  const count = ends.count ?? entries.length
  parts.push(...list)
  if (ends.is64) parts.push(end64(count, length, start))
  parts.push(end(ends.is64 ? [0xffff, 0xffffffff, 0xffffffff] : [count, length, start], ends))
  parts.push(ends.behind ?? new Uint8Array(0))
  return Buffer.concat(parts)
}

function localHeader(of: Described, extra: Uint8Array = new Uint8Array(0)): Uint8Array {
  const name = bytes(of.name)
  const header = Buffer.alloc(30)
  header.writeUInt32LE(0x04034b50, 0)
  header.writeUInt16LE(20, 4)
  header.writeUInt16LE(of.flags, 6)
  header.writeUInt16LE(of.method, 8)
  header.writeUInt32LE(of.checksum, 14)
  header.writeUInt32LE(of.packed, 18)
  header.writeUInt32LE(of.size, 22)
  header.writeUInt16LE(name.length, 26)
  header.writeUInt16LE(extra.length, 28)
  return Buffer.concat([header, name, extra])
}

function listHeader(of: Described, { extra = new Uint8Array(0), mode = 0, host = 3 }: Packed): Uint8Array {
  const name = bytes(of.name)
  const header = Buffer.alloc(46)
  header.writeUInt32LE(0x02014b50, 0)
  header.writeUInt16LE((host << 8) | 20, 4)
  header.writeUInt16LE(20, 6)
  header.writeUInt16LE(of.flags, 8)
  header.writeUInt16LE(of.method, 10)
  header.writeUInt32LE(of.checksum, 16)
  header.writeUInt32LE(of.packed, 20)
  header.writeUInt32LE(of.size, 24)
  header.writeUInt16LE(name.length, 28)
  header.writeUInt16LE(extra.length, 30)
  header.writeUInt32LE(mode * 0x10000, 38)
  header.writeUInt32LE(of.offset, 42)
  return Buffer.concat([header, name, extra])
}

function descriptor(of: Described, length: 12 | 16 | 20 | 24): Uint8Array {
  const record = Buffer.alloc(length)
  const at = length === 16 || length === 24 ? record.writeUInt32LE(0x08074b50, 0) : 0
  record.writeUInt32LE(of.checksum, at)
  if (length < 20) {
    record.writeUInt32LE(of.packed, at + 4)
    record.writeUInt32LE(of.size, at + 8)
  } else {
    record.writeBigUInt64LE(BigInt(of.packed), at + 4)
    record.writeBigUInt64LE(BigInt(of.size), at + 12)
  }
  return record
}

function end64(count: number, length: number, start: number): Uint8Array {
  const record = Buffer.alloc(76)
  record.writeUInt32LE(0x06064b50, 0)
  record.writeBigUInt64LE(44n, 4)
  record.writeBigUInt64LE(BigInt(count), 24)
  record.writeBigUInt64LE(BigInt(count), 32)
  record.writeBigUInt64LE(BigInt(length), 40)
  record.writeBigUInt64LE(BigInt(start), 48)
  record.writeUInt32LE(0x07064b50, 56)
  record.writeBigUInt64LE(BigInt(start + length), 64)
  record.writeUInt32LE(1, 72)
  return record
}

function end(
  [count = 0, length = 0, start = 0]: readonly number[],
  { comment = new Uint8Array(0), disk = 0 }: Ends
): Uint8Array {
  const record = Buffer.alloc(22)
  record.writeUInt32LE(0x06054b50, 0)
  record.writeUInt16LE(disk, 4)
  record.writeUInt16LE(count, 8)
  record.writeUInt16LE(count, 10)
  record.writeUInt32LE(length, 12)
  record.writeUInt32LE(start, 16)
  record.writeUInt16LE(comment.length, 20)
  return Buffer.concat([record, comment])
}

/** The field in which sizes and places beyond 4 GB stand. */
export function zip64Extra(...numbers: readonly number[]): Uint8Array {
  const field = Buffer.alloc(4 + 8 * numbers.length)
  field.writeUInt16LE(1, 0)
  field.writeUInt16LE(8 * numbers.length, 2)
  for (const [n, number] of numbers.entries()) field.writeBigUInt64LE(BigInt(number), 4 + 8 * n)
  return field
}

export interface Taped {
  readonly name: string
  readonly content?: string | Uint8Array
  readonly type?: string
  /** Said in place of the true size. */
  readonly size?: number | string
  readonly prefix?: string
  /** `ustar\0` and version, GNU's, or none as in the oldest. */
  readonly magic?: 'posix' | 'gnu' | 'none'
}

/** A tar with the entries as given and the mark of its end. */
export function tar(entries: readonly Taped[]): Uint8Array {
  return Buffer.concat([...entries.map(taped), Buffer.alloc(1024)])
}

export function taped(entry: Taped): Uint8Array {
  const content = bytes(entry.content ?? '')
  const header = Buffer.alloc(512)
  header.write(entry.name, 0, 100, 'utf8')
  header.write('0000644\u00000001750\u00000001750\u0000', 100, 'latin1')
  const size = entry.size ?? content.length
  header.write(
    typeof size === 'string' ? size : `${size.toString(8).padStart(11, '0')}\u0000`,
    124,
    12,
    'latin1'
  )
  header.write('14000000000\u0000', 136, 'latin1')
  header.write(entry.type ?? '0', 156, 'latin1')
  if (entry.magic !== 'none')
    header.write(entry.magic === 'gnu' ? 'ustar  \u0000' : 'ustar\u000000', 257, 'latin1')
  header.write(entry.prefix ?? '', 345, 155, 'utf8')
  sign(header)
  return Buffer.concat([header, content, Buffer.alloc((512 - (content.length % 512)) % 512)])
}

/** Puts the checksum of a header where it belongs. */
export function sign(header: Buffer): void {
  header.fill(0x20, 148, 156)
  const sum = header.subarray(0, 512).reduce((total, byte) => total + byte, 0)
  header.write(`${sum.toString(8).padStart(6, '0')}\u0000 `, 148, 'latin1')
}

export function pax(records: Readonly<Record<string, string>>, type = 'x'): Taped {
  const content = Object.entries(records)
    .map(([key, value]) => {
      const rest = Buffer.byteLength(` ${key}=${value}\n`)
      let length = rest
      while (rest + String(length).length !== length) length = rest + String(length).length
      return `${length} ${key}=${value}\n`
    })
    .join('')
  return { name: 'PaxHeader', type, content }
}

export function bytes(content: string | Uint8Array): Uint8Array {
  return typeof content === 'string' ? Buffer.from(content) : content
}

export interface Unpacked {
  readonly form: ContainerForm | null
  /** Contents by name, in order. */
  readonly entries: readonly (readonly [name: string, content: string])[]
  readonly skipped: readonly { readonly name: string; readonly sentence: string }[]
  /** Why the archive was refused; what came before the refusal stays in `entries`. */
  readonly refusal: string | null
}

export interface Given {
  readonly form?: ContainerForm
  readonly name?: string
  readonly limits?: Partial<Limits>
  readonly chunk?: number
}

/** Contents as Latin-1, so that every byte shows. */
export function unpack(archive: Uint8Array, given: Given = {}): Unpacked {
  const open = (): Iterable<Uint8Array> => inChunks(archive, given.chunk)
  const form = given.form ?? containerForm(open())
  const entries: (readonly [string, string])[] = []
  const skipped: { name: string; sentence: string }[] = []
  try {
    if (form !== null)
      for (const found of entriesOf(form, open, given.name ?? 'archive', given.limits))
        if ('sentence' in found) skipped.push(found)
        else entries.push([found.name, Buffer.concat([...found.chunks]).toString('latin1')])
  } catch (error) {
    if (!(error instanceof UnreadableSource)) throw error
    return { form, entries, skipped, refusal: error.message }
  }
  return { form, entries, skipped, refusal: null }
}
