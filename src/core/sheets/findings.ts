/** 06: the findings of every month with their elements, their ratings and where they stand. */
import {
  findingStages,
  findingStates,
  occurrenceStatuses,
  type OccurrenceStatus
} from '../../shared/states/finding.ts'
import type { FindingRecord } from '../../shared/records/finding.ts'
import { severities, severityOrder } from '../../shared/vocabulary.ts'
import { everyEdition } from './editions.ts'
import { signatureColumns, signaturesOf } from './signatures.ts'
import { countOf, type RowLink, type Sheet, type SheetContext } from './sheet.ts'

export default {
  id: 'findings',
  name: '06 Findings',
  ref: '06',
  order: 80,
  title: 'Findings register',
  editions: everyEdition,
  purpose: 'States each finding so that it can be understood and acted on by itself.',
  source: 'Raised by the auditor from the exceptions of sheet 08X, of this month and of those before.',
  procedure:
    'What is open first, then the most severe. Exceptions and population are those of the tests when the finding was raised; the status of this month is told by the same exceptions in the results of this month.',
  frozenColumns: 2,
  columns: [
    { key: 'ref', title: 'Finding', type: 'id', width: 13 },
    { key: 'title', title: 'Title', type: 'long', width: 28 },
    { key: 'severity', title: 'Severity', type: 'severity', width: 10 },
    { key: 'control', title: 'Control', type: 'id', width: 10 },
    { key: 'accounts', title: 'Accounts', type: 'long', width: 15 },
    { key: 'condition', title: 'Condition', type: 'long', width: 38 },
    { key: 'criteria', title: 'Criteria', type: 'long', width: 32 },
    { key: 'cause', title: 'Cause', type: 'long', width: 28 },
    { key: 'effect', title: 'Effect', type: 'long', width: 32 },
    { key: 'recommendation', title: 'Recommendation', type: 'long', width: 40 },
    { key: 'exceptions', title: 'Exceptions', type: 'integer', width: 13 },
    { key: 'population', title: 'Population', type: 'integer', width: 13 },
    { key: 'state', title: 'State', type: 'text', width: 12 },
    { key: 'stage', title: 'Stage', type: 'text', width: 18 },
    { key: 'open', title: 'Open', type: 'text', width: 8 },
    { key: 'monthsOpen', title: 'Months seen', type: 'integer', width: 10 },
    { key: 'period', title: 'First seen', type: 'id', width: 11 },
    { key: 'status', title: 'Status this month', type: 'state', width: 16 },
    { key: 'there', title: 'Still there', type: 'integer', width: 11 },
    { key: 'originalSeverity', title: 'Rated first', type: 'severity', width: 12 },
    {
      key: 'repeatOf',
      title: 'Repeats',
      type: 'id',
      width: 13,
      leadsTo: { sheet: 'findings', column: 'ref' }
    },
    {
      key: 'remediation',
      title: 'Remediation',
      type: 'id',
      width: 13,
      leadsTo: { sheet: 'remediations', column: 'ref' }
    },
    {
      key: 'acceptance',
      title: 'Risk acceptance',
      type: 'id',
      width: 15,
      leadsTo: { sheet: 'risk-acceptances', column: 'ref' }
    },
    {
      key: 'evidence',
      title: 'Evidence',
      type: 'long',
      width: 14,
      leadsTo: { sheet: 'evidence-index', column: 'ref' }
    },
    ...signatureColumns,
    { key: 'raisedBy', title: 'Raised by', type: 'text', width: 16 },
    { key: 'raisedAt', title: 'Raised (UTC)', type: 'time', width: 16 }
  ],
  tallies: [{ column: 'severity', words: Object.values(severities) }],
  count: (context) => countOf(context, 'select count(*) as n from finding'),
  rows(context) {
    const signatures = signaturesOf(context, 'finding')
    return inOrder(context).map((finding) => ({
      ref: finding.ref,
      title: finding.title,
      severity: severities[finding.severity],
      control: finding.control,
      accounts: finding.accounts.join(', '),
      condition: finding.condition || null,
      criteria: finding.criteria || null,
      cause: finding.cause || null,
      effect: finding.effect || null,
      recommendation: finding.recommendation || null,
      exceptions: finding.exceptions,
      population: finding.population,
      state: findingStates[finding.state],
      stage: findingStages[finding.stage],
      open: isOver(finding) ? 'No' : 'Yes',
      monthsOpen: finding.occurrences.length,
      period: finding.period,
      status: statusOf(finding, context),
      there: finding.items.filter(({ state }) => state === 'there' || state === 'back').length,
      originalSeverity: severities[finding.originalSeverity],
      repeatOf: finding.repeatOf,
      remediation: finding.remediation?.ref ?? null,
      acceptance: finding.acceptance?.ref ?? null,
      evidence:
        finding.evidence
          .filter(({ withdrawn }) => !withdrawn)
          .map(({ ref }) => ref)
          .join(', ') || null,
      ...signatures(finding.ref),
      raisedBy: finding.raisedBy,
      raisedAt: finding.raisedAt
    }))
  }
} satisfies Sheet

/** Where the reference of a finding leads to. */
export const findingRow: RowLink = { sheet: 'findings', column: 'ref' }

/** Findings as every sheet of them shows them: what is open first, then the most severe. */
export function inOrder({ findings }: SheetContext): readonly FindingRecord[] {
  return findings().toSorted(
    (one, other) =>
      Number(isOver(one)) - Number(isOver(other)) ||
      severityOrder.indexOf(one.severity) - severityOrder.indexOf(other.severity) ||
      (one.ref < other.ref ? -1 : 1)
  )
}

export function isOver({ state }: FindingRecord): boolean {
  return state === 'closed' || state === 'withdrawn'
}

/** null where the finding was over before this month. */
export function statusOf(finding: FindingRecord, { period }: SheetContext): string | null {
  const status: OccurrenceStatus | undefined = finding.occurrences.find(
    (occurrence) => occurrence.period === period.label
  )?.status
  return status === undefined ? null : occurrenceStatuses[status]
}
