/** A scale of counts: from none to a round number at or above the largest. */

export interface Scale {
  readonly top: number
  /** Values with a line, from none to the top. */
  readonly steps: readonly number[]
}

const roundSteps = [1, 2, 5]

/** At most five steps, each a whole round number. */
export function scaleOf(largest: number): Scale {
  const step = stepFor(Math.max(largest, 1))
  const count = Math.ceil(Math.max(largest, 1) / step)
  return { top: step * count, steps: Array.from({ length: count + 1 }, (_, place) => step * place) }
}

function stepFor(largest: number): number {
  for (let power = 1; ; power *= 10)
    for (const round of roundSteps) if (largest / (round * power) <= 5) return round * power
}

/** Coordinates are written with one digit after the point. */
export function rounded(value: number): number {
  return Math.round(value * 10) / 10
}
