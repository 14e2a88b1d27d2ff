/** Draws the months in a row: a bar each, its exceptions stacked by severity, the most severe at the bottom. */
import type { TrendMonth } from '../../../shared/records/comparison.ts'
import type { Picture, Shape } from '../../../shared/records/report.ts'
import { severities, severityOrder } from '../../../shared/vocabulary.ts'
import { count, listed, month, number, shortMonth } from '../words.ts'
import { severityLegend } from './legend.ts'
import { rounded, scaleOf } from './scale.ts'

const width = 680
const height = 250
const plot = { left: 44, right: 670, top: 24, bottom: 200 }
const widestBar = 56

export function monthBars(months: readonly TrendMonth[]): Picture {
  const totals = months.map(totalOf)
  const { top, steps } = scaleOf(Math.max(...totals, 0))
  const lengthOf = (value: number): number => (value / top) * (plot.bottom - plot.top)
  const slot = (plot.right - plot.left) / Math.max(months.length, 1)
  const barWidth = Math.min(slot * 0.6, widestBar)
  const shapes: Shape[] = steps.flatMap((step): Shape[] => [
    {
      kind: 'line',
      x1: plot.left,
      x2: plot.right,
      y1: rounded(plot.bottom - lengthOf(step)),
      y2: rounded(plot.bottom - lengthOf(step))
    },
    {
      kind: 'label',
      x: plot.left - 8,
      y: rounded(plot.bottom - lengthOf(step) + 4),
      text: number(step),
      align: 'end',
      look: 'muted'
    }
  ])
  for (const [place, one] of months.entries()) {
    const middle = plot.left + slot * (place + 0.5)
    let from = plot.bottom
    for (const severity of severityOrder) {
      const length = lengthOf(one.exceptions[severity])
      if (length === 0) continue
      from -= length
      shapes.push({
        kind: 'area',
        x: rounded(middle - barWidth / 2),
        y: rounded(from),
        width: rounded(barWidth),
        height: rounded(length),
        tone: `severity-${severity}`
      })
    }
    shapes.push(
      {
        kind: 'label',
        x: rounded(middle),
        y: rounded(from - 6),
        text: number(totals[place] ?? 0),
        align: 'middle',
        look: 'strong'
      },
      {
        kind: 'label',
        x: rounded(middle),
        y: plot.bottom + 17,
        text: shortMonth(one.period),
        align: 'middle',
        look: place === months.length - 1 ? 'strong' : 'plain'
      }
    )
  }
  return {
    width,
    height,
    title: 'Exceptions by month and severity',
    description: `${listed(months.map((one) => `${month(one.period)}: ${inWords(one)}`))}.`,
    shapes: [...shapes, ...severityLegend(plot.left, height - 8)]
  }
}

function totalOf({ exceptions }: TrendMonth): number {
  return severityOrder.reduce((sum, severity) => sum + exceptions[severity], 0)
}

function inWords(one: TrendMonth): string {
  const parts = severityOrder
    .filter((severity) => one.exceptions[severity] > 0)
    .map((severity) => `${number(one.exceptions[severity])} ${severities[severity].toLowerCase()}`)
  const total = count(totalOf(one), 'exception')
  return parts.length === 0 ? total : `${total} (${parts.join(', ')})`
}
