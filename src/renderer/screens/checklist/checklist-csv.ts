/** The controls shown as rows of a CSV file. */
import type { ChecklistItem } from '../../../shared/records/test.ts'
import { conclusions, outcomes, severities, topics } from '../../../shared/vocabulary.ts'

const head = [
  'Control',
  'Criterion',
  'Topic',
  'Severity',
  'Outcome',
  'Population',
  'Exceptions',
  'Judged',
  'Needs review',
  'Conclusion',
  'Accounts concluded',
  'Accounts'
]

/** The head first, then the controls in the order given; a control that stands in several sections once. */
export function checklistRows(items: readonly ChecklistItem[]): readonly (readonly string[])[] {
  return [head, ...items.map(rowOf)]
}

function rowOf(item: ChecklistItem): readonly string[] {
  const { conclusion, outcome } = item
  return [
    item.control,
    item.criterion,
    topics[item.topic].title,
    severities[item.severity],
    outcome === null ? 'Manual' : outcomes[outcome].screen,
    String(item.population),
    String(item.exceptions),
    String(item.judged),
    String(item.needsReview),
    conclusion === null ? '' : conclusion === 'mixed' ? 'Mixed' : conclusions[conclusion].screen,
    String(item.concluded),
    String(item.accounts)
  ]
}
