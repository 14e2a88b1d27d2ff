/** 02C: how many exceptions of each severity every account has, as a table and a chart. */
import { severities, severityOrder, type Severity } from '../../shared/vocabulary.ts'
import checklist, { checklistRows } from './checklist-results.ts'
import type { Sheet, SheetColumn, SheetContext, SheetRow } from './sheet.ts'

/** More bars than this nobody tells apart. */
const drawnAccounts = 25

export default {
  id: 'severity-by-account',
  name: '02C Severity by account',
  ref: '02C',
  order: 12,
  title: 'Exceptions by severity and account',
  purpose: 'Shows which accounts carry the weight of the exceptions.',
  source: 'Sheet 03 Checklist; every figure is summed from its rows by formula.',
  procedure: `Accounts with the most severe exceptions come first; the chart draws the first ${drawnAccounts} of them.`,
  frozenColumns: 2,
  columns: [
    { key: 'account', title: 'Account', type: 'id', width: 14 },
    { key: 'accountName', title: 'Account name', type: 'text', width: 22 },
    ...severityOrder.map((severity): SheetColumn => ({
      key: severity,
      title: severities[severity],
      type: 'integer',
      width: 12,
      live: {
        sum: checklist.id,
        column: 'exceptions',
        where: [
          { column: 'account', equals: { cell: 'account' } },
          { column: 'severity', equals: severities[severity] }
        ]
      }
    })),
    {
      key: 'exceptions',
      title: 'Exceptions',
      type: 'integer',
      width: 12,
      live: {
        sum: checklist.id,
        column: 'exceptions',
        where: [{ column: 'account', equals: { cell: 'account' } }]
      }
    }
  ],
  charts: [
    {
      kind: 'stacked-bar',
      title: 'Exceptions by severity and account',
      names: 'accountName',
      series: severityOrder,
      rows: drawnAccounts
    }
  ],
  count: (context) => accountsTested(context).length,
  rows(context) {
    const tests = Map.groupBy(checklistRows(context), (test) => test['account'])
    return accountsTested(context)
      .map(({ id, name }): SheetRow & Record<Severity, number> => {
        const own = tests.get(id) ?? []
        const sumOf = (severity: string): number =>
          exceptionsIn(own.filter((test) => test['severity'] === severity))
        const counts = Object.fromEntries(
          severityOrder.map((severity) => [severity, sumOf(severities[severity])])
        ) as Record<Severity, number>
        return { account: id, accountName: name, ...counts, exceptions: exceptionsIn(own) }
      })
      .toSorted((one, other) => {
        const decisive = severityOrder.find((severity) => one[severity] !== other[severity])
        return decisive === undefined ? 0 : other[decisive] - one[decisive]
      })
  }
} satisfies Sheet

function accountsTested({ accounts, tests }: SheetContext): SheetContext['accounts'] {
  const tested = new Set(tests.map(({ account }) => account.id))
  return accounts.filter(({ id }) => tested.has(id))
}

function exceptionsIn(tests: readonly SheetRow[]): number {
  return tests.reduce((sum, test) => sum + Number(test['exceptions'] ?? 0), 0)
}
