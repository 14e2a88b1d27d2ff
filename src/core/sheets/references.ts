/** 12C: every control of the checklist with what it asks and every framework reference it answers. */
import { severities, topics } from '../../shared/vocabulary.ts'
import { manualStep } from './checklist-results.ts'
import { cisReferences, nistReferences, otherReferences } from './references-in-words.ts'
import type { Sheet, SheetContext, SheetControl } from './sheet.ts'

export default {
  id: 'references',
  name: '12C References',
  ref: '12C',
  order: 92,
  title: 'Controls and framework references',
  purpose:
    'Shows what each control asks and which numbers of the frameworks it answers, enhancements included.',
  source: 'The catalogue of controls and the framework files; sheet 03F holds the results by requirement.',
  procedure:
    'One row for each control of the checklist; behind each number, in brackets, the versions that have it.',
  frozenColumns: 2,
  columns: [
    { key: 'control', title: 'Control', type: 'id', width: 13 },
    { key: 'criterion', title: 'Criterion', type: 'long', width: 48 },
    { key: 'topic', title: 'Topic', type: 'text', width: 24 },
    { key: 'severity', title: 'Severity', type: 'severity', width: 11 },
    { key: 'kind', title: 'Procedure', type: 'text', width: 16 },
    { key: 'check', title: 'Check', type: 'text', width: 34 },
    { key: 'cis', title: 'CIS AWS Foundations', type: 'long', width: 36 },
    { key: 'nist', title: 'NIST SP 800-53', type: 'long', width: 70 },
    { key: 'others', title: 'Other frameworks', type: 'long', width: 60 }
  ],
  tallies: [{ column: 'kind', words: ['Automated', manualStep] }],
  count: (context) => controlsOf(context).length,
  rows: (context) =>
    controlsOf(context).map((control) => ({
      control: control.control,
      criterion: control.criterion,
      topic: topics[control.topic].title,
      severity: severities[control.severity],
      kind: control.check === null ? manualStep : 'Automated',
      check: control.check,
      cis: cisReferences(control.references),
      nist: nistReferences(control.references),
      others: otherReferences(control.references)
    }))
} satisfies Sheet

function controlsOf({ tests }: SheetContext): readonly SheetControl[] {
  return [...new Set(tests.map(({ control }) => control))]
}
