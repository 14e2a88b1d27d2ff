import { describe, expect, test } from 'vitest'

import { readDay } from '../../../src/core/workbook/client-day.ts'

describe('a day typed as text', () => {
  test.each([
    ['2026-02-14', '2026-02-14'],
    ['2026-02-14T00:00:00', '2026-02-14'],
    ['2026/2/14', '2026-02-14'],
    ['2026.02.14', '2026-02-14'],
    ['14.02.2026', '2026-02-14'],
    ['5.4.2026', '2026-04-05'],
    ['5.4.26', '2026-04-05'],
    ['14/02/2026', '2026-02-14'],
    ['02/14/2026', '2026-02-14'],
    ['02-14-2026', '2026-02-14'],
    ['04/04/2026', '2026-04-04'],
    ['14 Feb 2026', '2026-02-14'],
    ['14-Feb-26', '2026-02-14'],
    ['14 February 2026', '2026-02-14'],
    ['Feb 14, 2026', '2026-02-14']
  ])('%s is %s', (text, day) => {
    expect(readDay(text)).toEqual({ day })
  })

  test.each([
    ['05/04/2026', ['2026-04-05', '2026-05-04']],
    ['5-4-2026', ['2026-04-05', '2026-05-04']]
  ])('%s can be two days and is asked', (text, readings) => {
    expect(readDay(text)).toEqual({ readings })
  })

  test.each(['', 'soon', 'Q2 2026', '31.02.2026', '2026-13-01', '45 Feb 2026', 'Foo 14, 2026', '13/13/2026'])(
    '%s is none',
    (text) => {
      expect(readDay(text)).toEqual({ fault: 'no-day' })
    }
  )
})
