/** The legend of the severities, below a picture from left to right. */
import type { Shape } from '../../../shared/records/report.ts'
import { severities, severityOrder } from '../../../shared/vocabulary.ts'

const entryWidth = 92

export function severityLegend(x: number, y: number): readonly Shape[] {
  return severityOrder.flatMap((severity, place): readonly Shape[] => [
    {
      kind: 'area',
      x: x + place * entryWidth,
      y: y - 9,
      width: 10,
      height: 10,
      tone: `severity-${severity}`
    },
    {
      kind: 'label',
      x: x + place * entryWidth + 15,
      y,
      text: severities[severity],
      align: 'start',
      look: 'muted'
    }
  ])
}
