/** 02B: what limits the conclusion: tests that could not be made, and tests nobody could decide. */
import { conclusions, outcomes } from '../../shared/vocabulary.ts'
import { outcomeOf, reasonOf, workpaperOf } from './checklist-results.ts'
import type { Sheet, SheetContext, SheetTest } from './sheet.ts'

export default {
  id: 'limitations',
  name: '02B Limitations',
  ref: '02B',
  order: 11,
  title: 'Scope limitations',
  purpose: 'Shows what the files received cannot show, so that no reader takes silence for assurance.',
  source: 'Sheet 03 Checklist.',
  procedure: `Rows of sheet 03 that were not tested or were concluded as "${conclusions.inconclusive.workbook}". Files with problems stand on sheet 01C.`,
  frozenColumns: 2,
  columns: [
    {
      key: 'workpaper',
      title: 'W/P ref',
      type: 'id',
      width: 26,
      leadsTo: { sheet: 'checklist-results', column: 'workpaper' }
    },
    { key: 'control', title: 'Control', type: 'id', width: 10 },
    { key: 'criterion', title: 'Criterion', type: 'long', width: 42 },
    { key: 'account', title: 'Account', type: 'id', width: 14 },
    { key: 'accountName', title: 'Account name', type: 'text', width: 20 },
    { key: 'outcome', title: 'Automated outcome', type: 'outcome', width: 16 },
    { key: 'outcomeReason', title: 'Why, and what to ask for', type: 'long', width: 60 },
    { key: 'conclusion', title: 'Conclusion', type: 'conclusion', width: 18 },
    { key: 'conclusionReason', title: "Auditor's reason", type: 'long', width: 42 }
  ],
  tallies: [
    { column: 'outcome', words: [outcomes['not-tested'].workbook] },
    { column: 'conclusion', words: [conclusions.inconclusive.workbook] }
  ],
  count: (context) => limitations(context).length,
  rows: (context) =>
    limitations(context).map((test) => ({
      workpaper: workpaperOf(test),
      control: test.control.control,
      criterion: test.control.criterion,
      account: test.account.id,
      accountName: test.account.name,
      outcome: outcomeOf(test),
      outcomeReason: reasonOf(test),
      conclusion: test.conclusion ? conclusions[test.conclusion.conclusion].workbook : null,
      conclusionReason: test.conclusion?.reason ?? null
    }))
} satisfies Sheet

function limitations(context: SheetContext): readonly SheetTest[] {
  return context.tests.filter(
    (test) =>
      outcomeOf(test) === outcomes['not-tested'].workbook || test.conclusion?.conclusion === 'inconclusive'
  )
}
