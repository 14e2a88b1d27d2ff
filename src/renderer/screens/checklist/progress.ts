/** How far the checklist is, by what was concluded. */
import type { ChecklistItem } from '../../../shared/records/test.ts'
import { conclusions, type Conclusion } from '../../../shared/vocabulary.ts'
import { conclusionLooks, type Tone } from '../../parts/glyph.ts'

export interface Segment {
  readonly label: string
  readonly value: number
  readonly tone: Exclude<Tone, 'none'>
}

/** Tests concluded, by conclusion; a control on which accounts differ, or not all concluded, counts by itself. */
export function progressSegments(items: readonly ChecklistItem[]): readonly Segment[] {
  const concluded = (of: (item: ChecklistItem) => boolean): number =>
    items.filter(of).reduce((sum, item) => sum + item.concluded, 0)
  const words = Object.keys(conclusions) as Conclusion[]
  return [
    ...words.map((word) => ({
      label: conclusions[word].screen,
      value: concluded((item) => item.conclusion === word),
      tone: toneOf(word)
    })),
    {
      label: 'Differing between accounts',
      value: concluded((item) => item.conclusion === null || item.conclusion === 'mixed'),
      tone: 'info'
    }
  ]
}

function toneOf(conclusion: Conclusion): Segment['tone'] {
  const { tone } = conclusionLooks[conclusion]
  return tone === 'none' ? 'na' : tone
}
