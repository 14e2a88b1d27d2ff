/** What each edition of the workbook holds, a line each; nothing here can be chosen. */
import type { Edition } from '../../../shared/editions.ts'

const workpapers = [
  'Every test with outcome, conclusion, evidence and findings',
  'Whole populations, the exceptions first',
  'The source file and line of every row of a population',
  'Totals as formulas over the sheets they count',
  'The head of the audit trail at the time of issue'
]

export const holds: Readonly<Record<Edition, readonly string[]>> = {
  internal: [...workpapers, 'Review notes and how they were cleared'],
  'client-response': [
    'Findings, their remediation and milestones',
    'Yellow cells with lists and checks, all others locked',
    'A hidden key and mark on every row, by which answers are known when they come back',
    'Risk acceptances, the evidence index and the legend'
  ],
  final: [...workpapers, 'No review notes and nothing to fill in']
}
