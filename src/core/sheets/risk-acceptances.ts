/** 08: the risks the client accepted, by whom, on what and until when, with the auditor's view of it. */
import { daysBetween } from '../../shared/states/remediation.ts'
import { acceptanceStates } from '../../shared/states/risk-acceptance.ts'
import { severities } from '../../shared/vocabulary.ts'
import { everyEdition } from './editions.ts'
import { findingRow, inOrder } from './findings.ts'
import { countOf, type Sheet } from './sheet.ts'

export default {
  id: 'risk-acceptances',
  name: '08 Risk acceptances',
  ref: '08',
  order: 80.5,
  title: 'Risk acceptances of the client',
  editions: everyEdition,
  purpose: 'Lists what the client decided to live with, and how long that holds.',
  source: 'Approvals of the client as recorded with their evidence.',
  procedure:
    'A decision of the client for at most twelve months; it lapses when it expires or when what it covers changes. The tests stay exceptions. A renewal is a new record.',
  frozenColumns: 2,
  columns: [
    { key: 'ref', title: 'Acceptance', type: 'id', width: 13 },
    { key: 'finding', title: 'Finding', type: 'id', width: 13, leadsTo: findingRow },
    { key: 'control', title: 'Control', type: 'id', width: 10 },
    { key: 'accounts', title: 'Accounts', type: 'long', width: 15 },
    { key: 'covers', title: 'Exceptions covered', type: 'integer', width: 17 },
    { key: 'state', title: 'State', type: 'state', width: 18 },
    { key: 'reason', title: 'Reason', type: 'long', width: 36 },
    { key: 'compensatingControls', title: 'Compensating controls', type: 'long', width: 36 },
    { key: 'residualSeverity', title: 'Risk that remains', type: 'severity', width: 15 },
    { key: 'approver', title: 'Approver', type: 'text', width: 16 },
    { key: 'approverTitle', title: 'Approver’s title', type: 'text', width: 18 },
    { key: 'approvedAt', title: 'Approved on', type: 'date', width: 12 },
    { key: 'evidence', title: 'Approval', type: 'id', width: 10 },
    { key: 'validFrom', title: 'Valid from', type: 'date', width: 12 },
    { key: 'expiresAt', title: 'Holds until', type: 'date', width: 12 },
    {
      key: 'days',
      title: 'Days left',
      type: 'integer',
      width: 10,
      live: { formula: (cell, day) => `${cell('expiresAt')}-${day}` }
    },
    { key: 'view', title: 'Auditor’s view', type: 'long', width: 30 },
    { key: 'renewalOf', title: 'Renews', type: 'id', width: 13 },
    { key: 'endReason', title: 'Ended because', type: 'long', width: 26 }
  ],
  tallies: [{ column: 'state', words: Object.values(acceptanceStates) }],
  count: (context) => countOf(context, 'select count(*) as n from risk_acceptance'),
  rows: (context) =>
    inOrder(context).flatMap((finding) =>
      finding.acceptances.map((accepted) => ({
        ref: accepted.ref,
        finding: finding.ref,
        control: finding.control,
        accounts: finding.accounts.join(', '),
        covers: accepted.covers,
        state: acceptanceStates[accepted.state],
        reason: accepted.reason,
        compensatingControls: accepted.compensatingControls || null,
        residualSeverity: severities[accepted.residualSeverity],
        approver: accepted.approver,
        approverTitle: accepted.approverTitle,
        approvedAt: accepted.approvedAt,
        evidence: accepted.evidence,
        validFrom: accepted.validFrom,
        expiresAt: accepted.expiresAt,
        days: accepted.state === 'active' ? daysBetween(context.today, accepted.expiresAt) : null,
        view: accepted.challenge === '' ? 'Noted' : `Challenged: ${accepted.challenge}`,
        renewalOf: accepted.renewalOf,
        endReason: accepted.endReason
      }))
    )
} satisfies Sheet
