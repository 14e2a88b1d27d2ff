/** Unpacks what zlib packs, refuses what zlib refuses, and stops where the stream ends. */
import { constants, crc32 as crc32OfZlib, deflateRawSync, inflateRawSync } from 'node:zlib'

import fc from 'fast-check'
import { expect, test } from 'vitest'

import { bytesOf } from '../../../../src/core/importers/containers/bytes.ts'
import { crc32 } from '../../../../src/core/importers/containers/crc32.ts'
import { inflate } from '../../../../src/core/importers/containers/inflate.ts'
import { UnreadableSource } from '../../../../src/core/importers/importer.ts'
import { inChunks } from '../collect.ts'

/** From repetitive to random, short and longer than a window. */
const contents = fc.oneof(
  fc.uint8Array({ maxLength: 4000 }),
  fc.string({ maxLength: 4000 }).map((text) => Buffer.from(text)),
  fc
    .tuple(fc.uint8Array({ minLength: 1, maxLength: 300 }), fc.integer({ min: 1, max: 1500 }))
    .map(([part, times]) => Buffer.concat(Array.from({ length: times }, () => part)))
)

const packings = fc.record({
  level: fc.integer({ min: 0, max: 9 }),
  memLevel: fc.integer({ min: 1, max: 9 }),
  strategy: fc.constantFrom(
    constants.Z_DEFAULT_STRATEGY,
    constants.Z_FIXED,
    constants.Z_HUFFMAN_ONLY,
    constants.Z_RLE,
    constants.Z_FILTERED
  )
})

const chunkSizes = fc.constantFrom(1, 2, 7, 64, 1000, 65_536, 1 << 20)

test('whatever zlib packs comes out the same, at every chunk size, and the bytes behind it stay', () => {
  fc.assert(
    fc.property(
      contents,
      packings,
      chunkSizes,
      fc.uint8Array({ maxLength: 20 }),
      (content, how, chunk, behind) => {
        const packed = deflateRawSync(content, how)
        const bytes = bytesOf(inChunks(Buffer.concat([packed, behind]), chunk))

        const unpacked = Buffer.concat([...inflate(bytes, Infinity, 'It')])

        expect(unpacked.equals(content)).toBe(true)
        expect(bytes.position()).toBe(packed.length)
        expect(Buffer.from(bytes.exactly(100)).equals(behind)).toBe(true)
      }
    ),
    { seed: 20260131, numRuns: 300 }
  )
})

test('of changed, cut and random bytes it takes what zlib takes, and refuses what zlib refuses', () => {
  const damages = fc.array(fc.tuple(fc.nat(), fc.nat(255)), { maxLength: 3 })
  let accepted = 0
  let refused = 0

  fc.assert(
    fc.property(contents, packings, damages, fc.nat(), chunkSizes, (content, how, damage, cut, chunk) => {
      const packed = deflateRawSync(content.subarray(0, 5000), how)
      for (const [at, value] of damage) packed[at % Math.min(packed.length, 90)] = value
      const broken = cut % 3 === 0 ? packed.subarray(0, cut % (packed.length + 1)) : packed

      const wanted = attempt(() => inflateRawSync(broken))
      const found = attempt(() =>
        Buffer.concat([...inflate(bytesOf(inChunks(broken, chunk)), Infinity, 'It')])
      )

      expect(found === null).toBe(wanted === null)
      expect(found?.equals(wanted ?? Buffer.alloc(0)) ?? true).toBe(true)
      if (wanted) accepted++
      else refused++
    }),
    { seed: 20260131, numRuns: 3000 }
  )

  expect(Math.min(accepted, refused)).toBeGreaterThan(300)
})

test('a piece is never larger than what is handed out at once, whatever it unpacks to', () => {
  const packed = deflateRawSync(new Uint8Array(5 << 20))
  let total = 0

  for (const piece of inflate(bytesOf([packed]), Infinity, 'It')) {
    expect(piece.length).toBeLessThanOrEqual((96 << 10) + 258)
    total += piece.length
  }

  expect(total).toBe(5 << 20)
})

test('it takes no more than the packed bytes it was given', () => {
  const packed = deflateRawSync('user,arn\n'.repeat(100))

  expect(() => [...inflate(bytesOf([packed]), packed.length - 1, 'It')]).toThrow(/^It is cut short/)
  expect([...inflate(bytesOf([packed]), packed.length, 'It')]).toHaveLength(1)
})

test('the checksum is that of zlib, in one piece or several', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 300 }), fc.nat(300), (content, at) => {
      expect(crc32(content)).toBe(crc32OfZlib(content))
      expect(crc32(content.subarray(at), crc32(content.subarray(0, at)))).toBe(crc32OfZlib(content))
    }),
    { seed: 20260131 }
  )
})

/** null where it is refused. */
function attempt(unpack: () => Buffer): Buffer | null {
  try {
    return unpack()
  } catch (error) {
    if (error instanceof UnreadableSource || (error as { code?: unknown }).code !== undefined) return null
    throw error
  }
}
