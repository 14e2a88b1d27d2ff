import fc from 'fast-check'
import { expect, test } from 'vitest'

import { readTime } from '../../../../src/core/importers/reading/time.ts'

const noon = Date.UTC(2026, 0, 31, 12) / 1000

test.each([
  '2026-01-31T12:00:00Z',
  '2026-01-31T12:00:00+00:00',
  '2026-01-31 12:00:00+00:00',
  '2026-01-31T12:00:00.123456+00:00',
  '2026-01-31T07:00:00-05:00',
  '2026-01-31T17:30:00+0530',
  '2026-01-31 12:00:00 UTC',
  '/Date(1769860800000)/',
  '1769860800',
  '1769860800.5',
  1769860800,
  1769860800.045571,
  1769860800000
])('%j is noon', (value) => {
  expect(readTime(value)).toBe(noon)
})

test.each([
  '',
  'N/A',
  '05/07/2024',
  '31.01.2026 12:00',
  '2026-01-31',
  '2026-01-31T12:00:00',
  '2026-13-31T12:00:00Z',
  '2026-02-30T12:00:00Z',
  '2026-01-31T25:00:00Z',
  '2026-01-3xT12:00:00Z',
  '1969-12-31T23:59:59Z',
  '2026-01-31T12:00:00+99:00',
  'Sat Jan 31 2026',
  -5,
  NaN,
  Infinity,
  null,
  undefined,
  true,
  {}
])('%j cannot be told for certain', (value) => {
  expect(readTime(value)).toBeNull()
})

test('every second of four centuries is read as the calendar has it', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: Date.UTC(2400, 0, 1) / 1000 }), (seconds) => {
      const iso = new Date(seconds * 1000).toISOString()

      expect(readTime(iso)).toBe(seconds)
      expect(readTime(iso.replace('.000Z', 'Z'))).toBe(seconds)
      expect(readTime(iso.replace('.000Z', '+00:00'))).toBe(seconds)
    })
  )
})
