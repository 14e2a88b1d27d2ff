/** A gzip gives back what went in, named after its file, and is refused where checksum, length or what follows are wrong. */
import { gzipSync } from 'node:zlib'

import { gzipSync as gzipOfBrowser } from 'fflate'
import { expect, test } from 'vitest'

import { tar, unpack, zip } from './archives.ts'

const content = '{"Records": []}\n'.repeat(10_000)
const packed = gzipSync(content)

test('the one entry of a gzip is named after its file, else by its header', () => {
  const named = gzipOfBrowser(Buffer.from(content), { filename: 'inside.json' })

  expect(unpack(packed, { name: 'folder/111122223333_CloudTrail.json.gz' })).toEqual({
    form: 'gzip',
    entries: [['111122223333_CloudTrail.json', content]],
    skipped: [],
    refusal: null
  })
  expect(unpack(named, { name: 'a.json.gz' }).entries[0]?.[0]).toBe('a.json')
  expect(unpack(named, { name: 'download' }).entries[0]?.[0]).toBe('inside.json')
  expect(unpack(packed, { name: 'download' }).entries[0]?.[0]).toBe('download')
})

test('members one behind the other are one file, and zeros behind them are padding', () => {
  for (const chunk of [1, 100, 1 << 20])
    expect(unpack(Buffer.concat([packed, gzipSync('more'), Buffer.alloc(700)]), { chunk }).entries).toEqual([
      ['archive', `${content}more`]
    ])
})

test('all that a header may hold is passed over', () => {
  const [head, body] = [packed.subarray(0, 10), packed.subarray(10)]
  const extra = Buffer.from([3, 0, 1, 2, 3])
  const flagged = (flags: number, ...fields: readonly Uint8Array[]): Uint8Array => {
    const header = Buffer.from(head)
    header[3] = flags
    return Buffer.concat([header, ...fields, body])
  }

  expect(unpack(flagged(1 | 4 | 8 | 16, extra, Buffer.from('n\0'), Buffer.from('c\0'))).entries).toEqual([
    ['n', content]
  ])
  expect(unpack(flagged(0x20)).refusal).toMatch(/damaged/)
  expect(unpack(flagged(2, Buffer.from([1, 2]))).refusal).toMatch(/checksum/)
  expect(unpack(flagged(8, Buffer.alloc(70_000, 65))).refusal).toMatch(/damaged/)
})

const changed = (at: number): Uint8Array => {
  const copy = Buffer.from(packed)
  copy.writeUInt8(copy.readUInt8(copy.length + at) ^ 0x55, copy.length + at)
  return copy
}

const refused: readonly (readonly [string, Uint8Array, RegExp])[] = [
  ['a wrong checksum', changed(-8), /does not match the checksum/],
  ['a wrong length', changed(-4), /does not match the checksum/],
  ['a cut trailer', packed.subarray(0, -1), /cut short/],
  ['cut content', packed.subarray(0, -60), /cut short/],
  ['a cut header', packed.subarray(0, 6), /cut short/],
  ['something behind its end', Buffer.concat([packed, Buffer.from('more')]), /bytes behind its end/],
  [
    'something behind zeros',
    Buffer.concat([packed, Buffer.alloc(9), Buffer.from('more')]),
    /bytes behind its end/
  ],
  ['half a member behind its end', Buffer.concat([packed, packed.subarray(0, 20)]), /cut short/]
]

test.each(refused)('a gzip with %s is refused', (_, archive, sentence) => {
  for (const chunk of [1, 1 << 16]) expect(unpack(archive, { chunk }).refusal).toMatch(sentence)
})

test('a tar inside is unpacked with it, a zip inside is one entry', () => {
  const files = tar([{ name: 'a.json', content }, { name: 'b.json' }])

  expect(unpack(gzipSync(files))).toMatchObject({
    form: 'tar.gz',
    entries: [
      ['a.json', content],
      ['b.json', '']
    ]
  })
  expect(unpack(gzipSync(zip([])), { name: 'x.zip.gz' })).toMatchObject({
    form: 'gzip',
    entries: [['x.zip', expect.anything()]]
  })
})

test('the checksum of a tar.gz counts although the tar ended before it', () => {
  const copy = gzipSync(tar([{ name: 'a.json', content }]))
  copy.writeUInt8(copy.readUInt8(copy.length - 6) ^ 1, copy.length - 6)

  expect(unpack(copy).refusal).toMatch(/does not match the checksum/)
})

test('a gzip that unpacks to more than the limits is refused while it unpacks', () => {
  const zeros = gzipSync(new Uint8Array(30 << 20))

  expect(unpack(zeros).refusal).toMatch(/more than 1000 times its size/)
  expect(unpack(zeros, { limits: { ratio: 2000, entryBytes: 1 << 20 } }).refusal).toMatch(/more than 1 MB/)
  expect(unpack(gzipSync(tar([{ name: 'zeros', content: new Uint8Array(30 << 20) }]))).refusal).toMatch(
    /more than 1000 times/
  )
})
