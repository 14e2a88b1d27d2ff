import fc from 'fast-check'
import { expect, test } from 'vitest'

import { jsonLayout, nestsDeeper } from '../../../../src/core/importers/reading/json-layout.ts'

const encoder = new TextEncoder()
const record = fc.dictionary(fc.string({ maxLength: 6 }), fc.jsonValue({ maxDepth: 3 }), {
  minKeys: 1,
  maxKeys: 4
})

/** Where the objects of a list begin that is written by `JSON.stringify`, one a line. */
function openings(bytes: Uint8Array, indent: number): readonly number[] {
  const opening = Buffer.from(`\n${' '.repeat(indent)}{`)
  const found: number[] = []
  const buffer = Buffer.from(bytes)
  for (let at = buffer.indexOf(opening); at >= 0; at = buffer.indexOf(opening, at + 1))
    found.push(at + opening.length - 1)
  return found
}

test('an object written by the usual layout ends where it is said to', () => {
  fc.assert(
    fc.property(
      fc.array(record, { minLength: 1, maxLength: 5 }),
      fc.integer({ min: 1, max: 8 }),
      (records, indent) => {
        const written = records.map((one) => JSON.parse(JSON.stringify(one)) as unknown)
        const bytes = encoder.encode(JSON.stringify({ Users: written }, null, indent))
        const layout = jsonLayout()

        const found = openings(bytes, 2 * indent)
          .slice(0, written.length)
          .map((at) => {
            const end = layout.endOf(bytes, at, bytes.length)
            return JSON.parse(Buffer.from(bytes.subarray(at, end)).toString()) as unknown
          })

        expect(found).toEqual(written)
      }
    ),
    { numRuns: 500 }
  )
})

test('what it says is an end is one or is no JSON, and never lies beyond what may be looked at', () => {
  fc.assert(
    fc.property(
      record,
      fc.string({ unit: fc.constantFrom(...'{}[]",: \nab'), maxLength: 60 }),
      fc.integer({ min: 0, max: 4 }),
      fc.nat(),
      (value, noise, indent, cut) => {
        const expected = JSON.parse(JSON.stringify(value)) as unknown
        const head = `[\n${' '.repeat(indent)}`
        const body = JSON.stringify(value, null, indent === 0 ? undefined : indent)
        const bytes = encoder.encode(`${head}${body}${noise}`)
        const stop = Math.min(bytes.length, head.length + 1 + (cut % bytes.length))

        const end = jsonLayout().endOf(bytes, head.length, stop)

        if (end < 0) return
        expect(end).toBeLessThanOrEqual(stop)
        const slice = Buffer.from(bytes.subarray(head.length, end)).toString()
        let parsed: unknown
        try {
          parsed = JSON.parse(slice)
        } catch {
          return
        }
        expect(parsed).toEqual(expected)
      }
    ),
    { numRuns: 1000 }
  )
})

test('an object that does not begin its line is not guessed at', () => {
  const bytes = encoder.encode('[{"a":1\n}]')

  expect(jsonLayout().endOf(bytes, 1, bytes.length)).toBe(-1)
})

test('a layout that keeps missing is no longer tried', () => {
  const layout = jsonLayout()
  const bytes = encoder.encode('[\n  {"a":1}]')
  for (let n = 0; n < 20; n++) expect(layout.endOf(bytes, 4, bytes.length)).toBe(-1)
  const sound = encoder.encode('[\n  {\n    "a":1\n  }]')

  expect(layout.endOf(sound, 4, sound.length)).toBe(-1)
  expect(jsonLayout().endOf(sound, 4, sound.length)).toBe(19)
})

test('nesting is counted as a plain reader counts it', () => {
  const depthOf = (value: unknown): number =>
    typeof value !== 'object' || value === null
      ? 0
      : 1 + Math.max(0, ...Object.values(value as Record<string, unknown>).map(depthOf))
  fc.assert(
    fc.property(fc.jsonValue({ maxDepth: 6 }), fc.nat(7), (value, levels) => {
      expect(nestsDeeper(value, levels)).toBe(depthOf(value) > levels)
    }),
    { numRuns: 1000 }
  )
})
