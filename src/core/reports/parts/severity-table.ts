/** Exceptions by severity, a row for each account or month: what the charts draw, in numbers. */
import type { Cell, Table, Text } from '../../../shared/records/report.ts'
import { severities, severityOrder, type Severity } from '../../../shared/vocabulary.ts'
import { number } from '../words.ts'

export interface SeverityRow {
  readonly head: Text
  readonly bySeverity: Readonly<Record<Severity, number>>
  /** Cells of the columns that follow. */
  readonly others: readonly (Text | Cell)[]
}

export function severityTable(
  caption: string,
  head: string,
  rows: readonly SeverityRow[],
  others: readonly string[]
): Table {
  return {
    kind: 'table',
    caption,
    columns: [
      { title: head, share: 17 },
      ...severityOrder.map((severity) => ({ title: severities[severity], align: 'end' as const })),
      { title: 'All', align: 'end', share: 7 },
      ...others.map((title) => ({ title, align: 'end' as const }))
    ],
    groups: [
      {
        rows: rows.map(({ head, bySeverity, others }) => ({
          cells: [
            head,
            ...severityOrder.map((severity) => number(bySeverity[severity])),
            number(severityOrder.reduce((sum, severity) => sum + bySeverity[severity], 0)),
            ...others
          ]
        }))
      }
    ]
  }
}
