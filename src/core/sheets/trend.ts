/** 11B: the months in a row. */
import { severities, severityOrder } from '../../shared/vocabulary.ts'
import type { Sheet } from './sheet.ts'

export default {
  id: 'trend',
  name: '11B Trend',
  ref: '11B',
  order: 89,
  title: 'Months in a row',
  purpose: 'Shows how exceptions, findings and coverage developed from month to month.',
  source: 'Results and findings of every month of the engagement.',
  procedure:
    'Each month as it stood at its end, this one as it is now. A test is decided where its result is no exceptions, exceptions or not applicable.',
  frozenColumns: 1,
  columns: [
    { key: 'period', title: 'Month', type: 'id', width: 11 },
    ...severityOrder.map(
      (severity) => ({ key: severity, title: severities[severity], type: 'integer', width: 13 }) as const
    ),
    { key: 'exceptions', title: 'Exceptions', type: 'integer', width: 13 },
    { key: 'openFindings', title: 'Open findings', type: 'integer', width: 14 },
    { key: 'decided', title: 'Tests decided', type: 'integer', width: 14 },
    { key: 'tests', title: 'Tests run', type: 'integer', width: 12 }
  ],
  charts: [
    {
      kind: 'line',
      title: 'Exceptions and open findings by month',
      names: 'period',
      series: ['exceptions', 'openFindings'],
      rows: 24
    },
    {
      kind: 'stacked-column',
      title: 'Exceptions by severity and month',
      names: 'period',
      series: severityOrder,
      rows: 24
    }
  ],
  count: ({ trend }) => trend().length,
  rows: ({ trend }) =>
    trend().map(({ period, exceptions, openFindings, decided, tests }) => ({
      period,
      ...exceptions,
      exceptions: severityOrder.reduce((sum, severity) => sum + exceptions[severity], 0),
      openFindings,
      decided,
      tests
    }))
} satisfies Sheet
