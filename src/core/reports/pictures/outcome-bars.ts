/** Draws how many tests had each outcome. */
import type { Picture } from '../../../shared/records/report.ts'
import { standings, standingTones, standingWords } from '../tests.ts'
import { listed, number } from '../words.ts'
import { bars, barsHeight, barsWidth } from './bars.ts'

/** `sizes` in the order of the standings. */
export function outcomeBars(sizes: readonly number[]): Picture {
  return {
    width: barsWidth,
    height: barsHeight(standings.length),
    title: 'Tests by automated outcome',
    description: `${listed(standings.map((standing, place) => `${standingWords[standing]}: ${number(sizes[place] ?? 0)}`))}.`,
    shapes: bars(
      standings.map((standing, place) => ({
        name: standingWords[standing],
        parts: [{ value: sizes[place] ?? 0, tone: standingTones[standing] }]
      }))
    )
  }
}
