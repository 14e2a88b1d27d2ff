/** 07A: what the client says and does about each finding, and what the last retest showed. */
import { positions, remediationStates, retestResults } from '../../shared/states/remediation.ts'
import { severities } from '../../shared/vocabulary.ts'
import { inOrder } from './findings.ts'
import { countOf, type Sheet } from './sheet.ts'

const dueWords = { overdue: 'Overdue', 'due-soon': 'Due soon', 'on-time': 'On time' } as const

export default {
  id: 'remediations',
  name: '07A Remediation',
  ref: '07A',
  order: 80.1,
  title: 'Remediation tracker',
  purpose: 'Follows every issued finding until a retest shows that it is gone.',
  source:
    'Responses, plans and claims of the client as recorded with their evidence; retests of the auditor from the files of a later month.',
  procedure:
    'The original due date never changes; extensions are counted. Days to due are counted from the day of issue of this workbook. A finding rated critical or high is closed by a reviewer.',
  frozenColumns: 2,
  columns: [
    { key: 'ref', title: 'Remediation', type: 'id', width: 13 },
    { key: 'finding', title: 'Finding', type: 'id', width: 13 },
    { key: 'title', title: 'Title', type: 'long', width: 28 },
    { key: 'severity', title: 'Severity', type: 'severity', width: 10 },
    { key: 'control', title: 'Control', type: 'id', width: 10 },
    { key: 'accounts', title: 'Accounts', type: 'long', width: 15 },
    { key: 'state', title: 'State', type: 'text', width: 20 },
    { key: 'position', title: 'Position', type: 'text', width: 14 },
    { key: 'response', title: 'Response', type: 'long', width: 36 },
    { key: 'action', title: 'Action', type: 'long', width: 30 },
    { key: 'owner', title: 'Owner', type: 'text', width: 16 },
    { key: 'ownerEmail', title: 'Owner’s e-mail', type: 'text', width: 22 },
    { key: 'originalDue', title: 'Original due', type: 'date', width: 12 },
    { key: 'due', title: 'Due', type: 'date', width: 12 },
    { key: 'extensions', title: 'Extensions', type: 'integer', width: 11 },
    { key: 'days', title: 'Days to due', type: 'integer', width: 11 },
    { key: 'dueState', title: 'Due state', type: 'text', width: 11 },
    { key: 'milestones', title: 'Milestones done', type: 'text', width: 15 },
    { key: 'claimedAt', title: 'Reported done', type: 'date', width: 13 },
    { key: 'gone', title: 'Gone', type: 'integer', width: 8 },
    { key: 'items', title: 'Of exceptions', type: 'integer', width: 12 },
    { key: 'retest', title: 'Last retest', type: 'id', width: 13 },
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
      const response = finding.responses.at(-1)
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
          state: remediationStates[remediation.state],
          position: response ? positions[response.position] : null,
          response: response?.response || null,
          action: response?.action || null,
          owner: remediation.owner || null,
          ownerEmail: response?.ownerEmail || null,
          originalDue: remediation.originalDue,
          due: remediation.due,
          extensions: Math.max(finding.dueDates.length - 1, 0),
          days: remediation.dueState?.days ?? null,
          dueState: remediation.dueState ? dueWords[remediation.dueState.is] : null,
          milestones: finding.milestones.length === 0 ? null : `${done} of ${finding.milestones.length}`,
          claimedAt: finding.claimedAt,
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
