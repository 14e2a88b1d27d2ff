/** 03: the long list of results, one row for every control and account, with the auditor's conclusion beside the automated outcome. */
import type { CellValue } from '../../shared/records/workbook.ts'
import { overrideReasons } from '../../shared/states/override.ts'
import {
  conclusions,
  outcomes,
  proposedConclusion,
  severities,
  topics,
  type Conclusion
} from '../../shared/vocabulary.ts'
import { priorConclusions } from './prior-conclusions.ts'
import { signatureColumns, signaturesOf } from './signatures.ts'
import { cisReferences, nistControls } from './references-in-words.ts'
import type { Sheet, SheetContext, SheetRow, SheetTest } from './sheet.ts'

/** What stands in place of an outcome where no check decides. */
export const manualStep = 'Manual step'

export default {
  id: 'checklist-results',
  name: '03 Checklist',
  ref: '03',
  order: 20,
  title: 'Checklist results',
  purpose: 'Shows every test of the period: what the check found, what the auditor concluded, and on what.',
  source: 'Automated checks over the files of sheet 01B; conclusions, evidence and findings from the record.',
  procedure:
    'One row for each control and account. The automated outcome is never changed by a person; a conclusion that differs has a written reason.',
  frozenColumns: 2,
  columns: [
    { key: 'workpaper', title: 'W/P ref', type: 'id', width: 24 },
    { key: 'control', title: 'Control', type: 'id', width: 9 },
    { key: 'criterion', title: 'Criterion', type: 'long', width: 32 },
    { key: 'topic', title: 'Topic', type: 'text', width: 14 },
    { key: 'severity', title: 'Severity', type: 'severity', width: 10 },
    { key: 'account', title: 'Account', type: 'id', width: 14 },
    { key: 'accountName', title: 'Account name', type: 'text', width: 15 },
    { key: 'nature', title: 'How tested', type: 'text', width: 17 },
    { key: 'outcome', title: 'Automated outcome', type: 'outcome', width: 14 },
    { key: 'population', title: 'Population', type: 'integer', width: 12 },
    {
      key: 'exceptions',
      title: 'Exceptions',
      type: 'integer',
      width: 12,
      leadsTo: { sheet: 'exceptions', column: 'workpaper', by: 'workpaper' }
    },
    { key: 'needsReview', title: 'Not determinable', type: 'integer', width: 13 },
    { key: 'outcomeReason', title: 'Reason of the outcome', type: 'long', width: 32 },
    { key: 'asOf', title: 'As of (UTC)', type: 'time', width: 15 },
    { key: 'conclusion', title: 'Conclusion', type: 'conclusion', width: 15 },
    { key: 'conclusionReason', title: "Auditor's reason", type: 'long', width: 32 },
    { key: 'overridden', title: 'Overridden', type: 'text', width: 12 },
    { key: 'override', title: 'Override', type: 'text', width: 22 },
    { key: 'overrideRationale', title: 'Why overridden', type: 'long', width: 32 },
    { key: 'resultChanged', title: 'Result changed since', type: 'text', width: 10 },
    {
      key: 'evidence',
      title: 'Evidence',
      type: 'long',
      width: 10,
      leadsTo: { sheet: 'evidence-index', column: 'ref' }
    },
    {
      key: 'findings',
      title: 'Findings',
      type: 'long',
      width: 12,
      leadsTo: { sheet: 'findings', column: 'ref' }
    },
    {
      key: 'acceptances',
      title: 'Risk acceptances',
      type: 'id',
      width: 14,
      leadsTo: { sheet: 'risk-acceptances', column: 'ref' }
    },
    { key: 'concludedBy', title: 'Concluded by', type: 'text', width: 13 },
    { key: 'concludedAt', title: 'Concluded at (UTC)', type: 'time', width: 15 },
    { key: 'before', title: 'Conclusion of the month before', type: 'conclusion', width: 16 },
    { key: 'change', title: 'Change', type: 'state', width: 14 },
    ...signatureColumns,
    { key: 'cis', title: 'CIS AWS Foundations', type: 'long', width: 20 },
    { key: 'nist', title: 'NIST SP 800-53', type: 'long', width: 26 }
  ],
  tallies: [
    { column: 'outcome', words: [...Object.values(outcomes).map(({ workbook }) => workbook), manualStep] },
    { column: 'conclusion', words: Object.values(conclusions).map(({ workbook }) => workbook) }
  ],
  detail: { called: 'detail rows', agreesWith: 'matrix' },
  count: (context) => context.tests.length,
  rows: checklistRows
} satisfies Sheet

/** The rows in the order of the checklist. Other sheets count and narrow them, so that no two sheets can differ. */
export function checklistRows(context: SheetContext): readonly (SheetRow & Record<'workpaper', string>)[] {
  const evidence = refsByTest(
    context,
    `select l.control, l.account_id, group_concat(e.ref, ', ' order by e.ref) as refs
     from evidence_of_test l
     join evidence e on e.id = l.evidence_id
     where l.period_id = :period and e.withdrawn_at is null
     group by l.control, l.account_id`
  )
  const findings = refsByTest(
    context,
    `select f.control, a.account_id, group_concat(f.ref, ', ' order by f.ref) as refs
     from finding f
     join finding_account a on a.finding_id = f.id
     where coalesce((select state from finding_step where finding_id = f.id order by id desc limit 1), 'draft')
       in ('draft', 'issued', iif(f.period_id = :period, 'closed', 'issued'))
     group by f.control, a.account_id`
  )
  const acceptances = refsByTest(
    context,
    `select f.control, a.account_id, group_concat(distinct r.ref) as refs
     from risk_acceptance r
     join finding f on f.id = r.finding_id
     join finding_account a on a.finding_id = f.id
     group by f.control, a.account_id`
  )
  const prior = priorConclusions(context)
  const signatures = signaturesOf(context, 'test')
  return context.tests.map((test) => {
    const { control, account, result, conclusion } = test
    return {
      workpaper: workpaperOf(test),
      control: control.control,
      criterion: control.criterion,
      topic: topics[control.topic].title,
      severity: severities[control.severity],
      account: account.id,
      accountName: account.name,
      nature: control.check === null ? manualStep : 'Whole population, by rule',
      outcome: outcomeOf(test),
      population: result?.population ?? null,
      exceptions: result?.exceptions ?? null,
      needsReview: result?.needsReview ?? null,
      outcomeReason: reasonOf(test),
      asOf: result?.asOf?.at ?? null,
      conclusion: conclusion ? conclusions[conclusion.conclusion].workbook : null,
      conclusionReason: conclusion?.reason ?? null,
      overridden: overriddenOf(test),
      override: overrideOf(test),
      overrideRationale: conclusion?.override
        ? `${overrideReasons[conclusion.override.reason]}: ${conclusion.override.rationale}`
        : null,
      resultChanged: conclusion ? (conclusion.resultChanged ? 'Yes' : 'No') : null,
      evidence: evidence.get(keyOf(test)) ?? null,
      findings: findings.get(keyOf(test)) ?? null,
      acceptances: acceptances.get(keyOf(test)) ?? null,
      concludedBy: conclusion?.concludedBy ?? null,
      concludedAt: conclusion?.concludedAt ?? null,
      ...prior(keyOf(test), conclusion?.conclusion),
      ...signatures(keyOf(test)),
      cis: cisReferences(control.references),
      nist: nistControls(control.references)
    }
  })
}

/** `C.ROOT-01.111122223333` */
export function workpaperOf({ control, account }: SheetTest): string {
  return workpaperNamed(control.control, account.id)
}

export function workpaperNamed(control: string, account: string): string {
  return `C.${control}.${account}`
}

/** The outcome in the workbook's word; an automated control without a result was not tested. */
export function outcomeOf({ control, result }: SheetTest): string {
  if (result) return outcomes[result.outcome].workbook
  return control.check === null ? manualStep : outcomes['not-tested'].workbook
}

export function reasonOf({ control, result }: SheetTest): string | null {
  if (result) return result.reason === '' ? null : result.reason
  return control.check === null ? null : 'The check has not been run over the files of this period.'
}

/** `OV-001, approved by R. Lind`; empty where the conclusion needs none. */
function overrideOf({ conclusion }: SheetTest): string | null {
  const override = conclusion?.override ?? null
  if (override === null) return null
  if (override.approver === null) return `${override.ref}, not approved`
  return override.isSelfApproved
    ? `${override.ref}, approved by its author ${override.approver}`
    : `${override.ref}, approved by ${override.approver}`
}

/** Whether the conclusion is another than the one the outcome it relied on proposes; empty where an outcome proposes none. */
function overriddenOf({ conclusion }: SheetTest): CellValue {
  if (!conclusion || conclusion.reliedOutcome === null) return null
  const proposed: Conclusion | null = proposedConclusion(conclusion.reliedOutcome)
  if (proposed === null) return null
  return proposed === conclusion.conclusion ? 'No' : 'Yes'
}

function refsByTest(context: SheetContext, sql: string): ReadonlyMap<string, string> {
  return new Map(
    context
      .all<{ readonly control: string; readonly account_id: string; readonly refs: string }>(sql)
      .map((row) => [`${row.control}/${row.account_id}`, row.refs])
  )
}

function keyOf({ control, account }: SheetTest): string {
  return `${control.control}/${account.id}`
}
