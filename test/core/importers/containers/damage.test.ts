/** Any archive goes in and comes out the same, and one that was cut or changed is refused or still the same, never a crash. */
import { gzipSync } from 'node:zlib'

import fc from 'fast-check'
import { expect, test } from 'vitest'

import { pax, tar, unpack, zip, type Packed, type Unpacked } from './archives.ts'

const seed = 20260131

const folderNames = fc.stringMatching(/^[A-Za-z0-9 ()+,@=é日-]{1,12}$/u)
/** Of everything a safe name may hold; what file managers leave behind begins otherwise. */
const names = fc.array(folderNames, { minLength: 1, maxLength: 4 }).map((parts) => `n${parts.join('/')}`)

const files = fc.uniqueArray(
  fc.record({
    name: names,
    content: fc.oneof(
      fc.uint8Array({ maxLength: 1500 }),
      fc.string({ maxLength: 40 }).map((text) => Buffer.from(text.repeat(60)))
    )
  }),
  { selector: ({ name }) => name, maxLength: 8 }
)

const ways = fc.record({
  method: fc.constantFrom(0, 8),
  descriptor: fc.constantFrom(undefined, 12, 16, 20, 24)
})

const chunkSizes = fc.constantFrom(1, 3, 100, 512, 4096, 1 << 20)

type Files = readonly { readonly name: string; readonly content: Uint8Array }[]

const expected = (of: Files): Unpacked['entries'] =>
  of.map(({ name, content }) => [name, Buffer.from(content).toString('latin1')])

const zipOf = (
  of: Files,
  how: readonly { method: number; descriptor: 12 | 16 | 20 | 24 | undefined }[]
): Uint8Array =>
  zip(
    of.map(({ name, content }, n): Packed => {
      const { method = 8, descriptor } = how[n % Math.max(how.length, 1)] ?? {}
      return { name, content, method, flags: 0x800, ...(descriptor === undefined ? {} : { descriptor }) }
    })
  )

const tarOf = (of: Files): Uint8Array =>
  tar(of.flatMap(({ name, content }) => [pax({ path: name }), { name: 'short', content }]))

test('any names and contents come out of a zip, a tar and a tar.gz as they went in', () => {
  fc.assert(
    fc.property(files, fc.array(ways, { maxLength: 5 }), chunkSizes, (of, how, chunk) => {
      const packed = tarOf(of)
      const archives = [zipOf(of, how), ...(of.length > 0 ? [packed, gzipSync(packed)] : [])]

      for (const archive of archives) {
        const found = unpack(archive, { chunk })
        expect(found.refusal).toBeNull()
        expect(found.entries).toEqual(expected(of))
        expect(found.skipped).toEqual([])
      }
    }),
    { seed, numRuns: 150 }
  )
})

test('a zip, gzip or tar.gz with one byte changed anywhere is refused, or what is read is the same', () => {
  fc.assert(
    fc.property(
      files,
      fc.array(ways, { maxLength: 5 }),
      fc.nat(),
      fc.integer({ min: 1, max: 255 }),
      (of, how, at, flip) => {
        for (const archive of [zipOf(of, how), gzipSync(tarOf(of)), gzipSync(of[0]?.content ?? 'x')]) {
          const before = unpack(archive, { name: 'x.gz' })
          const copy = Buffer.from(archive)
          copy[at % copy.length] = (copy[at % copy.length] ?? 0) ^ flip
          sameOrRefused(before, unpack(copy, { name: 'x.gz' }))
        }
      }
    ),
    { seed, numRuns: 300 }
  )
})

test('an archive cut anywhere is refused, or all of it was there', () => {
  fc.assert(
    fc.property(files, fc.array(ways, { maxLength: 5 }), fc.nat(), (of, how, at) => {
      for (const archive of [zipOf(of, how), tarOf(of), gzipSync(tarOf(of))]) {
        const before = unpack(archive, { name: 'x.gz' })
        const found = unpack(archive.subarray(0, at % archive.length), { name: 'x.gz' })
        sameOrRefused(before, found)
      }
    }),
    { seed, numRuns: 200 }
  )
})

test('a tar with a changed header is refused, or what is read is the same', () => {
  const archive = tar([
    { name: 'a.json', content: 'x'.repeat(600) },
    { name: 'b.json', content: 'y'.repeat(10), magic: 'gnu' }
  ])
  const before = unpack(archive)
  const headers = [0, 1536]

  for (const header of headers)
    for (let at = header; at < header + 512; at++)
      for (const flip of [1, 0x20, 0x80]) {
        const copy = Buffer.from(archive)
        copy[at] = (copy[at] ?? 0) ^ flip
        sameOrRefused(before, unpack(copy))
      }
})

test('random bytes behind the mark of a form are refused or hold nothing', () => {
  const marks = ['PK\u0003\u0004', 'PK\u0005\u0006', '\u001f\u008b\u0008'].map((mark) =>
    Buffer.from(mark, 'latin1')
  )

  fc.assert(
    fc.property(fc.constantFrom(...marks), fc.uint8Array({ maxLength: 600 }), (mark, rest) => {
      const found = unpack(Buffer.concat([mark, rest]))
      expect(found.form === null || found.refusal !== null || found.entries.length === 0).toBe(true)
    }),
    { seed, numRuns: 2000 }
  )
})

/** An archive may lose its form, be refused, or have entries left out; what is read of it whole is as before. */
function sameOrRefused(before: Unpacked, after: Unpacked): void {
  if (after.form === null || after.refusal !== null) return
  const left = before.entries.filter(([name]) => !after.skipped.some((skipped) => skipped.name === name))
  expect(after.entries).toEqual(after.form === before.form ? left : after.entries)
}
