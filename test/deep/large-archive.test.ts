import { crc32 } from 'node:zlib'

import { expect, test } from 'vitest'

import { entriesOf } from '../../src/core/importers/containers/index.ts'
import { zipCodec } from '../../src/core/procedures/zip-codec.ts'
import type { Codec } from '../../src/core/workbook/zip.ts'
import { zipStream, type StreamedPart } from '../../src/core/workbook/zip-stream.ts'

const piece = Buffer.alloc(1 << 20, 'an export of a client, ')
const pieces = 5 * 1024

/** Packs the one piece there is once. */
const packedPiece = zipCodec.pack(piece, false)
const codec: Codec = {
  ...zipCodec,
  pack: (raw, isLast) => (raw === piece ? packedPiece : zipCodec.pack(raw, isLast))
}

function* repeated(): Generator<Uint8Array> {
  for (let n = 0; n < pieces; n++) yield piece
}

const parts: readonly StreamedPart[] = [
  { path: 'bag/data/small.txt', size: 5, pieces: () => [Buffer.from('small')] },
  { path: 'bag/data/large.json', size: pieces * piece.length, pieces: repeated },
  { path: 'bag/data/behind.txt', size: 6, pieces: () => [Buffer.from('behind')] }
]

test(
  'an archive with a file beyond 4 GB is written and read in little memory',
  () => {
    const before = process.memoryUsage().rss
    let highest = before
    const read: (readonly [string, number, number])[] = []
    const limits = { totalBytes: 2 ** 40, entryBytes: 2 ** 40, ratio: 1100 }

    for (const entry of entriesOf('zip', () => zipStream(parts, codec), 'archive.zip', limits)) {
      if (!('chunks' in entry)) throw new Error(entry.sentence)
      let size = 0
      let sum = 0
      for (const chunk of entry.chunks) {
        size += chunk.length
        sum = crc32(chunk, sum)
      }
      highest = Math.max(highest, process.memoryUsage().rss)
      read.push([entry.name, size, sum])
    }

    expect(read).toEqual(
      parts.map(({ path, size, pieces: of }) => [
        path,
        size,
        [...of()].reduce((sum, raw) => crc32(raw, sum), 0)
      ])
    )
    expect((highest - before) / 2 ** 20).toBeLessThan(300)
  },
  20 * 60_000
)
