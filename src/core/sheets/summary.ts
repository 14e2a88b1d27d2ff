/** 02A: how many tests of each topic came out how, and what was concluded. */
import { conclusions, outcomes, severities, topics } from '../../shared/vocabulary.ts'
import checklist, { checklistRows, manualStep } from './checklist-results.ts'
import type { Condition, Sheet, SheetColumn, SheetRow } from './sheet.ts'

/** The last row. */
const everyTopic = 'All topics'

/** What each column counts in sheet 03, beside the topic of the row. */
const counts: readonly {
  key: string
  title: string
  width: number
  where: Readonly<Record<string, string>>
}[] = [
  { key: 'tests', title: 'Tests', width: 8, where: {} },
  { key: 'pass', title: outcomes.pass.workbook, width: 11, where: { outcome: outcomes.pass.workbook } },
  { key: 'fail', title: outcomes.fail.workbook, width: 11, where: { outcome: outcomes.fail.workbook } },
  {
    key: 'needsReview',
    title: outcomes['needs-review'].workbook,
    width: 12,
    where: { outcome: outcomes['needs-review'].workbook }
  },
  {
    key: 'notApplicable',
    title: outcomes['not-applicable'].workbook,
    width: 11,
    where: { outcome: outcomes['not-applicable'].workbook }
  },
  {
    key: 'notTested',
    title: outcomes['not-tested'].workbook,
    width: 9,
    where: { outcome: outcomes['not-tested'].workbook }
  },
  { key: 'manual', title: manualStep, width: 8, where: { outcome: manualStep } },
  ...(['critical', 'high', 'medium', 'low', 'info'] as const).map((severity) => ({
    key: `fail:${severity}`,
    title: `Exceptions, ${severities[severity].toLowerCase()}`,
    width: 11,
    where: { outcome: outcomes.fail.workbook, severity: severities[severity] }
  })),
  ...(['effective', 'exception', 'observation', 'not-applicable', 'inconclusive'] as const).map(
    (conclusion) => ({
      key: `concluded:${conclusion}`,
      title: `Concluded: ${conclusions[conclusion].workbook}`,
      width: 13,
      where: { conclusion: conclusions[conclusion].workbook }
    })
  )
]

export default {
  id: 'summary',
  name: '02A Summary',
  ref: '02A',
  order: 10,
  title: 'Summary by topic',
  purpose: 'Shows where the exceptions lie and how far the work has come.',
  source: 'Sheet 03 Checklist; every figure is counted from its rows by formula.',
  procedure:
    'A test is one control for one account. "Exceptions" counts tests with at least one exception; "Exceptions found" counts their members.',
  frozenColumns: 1,
  columns: [
    { key: 'topic', title: 'Topic', type: 'text', width: 28 },
    ...counts.map(({ key, title, width, where }): SheetColumn => ({
      key,
      title,
      type: 'integer',
      width,
      live: { count: checklist.id, where: conditions(where) }
    })),
    {
      key: 'members',
      title: 'Exceptions found',
      type: 'integer',
      width: 11,
      live: { sum: checklist.id, column: 'exceptions', where: conditions({}) }
    }
  ],
  count: (context) => topicsIn(context.tests).length + 1,
  rows(context) {
    const tests = checklistRows(context)
    return [...topicsIn(context.tests), everyTopic].map((topic): SheetRow => {
      const ofTopic = topic === everyTopic ? tests : tests.filter((test) => test['topic'] === topic)
      return {
        topic,
        ...Object.fromEntries(counts.map(({ key, where }) => [key, ofTopic.filter(holding(where)).length])),
        members: ofTopic.reduce((sum, test) => sum + Number(test['exceptions'] ?? 0), 0)
      }
    })
  }
} satisfies Sheet

/** The word of this row's topic, where the row is not the total of all. */
function conditions(where: Readonly<Record<string, string>>): readonly Condition[] {
  return [
    { column: 'topic', equals: { cell: 'topic', unless: everyTopic } },
    ...Object.entries(where).map(([column, equals]) => ({ column, equals }))
  ]
}

function holding(where: Readonly<Record<string, string>>): (row: SheetRow) => boolean {
  return (row) => Object.entries(where).every(([column, word]) => row[column] === word)
}

function topicsIn(tests: readonly { readonly control: { readonly topic: keyof typeof topics } }[]): string[] {
  return [...new Set(tests.map(({ control }) => topics[control.topic].title))]
}
