/** The figures of the executive summary: each counted from a sheet, by the sheet's own rows and again by formula. */
import { occurrenceStatuses } from '../../shared/states/finding.ts'
import { acceptanceStates } from '../../shared/states/risk-acceptance.ts'
import { conclusions, outcomes, severities, severityOrder, type Conclusion } from '../../shared/vocabulary.ts'
import accessKeys from './access-keys.ts'
import checklist, { checklistRows, manualStep } from './checklist-results.ts'
import findings from './findings.ts'
import policies from './policies.ts'
import remediations, { dueWords } from './remediations.ts'
import riskAcceptances from './risk-acceptances.ts'
import roles from './roles.ts'
import type { Sheet, SheetContext, SheetRow } from './sheet.ts'
import users from './users.ts'

export interface Figure {
  readonly section: string
  readonly item: string
  readonly sheet: Sheet
  /** The words its rows hold, by column; every row where there are none. */
  readonly where: Readonly<Record<string, string>>
}

const tests = 'Tests of the month'
const concluded = 'Conclusions'
const open = 'Open findings'
const populations = 'Populations'

export const figures: readonly Figure[] = [
  { section: tests, item: 'Tests', sheet: checklist, where: {} },
  ...[...Object.values(outcomes).map(({ workbook }) => workbook), manualStep].map((outcome) => ({
    section: tests,
    item: outcome,
    sheet: checklist,
    where: { outcome }
  })),
  ...(Object.keys(conclusions) as Conclusion[]).map((conclusion) => ({
    section: concluded,
    item: conclusions[conclusion].workbook,
    sheet: checklist,
    where: { conclusion: conclusions[conclusion].workbook }
  })),
  ...severityOrder.map((severity) => ({
    section: open,
    item: severities[severity],
    sheet: findings,
    where: { open: 'Yes', severity: severities[severity] }
  })),
  ...([occurrenceStatuses.new, occurrenceStatuses.recurring] as const).map((status) => ({
    section: open,
    item: `${status} this month`,
    sheet: findings,
    where: { status }
  })),
  { section: open, item: dueWords.overdue, sheet: remediations, where: { dueState: dueWords.overdue } },
  {
    section: open,
    item: 'Risk accepted by the client',
    sheet: riskAcceptances,
    where: { state: acceptanceStates.active }
  },
  { section: populations, item: 'IAM users', sheet: users, where: {} },
  { section: populations, item: 'Access keys', sheet: accessKeys, where: {} },
  { section: populations, item: 'Roles', sheet: roles, where: {} },
  { section: populations, item: 'Policies', sheet: policies, where: {} }
]

/** What each of them is now. Rows of a sheet are made once. */
export function valuesOf(context: SheetContext): readonly number[] {
  const made = new Map<Sheet, readonly SheetRow[]>([[checklist, checklistRows(context)]])
  return figures.map(({ sheet, where }) => {
    const words = Object.entries(where)
    if (words.length === 0) return sheet.count(context)
    const rows = made.get(sheet) ?? sheet.rows(context)
    made.set(sheet, rows)
    return rows.filter((row) => words.every(([column, word]) => row[column] === word)).length
  })
}
