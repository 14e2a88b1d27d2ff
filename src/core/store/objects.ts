/** Bytes as received, kept in compressed chunks under the hash of the whole. */
import { createHash, type Hash } from 'node:crypto'
import { constants, gunzipSync, gzipSync, zstdCompressSync, zstdDecompressSync } from 'node:zlib'

import { WorkbenchError } from '../../shared/errors.ts'
import type { Reader, Writer } from './database.ts'

export interface StoredObject {
  readonly id: number
  readonly sha256: string
  readonly size: number
}

/** An object whose bytes are still coming in. */
export interface IncomingObject {
  append(bytes: Uint8Array): void
  /** Gives the object its hash; where the same bytes are stored already, that object is answered instead. */
  finish(): StoredObject
  discard(): void
}

const chunkBytes = 1 << 20
// Node before 22.15 has no zstd.
const hasZstd = typeof zstdCompressSync === 'function'

/** Starts an object. Until it is finished it has no hash, and `sweepIncoming` takes it away. */
export function startObject(db: Writer): IncomingObject {
  const id = db.run('insert into object (sha256, size) values (null, 0)').id
  const hash: Hash = createHash('sha256')
  let size = 0
  let chunks = 0

  return {
    append(bytes) {
      for (let from = 0; from < bytes.length; from += chunkBytes) {
        const chunk = bytes.subarray(from, from + chunkBytes)
        hash.update(chunk)
        size += chunk.length
        db.run(
          'insert into object_chunk (object_id, n, codec, size, bytes) values (:id, :n, :codec, :size, :bytes)',
          { id, n: chunks++, codec: hasZstd ? 'zstd' : 'gzip', size: chunk.length, bytes: compress(chunk) }
        )
      }
    },
    finish() {
      const sha256 = hash.digest('hex')
      const known = objectOf(db, sha256)
      if (known) {
        db.run('delete from object where id = :id', { id })
        return known
      }
      db.run('update object set sha256 = :sha256, size = :size where id = :id', { id, sha256, size })
      return { id, sha256, size }
    },
    discard() {
      db.run('delete from object where id = :id and sha256 is null', { id })
    }
  }
}

/** Stores bytes that are all there. */
export function storeObject(db: Writer, bytes: Uint8Array): StoredObject {
  const incoming = startObject(db)
  incoming.append(bytes)
  return incoming.finish()
}

/** The object with this hash, if it is stored. */
export function objectOf(db: Reader, sha256: string): StoredObject | undefined {
  return db.get<StoredObject>('select id, sha256, size from object where sha256 = :sha256', { sha256 })
}

/** The bytes of an object, chunk by chunk. */
export function* readObject(db: Reader, id: number): Generator<Uint8Array> {
  for (let n = 0; ; n++) {
    const chunk = db.get<StoredChunk>(
      'select codec, size, bytes from object_chunk where object_id = :id and n = :n',
      { id, n }
    )
    if (!chunk) return
    yield decompress(chunk)
  }
}

/** The bytes of an object in one piece; for what is known to be small. */
export function readWhole(db: Reader, id: number): Buffer {
  return Buffer.concat([...readObject(db, id)])
}

/** A sentence for every stored object whose bytes no longer have its hash. */
export function verifyObjects(db: Reader): { readonly objects: number; readonly faults: readonly string[] } {
  const objects = db.all<StoredObject>(
    'select id, sha256, size from object where sha256 is not null order by id'
  )
  const faults = objects.flatMap((object) => {
    const hash = createHash('sha256')
    try {
      for (const chunk of readObject(db, object.id)) hash.update(chunk)
    } catch {
      return [`The stored bytes with hash ${object.sha256} cannot be read.`]
    }
    return hash.digest('hex') === object.sha256
      ? []
      : [`The stored bytes with hash ${object.sha256} have another hash now.`]
  })
  return { objects: objects.length, faults }
}

/** Takes away what a stopped process left half received. */
export function sweepIncoming(db: Writer): void {
  db.run('delete from object where sha256 is null')
}

interface StoredChunk {
  readonly codec: 'zstd' | 'gzip'
  readonly size: number
  readonly bytes: Buffer
}

// The lowest level packs exports as small as the usual one, in two thirds of the time.
const packing = { params: { [constants.ZSTD_c_compressionLevel]: 1 } }

function compress(chunk: Uint8Array): Buffer {
  return hasZstd ? zstdCompressSync(chunk, packing) : gzipSync(chunk, { level: 1 })
}

function decompress({ codec, size, bytes }: StoredChunk): Uint8Array {
  // One byte more than there is, so that all of it comes out in one piece.
  const whole = { chunkSize: Math.min(Math.max(size, 64), chunkBytes) + 1 }
  if (codec === 'gzip') return gunzipSync(bytes, whole)
  if (!hasZstd)
    throw new WorkbenchError(
      'not-allowed',
      'This engagement was filled by a workbench on a newer Node.js: it needs Node.js 22.15 or later to read its files.'
    )
  return zstdDecompressSync(bytes, whole)
}
