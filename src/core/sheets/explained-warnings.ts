/** 10A: why warnings of the close-out gate may stand. */
import type { Sheet } from './sheet.ts'

export default {
  id: 'explained-warnings',
  name: '10A Close-out',
  ref: '10A',
  order: 87,
  title: 'Warnings explained at close-out',
  purpose: 'Keeps why signs of hurried or unusual work were found to be in order.',
  source: 'Explanations of the record.',
  procedure:
    'The last explanation of a warning stands. Errors of the gate are never explained: they are put right.',
  frozenColumns: 1,
  columns: [
    { key: 'warning', title: 'Warning', type: 'id', width: 10 },
    { key: 'title', title: 'What should hold', type: 'long', width: 36 },
    { key: 'sentence', title: 'Explanation', type: 'long', width: 60 },
    { key: 'by', title: 'Explained by', type: 'text', width: 18 },
    { key: 'at', title: 'Explained (UTC)', type: 'time', width: 16 }
  ],
  count: (context) => context.explainedWarnings.length,
  rows: (context) =>
    context.explainedWarnings.map(({ code, ...explained }) => ({ warning: code, ...explained }))
} satisfies Sheet
