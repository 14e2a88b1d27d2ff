/** How figures, dates and long names read on every screen. */
import { describe, expect, test } from 'vitest'

import {
  formatCount,
  formatDate,
  formatPeriod,
  formatRecent,
  formatShare,
  formatSize,
  formatTime,
  monogram,
  shorten
} from '../../src/renderer/format.ts'

describe('dates', () => {
  test('a moment is shown in UTC whatever zone the file wrote it in', () => {
    expect(formatTime('2026-11-18T01:12:00-05:00')).toBe('18 Nov 2026, 06:12 UTC')
    expect(formatDate('2026-11-18T23:30:00-05:00')).toBe('19 Nov 2026')
  })

  test('what is not a time is shown as it stands', () => {
    expect(formatDate('no_information')).toBe('no_information')
    expect(formatTime('no_information')).toBe('no_information')
  })

  test('a period reads as its month', () => {
    expect(formatPeriod('2026-11')).toBe('November 2026')
  })

  test('only the same UTC day is called today', () => {
    expect(formatRecent('2026-11-18T00:05:00Z', '2026-11-18T23:00:00Z')).toBe('today, 00:05 UTC')
    expect(formatRecent('2026-11-17T23:55:00Z', '2026-11-18T00:05:00Z')).toBe('17 Nov 2026')
  })
})

describe('numbers', () => {
  test('counts are grouped and agree with their word', () => {
    expect(formatCount(1, 'account')).toBe('1 account')
    expect(formatCount(0, 'account')).toBe('0 accounts')
    expect(formatCount(4182, 'entry', 'entries')).toBe('4,182 entries')
  })

  test('a share is complete only when everything is there, and nothing only when nothing is', () => {
    expect(formatShare(999, 1000)).toBe('99%')
    expect(formatShare(1000, 1000)).toBe('100%')
    expect(formatShare(1, 1000)).toBe('1%')
    expect(formatShare(0, 1000)).toBe('0%')
    expect(formatShare(0, 0)).toBe('–')
  })

  test('sizes have a unit a person can compare', () => {
    expect(formatSize(0)).toBe('0 bytes')
    expect(formatSize(999)).toBe('999 bytes')
    expect(formatSize(2_100_000)).toBe('2.1 MB')
    expect(formatSize(184_000_000)).toBe('184 MB')
  })
})

describe('names', () => {
  test('a long value keeps both ends, a short one stays whole', () => {
    expect(shorten('9f3cd1e2a1b2c3d4a1')).toBe('9f3c…a1')
    expect(shorten('9f3cda1')).toBe('9f3cda1')
  })

  test('a monogram takes the first and the last word', () => {
    expect(monogram('Halden Logistics')).toBe('HL')
    expect(monogram('  van der Berg  Holding ')).toBe('VH')
    expect(monogram('Ärzteverbund')).toBe('Ä')
  })
})
