/** Draws the exceptions of each account by severity. */
import type { Picture } from '../../../shared/records/report.ts'
import { severities, severityOrder, type Severity } from '../../../shared/vocabulary.ts'
import { count, listed, number } from '../words.ts'
import { bars, barsHeight, barsWidth } from './bars.ts'
import { severityLegend } from './legend.ts'

/** Accounts drawn; the table beside has all. */
const mostRows = 20

export function severityBars(
  accounts: readonly { readonly name: string; readonly bySeverity: Readonly<Record<Severity, number>> }[]
): Picture {
  const totalOf = (bySeverity: Readonly<Record<Severity, number>>): number =>
    severityOrder.reduce((sum, severity) => sum + bySeverity[severity], 0)
  const shown = accounts
    .toSorted((one, other) => totalOf(other.bySeverity) - totalOf(one.bySeverity))
    .slice(0, mostRows)
  const rows = shown.map(({ name, bySeverity }) => ({
    name,
    parts: severityOrder.map((severity) => ({
      value: bySeverity[severity],
      tone: `severity-${severity}` as const
    }))
  }))
  return {
    width: barsWidth,
    height: barsHeight(rows.length) + 26,
    title:
      shown.length < accounts.length
        ? `Exceptions by severity, the ${number(shown.length)} accounts with the most`
        : 'Exceptions by account and severity',
    description: `${listed(
      shown.map(
        ({ name, bySeverity }) => `${name}: ${count(totalOf(bySeverity), 'exception')}${critical(bySeverity)}`
      )
    )}.`,
    shapes: [...bars(rows), ...severityLegend(176, barsHeight(rows.length) + 18)]
  }
}

function critical(bySeverity: Readonly<Record<Severity, number>>): string {
  const grave = (['critical', 'high'] as const)
    .filter((severity) => bySeverity[severity] > 0)
    .map((severity) => `${number(bySeverity[severity])} ${severities[severity].toLowerCase()}`)
  return grave.length === 0 ? '' : ` (${grave.join(', ')})`
}
