import { expect, test } from 'vitest'

import { secondsOfDuration } from '../../../../src/core/importers/reading/duration.ts'

test.each([
  ['PT8H', 28_800],
  ['PT1H30M', 5_400],
  ['P1DT12H', 129_600],
  ['PT45S', 45],
  ['P2D', 172_800],
  ['PT0H', 0]
])('%s lasts %i seconds', (text, seconds) => {
  expect(secondsOfDuration(text)).toBe(seconds)
})

test.each(['', 'P', 'PT', 'P1DT', '8H', 'P1M', 'P1Y', 'PT8', 'PT-1H', 'pt8h', ' PT8H'])(
  '%j is no length of time',
  (text) => {
    expect(secondsOfDuration(text)).toBeNull()
  }
)
