import fc from 'fast-check'
import { describe, expect, test } from 'vitest'

import { monthBars } from '../../../src/core/reports/pictures/month-bars.ts'
import { scaleOf } from '../../../src/core/reports/pictures/scale.ts'
import { severityBars } from '../../../src/core/reports/pictures/severity-bars.ts'
import type { Picture } from '../../../src/shared/records/report.ts'
import { severityOrder, type Severity } from '../../../src/shared/vocabulary.ts'

const counts = fc.record(
  Object.fromEntries(severityOrder.map((severity) => [severity, fc.nat(5000)])) as Record<
    Severity,
    fc.Arbitrary<number>
  >
)
const months = fc.array(counts, { minLength: 1, maxLength: 12 }).map((all) =>
  all.map((exceptions, place) => ({
    period: `2026-${String(place + 1).padStart(2, '0')}`,
    exceptions,
    openFindings: 0,
    decided: 1,
    tests: 1
  }))
)

describe('the scale', () => {
  test.each([
    [0, 1, [0, 1]],
    [1, 1, [0, 1]],
    [7, 8, [0, 2, 4, 6, 8]],
    [44, 50, [0, 10, 20, 30, 40, 50]],
    [706, 800, [0, 200, 400, 600, 800]]
  ])('up to %i ends at %i', (largest, top, steps) => {
    expect(scaleOf(largest)).toEqual({ top, steps })
  })

  test('is never lower than what it measures, and has few steps', () => {
    fc.assert(
      fc.property(fc.nat(10_000_000), (largest) => {
        const { top, steps } = scaleOf(largest)
        expect(top).toBeGreaterThanOrEqual(largest)
        expect(steps.length).toBeLessThanOrEqual(6)
      })
    )
  })
})

describe('the bars of the months', () => {
  test('lie within the picture, one above the other, as long as their numbers ask', () => {
    fc.assert(
      fc.property(months, (given) => {
        const picture = monthBars(given)
        const areas = areasOf(picture)
        expect(areas.every((area) => isWithin(picture, area))).toBe(true)
        const { top } = scaleOf(Math.max(...given.map(({ exceptions }) => totalOf(exceptions))))
        const drawn = areas.filter(({ width }) => width > 10).reduce((sum, { height }) => sum + height, 0)
        const asked = given.reduce((sum, { exceptions }) => sum + (totalOf(exceptions) / top) * 176, 0)
        expect(Math.abs(drawn - asked)).toBeLessThan(0.06 * areas.length + 0.1)
      })
    )
  })

  test('say in words what they show', () => {
    const none = { critical: 0, high: 0, medium: 0, low: 0, info: 0 }
    const month = { openFindings: 0, decided: 1, tests: 1 }

    expect(
      monthBars([
        { ...month, period: '2026-01', exceptions: { ...none, critical: 1, low: 2 } },
        { ...month, period: '2026-02', exceptions: none }
      ]).description
    ).toBe('January 2026: 3 exceptions (1 critical, 2 low) and February 2026: 0 exceptions.')
  })
})

test('of many accounts those with the most exceptions are drawn, and the picture says so', () => {
  const accounts = Array.from({ length: 25 }, (_, place) => ({
    name: `account-${String(place)}`,
    bySeverity: { critical: 0, high: place, medium: 0, low: 0, info: 0 }
  }))
  const { title, description, ...picture } = severityBars(accounts)

  expect(title).toBe('Exceptions by severity, the 20 accounts with the most')
  expect(description).toMatch(/^account-24: 24 exceptions \(24 high\), account-23/)
  expect(areasOf({ ...picture, title, description }).every((area) => isWithin(picture, area))).toBe(true)
})

function areasOf({ shapes }: Picture) {
  return shapes.filter((shape) => shape.kind === 'area')
}

function isWithin(
  { width, height }: Pick<Picture, 'width' | 'height'>,
  area: { readonly x: number; readonly y: number; readonly width: number; readonly height: number }
): boolean {
  return area.x >= 0 && area.y >= 0 && area.x + area.width <= width && area.y + area.height <= height
}

function totalOf(bySeverity: Readonly<Record<Severity, number>>): number {
  return severityOrder.reduce((sum, severity) => sum + bySeverity[severity], 0)
}
