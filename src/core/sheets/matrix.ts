/** 03M: controls down, accounts across, one sign a cell. */
import { conclusions, outcomes, severities, type Conclusion } from '../../shared/vocabulary.ts'
import type { Sheet, SheetColumn, SheetContext, SheetRow, SheetTest } from './sheet.ts'

/** What a cell begins with, by outcome; the number of members follows where there is one. */
export const signs = {
  pass: '✓',
  fail: '✗',
  'needs-review': '?',
  'not-applicable': 'N/A',
  'not-tested': 'not tested',
  manual: 'manual'
} as const

/** The letter of a conclusion, in brackets behind the sign. */
export const letters = {
  effective: 'E',
  exception: 'X',
  observation: 'O',
  'not-applicable': 'N',
  inconclusive: 'U'
} as const satisfies Record<Conclusion, string>

export const matrixLegend = [
  `${signs.pass} ${outcomes.pass.workbook}`,
  `${signs.fail} n: n ${outcomes.fail.workbook.toLowerCase()}`,
  `${signs['needs-review']} n: n ${outcomes['needs-review'].workbook.toLowerCase()}`,
  `${signs['not-applicable']} ${outcomes['not-applicable'].workbook.toLowerCase()}`,
  signs['not-tested'],
  `${signs.manual}: no automated check`,
  `in brackets the conclusion: ${Object.entries(letters)
    .map(
      ([conclusion, letter]) => `[${letter}] ${conclusions[conclusion as Conclusion].workbook.toLowerCase()}`
    )
    .join(', ')}`,
  'empty: not tested for that account'
].join(' · ')

export default {
  id: 'matrix',
  name: '03M Matrix',
  ref: '03M',
  order: 21,
  title: 'Matrix of controls and accounts',
  purpose: 'Shows all results at a glance; every filled cell is one row of sheet 03.',
  source: 'Sheet 03 Checklist.',
  procedure: `Read: ${matrixLegend}.`,
  frozenColumns: 3,
  columns: matrixColumns,
  detail: {
    called: 'matrix',
    agreesWith: 'checklist-results',
    block: (columns) => {
      const accounts = columns.filter(({ key }) => key.startsWith('account:'))
      const [first, last] = [accounts[0], accounts.at(-1)]
      return first && last ? [first.key, last.key] : null
    }
  },
  count: (context) => new Set(context.tests.map(({ control }) => control.control)).size,
  rows: (context) =>
    [...Map.groupBy(context.tests, ({ control }) => control)].map(([control, tests]): SheetRow => {
      const cells = new Map(tests.map((test) => [`account:${test.account.id}`, cellOf(test)]))
      return {
        control: control.control,
        criterion: control.criterion,
        severity: severities[control.severity],
        ...Object.fromEntries(
          context.accounts.map(({ id }) => [`account:${id}`, cells.get(`account:${id}`) ?? null])
        ),
        ...Object.fromEntries(
          totals.map(({ key, beginsWith }) => [
            key,
            [...cells.values()].filter((cell) => cell.startsWith(beginsWith)).length
          ])
        )
      }
    })
} satisfies Sheet

/** Row totals; the titles carry the signs that are counted. */
const totals = [
  { key: 'passes', title: `Total ${signs.pass}`, beginsWith: signs.pass },
  { key: 'fails', title: `Total ${signs.fail}`, beginsWith: signs.fail },
  { key: 'undecided', title: `Total ${signs['needs-review']}`, beginsWith: signs['needs-review'] },
  { key: 'notApplicable', title: `Total ${signs['not-applicable']}`, beginsWith: signs['not-applicable'] },
  { key: 'notTested', title: `Total ${signs['not-tested']}`, beginsWith: signs['not-tested'] },
  { key: 'manual', title: `Total ${signs.manual}`, beginsWith: signs.manual }
] as const

function matrixColumns(context: SheetContext): readonly SheetColumn[] {
  return [
    {
      key: 'control',
      title: 'Control',
      type: 'id',
      width: 13,
      leadsTo: { sheet: 'checklist-results', column: 'control' }
    },
    { key: 'criterion', title: 'Criterion', type: 'long', width: 44 },
    { key: 'severity', title: 'Severity', type: 'severity', width: 10 },
    ...context.accounts.map(({ id, name }): SheetColumn => ({
      key: `account:${id}`,
      title: name === id ? id : `${id} ${name}`,
      type: 'outcome',
      width: 14
    })),
    ...totals.map(({ key, title, beginsWith }): SheetColumn => ({
      key,
      title,
      type: 'integer',
      width: 8,
      live: { beginsWith }
    }))
  ]
}

function cellOf({ control, result, conclusion }: SheetTest): string {
  const outcome = result?.outcome ?? (control.check === null ? 'manual' : 'not-tested')
  const count = { fail: result?.exceptions, 'needs-review': result?.needsReview }[outcome as string]
  const number = count ? ` ${count}` : ''
  const letter = conclusion ? ` [${letters[conclusion.conclusion]}]` : ''
  return `${signs[outcome]}${number}${letter}`
}
