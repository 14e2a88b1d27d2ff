/** 07A: what the client says and does about each finding, and what the last retest showed. */
import { answersOf, remediationInputs } from '../../shared/client-inputs.ts'
import { dueSoonDays, remediationStates, retestResults } from '../../shared/states/remediation.ts'
import { severities } from '../../shared/vocabulary.ts'
import { everyEdition } from './editions.ts'
import { findingRow, inOrder } from './findings.ts'
import { filledByClient, inputColumns } from './input-columns.ts'
import { countOf, type Sheet } from './sheet.ts'

export const dueWords = { overdue: 'Overdue', 'due-soon': 'Due soon', 'on-time': 'On time' } as const

export default {
  id: 'remediations',
  name: '07A Remediation',
  ref: '07A',
  order: 80.1,
  title: 'Remediation tracker',
  editions: everyEdition,
  purpose: 'Follows every issued finding until a retest shows that it is gone.',
  source:
    'Responses, plans and claims of the client as recorded with their evidence; retests of the auditor from the files of a later month.',
  procedure:
    'The original due date never changes; extensions are counted. Days to due are counted from the day of issue of this workbook. A finding rated critical or high is closed by a reviewer.',
  wording: {
    'client-response': {
      purpose:
        'Asks for your answer to every finding: your position, who acts, until when, and what is done.',
      procedure: filledByClient
    }
  },
  rowKey: ({ ref }) => String(ref),
  frozenColumns: 2,
  columns: [
    { key: 'ref', title: 'Remediation', type: 'id', width: 13 },
    { key: 'finding', title: 'Finding', type: 'id', width: 13, leadsTo: findingRow },
    { key: 'title', title: 'Title', type: 'long', width: 28 },
    { key: 'severity', title: 'Severity', type: 'severity', width: 10 },
    { key: 'control', title: 'Control', type: 'id', width: 10 },
    { key: 'accounts', title: 'Accounts', type: 'long', width: 15 },
    { key: 'recommendation', title: 'Recommendation', type: 'long', width: 36 },
    { key: 'state', title: 'State', type: 'state', width: 20 },
    { key: 'originalDue', title: 'Original due', type: 'date', width: 12 },
    { key: 'due', title: 'Due', type: 'date', width: 12 },
    { key: 'extensions', title: 'Extensions', type: 'integer', width: 11 },
    {
      key: 'days',
      title: 'Days to due',
      type: 'integer',
      width: 11,
      live: { formula: (cell, day) => `${cell('due')}-${day}` }
    },
    {
      key: 'dueState',
      title: 'Due state',
      type: 'state',
      width: 11,
      live: {
        formula: (cell) =>
          `IF(${cell('days')}<0,"${dueWords.overdue}",IF(${cell('days')}<=${dueSoonDays},"${dueWords['due-soon']}","${dueWords['on-time']}"))`
      }
    },
    ...inputColumns(remediationInputs),
    { key: 'milestones', title: 'Milestones done', type: 'text', width: 15 },
    { key: 'gone', title: 'Gone', type: 'integer', width: 8 },
    { key: 'items', title: 'Of exceptions', type: 'integer', width: 12 },
    {
      key: 'retest',
      title: 'Last retest',
      type: 'id',
      width: 13,
      leadsTo: { sheet: 'retests', column: 'ref' }
    },
    { key: 'retestResult', title: 'Retest result', type: 'text', width: 13 },
    { key: 'retestBy', title: 'Retest by', type: 'text', width: 16 },
    { key: 'retestAt', title: 'Retest (UTC)', type: 'time', width: 16 }
  ],
  tallies: [{ column: 'dueState', words: Object.values(dueWords) }],
  count: (context) => countOf(context, 'select count(*) as n from remediation'),
  rows: (context) =>
    inOrder(context).flatMap((finding) => {
      const { remediation } = finding
      if (remediation === null) return []
      const retest = finding.retests.at(-1)
      const done = finding.milestones.filter(({ doneAt }) => doneAt !== null).length
      return [
        {
          ref: remediation.ref,
          finding: finding.ref,
          title: finding.title,
          severity: severities[finding.severity],
          control: finding.control,
          accounts: finding.accounts.join(', '),
          recommendation: finding.recommendation || null,
          state: remediationStates[remediation.state],
          originalDue: remediation.originalDue,
          due: remediation.due,
          extensions: Math.max(finding.dueDates.length - 1, 0),
          days: remediation.dueState?.days ?? null,
          dueState: remediation.dueState ? dueWords[remediation.dueState.is] : null,
          ...answersOf(finding, context.clientRemarks().get(remediation.ref) ?? {}),
          milestones: finding.milestones.length === 0 ? null : `${done} of ${finding.milestones.length}`,
          gone: finding.items.filter(({ state }) => state === 'gone').length,
          items: finding.items.length,
          retest: retest?.ref ?? null,
          retestResult: retest ? retestResults[retest.result] : null,
          retestBy: retest?.performedBy ?? null,
          retestAt: retest?.performedAt ?? null
        }
      ]
    })
} satisfies Sheet
