/** Draws lying bars, one below the other, each of parts laid end to end with its number where that fits. */
import type { Shape, Tone } from '../../../shared/records/report.ts'
import { number } from '../words.ts'
import { rounded } from './scale.ts'

export interface Bar {
  readonly name: string
  readonly parts: readonly { readonly value: number; readonly tone: Tone }[]
}

export const barsWidth = 680
const rowHeight = 24
const barHeight = 15
const plot = { left: 176, right: 626 }
/** Of a digit, for whether a number fits its part. */
const digitWidth = 7
const longestName = 27

export function barsHeight(rows: number): number {
  return rows * rowHeight + 6
}

/** From `y` downwards; the longest bar takes the whole width. */
export function bars(rows: readonly Bar[], y = 4): readonly Shape[] {
  const totals = rows.map(({ parts }) => parts.reduce((sum, { value }) => sum + value, 0))
  const unit = (plot.right - plot.left) / Math.max(...totals, 1)
  return rows.flatMap(({ name, parts }, place): readonly Shape[] => {
    const top = y + place * rowHeight
    let from = plot.left
    const shapes: Shape[] = [
      {
        kind: 'label',
        x: plot.left - 10,
        y: top + 12,
        text: name.length > longestName ? `${name.slice(0, longestName - 1)}…` : name,
        align: 'end',
        look: 'plain'
      }
    ]
    for (const { value, tone } of parts) {
      if (value === 0) continue
      const length = value * unit
      shapes.push({
        kind: 'area',
        x: rounded(from),
        y: top,
        width: rounded(Math.max(length, 1)),
        height: barHeight,
        tone
      })
      const text = number(value)
      if (parts.length > 1 && text.length * digitWidth + 6 <= length)
        shapes.push({
          kind: 'label',
          x: rounded(from + length / 2),
          y: top + 11.5,
          text,
          align: 'middle',
          look: { inside: tone }
        })
      from += length
    }
    shapes.push({
      kind: 'label',
      x: rounded(from + 8),
      y: top + 12,
      text: number(totals[place] ?? 0),
      align: 'start',
      look: 'strong'
    })
    return shapes
  })
}
