/** 12B: the thresholds the checks were run with, where each default comes from, and which frameworks ask for a stricter one. */
import { askedSentences } from '../../shared/frameworks.ts'
import type { Sheet } from './sheet.ts'

export default {
  id: 'parameters',
  name: '12B Parameters',
  ref: '12B',
  order: 91,
  title: 'Parameters of the checks',
  purpose: 'Shows the thresholds in force, so that the results can be repeated and judged.',
  source: 'Set by the auditor for this engagement, else the default.',
  procedure:
    'One row for each threshold. A changed value is marked; the event log holds who changed it and when. Where a value is looser than a framework asks, results say nothing for that requirement.',
  frozenColumns: 1,
  columns: [
    { key: 'title', title: 'Parameter', type: 'text', width: 42 },
    { key: 'value', title: 'Value', type: 'integer', width: 10 },
    { key: 'unit', title: 'Unit', type: 'text', width: 14 },
    { key: 'default', title: 'Default', type: 'integer', width: 10 },
    { key: 'changed', title: 'Changed', type: 'text', width: 10 },
    { key: 'minimum', title: 'Lowest', type: 'integer', width: 10 },
    { key: 'maximum', title: 'Highest', type: 'integer', width: 10 },
    { key: 'source', title: 'Source of the default', type: 'text', width: 56 },
    { key: 'looser', title: 'Looser than asked', type: 'text', width: 12 },
    { key: 'looserThan', title: 'Stricter frameworks', type: 'long', width: 60 }
  ],
  tallies: [
    { column: 'changed', words: ['Yes'] },
    { column: 'looser', words: ['Yes'] }
  ],
  count: (context) => context.parameters.length,
  rows: (context) =>
    context.parameters.map((parameter) => ({
      title: parameter.title,
      value: parameter.value,
      unit: parameter.unit,
      default: parameter.default,
      changed: parameter.value === parameter.default ? 'No' : 'Yes',
      minimum: parameter.minimum,
      maximum: parameter.maximum,
      source: parameter.source,
      looser: parameter.looserThan.length === 0 ? 'No' : 'Yes',
      looserThan:
        parameter.looserThan.length === 0
          ? null
          : askedSentences(parameter.looserThan, parameter.unit).join(' ')
    }))
} satisfies Sheet
